package org.shouhou.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** Claiming, completing and handing over what is somebody else's, changed, gone, or filled in wrongly. */
class BadTaskCallsStackTest extends StackTest {

    private String caseId;
    private String task;

    @BeforeEach
    void aTaskToReview() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        task = (String) as("agent1").task(caseId, "reviewRefund").get("taskId");
    }

    private Object claimed(String by) {
        return as(by).post("/api/tasks/" + task + "/claim", null).is(200).json().get("revision");
    }

    private static Map<String, Object> completion(Object revision, Object data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("requestId", id());
        body.put("revision", revision);
        body.put("data", data);
        return body;
    }

    private Desk.Answer completes(String by, Object revision, Object data) {
        return as(by).post("/api/tasks/" + task + "/complete", completion(revision, data));
    }

    @Test
    void unclaimed_foreign_and_changed_tasks_are_conflicts_that_say_why() {
        Map<String, Object> approve = Map.of("decision", "APPROVE");
        SoftAssertions soft = new SoftAssertions();
        Unchanged open = new Unchanged(jdbc);
        open.refused(soft, "not claimed", completes("agent1", 0, approve), 409, "not-claimed");
        open.refused(soft, "release of nobody's", as("agent1").post("/api/tasks/" + task + "/release", null), 409, "not-claimed");
        open.refused(soft, "handover of nobody's", as("agent1").post("/api/tasks/" + task + "/handover", Map.of("note", "x")), 409, "not-claimed");
        open.refused(soft, "claim of an old revision", as("agent1").post("/api/tasks/" + task + "/claim", Map.of("revision", 99)), 409, "changed-meanwhile");
        Object revision = claimed("agent1");
        Unchanged held = new Unchanged(jdbc);
        Desk.Answer taken = as("agent2").post("/api/tasks/" + task + "/claim", null);
        held.refused(soft, "claimed by another", taken, 409, "claimed-by-other");
        soft.assertThat(taken.json()).containsEntry("owner", "agent1");
        soft.assertThat((String) taken.json().get("detail")).contains("agent1");
        held.refused(soft, "supervisor before it is due", as("supervisor1").post("/api/tasks/" + task + "/claim", null), 409, "claimed-by-other");
        held.refused(soft, "completed by another", completes("agent2", revision, approve), 409, "claimed-by-other");
        held.refused(soft, "released by another", as("agent2").post("/api/tasks/" + task + "/release", null), 409, "claimed-by-other");
        held.refused(soft, "handed over by another", as("agent2").post("/api/tasks/" + task + "/handover", Map.of("note", "x")), 409, "claimed-by-other");
        held.refused(soft, "old revision", completes("agent1", 0, approve), 409, "changed-meanwhile");
        held.refused(soft, "future revision", completes("agent1", Long.MAX_VALUE, approve), 409, "changed-meanwhile");
        held.refused(soft, "wrong role claims", as("finance1").post("/api/tasks/" + task + "/claim", null), 403, "not-your-role");
        held.refused(soft, "wrong role completes", completes("warehouse1", revision, approve), 403, "not-your-role");
        held.refused(soft, "wrong role reads", as("finance1").get("/api/tasks/" + task), 403, "not-your-role");
        held.refused(soft, "operator completes", completes("operator1", revision, approve), 403, "not-allowed");
        soft.assertAll();
    }

    @Test
    void tasks_that_are_gone_are_a_conflict_and_tasks_there_never_were_are_not_found() {
        Object revision = claimed("agent1");
        completes("agent1", revision, Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", "x")).is(204);
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        for (String call : List.of("claim", "release", "complete", "handover")) {
            Object body = call.equals("complete") ? completion(revision, Map.of("decision", "APPROVE")) : call.equals("handover") ? Map.of("note", "x") : null;
            unchanged.refused(soft, "gone " + call, as("agent1").post("/api/tasks/" + task + "/" + call, body), 409, "task-gone");
            for (String never : List.of("nonsense", "0", "00000000-0000-0000-0000-000000000000", "x".repeat(3000), "%F0%9F%98%80", "%27--", "a.b",
                    "%E4%BB%BB%E5%8A%A1")) {
                unchanged.refused(soft, call + " of " + never, as("agent1").post("/api/tasks/" + never + "/" + call, body), 404, "not-found");
            }
        }
        unchanged.refused(soft, "gone", as("agent1").get("/api/tasks/" + task), 404, "not-found");
        unchanged.refused(soft, "never", as("agent1").get("/api/tasks/nonsense"), 404, "not-found");
        soft.assertAll();
    }

    @Test
    void decisions_are_checked_field_by_field() {
        Object revision = claimed("agent1");
        Map<String, Object> bad = new LinkedHashMap<>();
        bad.put("no data", null);
        bad.put("nothing decided", Map.of());
        bad.put("null decided", Unset.with("decision", null));
        bad.put("blank decision", Map.of("decision", " "));
        bad.put("unknown decision", Map.of("decision", "EXPLODE"));
        bad.put("decision of another task", Map.of("decision", "SEND_BACK"));
        bad.put("decision as number", Map.of("decision", 1));
        bad.put("decision as list", Map.of("decision", List.of("APPROVE")));
        bad.put("decision as object", Map.of("decision", Map.of("a", 1)));
        bad.put("unknown field", Map.of("decision", "APPROVE", "bonus", 1));
        bad.put("field not for this decision", Map.of("decision", "APPROVE", "amountMinor", 100));
        bad.put("evidence without refusal", Map.of("decision", "APPROVE", "evidence", "x"));
        bad.put("part without amount", Map.of("decision", "APPROVE_PART"));
        for (Object amount : Arrays.asList(0, -1, 1.5, "100", true, new java.math.BigInteger("9".repeat(25)), List.of(1), Map.of("minor", 1),
                1e300, 30000, 30001, Long.MAX_VALUE, Long.MIN_VALUE)) {
            bad.put("part of " + amount, Map.of("decision", "APPROVE_PART", "amountMinor", amount));
        }
        bad.put("refusal without reason", Map.of("decision", "REFUSE", "evidence", "x"));
        bad.put("refusal without evidence", Map.of("decision", "REFUSE", "reasonCode", "OTHER"));
        bad.put("refusal with blank evidence", Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", "  "));
        bad.put("refusal with free reason", Map.of("decision", "REFUSE", "reasonCode", "I feel like it", "evidence", "x"));
        bad.put("refusal with a book", Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", "x".repeat(4001)));
        bad.put("evidence as number", Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", 5));
        bad.put("question without words", Map.of("decision", "ASK_CUSTOMER"));
        bad.put("conversion to nothing", Map.of("decision", "CONVERT"));
        bad.put("conversion to unknown", Map.of("decision", "CONVERT", "toType", "magic"));
        bad.put("conversion to what it is", Map.of("decision", "CONVERT", "toType", "refund"));
        bad.put("note as object", Map.of("decision", "APPROVE", "note", Map.of()));
        bad.put("long note", Map.of("decision", "APPROVE", "note", "x".repeat(4001)));
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        bad.forEach((what, data) -> unchanged.refused(soft, what, completes("agent1", revision, data), 400, "invalid-fields"));
        for (String raw : List.of("{\"decision\":\"APPROVE_PART\",\"amountMinor\":1e999}", "{\"decision\":\"APPROVE_PART\",\"amountMinor\":1e-999}",
                "{\"decision\":\"APPROVE_PART\",\"amountMinor\":-0.0}", "{\"decision\":\"REFUSE\",\"reasonCode\":\"OTHER\",\"evidence\":\"\\udead\"}",
                "[]", "\"APPROVE\"")) {
            unchanged.refused(soft, raw, as("agent1").raw("/api/tasks/" + task + "/complete", "application/json",
                    "{\"requestId\":\"" + id() + "\",\"revision\":" + revision + ",\"data\":" + raw + "}"), 400, "invalid-fields");
        }
        for (Map<String, Object> body : List.of(Unset.with(completion(revision, Map.of("decision", "APPROVE")), "requestId", null),
                Unset.with(completion(revision, Map.of("decision", "APPROVE")), "requestId", "x".repeat(151)),
                Unset.with(completion(revision, Map.of("decision", "APPROVE")), "revision", null),
                Unset.with(completion(revision, Map.of("decision", "APPROVE")), "revision", "0"),
                Unset.with(completion(revision, Map.of("decision", "APPROVE")), "revision", 0.5),
                Unset.with(completion(revision, Map.of("decision", "APPROVE")), "user", "agent1"))) {
            unchanged.refused(soft, body.toString(), as("agent1").post("/api/tasks/" + task + "/complete", body), 400, "invalid-fields");
        }
        unchanged.refused(soft, "no body", as("agent1").post("/api/tasks/" + task + "/complete", null), 400, "bad-json");
        soft.assertAll();
        completes("agent1", revision, Map.of("decision", "APPROVE_PART", "amountMinor", 29999)).is(204);
    }

    private static final class Unset {
        static Map<String, Object> with(String key, Object value) {
            return with(Map.of(), key, value);
        }

        static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
            Map<String, Object> changed = new LinkedHashMap<>(map);
            changed.put(key, value);
            return changed;
        }
    }

    @Test
    void r4_a_handover_is_never_silent_and_only_to_somebody_who_may() {
        claimed("agent1");
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        for (Map<String, Object> wrong : List.of(Map.<String, Object>of(), Map.<String, Object>of("note", " "), Map.<String, Object>of("note", "x".repeat(4001)),
                Map.<String, Object>of("to", "nobody", "note", "x"), Map.<String, Object>of("to", "finance1", "note", "x"),
                Map.<String, Object>of("to", "warehouse1", "note", "x"), Map.<String, Object>of("to", "auditor1", "note", "x"),
                Map.<String, Object>of("to", "operator1", "note", "x"), Map.<String, Object>of("to", "presale1", "note", "x"),
                Map.<String, Object>of("to", "😀' --", "note", "x"), Map.<String, Object>of("to", "", "note", "x"), Map.<String, Object>of("note", 5))) {
            unchanged.refused(soft, "handover " + wrong, as("agent1").post("/api/tasks/" + task + "/handover", wrong), 400, "invalid-fields");
        }
        soft.assertAll();
        as("agent1").post("/api/tasks/" + task + "/handover", Map.of("to", "agent2", "note", "等照片 😀")).is(204);
        assertThat(as("agent1").get("/api/tasks/" + task).is(200).json()).containsEntry("owner", "agent2");
    }

    @Test
    void a_request_id_completes_once_and_nothing_else() {
        Object revision = claimed("agent1");
        Map<String, Object> body = completion(revision, Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", "x"));
        as("agent1").post("/api/tasks/" + task + "/complete", body).is(204);
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        as("agent1").post("/api/tasks/" + task + "/complete", body).is(204);
        unchanged.refused(soft, "other content", as("agent1").post("/api/tasks/" + task + "/complete",
                Unset.with(body, "data", Map.of("decision", "APPROVE"))), 409, "request-id-used");
        unchanged.refused(soft, "other person", as("agent2").post("/api/tasks/" + task + "/complete", body), 409, "request-id-used");
        soft.assertAll();
    }

    @Test
    void lists_refuse_what_is_no_view_and_no_cursor() {
        SoftAssertions soft = new SoftAssertions();
        for (String query : List.of("view=all", "cursor=nonsense", "cursor=%F0%9F%98%80", "cursor=" + cursor("2026-01-01T00:00:00Z"), "cursor=" + cursor("2026-01-01T00:00:00Z|x"), "cursor=" + cursor("x|2026-01-01T00:00:00Z|x"),
                "cursor=" + cursor("2|yesterday|x"), "cursor=" + cursor("2|+1000000000-12-31T23:59:59Z|x"), "cursor=" + cursor("2|-1000000000-01-01T00:00:00Z|x"),
                "cursor=" + cursor("2||"), "cursor=====", "cursor=" + cursor("2|+12000-12-31T23:59:59Z|x"))) {
            Unchanged.complete(soft, query, as("agent1").get("/api/tasks?" + (query.startsWith("view") ? "" : "view=team&") + query), 400, "invalid-fields");
        }
        for (String query : List.of("type=nonsense", "type=%27", "cursor=" + cursor("2|2026-01-01T00:00:00Z|'"), "cursor=" + cursor("2|2026-01-01T00:00:00Z|"))) {
            soft.assertThat(as("agent1").get("/api/tasks?view=team&" + query).status()).as(query).isEqualTo(200);
        }
        soft.assertAll();
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
