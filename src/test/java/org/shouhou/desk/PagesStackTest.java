package org.shouhou.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shouhou.StackTest;
import org.shouhou.identity.DemoAccounts;
import org.springframework.beans.factory.annotation.Autowired;

/** The pages as people meet them: signing in and out, what each role sees, both languages, refusals. */
class PagesStackTest extends StackTest {

    private static final List<String> PAGES = List.of("/tasks", "/tasks/team", "/cases", "/cases/new", "/duty", "/todo-outside",
            "/send-by-hand", "/warehouse", "/standing-remedies", "/shipping-notice", "/reply-templates", "/orders/import", "/outgoing", "/failed-work", "/users", "/demo");

    /** Pages that show letters, each in its reader's language. */
    private static final Set<String> LETTERS = Set.of("/demo", "/outgoing", "/send-by-hand");

    @Autowired
    DemoAccounts accounts;

    @Test
    void every_demonstration_account_signs_in_and_lands_on_a_page_of_its_own() {
        for (String name : accounts.names()) {
            Browser browser = browser("zh-CN").signIn(name);
            HttpResponse<String> home = browser.get("/");
            assertThat(home.statusCode()).isEqualTo(302);
            assertThat(browser.get(home.headers().firstValue("Location").orElseThrow()).statusCode()).as(name).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void every_page_comes_in_the_readers_language_without_a_gap_and_under_a_strict_policy(String language) {
        String caseId = aRefund();
        for (String name : List.of("agent1", "manager1", "auditor1", "operator1", "presale1", "warehouse1", "finance1")) {
            Browser browser = browser(language).signIn(name);
            for (String path : Stream.concat(PAGES.stream(), Stream.of("/cases/" + caseId, "/nowhere")).toList()) {
                HttpResponse<String> page = browser.get(path);
                String where = name + " " + path;
                assertThat(page.statusCode()).as(where).isIn(200, 403, 404);
                assertThat(page.body()).as(where).doesNotContain("??").doesNotContain("Exception");
                assertThat(page.body()).as(where).contains("lang=\"" + language + "\"");
                assertThat(page.headers().firstValue("Content-Security-Policy")).as(where).hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'self'").doesNotContain("unsafe").doesNotContain("*"));
                if (language.equals("en") && !LETTERS.contains(path)) {
                    assertThat(page.body().replace("中文", "").replaceAll("value=\"[^\"]*\"", "")).as(where)
                            .doesNotContain("任务").doesNotContain("工单");
                }
            }
        }
    }

    @Test
    void the_navigation_shows_just_what_the_role_may_open() {
        assertThat(browser("en").signIn("presale1").get("/cases").body())
                .contains("href=\"/cases/new\"").doesNotContain("href=\"/tasks\"").doesNotContain("href=\"/users\"");
        assertThat(browser("en").signIn("operator1").get("/users").body())
                .contains("href=\"/failed-work\"").doesNotContain("href=\"/tasks\"").doesNotContain("href=\"/cases/new\"");
    }

    @Test
    void nobody_changes_anything_without_the_token_of_a_page() {
        Browser browser = browser("en").signIn("agent1");
        browser.get("/tasks");

        assertThat(browser.postWithoutToken("/tasks/next", Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.script("/api/tasks/next", "", false).statusCode()).isEqualTo(403);
        assertThat(browser.script("/api/tasks/next", "", true).statusCode()).isIn(200, 204);
    }

    @Test
    void a_program_with_basic_credentials_needs_no_token_and_gets_no_session() {
        assertThat(as("agent1").post("/api/tasks/next", null).status()).isIn(200, 204);
        long sessions = sessions();
        as("agent1").get("/api/me").is(200);
        assertThat(sessions()).isEqualTo(sessions);
    }

    @Test
    void a_wrong_password_says_no_more_than_that() {
        Browser browser = browser("en");
        browser.get("/sign-in");
        String unknown = browser.post("/sign-in", Map.of("username", "nobody1", "password", "demo")).headers().firstValue("Location").orElse("");
        browser.get("/sign-in");
        String wrong = browser.post("/sign-in", Map.of("username", "finance1", "password", "wrong")).headers().firstValue("Location").orElse("");

        assertThat(wrong).endsWith("/sign-in?wrong").isEqualTo(unknown);
        assertThat(browser.get("/sign-in?wrong").body()).contains("Name or password is not right.");
    }

    @Test
    void after_signing_out_the_pages_are_closed_and_the_wanted_one_opens_after_signing_in() {
        Browser browser = browser("en").signIn("agent1");
        browser.get("/tasks");
        browser.post("/sign-out", Map.of());

        HttpResponse<String> closed = browser.get("/cases/new");
        assertThat(closed.statusCode()).isEqualTo(302);
        assertThat(closed.headers().firstValue("Location").orElse("")).endsWith("/sign-in");

        browser.get("/sign-in");
        assertThat(browser.post("/sign-in", Map.of("username", "agent1", "password", "demo")).headers().firstValue("Location").orElse(""))
                .contains("/cases/new");
    }

    @Test
    void a_pre_sale_agent_opens_only_their_own_cases_by_page_and_api() {
        String others = aRefund();
        String mine = as("presale1").opens(Map.of("type", "refund", "orderNo", order().line("SKU-1", 1, "20.00").imported(), "reason", "OTHER"));
        Browser browser = browser("en").signIn("presale1");

        assertThat(browser.get("/cases/" + mine).statusCode()).isEqualTo(200);
        assertThat(browser.get("/cases/" + others).statusCode()).isIn(403, 404);
        assertThat(as("presale1").get("/api/cases/" + others).status()).isIn(403, 404);
        assertThat(as("presale1").get("/api/tasks").status()).isEqualTo(403);
        assertThat(browser.get("/cases").body()).doesNotContain("/cases/SH-" + others + "-");
    }

    @Test
    void the_auditor_reads_a_case_but_finds_nothing_to_press_and_is_refused() {
        String caseId = aRefund();
        Browser browser = browser("en").signIn("auditor1");

        String page = browser.get("/cases/" + caseId).body();

        assertThat(page).doesNotContain("/notes\"").doesNotContain("/claim\"").doesNotContain("/escalate\"");
        assertThat(browser.post("/cases/" + caseId + "/notes", Map.of("text", "x")).statusCode()).isEqualTo(403);
        assertThat(as("auditor1").post("/api/cases/" + caseId + "/notes", Map.of("text", "x")).status()).isEqualTo(403);
    }

    @Test
    void intake_by_three_fields_keeps_what_was_typed_when_it_is_refused() {
        Browser browser = browser("en").signIn("presale1");
        browser.get("/cases/new");

        HttpResponse<String> refused = browser.post("/cases/new", Map.of("requestId", id(), "orderNo", "no-such-order",
                "matter", "refund:QUALITY", "text", "It is broken."));

        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body()).contains("There is no such order").contains("value=\"no-such-order\"").contains("It is broken.");

        HttpResponse<String> opened = browser.post("/cases/new", Map.of("requestId", id(), "orderNo",
                order().line("SKU-1", 1, "20.00").imported(), "matter", "refund:QUALITY", "text", "It is broken."));
        assertThat(opened.headers().firstValue("Location").orElse("")).contains("/cases/SH-");
    }

    @Test
    void a_password_change_ends_sessions_and_the_old_password_at_once() {
        String name = "user" + System.nanoTime();
        as("operator1").post("/api/users", Map.of("name", name, "roles", List.of("agent"), "password", "a long first secret")).is(201);
        Browser browser = browser("en");
        browser.get("/sign-in");
        browser.post("/sign-in", Map.of("username", name, "password", "a long first secret"));
        assertThat(browser.get("/tasks").statusCode()).isEqualTo(200);

        as("operator1").post("/api/users/" + name, Map.of("password", "a long second secret")).is(200);

        assertThat(browser.get("/tasks").statusCode()).isEqualTo(302);
        browser.get("/sign-in");
        assertThat(browser.post("/sign-in", Map.of("username", name, "password", "a long first secret")).headers()
                .firstValue("Location").orElse("")).endsWith("?wrong");
    }

    @Test
    void wrong_fields_of_an_account_are_named() {
        as("operator1").post("/api/users", Map.of("name", "X y", "roles", List.of("auditor", "agent"), "password", "short"))
                .isProblem(400, "invalid-fields");
        as("agent1").post("/api/users", Map.of("name", "abc")).isProblem(403, "not-allowed");
        as("operator1").post("/api/users", Map.of("nonsense", 1)).isProblem(400, "invalid-fields");
        as("operator1").raw("/api/users", "application/json", "{\"name\":").isProblem(400, "bad-json");
        as("operator1").raw("/api/users", "text/plain", "x").isProblem(415, "unsupported-media-type");
        as("operator1").get("/api/no-such-thing").isProblem(404, "not-found");
    }

    @Test
    void an_unknown_address_is_a_page_for_people_and_a_problem_for_programs() {
        Browser browser = browser("zh-CN").signIn("agent1");

        HttpResponse<String> page = browser.get("/no-such-page");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("这里没有内容").doesNotContain("Whitelabel").doesNotContain("org.shouhou");
    }

    @Test
    void the_chosen_language_stays() {
        Browser browser = browser("zh-CN").signIn("agent2");
        browser.get("/tasks");
        assertThat(browser.post("/language", Map.of("to", "en", "back", "/tasks")).headers().firstValue("Location").orElse("")).endsWith("/tasks");
        assertThat(browser.get("/tasks").body()).contains("lang=\"en\"").contains("My tasks");
        assertThat(browser.post("/language", Map.of("to", "en", "back", "//evil.example")).headers().firstValue("Location").orElse(""))
                .doesNotContain("evil");
    }

    private String aRefund() {
        return as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("SKU-1", 1, "300.00").imported(), "reason", "QUALITY"));
    }

    private long sessions() {
        return jdbc.sql("SELECT COUNT(*) FROM SPRING_SESSION").query(Long.class).single();
    }

    private Browser browser(String language) {
        return new Browser(port, language);
    }

}
