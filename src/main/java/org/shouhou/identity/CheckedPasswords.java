package org.shouhou.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Remembers for a minute which password matched which stored hash, because a slow hash with every API request would be
 * most of its cost. What is remembered is a keyed digest of both, so a wrong password never finds an entry, and a
 * changed one (another hash) never finds the old one, on whatever node it was changed.
 */
final class CheckedPasswords implements PasswordEncoder {

    private static final Duration REMEMBERED = Duration.ofSeconds(60);
    private static final String DIGEST = "HmacSHA256";

    private final PasswordEncoder slow;
    private final SecretKeySpec key;
    private final Cache<String, Boolean> matched;

    CheckedPasswords(PasswordEncoder slow) {
        this(slow, Ticker.systemTicker());
    }

    CheckedPasswords(PasswordEncoder slow, Ticker ticker) {
        this.slow = slow;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, DIGEST);
        this.matched = Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).ticker(ticker).build();
    }

    @Override
    public String encode(CharSequence password) {
        return slow.encode(password);
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
        if (password == null || hash == null) {
            return false;
        }
        String entry = digest(password, hash);
        if (matched.getIfPresent(entry) != null) {
            return true;
        }
        boolean right = slow.matches(password, hash);
        if (right) {
            matched.put(entry, Boolean.TRUE);
        }
        return right;
    }

    @Override
    public boolean upgradeEncoding(String hash) {
        return slow.upgradeEncoding(hash);
    }

    private String digest(CharSequence password, String hash) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
