package org.shouhou.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages leave ({@code shouhou.channels}).
 *
 * @param mail           {@code smtp} (the server of {@code spring.mail.*}) or {@code sandbox}
 * @param chat           {@code by-hand}, {@code http} or {@code sandbox}
 * @param sms            likewise
 * @param webhook        {@code http} (the secret in {@code http.webhook.secret}, the address a figure of the shop) or {@code sandbox}
 * @param mailFrom       the sender's address; empty: {@code spring.mail.username} when that is an address
 * @param mailFromName   the sender's name; empty: "Customer service" in the letter's language
 * @param connectTimeout to reach the mail server
 * @param readTimeout    for each answer of the mail server
 * @param http           connection of {@code chat} and {@code sms} when their adapter is {@code http}
 */
@ConfigurationProperties("shouhou.channels")
record ChannelSettings(@DefaultValue("smtp") String mail, @DefaultValue("by-hand") String chat,
        @DefaultValue("by-hand") String sms, @DefaultValue("http") String webhook, @DefaultValue("") String mailFrom, @DefaultValue("") String mailFromName,
        @DefaultValue("10s") Duration connectTimeout, @DefaultValue("30s") Duration readTimeout,
        @DefaultValue Map<String, Http> http) {

    static final String SMTP = "smtp";
    static final String BY_HAND = "by-hand";
    static final String HTTP = "http";
    static final String SANDBOX = "sandbox";

    /**
     * @param baseUrl        messages are posted to {@code {baseUrl}/messages}
     * @param secret         shared secret of the signature, at least 16 characters
     * @param connectTimeout to get a connection
     * @param readTimeout    to get the whole answer
     */
    record Http(String baseUrl, String secret, @DefaultValue("3s") Duration connectTimeout,
            @DefaultValue("15s") Duration readTimeout) {
    }

    ChannelSettings {
        oneOf("mail", mail, SMTP, SANDBOX);
        oneOf("chat", chat, BY_HAND, HTTP, SANDBOX);
        oneOf("sms", sms, BY_HAND, HTTP, SANDBOX);
        oneOf("webhook", webhook, HTTP, SANDBOX);
    }

    /** The adapter chosen for a channel. */
    String adapter(Channel channel) {
        return switch (channel) {
            case MAIL -> mail;
            case CHAT -> chat;
            case SMS -> sms;
            case WEBHOOK -> webhook;
            case DESK -> BY_HAND;
        };
    }

    /** Whether the system itself can send on the channel, now or once its server is there. */
    boolean automatic(Channel channel) {
        return !BY_HAND.equals(adapter(channel));
    }

    boolean anySandbox() {
        return List.of(mail, chat, sms, webhook).contains(SANDBOX);
    }

    private static void oneOf(String name, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw new IllegalArgumentException("shouhou.channels." + name + " is \"" + value + "\"; allowed: "
                    + String.join(", ", allowed) + ".");
        }
    }
}
