package org.shouhou.identity;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who does something.
 *
 * @param name  user name, or {@code system}
 * @param roles the roles the person holds; empty for the system
 * @param shops those the person works for; nothing of another is there for them
 */
public record Actor(String name, Set<Role> roles, Shops shops) {

    /** What no person did. It holds no role: a service decides itself what the system may do. */
    public static final Actor SYSTEM = new Actor("system", Set.of());

    static final String AUTHORITY_PREFIX = "ROLE_";

    public Actor {
        roles = Set.copyOf(roles);
    }

    /** Of all shops. */
    public Actor(String name, Set<Role> roles) {
        this(name, roles, Shops.ALL);
    }

    public static Actor of(String name, Role... roles) {
        return new Actor(name, Set.of(roles));
    }

    /**
     * The person signed in, by session or by HTTP Basic.
     *
     * @throws IllegalStateException when nobody is
     */
    public static Actor current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            throw new IllegalStateException("Nobody is signed in.");
        }
        return of(authentication);
    }

    static Actor of(Authentication authentication) {
        return new Actor(authentication.getName(), roles(authentication.getAuthorities()), Shops.of(authentication));
    }

    private static Set<Role> roles(Collection<? extends GrantedAuthority> authorities) {
        Set<String> held = authorities.stream().map(GrantedAuthority::getAuthority).collect(Collectors.toSet());
        return EnumSet.allOf(Role.class).stream()
                .filter(role -> held.contains(AUTHORITY_PREFIX + role.name())).collect(Collectors.toSet());
    }

    public boolean isSystem() {
        return name.equals(SYSTEM.name);
    }

    /** Whether what is of this shop is there for the person. */
    public boolean sees(String shop) {
        return shops.include(shop);
    }

    /** Whether the person holds this very role. */
    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether the person may do the work of a role: holds it or a higher one. */
    public boolean mayDo(Role role) {
        return roles.stream().anyMatch(held -> held.mayDo(role));
    }

    /** As {@link #mayDo(Role)} by group id; false for an unknown id. */
    public boolean mayDo(String roleId) {
        return Role.ofId(roleId).map(this::mayDo).orElse(false);
    }

    /** The role with most authority. @throws IllegalStateException when the actor has none, as the system */
    public Role highest() {
        return roles.stream().sorted().findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no role."));
    }
}
