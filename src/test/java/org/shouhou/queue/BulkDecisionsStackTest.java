package org.shouhou.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;

/** One decision for many refunds that are all alike; what is not like them stays as it was and says why. */
class BulkDecisionsStackTest extends StackTest {

    private record Review(String caseId, String taskId) {
    }

    private Review review(String reason, String paid, String waybill) {
        var draft = order().line("SKU-1", 1, paid);
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo",
                (waybill == null ? draft : draft.shipped(waybill)).imported(), "reason", reason));
        settle();
        return new Review(caseId, (String) as("supervisor1").task(caseId, "reviewRefund").get("taskId"));
    }

    private static Map<String, Object> wanted(String requestId, List<Review> reviews, Map<String, Object> data) {
        return Map.of("requestId", requestId, "tasks", reviews.stream().map(Review::taskId).toList(), "data", data);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> problems(Desk.Answer answer) {
        List<Object> problems = new ArrayList<>();
        ((List<Map<String, Object>>) answer.is(200).json().get("results")).forEach(result ->
                problems.add(Boolean.TRUE.equals(result.get("done")) ? "done" : result.get("problem")));
        return problems;
    }

    @Test
    void those_alike_are_decided_and_each_other_says_why_not_and_stays_untouched() {
        Review one = review("NO_LONGER_WANTED", "300.00", null);
        Review two = review("NO_LONGER_WANTED", "310.00", null);
        Review shipped = review("NO_LONGER_WANTED", "320.00", "SF1");
        Review otherReason = review("WRONG_ORDER", "330.00", null);
        Review beyond = review("NO_LONGER_WANTED", "900.00", null);
        Review taken = review("NO_LONGER_WANTED", "340.00", null);
        as("agent2").post("/api/tasks/" + taken.taskId() + "/claim", null).is(200);
        List<Review> all = List.of(one, two, shipped, otherReason, beyond, taken);
        List<Review> untouched = List.of(shipped, otherReason, beyond, taken);
        List<List<String>> before = untouched.stream().map(review -> kinds(review.caseId())).toList();
        String requestId = id();
        Map<String, Object> approve = wanted(requestId, all, Map.of("decision", "APPROVE", "note", "大促未发货"));

        Desk.Answer answer = as("agent1").post("/api/tasks/bulk", approve);
        assertThat(problems(answer)).isEqualTo(List.of("done", "done", "bulk-shipped", "bulk-differs", "bulk-beyond-limit", "claimed-by-other"));
        assertThat(answer.json()).containsEntry("done", 2).containsEntry("refused", 4).containsEntry("sumMinor", 61000);
        assertThat(untouched.stream().map(review -> kinds(review.caseId())).toList()).isEqualTo(before);
        assertThat(untouched.stream().map(review -> as("agent1").task(review.caseId(), "reviewRefund").get("owner")).toList())
                .isEqualTo(java.util.Arrays.asList(null, null, null, "agent2"));

        assertThat(problems(as("agent1").post("/api/tasks/bulk", approve))).startsWith("done", "done");
        settle();
        for (Review done : List.of(one, two)) {
            assertThat(as("agent1").sees(done.caseId())).containsEntry("outcome", "REFUNDED");
            assertThat(kinds(done.caseId())).filteredOn("TASK_COMPLETED"::equals).hasSize(1);
        }
        assertThat(problems(as("agent1").post("/api/tasks/bulk", approve))).startsWith("done", "done");
        assertThat(problems(as("agent1").post("/api/tasks/bulk", wanted(id(), List.of(one), Map.of("decision", "APPROVE"))))).containsExactly("task-gone");
        assertThat(problems(as("agent1").post("/api/tasks/bulk", wanted(requestId, List.of(one), Map.of("decision", "REFUSE",
                "reasonCode", "OTHER", "evidence", "x"))))).containsExactly("request-id-used");
    }

    @Test
    void what_needs_the_consent_of_a_second_person_is_never_approved_together() {
        Review large = review("NO_LONGER_WANTED", "900.00", null);
        Review usual = review("NO_LONGER_WANTED", "300.00", null);
        assertThat(problems(as("supervisor1").post("/api/tasks/bulk", wanted(id(), List.of(large, usual), Map.of("decision", "APPROVE")))))
                .containsExactly("bulk-beyond-limit", "done");
        settle();
        assertThat(as("agent1").sees(usual.caseId())).containsEntry("outcome", "REFUNDED");
        assertThat(as("agent1").tasks(large.caseId())).containsExactly("reviewRefund");
    }

    @Test
    void refusing_many_needs_the_reason_and_the_evidence_as_refusing_one_does() {
        Review one = review("NO_LONGER_WANTED", "300.00", null);
        Desk.Answer missing = as("agent1").post("/api/tasks/bulk", wanted(id(), List.of(one), Map.of("decision", "REFUSE")));
        assertThat(problems(missing)).containsExactly("invalid-fields");
        assertThat(missing.body()).contains("reasonCode", "evidence");
        assertThat(as("agent1").task(one.caseId(), "reviewRefund").get("owner")).isNull();
        assertThat(problems(as("agent1").post("/api/tasks/bulk", wanted(id(), List.of(one), Map.of("decision", "REFUSE",
                "reasonCode", "OUTSIDE_OF_TERMS", "evidence", "x"))))).containsExactly("done");
    }

    @Test
    void asking_for_nothing_too_much_or_what_is_not_for_many_is_said() {
        Review one = review("NO_LONGER_WANTED", "300.00", null);
        Desk agent = as("agent1");
        agent.post("/api/tasks/bulk", Map.of("requestId", id(), "tasks", List.of(), "data", Map.of("decision", "APPROVE"))).isProblem(400, "invalid-fields");
        agent.post("/api/tasks/bulk", Map.of("requestId", id())).isProblem(400, "invalid-fields");
        agent.post("/api/tasks/bulk", Map.of("requestId", id(), "data", Map.of("decision", "APPROVE"), "tasks",
                java.util.stream.IntStream.range(0, 201).mapToObj(Integer::toString).toList())).isProblem(400, "invalid-fields");
        agent.post("/api/tasks/bulk", wanted(" ", List.of(one), Map.of("decision", "APPROVE"))).isProblem(400, "invalid-fields");
        agent.post("/api/tasks/bulk", wanted("x".repeat(81), List.of(one), Map.of("decision", "APPROVE"))).isProblem(400, "invalid-fields");
        agent.post("/api/tasks/bulk", wanted(id(), List.of(one), Map.of("decision", "CONVERT", "toType", "return"))).isProblem(400, "invalid-fields");
        agent.post("/api/tasks/bulk", wanted(id(), List.of(one), Map.of())).isProblem(400, "invalid-fields");
        assertThat(problems(agent.post("/api/tasks/bulk", Map.of("requestId", id(), "tasks", List.of("nothing"), "data", Map.of("decision", "APPROVE")))))
                .containsExactly("task-gone");
        as("auditor1").post("/api/tasks/bulk", wanted(id(), List.of(one), Map.of("decision", "APPROVE"))).is(403);
        assertThat(problems(as("warehouse1").post("/api/tasks/bulk", wanted(id(), List.of(one), Map.of("decision", "APPROVE"))))).isNotEqualTo(List.of("done"));
    }
}
