package org.shouhou.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages leave ({@code shouhou.channels.*}).
 *
 * @param mail           {@code smtp} (the server of {@code spring.mail.*}) or {@code sandbox}
 * @param chat           {@code by-hand}, {@code http} or {@code sandbox}
 * @param sms            likewise
 * @param mailFrom       the sender's address; empty: {@code spring.mail.username} when that is an address
 * @param mailFromName   the sender's name; empty: "Customer service" in the letter's language
 * @param chatUrl        where chat messages are posted, for {@code http}
 * @param chatSecret     the secret that signs them, 16 characters at least
 * @param connectTimeout for SMTP and HTTP
 * @param readTimeout    for SMTP and HTTP
 */
@ConfigurationProperties("shouhou.channels")
record ChannelSettings(@DefaultValue("smtp") String mail, @DefaultValue("by-hand") String chat,
        @DefaultValue("by-hand") String sms, @DefaultValue("") String mailFrom, @DefaultValue("") String mailFromName,
        @DefaultValue("") String chatUrl, @DefaultValue("") String chatSecret,
        @DefaultValue("") String smsUrl, @DefaultValue("") String smsSecret,
        @DefaultValue("PT10S") Duration connectTimeout, @DefaultValue("PT30S") Duration readTimeout) {

    static final String SANDBOX = "sandbox";
    static final String HTTP = "http";
    static final String SMTP = "smtp";
    static final String BY_HAND = "by-hand";

    ChannelSettings {
        oneOf("mail", mail, SMTP, SANDBOX);
        oneOf("chat", chat, BY_HAND, HTTP, SANDBOX);
        oneOf("sms", sms, BY_HAND, HTTP, SANDBOX);
    }

    /** The adapter chosen for a channel. */
    String adapter(Channel channel) {
        return switch (channel) {
            case MAIL -> mail;
            case CHAT -> chat;
            case SMS -> sms;
            case DESK -> BY_HAND;
        };
    }

    /** Whether the system itself can send on the channel, now or once its server is there. */
    boolean automatic(Channel channel) {
        return !BY_HAND.equals(adapter(channel));
    }

    private static void oneOf(String name, String value, String... allowed) {
        if (!java.util.List.of(allowed).contains(value)) {
            throw new IllegalArgumentException("shouhou.channels." + name + " is \"" + value + "\"; allowed: "
                    + String.join(", ", allowed) + ".");
        }
    }
}
