package org.shouhou.returns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.shouhou.casefile.CaseFile;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Links that let a customer into the one page of their case without signing in: the case's id and an expiry, signed
 * (HMAC-SHA256). There are none where the shop has them switched off ({@code return.link}), or where no secret
 * ({@code shouhou.links.secret}) or no address ({@code shouhou.public-url}) is configured.
 */
@Component
public class CustomerLinks {

    /** @param expired signed by us, but its time is over */
    public record Opened(long caseId, boolean expired) {
    }

    static final String SECRET = "shouhou.links.secret";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int PAYLOAD = 2 * Long.BYTES;
    private static final int SIGNATURE = 32;

    private final Settings settings;
    private final Clock clock;
    private final String secret;
    private final String address;

    CustomerLinks(Settings settings, Clock clock, Environment environment) {
        this.settings = settings;
        this.clock = clock;
        this.secret = environment.getProperty(SECRET, "");
        this.address = environment.getProperty("shouhou.public-url", "").replaceAll("/+$", "");
    }

    /** The link of a case, valid from now on for {@code return.linkValidFor}; empty where there are none. */
    Optional<String> of(CaseFile file) {
        if (address.isEmpty() || !enabled(file.shop())) {
            return Optional.empty();
        }
        return Optional.of(address + "/r/" + token(file.id(), clock.instant().plus(settings.duration(Figure.RETURN_LINK_VALID_FOR, file.shop()))));
    }

    /** Whether links of this shop open anything. */
    public boolean enabled(String shop) {
        return !secret.isBlank() && settings.flag(Figure.RETURN_LINK, shop);
    }

    String token(long caseId, Instant until) {
        byte[] payload = ByteBuffer.allocate(PAYLOAD).putLong(caseId).putLong(until.getEpochSecond()).array();
        byte[] whole = Arrays.copyOf(payload, PAYLOAD + SIGNATURE);
        System.arraycopy(sign(payload), 0, whole, PAYLOAD, SIGNATURE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** What a token opens; empty for one that was not made by us. */
    public Optional<Opened> open(String token) {
        if (secret.isBlank() || token.length() > 100) {
            return Optional.empty();
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
        if (whole.length != PAYLOAD + SIGNATURE) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOf(whole, PAYLOAD);
        if (!MessageDigest.isEqual(sign(payload), Arrays.copyOfRange(whole, PAYLOAD, whole.length))) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(payload);
        long caseId = read.getLong();
        return Optional.of(new Opened(caseId, clock.instant().getEpochSecond() >= read.getLong()));
    }

    private byte[] sign(byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
