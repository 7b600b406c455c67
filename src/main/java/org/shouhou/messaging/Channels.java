package org.shouhou.messaging;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.shouhou.messaging.Delivery.ForAPerson;
import org.springframework.mail.javamail.JavaMailSender;

/** The adapter of each channel, as configured. */
final class Channels {

    private final Map<Channel, MessageChannel> adapters = new EnumMap<>(Channel.class);

    /** @param mailSender null when no mail server is configured */
    Channels(ChannelSettings settings, JavaMailSender mailSender, SandboxMailbox mailbox, Clock clock) {
        for (Channel channel : Channel.values()) {
            String name = channel.name().toLowerCase(java.util.Locale.ROOT);
            adapters.put(channel, switch (settings.adapter(channel)) {
                case ChannelSettings.SMTP -> new MailChannel(mailSender, settings, clock);
                case ChannelSettings.HTTP -> channel == Channel.WEBHOOK ? webhook(settings.http().get(name), clock)
                        : new SignedPostChannel(name, settings.http().get(name), clock);
                case ChannelSettings.SANDBOX -> new SandboxChannel(mailbox);
                default -> (message, facts) -> new ForAPerson();
            });
        }
    }

    private static MessageChannel webhook(ChannelSettings.Http connection, Clock clock) {
        return connection == null || connection.secret() == null || connection.secret().isBlank() ? new UnsignedWebhook()
                : SignedPostChannel.toEachAddress("webhook", connection, clock);
    }

    /** Nothing leaves unsigned: what is there waits for the secret. */
    private static final class UnsignedWebhook implements MessageChannel {

        @Override
        public Optional<Hindrance> hindrance() {
            return Optional.of(Hindrance.NO_WEBHOOK_SECRET);
        }

        @Override
        public Delivery deliver(OutgoingMessage message, CaseFacts facts) {
            return new Delivery.Later("shouhou.channels.http.webhook.secret is not set.", true);
        }
    }

    MessageChannel of(Channel channel) {
        return adapters.get(channel);
    }

    Optional<Hindrance> hindrance(Channel channel) {
        return of(channel).hindrance();
    }
}
