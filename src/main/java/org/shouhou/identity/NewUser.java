package org.shouhou.identity;

import java.util.Set;

/**
 * What an operator gives for a new account.
 *
 * @param name        2 to 64 of a-z, 0-9, dot, underscore, hyphen; starts with a letter
 * @param displayName what others read, up to 100 characters; null: the name
 * @param roles       at least one
 * @param email       null when the person gets no mail
 * @param language    {@code zh-CN} or {@code en}; null: {@code zh-CN}
 * @param shops       codes of those the person is kept to, for agents only; null or empty: all
 * @param password    at least 12 characters, at most 72 bytes, none of the well-known ones
 */
public record NewUser(String name, String displayName, Set<Role> roles, String email, String language, Set<String> shops,
        String password) {

    public NewUser {
        shops = shops == null ? Set.of() : Shops.given(shops);
    }

    @Override
    public String toString() {
        return "NewUser[" + name + ", " + roles + "]";
    }
}
