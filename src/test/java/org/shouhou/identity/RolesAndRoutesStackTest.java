package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every role at every route there is: which routes there are is read from the application, and each is really called. */
class RolesAndRoutesStackTest extends StackTest {

    private static final Map<Role, String> PEOPLE = Map.of(Role.PRESALE, "presale1", Role.AGENT, "agent1", Role.SUPERVISOR, "supervisor1", Role.MANAGER, "manager1",
            Role.WAREHOUSE, "warehouse1", Role.FINANCE, "finance1", Role.AUDITOR, "auditor1", Role.OPERATOR, "operator1");
    /** What an auditor may send: their own session and desk, what carries its own signature, and samples with their sheets. */
    private static final Set<String> AUDITORS_OWN = Set.of("POST /sign-in", "POST /sign-out", "POST /language", "POST /hooks/{source}", "POST /r/{token}",
            "PUT /api/me/preferences/{name}", "POST /audit/samples", "POST /audit/samples/{sampleId}/cases/{caseId}", "POST /api/audit/samples",
            "POST /api/audit/samples/{sampleId}/cases/{caseId}/sheets");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    /** A call there is. @param pattern with its variables */
    private record Route(String method, String pattern) {

        String path() {
            return pattern.replaceAll("\\{[^/]+}", "1").replaceAll("/\\*\\*.*", "/x");
        }

        boolean changes() {
            return AccessRules.Verb.of(method) == AccessRules.Verb.CHANGE;
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        mappings.getHandlerMethods().keySet().forEach(mapping -> mapping.getPatternValues().forEach(pattern -> {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods).forEach(method -> routes.add(new Route(method.name(), pattern)));
        }));
        return routes.stream().sorted(java.util.Comparator.comparing(Route::toString)).toList();
    }

    private static boolean may(Role role, Route route) {
        AccessRules.Rule rule = AccessRules.of(route.method(), route.path()).orElseThrow(() -> new AssertionError("No row for " + route));
        return rule.allows(Actor.of("somebody", role)) || rule.allowsOwn(Actor.of("somebody", role));
    }

    private Desk.Answer call(String person, Route route) {
        return switch (route.method()) {
            case "GET" -> as(person).get(route.path());
            case "PUT" -> as(person).put(route.path(), Map.of());
            case "DELETE" -> as(person).delete(route.path());
            default -> as(person).post(route.path(), Map.of());
        };
    }

    @Test
    void what_the_table_gives_a_role_no_right_to_is_answered_403_whichever_route_it_is() throws IOException {
        List<Route> routes = routes();
        assertThat(routes).hasSizeGreaterThan(150);
        List<String> wrong = new ArrayList<>();
        Map<Route, StringBuilder> matrix = new LinkedHashMap<>();
        for (Route route : routes) {
            StringBuilder line = matrix.computeIfAbsent(route, ignored -> new StringBuilder(route.toString()));
            for (Role role : Role.values()) {
                boolean may = may(role, route);
                line.append(',').append(may ? "yes" : "");
                if (!may) {
                    int status = call(PEOPLE.get(role), route).status();
                    if (status != 403) {
                        wrong.add(role + " " + route + " answers " + status);
                    }
                }
            }
        }
        // for people to look at
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/roles-and-routes.csv"), "route," + String.join(",", List.of(Role.values()).stream().map(Role::name).toList()) + "\n"
                + String.join("\n", matrix.values()) + "\n", StandardCharsets.UTF_8);
        assertThat(wrong).isEmpty();
    }

    @Test
    void an_auditor_can_change_nothing_by_any_route_but_their_own_session_and_sheets_of_quality_control() {
        Set<String> allowed = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (Route route : routes()) {
            if (route.changes() && may(Role.AUDITOR, route)) {
                allowed.add(route.toString());
            } else if (route.changes() && call("auditor1", route).status() != 403) {
                wrong.add(route.toString());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(allowed).isSubsetOf(AUDITORS_OWN).contains("POST /api/audit/samples");
    }
}
