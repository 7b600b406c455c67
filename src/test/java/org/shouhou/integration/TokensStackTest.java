package org.shouhou.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shouhou.Desk.Answer;
import org.shouhou.StackTest;
import org.shouhou.common.Json;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A program's token reaches what its scopes say and nothing else, until it is revoked or expires. */
class TokensStackTest extends StackTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** Scope by scope the calls it reaches, as "METHOD pattern"; written down again here, on purpose. */
    private static final Map<String, String> REACHES = Map.of(
            "cases:read", "GET /api/cases(/.*)?|GET /api/search|GET /api/reasons",
            "cases:write", "POST /api/cases|POST /api/cases/\\{caseId}/(messages|notes|contacts|attachments)",
            "tasks:read", "GET /api/tasks|GET /api/tasks/(counts|\\{taskId})",
            "orders:read", "GET /api/orders/\\{orderNo}",
            "orders:write", "POST /api/orders/import|GET /api/imports/\\{id}",
            "figures:read", "GET /api/(figures|ledger)(/.*)?",
            "webhooks:read", "GET /api/webhooks(/.*)?",
            "webhooks:redeliver", "POST /api/webhooks/\\{webhookId}/redeliver|POST /api/webhooks/deliveries/\\{deliveryId}/redeliver");
    private static final String ALWAYS = "GET /v3/api-docs.*";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private final List<Object> ids = new ArrayList<>();

    @AfterEach
    void noTokenIsLeft() {
        ids.forEach(id -> as("operator1").post("/api/tokens/" + id + "/revoke", null));
        calls(600);
    }

    @Test
    void a_token_reaches_exactly_what_its_scope_says_over_every_route_there_is() {
        calls(1_000_000);
        Set<String> wrong = new TreeSet<>();
        Map<String, Integer> reached = new HashMap<>();
        for (Map.Entry<String, String> scope : REACHES.entrySet()) {
            String token = token(scope.getKey());
            mappings.getHandlerMethods().keySet().forEach(mapping -> mapping.getPatternValues().forEach(pattern -> {
                Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                    String route = method + " " + pattern;
                    boolean may = route.matches(scope.getValue()) || route.matches(ALWAYS);
                    Answer answer = call(token, method.name(), pattern.replaceAll("\\{[^/]+}", "1").replaceAll("/\\*\\*.*", "/x"), null);
                    boolean refused = answer.status() == 403 && answer.body().contains("token-scope");
                    if (may == refused || !may && answer.status() != 403 || answer.status() >= 500) {
                        wrong.add(scope.getKey() + " " + route + " " + answer.status());
                    }
                    reached.merge(scope.getKey(), may ? 1 : 0, Integer::sum);
                }
            }));
        }
        assertThat(wrong).isEmpty();
        assertThat(reached.keySet()).isEqualTo(REACHES.keySet());
        assertThat(reached.values()).as("each scope reaches something").allMatch(many -> many > 0);
    }

    @Test
    void every_scope_there_is_is_tried_here() {
        assertThat(as("operator1").get("/api/tokens/scopes").is(200).json().get("scopes")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(REACHES.keySet());
    }

    @Test
    void what_a_program_does_stands_in_the_history_under_its_own_name_and_it_has_no_session() throws Exception {
        String name = name();
        String token = issue(Map.of("name", name, "scopes", List.of("cases:write", "cases:read")));
        String orderNo = order().line("SKU-T", 1, "300.00").imported();
        Answer opened = call(token, "POST", "/api/cases", Map.of("requestId", id(), "type", "refund", "orderNo", orderNo, "reason", "QUALITY", "channel", "CHAT", "text", "坏了")).is(201);
        String caseId = (String) opened.json().get("caseId");
        settle();
        call(token, "POST", "/api/cases/" + caseId + "/notes", Map.of("text", "来自对接系统"));
        assertThat(call(token, "GET", "/api/cases/" + caseId + "/history", null).is(200).body()).contains("\"actor\":\"api:" + name + "\"");
        HttpResponse<String> raw = HTTP.send(request(token, "/api/cases/" + caseId).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(raw.headers().allValues("set-cookie")).isEmpty();
        as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "done"));
    }

    @Test
    void a_token_revoked_or_expired_or_unknown_counts_no_more_at_once() {
        String token = token("cases:read");
        call(token, "GET", "/api/cases", null).is(200);
        as("operator1").post("/api/tokens/" + ids.get(0) + "/revoke", null).is(200);
        call(token, "GET", "/api/cases", null).isProblem(401, "token-revoked");
        String brief = issue(Map.of("name", name(), "scopes", List.of("cases:read"), "expiresAt", clock.instant().plusSeconds(3600).toString()));
        call(brief, "GET", "/api/cases", null).is(200);
        pass(Duration.ofHours(1));
        call(brief, "GET", "/api/cases", null).isProblem(401, "token-expired");
        call("sh_nothing", "GET", "/api/cases", null).isProblem(401, "token-invalid");
        call("whatever", "GET", "/api/cases", null).isProblem(401, "token-invalid");
        call("", "GET", "/api/cases", null).isProblem(401, "not-signed-in");
    }

    @Test
    void a_token_is_shown_once_and_kept_nowhere() {
        String token = token("cases:read");
        assertThat(token).matches("sh_[A-Za-z0-9_-]{43}");
        assertThat(as("operator1").get("/api/tokens").is(200).body()).doesNotContain(token).contains(token.substring(0, 9));
        assertThat(as("operator1").get("/integrations").is(200).body()).doesNotContain(token);
        assertThat(jdbc.sql("SELECT hash FROM api_token WHERE id = ?").param(ids.get(0)).query(String.class).single()).hasSize(64).doesNotContain(token);
        assertThat(jdbc.sql("SELECT last_used_ms FROM api_token WHERE id = ?").param(ids.get(0)).query(Long.class).optional()).isEmpty();
        call(token, "GET", "/api/cases", null).is(200);
        assertThat(jdbc.sql("SELECT last_used_ms FROM api_token WHERE id = ?").param(ids.get(0)).query(Long.class).single()).isEqualTo(clock.millis());
    }

    @Test
    void a_token_bound_to_a_shop_reaches_nothing_of_another() {
        String own = order().line("SKU-T", 1, "300.00").imported();
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", own, "reason", "QUALITY"));
        settle();
        String shop = (String) as("agent1").sees(caseId).get("shop");
        String other = issue(Map.of("name", name(), "scopes", List.of("cases:read", "cases:write", "orders:read", "tasks:read"), "shops", List.of("elsewhere")));
        call(other, "GET", "/api/cases/" + caseId, null).isProblem(404, "not-found");
        call(other, "GET", "/api/cases/" + as("agent1").sees(caseId).get("number"), null).isProblem(404, "not-found");
        call(other, "GET", "/api/cases/" + caseId + "/history", null).isProblem(404, "not-found");
        call(other, "GET", "/api/orders/" + own, null).isProblem(404, "not-found");
        call(other, "POST", "/api/cases/" + caseId + "/notes", Map.of("text", "x")).isProblem(404, "not-found");
        call(other, "GET", "/api/cases", null).is(404);
        call(other, "GET", "/api/search?q=" + own, null).is(404);
        call(other, "GET", "/api/tasks/counts", null).is(404);
        call(other, "POST", "/api/cases", Map.of("requestId", id(), "type", "refund", "orderNo", order().line("SKU-T", 1, "300.00").imported(), "reason", "QUALITY",
                "channel", "CHAT", "text", "x")).isProblem(422, "unknown-order");
        String right = issue(Map.of("name", name(), "scopes", List.of("cases:read", "orders:read"), "shops", List.of(shop)));
        call(right, "GET", "/api/cases/" + caseId, null).is(200);
        call(right, "GET", "/api/orders/" + own, null).is(200);
        as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "done"));
    }

    @Test
    void too_many_calls_have_to_wait() throws Exception {
        String token = token("cases:read");
        calls(3);
        for (int i = 0; i < 3; i++) {
            call(token, "GET", "/api/reasons", null).is(200);
        }
        call(token, "GET", "/api/reasons", null).isProblem(429, "too-many-calls");
        HttpResponse<String> refused = HTTP.send(request(token, "/api/reasons").GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow())).isBetween(1L, 60L);
        call(token("cases:read"), "GET", "/api/reasons", null).is(200);
    }

    @ParameterizedTest
    @CsvSource({"'',cases:read,", "a,cases:read,", "BIG,cases:read,", "a b,cases:read,", "fine,,", "fine,users:write,", "fine,cases:read,2001-01-01T00:00:00Z", "fine,cases:read,2999-01-01T00:00:00Z"})
    void a_token_that_makes_no_sense_is_refused(String name, String scope, String expires) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("name", name);
        wanted.put("scopes", scope == null ? List.of() : List.of(scope));
        wanted.put("expiresAt", expires);
        as("operator1").post("/api/tokens", wanted).isProblem(400, "invalid-fields");
    }

    @Test
    void a_name_is_used_once_and_only_operators_issue_and_revoke() {
        String name = name();
        issue(Map.of("name", name, "scopes", List.of("cases:read")));
        as("operator1").post("/api/tokens", Map.of("name", name, "scopes", List.of("cases:read"))).isProblem(409, "token-name-used");
        as("operator1").post("/api/tokens", Map.of("name", name(), "scopes", List.of("figures:read"), "shops", List.of("main"))).isProblem(400, "invalid-fields");
        as("operator1").post("/api/tokens/999999/revoke", null).isProblem(404, "not-found");
        as("auditor1").get("/api/tokens").is(200);
        as("auditor1").post("/api/tokens", Map.of("name", name(), "scopes", List.of("cases:read"))).isProblem(403, "not-allowed");
        as("manager1").get("/api/tokens").isProblem(403, "not-allowed");
    }

    private void calls(int perMinute) {
        as("operator1").put("/api/settings/token.callsPerMinute", Map.of("value", String.valueOf(perMinute))).is(200);
    }

    private static String name() {
        return "t" + id().substring(0, 12);
    }

    private String token(String scope) {
        return issue(Map.of("name", name(), "scopes", List.of(scope)));
    }

    @SuppressWarnings("unchecked")
    private String issue(Map<String, Object> wanted) {
        Map<String, Object> issued = as("operator1").post("/api/tokens", wanted).is(201).json();
        ids.add(((Map<String, Object>) issued.get("token")).get("id"));
        return (String) issued.get("text");
    }

    private HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(60)).header("Authorization", "Bearer " + token);
    }

    private Answer call(String token, String method, String path, Object body) {
        try {
            HttpRequest.Builder request = request(token, path).header("Content-Type", "application/json")
                    .method(method, method.equals("GET") ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body == null ? "{}" : Json.write(body)));
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
