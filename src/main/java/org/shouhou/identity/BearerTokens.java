package org.shouhou.identity;

import java.util.Set;

/** Who a program's token stands for; kept by the module that issues them. */
public interface BearerTokens {

    /**
     * A program that shows a token.
     *
     * @param name   as histories name it: {@code api:erp}; no person has such a name
     * @param shops  shops it is bound to; empty for all
     */
    record Bearer(String name, Set<Scope> scopes, Set<String> shops) {

        public Bearer {
            scopes = Set.copyOf(scopes);
            shops = Set.copyOf(shops);
        }
    }

    /** Why a token is not taken. @param slug the problem's @param retryAfterSeconds for too many calls, else 0 */
    final class Refused extends Exception {

        private final String slug;
        private final long retryAfterSeconds;

        public Refused(String slug, String message, long retryAfterSeconds) {
            super(message);
            this.slug = slug;
            this.retryAfterSeconds = retryAfterSeconds;
        }

        String slug() {
            return slug;
        }

        long retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }

    /** @throws Refused when it is unknown, revoked, expired, or was shown too often lately */
    Bearer bearer(String token) throws Refused;
}
