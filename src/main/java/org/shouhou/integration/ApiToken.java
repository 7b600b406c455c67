package org.shouhou.integration;

import java.util.List;

/**
 * A token a program signs in with. Times are epoch millis.
 *
 * @param name      histories name it {@code api:<name>}
 * @param beginning the token's first characters, to tell which one it is
 * @param scopes    codes such as {@code cases:read}
 * @param shops     bound to these; empty for all
 * @param expiresMs null: never
 */
public record ApiToken(long id, String name, String beginning, List<String> scopes, List<String> shops, String createdBy, long createdMs,
        Long expiresMs, Long lastUsedMs, Long revokedMs, String revokedBy) {

    /** How it stands at a moment: {@code VALID}, {@code EXPIRED} or {@code REVOKED}. */
    public String state(long nowMs) {
        return revokedMs != null ? "REVOKED" : expiresMs != null && expiresMs <= nowMs ? "EXPIRED" : "VALID";
    }
}
