package org.shouhou.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.Users;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Who is signed in from where, and that a session, a role or an account taken away counts with the next request. */
class SessionsStackTest extends StackTest {

    private static final String PASSWORD = "a long first secret";

    @Autowired
    Users users;

    @Autowired
    SessionRepository<? extends Session> sessions;

    private String name;

    @BeforeEach
    void somebodyNew() {
        name = "p" + id().substring(0, 8);
        as("operator1").post("/api/users", Map.of("name", name, "roles", List.of("agent"), "password", PASSWORD)).is(201);
    }

    @AfterEach
    void nobodyStays() {
        as("operator1").post("/api/users/" + name, Map.of("active", false));
    }

    @Test
    void an_operator_sees_the_open_sessions_of_a_person_and_ends_one_of_them_at_once() {
        Browser here = signedIn();
        Browser there = signedIn();
        List<Map<String, Object>> open = sessions();
        assertThat(open).hasSize(2).allSatisfy(one -> assertThat(one.get("address")).isEqualTo("127.0.0.1"));
        assertThat(as("operator1").get("/users/" + name).is(200).body()).contains("127.0.0.1", (String) open.get(0).get("id"));

        as("operator1").post("/api/users/" + name + "/sessions/end", Map.of("id", open.get(0).get("id"))).is(204);

        assertThat(sessions()).hasSize(1);
        assertThat(List.of(mayGoOn(here), mayGoOn(there))).containsExactlyInAnyOrder(true, false);
        as("operator1").post("/api/users/" + name + "/sessions/end", Map.of()).is(204);
        assertThat(List.of(mayGoOn(here), mayGoOn(there))).containsOnly(false);
    }

    @Test
    void who_signs_in_stays_signed_in_when_a_request_of_before_ends_later() {
        Browser browser = new Browser(port, "en");
        browser.get("/sign-in");
        String before = browser.sessionId();
        Late.of(sessions, before, () -> signIn(browser, PASSWORD));

        assertThat(browser.sessionId()).as("nobody who knew it before has it now").isNotEqualTo(before);
        assertThat(mayGoOn(browser)).isTrue();
        assertThat(sessions.findById(before)).isNull();
    }

    /** A request that read a session before something else happened, and writes it back after. */
    private record Late() {

        static <S extends Session> void of(SessionRepository<S> sessions, String id, Runnable meanwhile) {
            S session = sessions.findById(id);
            meanwhile.run();
            session.setLastAccessedTime(Instant.now());
            sessions.save(session);
        }
    }

    @Test
    void with_other_roles_or_a_locked_account_the_next_request_is_refused() {
        Browser browser = signedIn();
        as("operator1").post("/api/users/" + name, Map.of("roles", List.of("agent"))).is(200);
        assertThat(mayGoOn(browser)).as("nothing changed").isTrue();
        as("operator1").post("/api/users/" + name, Map.of("roles", List.of("warehouse"))).is(200);
        assertThat(mayGoOn(browser)).isFalse();

        Browser again = signedIn();
        as("operator1").post("/api/users/" + name, Map.of("active", false)).is(200);
        assertThat(mayGoOn(again)).isFalse();
    }

    @Test
    void sign_ins_and_wrong_passwords_are_kept_with_where_they_came_from() {
        signIn(new Browser(port, "en"), "a wrong one");
        signedIn();
        as("operator1").post("/api/users/" + name, Map.of("active", false)).is(200);
        signIn(new Browser(port, "en"), PASSWORD);

        List<Object> entries = as("operator1").list("/api/users/" + name + "/sign-ins");
        assertThat(entries.stream().map(one -> (String) ((Map<?, ?>) one).get("outcome")).toList()).containsExactly("LOCKED", "IN", "WRONG");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM sign_in WHERE username = 'nobody-there'").query(Long.class).single()).isZero();
    }

    @Test
    void the_last_operator_stays_one() {
        as("operator1").post("/api/users/operator1", Map.of("active", false)).isProblem(409, "own-account");
        as("operator1").post("/api/users/operator1", Map.of("roles", List.of("agent"))).isProblem(409, "own-account");
        // whom other tests made operators
        users.all().stream().filter(user -> user.roles().contains(Role.OPERATOR) && user.active() && !user.name().equals("operator1"))
                .forEach(user -> users.change(Actor.SYSTEM, user.name(), null, null, false, null));
        // another operator, who was locked by this one in the same moment
        assertThatThrownBy(() -> users.change(Actor.SYSTEM, "operator1", null, null, false, null)).isInstanceOf(Problem.class)
                .satisfies(problem -> assertThat(((Problem) problem).slug()).isEqualTo("last-operator"));
        assertThat(users.find("operator1").orElseThrow().active()).isTrue();
        as("operator1").post("/api/users/" + name, Map.of("roles", List.of("operator"))).is(200);
        Browser other = signedIn();
        other.get("/users/operator1");
        assertThat(other.post("/users/operator1", Map.of("active", "false")).statusCode()).isEqualTo(302);
        assertThat(users.find("operator1").orElseThrow().active()).isFalse();
        assertThat(other.post("/users/operator1", Map.of("active", "true")).statusCode()).isEqualTo(302);
        assertThat(users.find("operator1").orElseThrow().active()).isTrue();
    }

    @Test
    void sessions_are_for_operators_and_bad_calls_are_answered_clearly() {
        as("agent1").get("/api/users/" + name + "/sessions").is(403);
        as("auditor1").post("/api/users/" + name + "/sessions/end", Map.of()).is(403);
        as("operator1").get("/api/users/nobody-there/sessions").is(404);
        as("operator1").get("/api/users/nobody-there/sign-ins").is(404);
        as("operator1").get("/users/nobody-there").is(404);
        as("operator1").post("/api/users/" + name + "/sessions/end", Map.of("id", "no-such")).isProblem(404, "not-found");
        as("operator1").post("/api/users/" + name + "/sessions/end", Map.of("nonsense", 1)).isProblem(400, "invalid-fields");
    }

    private Browser signedIn() {
        Browser browser = new Browser(port, "en");
        signIn(browser, PASSWORD);
        assertThat(mayGoOn(browser)).isTrue();
        return browser;
    }

    private void signIn(Browser browser, String password) {
        browser.get("/sign-in");
        browser.post("/sign-in", Map.of("username", name, "password", password));
    }

    private static boolean mayGoOn(Browser browser) {
        return browser.get("/bulletins").statusCode() == 200;
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> sessions() {
        return as("operator1").list("/api/users/" + name + "/sessions").stream().map(one -> (Map<String, Object>) one).toList();
    }
}
