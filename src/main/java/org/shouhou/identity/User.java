package org.shouhou.identity;

import java.util.Set;

/**
 * An account.
 *
 * @param name        what the person signs in with; lower case
 * @param displayName what others read
 * @param email       null when the person gets no mail
 * @param language    {@code zh-CN} or {@code en}
 * @param active      false: cannot sign in, gets nothing
 * @param shops       those the person works for
 */
public record User(String name, String displayName, Set<Role> roles, String email, String language, boolean active, Shops shops) {

    public User {
        roles = Set.copyOf(roles);
    }

    public Actor actor() {
        return new Actor(name, roles, shops);
    }
}
