package org.shouhou.identity;

import java.util.Collection;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** An account as sign-in sees it. */
record Account(User user, String passwordHash) implements UserDetails {

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return authorities(user);
    }

    static List<SimpleGrantedAuthority> authorities(User user) {
        return user.roles().stream().map(role -> new SimpleGrantedAuthority(Actor.AUTHORITY_PREFIX + role.name())).toList();
    }

    @Override
    public String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return user.name();
    }

    @Override
    public boolean isEnabled() {
        return user.active();
    }

    @Override
    public String toString() {
        return "Account[" + user.name() + "]";
    }
}
