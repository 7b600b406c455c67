package org.shouhou.identity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shouhou.identity.AccessRules.Verb;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What a program's token may be issued for: the calls it reaches, and the role it has there. What no scope names no token
 * reaches, whoever holds it: no users, no settings, no tokens, no decision of a task.
 */
public enum Scope {
    CASES_READ("cases:read", Role.AUDITOR, reads("/api/cases", "/api/cases/{caseId}", "/api/cases/{caseId}/**", "/api/search", "/api/reasons")),
    /** Opens cases and adds to them; what only a person decides stays with people. */
    CASES_WRITE("cases:write", Role.AGENT, changes("/api/cases", "/api/cases/{caseId}/messages", "/api/cases/{caseId}/notes",
            "/api/cases/{caseId}/contacts", "/api/cases/{caseId}/attachments")),
    TASKS_READ("tasks:read", Role.AUDITOR, reads("/api/tasks", "/api/tasks/counts", "/api/tasks/{taskId}")),
    ORDERS_READ("orders:read", Role.AUDITOR, reads("/api/orders/{orderNo}")),
    ORDERS_WRITE("orders:write", Role.OPERATOR, changes("/api/orders/import"), reads("/api/imports/{id}")),
    FIGURES_READ("figures:read", Role.AUDITOR, reads("/api/figures/**", "/api/ledger/**")),
    WEBHOOKS_READ("webhooks:read", Role.AUDITOR, reads("/api/webhooks/**")),
    /** A receiver that lost something asks for it again. */
    WEBHOOKS_REDELIVER("webhooks:redeliver", Role.OPERATOR, changes("/api/webhooks/{webhookId}/redeliver", "/api/webhooks/deliveries/{deliveryId}/redeliver"));

    /** What every token reaches. */
    private static final List<Route> ALWAYS = reads("/v3/api-docs/**", "/v3/api-docs.yaml");

    private record Route(Verb verb, PathPattern path) {

        boolean fits(Verb asked, PathContainer called) {
            return verb == asked && path.matches(called);
        }
    }

    private final String code;
    private final Role role;
    private final List<Route> routes;

    @SafeVarargs
    Scope(String code, Role role, List<Route>... routes) {
        this.code = code;
        this.role = role;
        this.routes = Stream.of(routes).flatMap(List::stream).toList();
    }

    private static List<Route> reads(String... paths) {
        return routes(Verb.READ, paths);
    }

    private static List<Route> changes(String... paths) {
        return routes(Verb.CHANGE, paths);
    }

    private static List<Route> routes(Verb verb, String... paths) {
        return Arrays.stream(paths).map(path -> new Route(verb, PathPatternParser.defaultInstance.parse(path))).toList();
    }

    /** As it is written: {@code cases:read}. */
    public String code() {
        return code;
    }

    public static Optional<Scope> of(String code) {
        return Arrays.stream(values()).filter(scope -> scope.code.equals(code)).findFirst();
    }

    /** Whether a token with this scope may be bound to shops: its calls name one case, order or task each. */
    public boolean fitsShops() {
        return this != ORDERS_WRITE && this != FIGURES_READ && this != WEBHOOKS_READ && this != WEBHOOKS_REDELIVER;
    }

    /** The roles a token with these scopes has for one call; empty when none of them reaches it. */
    static Set<Role> rolesFor(Set<Scope> scopes, String method, PathContainer path) {
        Verb verb = Verb.of(method);
        Set<Role> roles = scopes.stream().filter(scope -> scope.routes.stream().anyMatch(route -> route.fits(verb, path)))
                .map(scope -> scope.role).collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
        if (roles.isEmpty() && !scopes.isEmpty() && ALWAYS.stream().anyMatch(route -> route.fits(verb, path))) {
            roles.add(Role.AUDITOR);
        }
        return roles;
    }
}
