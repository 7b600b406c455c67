package org.shouhou.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Programs with a token: {@code Authorization: Bearer sh_...}. The token is read anew with each call, so that one revoked
 * counts no more at once on every node; it has the roles its scopes give for this very call, and none beyond.
 */
final class BearerFilter extends OncePerRequestFilter {

    /** The request's attribute with the {@link BearerAuthentication}. */
    static final String PROGRAM = BearerAuthentication.class.getName();
    private static final String BEARER = "Bearer ";

    private final ObjectProvider<BearerTokens> tokens;
    private final Refusals refusals;

    BearerFilter(ObjectProvider<BearerTokens> tokens, Refusals refusals) {
        this.tokens = tokens;
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String given = request.getHeader(HttpHeaders.AUTHORIZATION);
        return given == null || !given.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        BearerTokens.Bearer bearer;
        try {
            bearer = tokens.getObject().bearer(request.getHeader(HttpHeaders.AUTHORIZATION).substring(BEARER.length()).strip());
        } catch (BearerTokens.Refused e) {
            if (e.retryAfterSeconds() > 0) {
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(e.retryAfterSeconds()));
                refusals.write(request, response, HttpStatus.TOO_MANY_REQUESTS, e.slug(), e.getMessage());
            } else {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Shouhou\", error=\"invalid_token\"");
                refusals.write(request, response, HttpStatus.UNAUTHORIZED, e.slug(), e.getMessage());
            }
            return;
        }
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        Set<Role> roles = Scope.rolesFor(bearer.scopes(), request.getMethod(), path);
        BearerAuthentication program = new BearerAuthentication(bearer,
                roles.stream().map(role -> new SimpleGrantedAuthority(Actor.AUTHORITY_PREFIX + role.name())).toList());
        request.setAttribute(PROGRAM, program);
        SecurityContextHolder.setContext(new SecurityContextImpl(program));
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
