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
                case ChannelSettings.HTTP -> new SignedPostChannel(name, settings.http().get(name), clock);
                case ChannelSettings.SANDBOX -> new SandboxChannel(mailbox);
                default -> (message, facts) -> new ForAPerson();
            });
        }
    }

    MessageChannel of(Channel channel) {
        return adapters.get(channel);
    }

    Optional<Hindrance> hindrance(Channel channel) {
        return of(channel).hindrance();
    }
}
