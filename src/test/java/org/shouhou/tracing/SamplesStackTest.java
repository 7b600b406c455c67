package org.shouhou.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** Quality control: cases are drawn by a seed anybody can repeat, and scored on sheets nobody changes. */
class SamplesStackTest extends StackTest {

    private final String sku = "SMP-" + id().substring(0, 12);

    private List<String> cases(int count) {
        return Stream.generate(() -> {
            String caseId = as("agent1").opens(Map.of("type", "refund", "reason", "QUALITY", "orderNo", order().line(sku, 1, "300.00").shipped("SF1").imported()));
            settle();
            as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE", "evidence", "照片"));
            settle();
            return caseId;
        }).limit(count).toList();
    }

    private Map<String, Object> wanted(String seed, int size) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("requestId", id(), "size", size, "question", Map.of("sku", sku, "decidedBy", "agent1")));
        wanted.put("seed", seed);
        return wanted;
    }

    private Desk.Answer draw(String seed, int size) {
        return as("auditor1").post("/api/audit/samples", wanted(seed, size));
    }

    @SuppressWarnings("unchecked")
    private static List<String> drawn(Desk.Answer sample) {
        return ((List<Map<String, Object>>) sample.json().get("cases")).stream().map(one -> (String) one.get("caseId")).toList();
    }

    private static Map<String, Object> sheet(int version, int mark) {
        return Map.of("version", version, "note", "=看过了", "marks", Map.of("POLITENESS", mark, "RIGHT_DECISION", mark, "PROMISE_KEPT", mark, "SPEED", mark, "RECORDS_COMPLETE", 5));
    }

    @Test
    void the_same_seed_draws_the_same_cases_again_and_another_one_others() {
        List<String> all = cases(6);
        List<String> first = drawn(draw("双十一", 3).is(201));
        assertThat(first).hasSize(3).isSubsetOf(all);
        assertThat(drawn(draw("双十一", 3))).isEqualTo(first);
        assertThat(drawn(draw("双十一", 6))).startsWith(first.toArray(String[]::new)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(Stream.of("a", "b", "c", "d", "e", "f", "g", "h").map(seed -> drawn(draw(seed, 3))).distinct().count()).isGreaterThan(1);
        Map<String, Object> once = wanted("x", 2);
        Desk.Answer made = as("auditor1").post("/api/audit/samples", once).is(201);
        assertThat(as("auditor1").post("/api/audit/samples", once).is(200).json().get("sampleId")).isEqualTo(made.json().get("sampleId"));
        once.put("size", 3);
        as("auditor1").post("/api/audit/samples", once).isProblem(409, "request-id-used");
    }

    @Test
    @SuppressWarnings("unchecked")
    void sheets_are_scored_per_reviewer_never_changed_and_give_a_mean_for_each_agent() {
        cases(2);
        Desk.Answer sample = draw("s", 2).is(201);
        String path = "/api/audit/samples/" + sample.json().get("sampleId");
        Unchanged cases = new Unchanged(jdbc);
        String one = path + "/cases/" + drawn(sample).get(0) + "/sheets";
        as("auditor1").post(one, sheet(1, 4)).is(201);
        as("auditor1").post(one, sheet(1, 5)).isProblem(409, "sheet-finished");
        as("auditor1").post(one, sheet(3, 5)).isProblem(409, "sheet-finished");
        as("auditor1").post(one, sheet(2, 2)).is(201);
        as("auditor1").post(path + "/cases/" + drawn(sample).get(1) + "/sheets", sheet(1, 3)).is(201);
        List<Map<String, Object>> means = (List<Map<String, Object>>) as("supervisor1").get(path).is(200).json().get("means");
        // the newest versions: 2, 2, 2, 2, 5 and 3, 3, 3, 3, 5
        assertThat(means).singleElement().satisfies(mean -> assertThat(mean).containsEntry("agent", "agent1").containsEntry("sheets", 2).containsEntry("overall", 300));
        assertThat((Map<String, Object>) means.get(0).get("byCriterion")).containsEntry("POLITENESS", 250).containsEntry("RECORDS_COMPLETE", 500);
        for (String page : List.of("/audit/samples", path.substring(4), path.substring(4) + "/cases/" + drawn(sample).get(0))) {
            as("auditor1").get(page).is(200);
            as("supervisor1").get(page).is(200);
        }
        assertThat(as("auditor1").get(path + "/sheets.csv").is(200).body()).contains("'=看过了").contains("auditor1");
        SoftAssertions soft = new SoftAssertions();
        cases.refused(soft, "no case, no money changed by scoring", as("auditor1").post(one, sheet(2, 5)), 409, "sheet-finished");
        soft.assertAll();
    }

    @Test
    void what_is_wrong_or_not_for_them_is_refused() {
        as("auditor1").post("/api/audit/samples", Map.of("requestId", id(), "question", Map.of("sku", "nothing-" + sku))).isProblem(422, "nothing-to-draw-from");
        as("auditor1").post("/api/audit/samples", Map.of("question", Map.of())).isProblem(400, "invalid-fields");
        as("auditor1").post("/api/audit/samples", Map.of("requestId", id(), "size", 0, "question", Map.of())).isProblem(400, "invalid-fields");
        as("auditor1").post("/api/audit/samples", Map.of("requestId", id(), "question", Map.of("colour", "red"))).isProblem(400, "invalid-fields");
        as("auditor1").post("/api/audit/samples", Map.of("requestId", id(), "seed", "x".repeat(41))).isProblem(400, "invalid-fields");
        as("supervisor1").post("/api/audit/samples", Map.of("requestId", id())).isProblem(403, "not-allowed");
        as("agent1").get("/api/audit/samples").isProblem(403, "not-allowed");
        as("auditor1").get("/api/audit/samples/999999999").isProblem(404, "not-found");
        as("auditor1").get("/api/audit/samples/none").isProblem(404, "not-found");
        String caseId = cases(1).get(0);
        String path = "/api/audit/samples/" + draw("s", 1).json().get("sampleId") + "/cases/";
        as("auditor1").post(path + "999999999/sheets", sheet(1, 4)).isProblem(404, "not-found");
        as("auditor1").post(path + caseId + "/sheets", sheet(1, 6)).isProblem(400, "invalid-fields");
        as("auditor1").post(path + caseId + "/sheets", Map.of("version", 1, "marks", Map.of("POLITENESS", 3))).isProblem(400, "invalid-fields");
        as("auditor1").post(path + caseId + "/sheets", Map.of("version", 1, "marks", Map.of("BEAUTY", 3))).isProblem(400, "invalid-fields");
    }
}
