package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shouhou.identity.Role.AGENT;
import static org.shouhou.identity.Role.AUDITOR;
import static org.shouhou.identity.Role.FINANCE;
import static org.shouhou.identity.Role.MANAGER;
import static org.shouhou.identity.Role.OPERATOR;
import static org.shouhou.identity.Role.PRESALE;
import static org.shouhou.identity.Role.SUPERVISOR;
import static org.shouhou.identity.Role.WAREHOUSE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of rules, asked for every role and route. */
class AccessRulesTest {

    private static final Set<Role> CASE_PEOPLE = EnumSet.of(AGENT, SUPERVISOR, MANAGER);
    private static final Set<Role> WORKERS = EnumSet.of(AGENT, SUPERVISOR, MANAGER, WAREHOUSE, FINANCE);
    private static final Set<Role> READERS = EnumSet.of(AGENT, SUPERVISOR, MANAGER, WAREHOUSE, FINANCE, OPERATOR, AUDITOR);
    private static final Set<Role> TASK_READERS = EnumSet.of(AGENT, SUPERVISOR, MANAGER, WAREHOUSE, FINANCE, AUDITOR);

    static Stream<Arguments> routes() {
        return Stream.of(
                route(READERS, "GET /api/cases/7", "GET /api/cases/7/history", "GET /cases/SH-7-5", "GET /api/orders/1", "GET /cases"),
                route(EnumSet.of(PRESALE, AGENT, SUPERVISOR, MANAGER), "POST /api/cases", "GET /cases/new", "POST /cases/new"),
                // everybody who works on cases may escalate (R5); which other message is whose, the service knows
                route(EnumSet.of(AGENT, SUPERVISOR, MANAGER, WAREHOUSE, FINANCE), "POST /api/cases/7/messages"),
                route(CASE_PEOPLE, "POST /api/cases/7/contacts", "POST /cases/7/said", "POST /cases/7/events"),
                route(WORKERS, "POST /api/cases/7/notes", "POST /cases/7/notes", "POST /cases/7/escalate"),
                route(TASK_READERS, "GET /api/tasks", "GET /api/tasks/x", "GET /tasks", "GET /tasks/team", "GET /api/todo-outside", "GET /todo-outside"),
                route(WORKERS, "POST /api/tasks/next", "POST /api/tasks/x/complete", "POST /tasks/next", "POST /tasks/x/claim",
                        "POST /api/todo-outside/1", "POST /todo-outside/1"),
                route(EnumSet.of(SUPERVISOR, MANAGER, OPERATOR), "POST /api/orders/import", "POST /orders/import"),
                route(EnumSet.of(SUPERVISOR, MANAGER, OPERATOR, AUDITOR), "GET /api/imports/1", "GET /orders/import", "GET /api/messages", "GET /outgoing"),
                route(EnumSet.of(FINANCE, SUPERVISOR, MANAGER, AUDITOR), "GET /api/ledger"),
                route(EnumSet.of(AGENT, SUPERVISOR, MANAGER, AUDITOR), "GET /api/messages/by-hand", "GET /send-by-hand"),
                route(CASE_PEOPLE, "POST /api/messages/by-hand/1", "POST /send-by-hand/1"),
                route(EnumSet.of(OPERATOR), "POST /api/users", "POST /users", "POST /users/agent1", "POST /api/failed-work/retry",
                        "POST /failed-work/retry", "POST /api/effects/1/retry", "POST /api/messages/1/retry", "POST /outgoing/1/retry"),
                route(EnumSet.of(OPERATOR, AUDITOR), "GET /api/users", "GET /users", "GET /failed-work", "GET /actuator/prometheus", "GET /api/hook-events"),
                route(EnumSet.of(MANAGER, OPERATOR), "PUT /api/settings/refund.limit.agent"),
                route(EnumSet.allOf(Role.class), "GET /", "GET /api/me", "POST /sign-out"));
    }

