package org.shouhou.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ServletRequestPathUtils;

/** Applies the {@link AccessRules} to a call, and tells pages which links to show. */
@Component
public class Access implements AuthorizationManager<RequestAuthorizationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    /** The request's attribute that says: answered as if there were nothing. */
    static final String HIDDEN = Access.class.getName() + ".hidden";

    private final JdbcClient jdbc;
    private final ShopWall wall;

    Access(JdbcClient jdbc, ShopWall wall) {
        this.jdbc = jdbc;
        this.wall = wall;
    }

    @Override
    public AuthorizationResult authorize(Supplier<? extends Authentication> authentication,
            RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        Optional<AccessRules.Rule> rule = AccessRules.of(request.getMethod(), path);
        if (rule.isEmpty()) {
            LOG.debug("No access rule for {} {}", request.getMethod(), path);
            return new AuthorizationDecision(false);
        }
        if (request.getAttribute(BearerFilter.PROGRAM) instanceof BearerAuthentication program) {
            return new AuthorizationDecision(allows(rule.get(), program, request, path));
        }
        if (rule.get().audience() == AccessRules.Audience.ANYONE) {
            return new AuthorizationDecision(true);
        }
        Authentication signedIn = authentication.get();
        if (signedIn == null || !signedIn.isAuthenticated() || signedIn instanceof AnonymousAuthenticationToken) {
            return new AuthorizationDecision(false);
        }
        Actor actor = Actor.of(signedIn);
        return new AuthorizationDecision(allows(rule.get(), actor, path) && visible(wall.lets(actor.shops(), path), request));
    }

    /** What is another shop's is not there, rather than forbidden. */
    private static boolean visible(boolean reached, HttpServletRequest request) {
        if (!reached) {
            request.setAttribute(HIDDEN, true);
        }
        return reached;
    }

    /** A program is bound by its scopes first, even where anyone may call; what is another shop's is not there for it. */
    private boolean allows(AccessRules.Rule rule, BearerAuthentication program, HttpServletRequest request, PathContainer path) {
        Actor actor = Actor.of(program);
        if (actor.roles().isEmpty() || rule.audience() == AccessRules.Audience.ROLES && !rule.allows(actor)) {
            return false;
        }
        return visible(wall.letsProgram(actor.shops(), rule.verb(), path), request);
    }

    /** Whether a person may call a path: {@code may(actor, "GET", "/orders/import")}. */
    public boolean may(Actor actor, String method, String path) {
        PathContainer called = PathContainer.parsePath(path);
        return AccessRules.of(method, called).filter(rule -> allows(rule, actor, called)).isPresent();
    }

    private boolean allows(AccessRules.Rule rule, Actor actor, PathContainer path) {
        if (!actor.shops().all() && ShopWall.ofAllShops(path)) {
            return false;
        }
        if (rule.allows(actor)) {
            return true;
        }
        // a list of cases names none: its service shows such a person their own
        return rule.allowsOwn(actor) && rule.caseId(path).map(id -> opened(actor, id)).orElse(true);
    }

    /** @param caseId id or number, as paths name a case */
    private boolean opened(Actor actor, String caseId) {
        long id = caseId.matches("\\d{1,18}") ? Long.parseLong(caseId) : 0;
        return jdbc.sql("SELECT COUNT(*) FROM case_file WHERE (id = ? OR number = ?) AND opened_by = ?")
                .params(id, caseId, actor.name()).query(Long.class).single() > 0;
    }
}
