package org.shouhou.identity;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which passwords are taken. */
final class Passwords {

    static final int LEAST = 12;
    /** More is cut off by the hash, so it is refused instead. */
    private static final int MOST_BYTES = 72;
    private static final Set<String> WELL_KNOWN = Set.of("demo", "changeme", "change-me", "changeme1234", "password",
            "password1234", "passwordpassword", "administrator", "shouhou", "shouhoushouhou", "operator", "secret",
            "123456789012", "1234567890123", "qwertyuiop12", "adminadminadmin");

    private Passwords() {
    }

    /** What is wrong with a password as a plain sentence; empty when nothing is. */
    static Optional<String> problem(String password, String userName) {
        if (password == null || password.isBlank()) {
            return Optional.of("A password is needed.");
        }
        if (password.length() < LEAST) {
            return Optional.of("A password has at least " + LEAST + " characters.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of("A password has at most " + MOST_BYTES + " bytes.");
        }
        if (isWellKnown(password) || password.equalsIgnoreCase(userName)
                || password.chars().distinct().count() < 4) {
            return Optional.of("This password is too easy to guess.");
        }
        return Optional.empty();
    }

    static boolean isWellKnown(String secret) {
        return WELL_KNOWN.contains(secret.toLowerCase(Locale.ROOT));
    }
}
