package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** Requests for a case that are wrong in every way people and programs get wrong: a clear problem, nothing written. */
class BadIntakeStackTest extends StackTest {

    private static final String EMOJI = "😀";

    private Map<String, Object> request(String orderNo, Object... more) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("requestId", id(), "type", "refund", "orderNo", orderNo,
                "reason", "QUALITY", "channel", "CHAT", "text", "坏了"));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    private static Map<String, Object> money(Object minor, Object currency) {
        Map<String, Object> money = new LinkedHashMap<>();
        money.put("minor", minor);
        money.put("currency", currency);
        return money;
    }

    @Test
    void wrong_fields_are_named_and_nothing_is_written() {
        String paid = order().line("SKU-1", 1, "300.00").line("SKU-2", 1, "100.00").shipped("SF1").imported();
        Map<String, Object> bad = new LinkedHashMap<>();
        bad.put("no request id", request(paid, "requestId", null));
        bad.put("blank request id", request(paid, "requestId", "  "));
        bad.put("long request id", request(paid, "requestId", "x".repeat(151)));
        bad.put("request id as number", request(paid, "requestId", 7));
        bad.put("no type", request(paid, "type", null));
        bad.put("unknown type", request(paid, "type", "magic"));
        bad.put("no order", request(paid, "orderNo", null));
        bad.put("order as object", request(paid, "orderNo", Map.of("a", 1)));
        bad.put("long order", request("9".repeat(65)));
        bad.put("no reason", request(paid, "reason", null));
        bad.put("unknown reason", request(paid, "reason", "BECAUSE"));
        bad.put("unknown channel", request(paid, "channel", "PIGEON"));
        bad.put("no channel", request(paid, "channel", null));
        bad.put("unknown field", request(paid, "priority", "high"));
        bad.put("unknown field of the amount", request(paid, "amount", Map.of("minor", 1, "currency", "CNY", "tax", 1)));
        bad.put("negative amount", request(paid, "amount", money(-1, "CNY")));
        bad.put("amount of nothing", request(paid, "amount", money(0, "CNY")));
        bad.put("half a fen", request(paid, "amount", money(100.5, "CNY")));
        bad.put("amount as text", request(paid, "amount", money("100", "CNY")));
        bad.put("amount as number", request(paid, "amount", 100));
        bad.put("amount beyond any number", request(paid, "amount", money(new java.math.BigInteger("99999999999999999999"), "CNY")));
        bad.put("amount without currency", request(paid, "amount", money(100, null)));
        bad.put("amount without minor", request(paid, "amount", Map.of("currency", "CNY")));
        bad.put("wrong currency", request(paid, "amount", money(100, "USD")));
        bad.put("no currency at all", request(paid, "amount", money(100, "")));
        bad.put("long currency", request(paid, "amount", money(100, "RENMINBI")));
        bad.put("line that is none", request(paid, "lines", List.of(9)));
        bad.put("line that is null", request(paid, "lines", Arrays.asList(1, null)));
        bad.put("line as text", request(paid, "lines", List.of("one")));
        bad.put("lines as number", request(paid, "lines", 1));
        bad.put("deadline that is no time", request(paid, "platformDeadline", "tomorrow"));
        bad.put("deadline beyond the calendar", request(paid, "platformDeadline", "+999999999-12-31T23:59:59Z"));
        bad.put("deadline before the calendar", request(paid, "platformDeadline", "-0001-01-01T00:00:00Z"));
        bad.put("deadline in year 10000", request(paid, "platformDeadline", "+10000-01-01T00:00:00Z"));
        bad.put("deadline as number", request(paid, "platformDeadline", 1));
        bad.put("very long words", request(paid, "text", "长".repeat(4001)));
        bad.put("very long emoji words", request(paid, "text", EMOJI.repeat(4001)));
        bad.put("half an emoji", request(paid, "text", "broken \ud83d half"));
        bad.put("half an emoji as request id", request(paid, "requestId", "r\ude00"));
        bad.put("long reference", request(paid, "externalReference", "x".repeat(101)));
        bad.put("long shop", request(paid, "shop", "x".repeat(41)));
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        bad.forEach((what, body) -> {
            Desk.Answer answer = as("presale1").raw("/api/cases", "application/json", json(body));
            unchanged.refused(soft, what, answer, 400, "invalid-fields");
            soft.assertThat(answer.body()).as(what).contains("\"fields\"");
        });
        soft.assertAll();
    }

    /** JSON with escapes, as halves of a surrogate pair cannot be written otherwise. */
    private static String json(Object body) {
        StringBuilder ascii = new StringBuilder();
        for (char c : tools.jackson.databind.json.JsonMapper.builder()
                .enable(tools.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII).build().writeValueAsString(body).toCharArray()) {
            ascii.append(c);
        }
        return ascii.toString();
    }

    @Test
    void a_body_that_is_no_json_or_of_another_kind_is_refused() throws Exception {
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Desk desk = as("presale1");
        for (String body : List.of("", " ", "{", "{\"requestId\":", "requestId=1", "{\"a\":1}}", "{'a':1}", "null", "[]", "7",
                "\"text\"", "[".repeat(5000), "{\"requestId\":\"1\",\"requestId\":\"2\"}", "{\"amount\":{\"minor\":1e999999999}}")) {
            Desk.Answer answer = desk.raw("/api/cases", "application/json", body);
            String slug = answer.status() == 400 && answer.body().contains("invalid-fields") ? "invalid-fields" : "bad-json";
            unchanged.refused(soft, "body " + (body.length() > 60 ? body.substring(0, 60) : body), answer, 400, slug);
        }
        for (String type : List.of("text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                "application/json;charset=nonsense", "nonsense", "image/png")) {
            unchanged.refused(soft, "content type " + type, desk.raw("/api/cases", type, "{}"), 415, "unsupported-media-type");
        }
        unchanged.refused(soft, "bytes that are no UTF-8", bytes("presale1", "/api/cases",
                new byte[] {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'}), 400, "bad-json");
        unchanged.refused(soft, "other method", desk.put("/api/cases", Map.of()), 405, "method-not-allowed");
        soft.assertAll();
    }

    private Desk.Answer bytes(String user, String path, byte[] body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Desk.Answer(answer.statusCode(), answer.body());
    }

    @Test
    void what_the_order_does_not_allow_is_refused_without_a_case() {
        String unpaid = order().line("SKU-1", 1, "300.00").unpaid().imported();
        String paid = order().line("SKU-1", 1, "300.00").line("SKU-2", 1, "100.00").shipped("SF1").imported();
        String empty = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String spent = as("presale1").opens(request(empty));
        settle();
        as("agent1").decides(spent, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Desk desk = as("presale1");
        unchanged.refused(soft, "unknown order", desk.post("/api/cases", request("NO-SUCH-ORDER")), 422, "unknown-order");
        for (String odd : List.of("' OR 1=1 --", "订单😀", "../../etc", "a\u0000b", "\n", "%", "${7*7}")) {
            Desk.Answer answer = desk.post("/api/cases", request(odd));
            boolean blank = odd.isBlank();
            unchanged.refused(soft, "odd order " + odd, answer, blank ? 400 : 422, blank ? "invalid-fields" : "unknown-order");
        }
        unchanged.refused(soft, "order of another shop", desk.post("/api/cases", request(paid, "shop", "elsewhere")), 422, "unknown-order");
        unchanged.refused(soft, "unpaid order", desk.post("/api/cases", request(unpaid)), 422, "unpaid-order");
        unchanged.refused(soft, "nothing left", desk.post("/api/cases", request(empty)), 422, "nothing-left");
        unchanged.refused(soft, "a fen more than is left", desk.post("/api/cases", request(paid, "amount", money(40001, "CNY"))), 422, "more-than-left");
        unchanged.refused(soft, "the largest number", desk.post("/api/cases", request(paid, "amount", money(Long.MAX_VALUE, "CNY"))), 422, "more-than-left");
        unchanged.refused(soft, "more than the line's", desk.post("/api/cases", request(paid, "lines", List.of(2), "amount", money(10001, "CNY"))), 422, "more-than-left");
        unchanged.refused(soft, "the line named twice is not twice as much", desk.post("/api/cases",
                request(paid, "lines", List.of(2, 2), "amount", money(10001, "CNY"))), 422, "more-than-left");
        soft.assertAll();
        assertThat(desk.post("/api/cases", request(paid, "amount", money(40000, "CNY"))).status()).isEqualTo(201);
    }

    @Test
    void odd_but_honest_words_are_kept_as_they_are() {
        for (String words : List.of(EMOJI.repeat(2000), "line one\nline two\r\n\ttab", "nul \u0000 bell \u0007 esc \u001b[31m",
                "<script>alert(1)</script> & \"quotes\" 'single'", "=1+1", "‮right to left", "长".repeat(4000), "ﷺ a\u0301")) {
            String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
            String caseId = as("presale1").opens(request(orderNo, "text", words, "requestId", id() + EMOJI));
            assertThat(as("presale1").sees(caseId)).containsEntry("text", words);
            settle();
            as("agent1").post("/api/cases/" + caseId + "/notes", Map.of("text", words)).is(204);
            as("agent1").post("/api/cases/" + caseId + "/contacts", Map.of("channel", "PHONE", "outcome", "REACHED", "text", words)).is(204);
            as("agent1").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", words));
            as("agent1").tells(caseId, "escalationRequested", Map.of("reason", words));
            as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", words));
            settle();
            assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "REJECTED");
            assertThat(as("auditor1").get("/api/cases/" + caseId + "/history").is(200).body()).contains("NOTE");
        }
    }

    @Test
    void a_request_id_is_one_case_and_never_another() {
        String orderNo = order().line("SKU-1", 1, "300.00").line("SKU-2", 1, "1.00").shipped("SF1").imported();
        Map<String, Object> wanted = request(orderNo, "lines", List.of(1));
        String caseId = (String) as("presale1").post("/api/cases", wanted).is(201).json().get("caseId");
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        assertThat(as("presale1").post("/api/cases", wanted).is(200).json()).containsEntry("caseId", caseId);
        for (Map<String, Object> other : List.of(Map.<String, Object>of("text", "something else"), Map.<String, Object>of("lines", List.of(2)),
                Map.<String, Object>of("amount", money(5, "CNY")), Map.<String, Object>of("reason", "OTHER"),
                Map.<String, Object>of("orderNo", "NO-SUCH-ORDER"), Map.<String, Object>of("externalReference", "X"))) {
            Map<String, Object> changed = new LinkedHashMap<>(wanted);
            changed.putAll(other);
            unchanged.refused(soft, "used again with " + other, as("presale1").post("/api/cases", changed), 409, "request-id-used");
        }
        Map<String, Object> torn = new LinkedHashMap<>(wanted);
        torn.put("lines", Arrays.asList(1, null));
        unchanged.refused(soft, "used again with a line that is null", as("presale1").post("/api/cases", torn), 400, "invalid-fields");
        soft.assertAll();
    }

    @Test
    void unknown_and_odd_case_ids_are_not_found() {
        SoftAssertions soft = new SoftAssertions();
        for (String id : List.of("0", "-1", "999999999999", "99999999999999999999999999", "SH-1-99", "SH-", "abc", "1%20",
                "%F0%9F%98%80", "%E8%AE%A2", "1.0", "0x1", "%27%20OR%201=1", "null", "SH-" + "1".repeat(3000))) {
            for (String path : List.of("", "/history", "/diagram", "/contacts")) {
                Unchanged.complete(soft, id + path, as("agent1").get("/api/cases/" + id + path), 404, "not-found");
            }
            Unchanged.complete(soft, id + "/notes", as("agent1").post("/api/cases/" + id + "/notes", Map.of("text", "x")), 404, "not-found");
            Unchanged.complete(soft, id + "/contacts", as("agent1").post("/api/cases/" + id + "/contacts",
                    Map.of("channel", "PHONE", "outcome", "REACHED")), 404, "not-found");
            Unchanged.complete(soft, id + "/messages", as("agent1").post("/api/cases/" + id + "/messages",
                    Map.of("messageId", "1", "name", "customerWithdrew", "data", Map.of("reason", "x"))), 404, "not-found");
        }
        for (String id : List.of("%00", "..%2F1", "a%2Fb", "%5C", "%0A", "%25", "a//b", "1;x=1")) {
            Desk.Answer answer = as("agent1").get("/api/cases/" + id);
            soft.assertThat(answer.status()).as(id + answer.body()).isBetween(400, 404);
            if (!List.of("%00", "..%2F1", "a%2Fb", "%5C").contains(id)) {
                // those four are no addresses at all: the web server refuses them before anybody hears of them
                soft.assertThat(answer.body()).as(id).contains("/problems/");
            }
        }
        for (String query : List.of("cursor=abc", "cursor=-1", "cursor=9999999999999999999", "cursor=1%00")) {
            Unchanged.complete(soft, query, as("agent1").get("/api/cases?" + query), 400, "invalid-fields");
        }
        for (String query : List.of("text=%25_%5C", "text=%27", "text=%F0%9F%98%80", "text=%00", "order=%00", "buyer=" + "x".repeat(2000), "text=", "cursor=0")) {
            soft.assertThat(as("agent1").get("/api/cases?" + query).status()).as(query).isEqualTo(200);
        }
        for (String query : List.of("status=NONSENSE")) {
            Unchanged.complete(soft, query, as("agent1").get("/api/cases?" + query), 400, "invalid-fields");
        }
        soft.assertAll();
    }

    @Test
    void presale_agents_see_what_they_handed_in_and_nothing_else() {
        String own = as("presale1").opens(request(order().line("SKU-1", 1, "300.00").shipped("SF1").imported()));
        String other = as("agent1").opens(request(order().line("SKU-1", 1, "300.00").shipped("SF1").imported()));
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Desk presale = as("presale1");
        for (String path : List.of("", "/history", "/contacts", "/diagram")) {
            soft.assertThat(presale.get("/api/cases/" + own + path).status()).isEqualTo(200);
            Desk.Answer foreign = presale.get("/api/cases/" + other + path);
            soft.assertThat(foreign.status()).as(path + foreign.body()).isIn(403, 404);
        }
        soft.assertThat(presale.get("/api/cases").body()).contains("\"caseId\":\"" + own + "\"").doesNotContain("\"caseId\":\"" + other + "\"");
        for (String path : List.of("/notes", "/messages", "/contacts")) {
            unchanged.refused(soft, "presale " + path, presale.post("/api/cases/" + own + path, Map.of("text", "x")), 403, "not-allowed");
        }
        unchanged.refused(soft, "presale next", presale.post("/api/tasks/next", null), 403, "not-allowed");
        unchanged.refused(soft, "presale tasks", presale.get("/api/tasks?view=team"), 403, "not-allowed");
        soft.assertAll();
    }

    @Test
    void the_auditor_reads_everything_and_changes_nothing() {
        String caseId = as("presale1").opens(request(order().line("SKU-1", 1, "300.00").shipped("SF1").imported()));
        settle();
        Desk auditor = as("auditor1");
        String task = (String) auditor.task(caseId, "reviewRefund").get("taskId");
        auditor.get("/api/tasks/" + task).is(200);
        auditor.get("/api/tasks?view=team").is(200);
        auditor.get("/api/cases").is(200);
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        for (String path : List.of("/api/cases", "/api/cases/" + caseId + "/notes", "/api/cases/" + caseId + "/messages",
                "/api/cases/" + caseId + "/contacts", "/api/tasks/next", "/api/tasks/" + task + "/claim", "/api/tasks/" + task + "/release",
                "/api/tasks/" + task + "/complete", "/api/tasks/" + task + "/handover")) {
            unchanged.refused(soft, "auditor " + path, auditor.post(path, Map.of()), 403, "not-allowed");
        }
        soft.assertAll();
    }
}
