package org.shouhou.messaging;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.shouhou.common.Json;
import org.shouhou.messaging.Delivery.Delivered;
import org.shouhou.messaging.Delivery.Later;
import org.shouhou.messaging.Delivery.Refused;

/**
 * Chat or text messages by a signed POST: JSON to {@code {base-url}/messages}: {@code {id, channel, shop, caseNumber, orderNo, buyer, to, name, language,
 * text}}, headers {@code webhook-id} (the same at every try, so that a repeat is recognised; also {@code Idempotency-Key}),
 * {@code webhook-timestamp} (epoch seconds) and {@code webhook-signature} ({@code v1,} and the Base64 of the HMAC-SHA256
 * of {@code id.timestamp.body}). 2xx: taken over; 408, 401, 403, 408, 425, 429 and 5xx: tried again; any other answer: refused.
 */
final class SignedPostChannel implements MessageChannel {

    /** Null: each message goes to its own address. */
    private final URI url;
    private final byte[] secret;
    private final Duration readTimeout;
    private final HttpClient http;
    private final Clock clock;

    /** @throws IllegalArgumentException when the address or the secret is not fit for use */
    SignedPostChannel(String channel, ChannelSettings.Http connection, Clock clock) {
        this(channel, connection, clock, address(channel, connection));
    }

    private SignedPostChannel(String channel, ChannelSettings.Http connection, Clock clock, URI url) {
        String key = "shouhou.channels.http." + channel;
        if (connection.secret() == null || connection.secret().length() < 16) {
            throw new IllegalArgumentException(key + ".secret must have 16 characters at least.");
        }
        this.url = url;
        this.secret = connection.secret().getBytes(StandardCharsets.UTF_8);
        this.readTimeout = connection.readTimeout();
        this.http = HttpClient.newBuilder().connectTimeout(connection.connectTimeout()).followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1).build();
        this.clock = clock;
    }

    /** Posts each message to its own address. @throws IllegalArgumentException when the secret is not fit for use */
    static SignedPostChannel toEachAddress(String channel, ChannelSettings.Http connection, Clock clock) {
        return new SignedPostChannel(channel, connection, clock, null);
    }

    private static URI address(String channel, ChannelSettings.Http connection) {
        if (connection == null || connection.baseUrl() == null || !connection.baseUrl().matches("https?://\\S+")) {
            throw new IllegalArgumentException("shouhou.channels.http." + channel + ".base-url must be an http or https address.");
        }
        return URI.create(connection.baseUrl().replaceAll("/+$", "") + "/messages");
    }

    @Override
    public Delivery deliver(OutgoingMessage message, CaseFacts facts) {
        String id = MessageIds.of(message);
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        String body = Json.write(body(id, message, facts));
        HttpRequest request = HttpRequest.newBuilder(url == null ? URI.create(message.toAddress()) : url).timeout(readTimeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Idempotency-Key", id)
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + sign(id + "." + timestamp + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            return judge(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return new Later("The channel's service cannot be reached: " + CleanText.line(reason(e), 400), true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Later("Sending was interrupted.", true);
        }
    }

    private static Delivery judge(HttpResponse<String> answer) {
        int code = answer.statusCode();
        if (code / 100 == 2) {
            return new Delivered();
        }
        String why = "The channel's service answered " + code + ": " + CleanText.line(answer.body(), 300);
        boolean later = code >= 500 || code == 408 || code == 425 || code == 429 || code == 401 || code == 403;
        return later ? new Later(why, true) : new Refused(why);
    }

    private static Map<String, Object> body(String id, OutgoingMessage message, CaseFacts facts) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("channel", message.channel().name());
        body.put("to", message.toAddress());
        body.put("name", message.toName());
        body.put("language", message.language());
        body.put("text", message.text());
        if (facts != null) {
            body.put("shop", facts.shop());
            body.put("caseNumber", facts.number());
            body.put("orderNo", facts.orderNo());
            body.put("buyer", facts.buyer());
        }
        return body;
    }

    private String sign(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "no connection" : e.getMessage();
    }
}