    private static Arguments route(Set<Role> allowed, String... calls) {
        return Arguments.of(List.of(calls), allowed);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void each_role_may_do_exactly_what_its_work_needs(List<String> calls, Set<Role> allowed) {
        for (String call : calls) {
            AccessRules.Rule rule = rule(call);
            for (Role role : Role.values()) {
                assertThat(rule.allows(Actor.of("somebody", role))).as("%s: %s", role, call).isEqualTo(allowed.contains(role));
            }
        }
    }

    @Test
    void the_auditor_is_in_no_row_that_changes_something_but_their_own_session_and_desk() {
        Actor auditor = Actor.of("auditor1", AUDITOR);
        assertThat(AccessRules.TABLE.stream().filter(rule -> rule.verb() == AccessRules.Verb.CHANGE)
                .filter(rule -> rule.allows(auditor) || rule.allowsOwn(auditor)).map(rule -> rule.path().getPatternString()))
                .containsExactlyInAnyOrder("/sign-in", "/language", "/hooks/{source}", "/r/{token}", "/sign-out", "/api/me/preferences/*",
                        // what is scored stays as it was: sheets of quality control are part of no case
                        "/audit/samples/**", "/api/audit/samples/**");
    }

    @Test
    void the_auditor_reads_everything_but_pages_that_only_offer_a_change() {
        Actor auditor = Actor.of("auditor1", AUDITOR);
        assertThat(AccessRules.TABLE.stream().filter(rule -> rule.verb() == AccessRules.Verb.READ)
                .filter(rule -> !rule.allows(auditor)).map(rule -> rule.path().getPatternString())).containsExactly("/cases/new");
    }

    @Test
    void a_pre_sale_agent_hands_in_and_sees_only_their_own_cases() {
        Actor presale = Actor.of("presale1", PRESALE);
        Set<String> unconditional = Set.copyOf(AccessRules.TABLE.stream()
                .filter(rule -> rule.audience() == AccessRules.Audience.ROLES && rule.allows(presale))
                .map(rule -> rule.verb() + " " + rule.path().getPatternString()).toList());
        assertThat(unconditional).containsExactlyInAnyOrder("CHANGE /api/cases", "READ /cases/new", "CHANGE /cases/new");
        assertThat(AccessRules.TABLE.stream().filter(rule -> rule.allowsOwn(presale)).map(rule -> rule.path().getPatternString()))
                .allMatch(path -> path.matches("(/api)?/(cases.*|search)"));
        assertThat(AccessRules.TABLE.stream().filter(rule -> rule.allowsOwn(presale)).map(AccessRules.Rule::verb))
                .containsOnly(AccessRules.Verb.READ);
    }

    @Test
    void what_no_row_names_is_nobodys() {
        assertThat(AccessRules.of("GET", "/api/nothing")).isEmpty();
        assertThat(AccessRules.of("DELETE", "/api/ledger")).isEmpty();
        assertThat(AccessRules.of("POST", "/actuator/shutdown")).isEmpty();
    }

    @Test
    void only_the_way_in_and_what_carries_its_own_signature_is_open() {
        assertThat(AccessRules.TABLE.stream().filter(rule -> rule.audience() == AccessRules.Audience.ANYONE)
                .map(rule -> rule.path().getPatternString())).containsExactlyInAnyOrder("/sign-in", "/sign-in", "/language",
                        "/assets/**", "/favicon.ico", "/error", "/actuator/health/**", "/hooks/{source}", "/r/{token}", "/r/{token}");
    }

    @Test
    void a_higher_role_does_a_lower_ones_work_but_nobody_stands_in_for_auditor_or_operator() {
        assertThat(Actor.of("m", MANAGER).mayDo("finance")).isTrue();
        assertThat(Actor.of("s", SUPERVISOR).mayDo("agent")).isTrue();
        assertThat(Actor.of("s", SUPERVISOR).mayDo("finance")).isFalse();
        assertThat(Actor.of("a", AGENT).mayDo("supervisor")).isFalse();
        assertThat(Actor.of("a", AGENT).mayDo("nobody")).isFalse();
        for (Role role : Role.values()) {
            assertThat(role.mayDo(AUDITOR)).isEqualTo(role == AUDITOR);
            assertThat(role.mayDo(OPERATOR)).isEqualTo(role == OPERATOR);
        }
        assertThat(Arrays.stream(Role.values()).filter(AUDITOR::mayDo)).containsExactly(AUDITOR);
    }

    private static AccessRules.Rule rule(String call) {
        String[] parts = call.split(" ");
        return AccessRules.of(parts[0], parts[1]).orElseThrow(() -> new AssertionError("No row for " + call));
    }
}
