package org.shouhou.identity;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/** A program that showed its token, with the roles it has for one call. */
final class BearerAuthentication extends AbstractAuthenticationToken {

    private final transient BearerTokens.Bearer bearer;

    BearerAuthentication(BearerTokens.Bearer bearer, List<? extends GrantedAuthority> roles) {
        super(roles);
        this.bearer = bearer;
        setAuthenticated(true);
    }

    BearerTokens.Bearer bearer() {
        return bearer;
    }

    @Override
    public String getName() {
        return bearer.name();
    }

    @Override
    public Object getPrincipal() {
        return bearer.name();
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
