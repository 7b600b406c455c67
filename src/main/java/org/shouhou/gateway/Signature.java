package org.shouhou.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 over {@code id.timestamp.body}, in the headers of Standard Webhooks: {@code webhook-id},
 * {@code webhook-timestamp} (epoch seconds), {@code webhook-signature} ({@code v1,<base64>}, several separated by blanks).
 */
public final class Signature {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";
    private static final String ENCODED_SECRET = "whsec_";

    private Signature() {
    }

    /** @param secret the text itself, or {@code whsec_} and the key in base64 */
    public static String of(String secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether one of the given signatures is right; takes the same time wherever they differ. */
    static boolean matches(String secret, String id, String timestamp, byte[] body, String given) {
        byte[] right = of(secret, id, timestamp, body).getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (String one : given.split(" ")) {
            found |= MessageDigest.isEqual(right, one.getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private static byte[] key(String secret) {
        return secret.startsWith(ENCODED_SECRET) ? Base64.getDecoder().decode(secret.substring(ENCODED_SECRET.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }
}
