package org.shouhou.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;

/** R10, R5: what waits for the word of those who lead stands in one place, and an approval flood is one decision with a result for each. */
class InboxStackTest extends StackTest {

    private final List<String> opened = new ArrayList<>();

    @AfterEach
    void nothingStaysOpen() {
        opened.forEach(caseId -> as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "不用了")));
        settle();
    }

    /** A refund above an agent's limit, proposed by this person. */
    private String proposed(String by, String reason, String paid) {
        String caseId = as("presale1").opens(Map.of("type", "refund", "reason", reason, "orderNo",
                order().line("SKU-1", 1, paid).shipped("SF" + id().substring(0, 8)).imported()));
        settle();
        opened.add(caseId);
        as(by).decides(caseId, "reviewRefund", Map.of("decision", "APPROVE", "note", "照片清楚，同意退款"));
        return caseId;
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> waiting(String user, String key) {
        return ((List<Map<String, Object>>) as(user).get("/api/inbox?task=" + key).is(200).json().get("groups")).stream()
                .flatMap(group -> ((List<Map<String, Object>>) group.get("rows")).stream()).toList();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> row(String user, String key, String caseId) {
        return waiting(user, key).stream().filter(row -> caseId.equals(((Map<String, Object>) row.get("task")).get("caseId"))).findFirst()
                .orElseThrow(() -> new AssertionError(key + " of " + caseId + " in " + waiting(user, key)));
    }

    private String task(String caseId, String key) {
        return (String) as("auditor1").task(caseId, key).get("taskId");
    }

    @SuppressWarnings("unchecked")
    private static List<Object> problems(Desk.Answer answer) {
        return ((List<Map<String, Object>>) answer.is(200).json().get("results")).stream()
                .map(result -> Boolean.TRUE.equals(result.get("done")) ? "done" : result.get("problem")).toList();
    }

    @Test
    void r10_each_row_says_what_was_proposed_by_whom_why_and_which_limit_it_is_beyond() {
        String caseId = proposed("agent1", "QUALITY", "900.00");
        assertThat(row("supervisor1", "approveRefund", caseId)).containsEntry("amountMinor", 90000).containsEntry("proposedBy", "agent1")
                .containsEntry("limitMinor", 50000).containsEntry("words", "照片清楚，同意退款").containsEntry("notYours", null)
                .containsEntry("why", "ABOVE_AGENT_LIMIT");
        as("agent1").get("/api/inbox").is(403);
        assertThat(row("auditor1", "approveRefund", caseId)).containsEntry("notYours", null);
        assertThat(row("manager1", "approveRefund", caseId)).containsEntry("amountMinor", 90000);
    }

    @Test
    void r10_many_are_approved_together_whatever_their_reasons_and_ones_own_are_refused_by_four_eyes() {
        String one = proposed("agent1", "QUALITY", "900.00");
        String two = proposed("agent1", "NOT_AS_DESCRIBED", "910.00");
        String own = proposed("supervisor1", "QUALITY", "6000.00");
        assertThat(waiting("supervisor1", "approveRefund").toString()).as("for a manager").doesNotContain((String) as("agent1").sees(own).get("number"));
        String mine = proposed("supervisor2", "QUALITY", "7000.00");
        List<String> tasks = List.of(task(one, "approveRefund"), task(two, "approveRefund"), task(own, "approveRefund"), task(mine, "approveRefund"));
        Map<String, Object> wanted = Map.of("requestId", id(), "tasks", tasks, "data", Map.of("decision", "APPROVE", "note", "同意"));

        assertThat(problems(as("supervisor2").post("/api/tasks/bulk", wanted))).containsExactly("done", "done", "not-your-role", "four-eyes");
        settle();
        assertThat(List.of(one, two)).allMatch(caseId -> "REFUNDED".equals(as("agent1").sees(caseId).get("outcome")));
        assertThat(as("manager1").tasks(own)).containsExactly("approveRefund");
        assertThat(kinds(mine)).as("reaching for one's own is on record").contains("ATTEMPT_REFUSED");
        assertThat(problems(as("manager1").post("/api/tasks/bulk", Map.of("requestId", id(), "tasks", tasks, "data", Map.of("decision", "SEND_BACK",
                "note", "补充凭证"))))).containsExactly("task-gone", "task-gone", "done", "done");
    }

    @Test
    void r5_an_escalation_says_who_called_and_why_and_many_are_given_back_together() {
        String caseId = as("presale1").opens(Map.of("type", "refund", "reason", "QUALITY", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported()));
        settle();
        opened.add(caseId);
        as("agent1").tells(caseId, "escalationRequested", Map.of("reason", "客户威胁曝光"));
        settle();
        assertThat(row("supervisor1", "handleEscalation", caseId)).containsEntry("words", "客户威胁曝光").containsEntry("proposedBy", "agent1");
        assertThat(problems(as("supervisor1").post("/api/tasks/bulk", Map.of("requestId", id(), "tasks", List.of(task(caseId, "handleEscalation")),
                "data", Map.of("decision", "GIVE_BACK", "note", "按流程继续"))))).containsExactly("done");
    }

    @Test
    @SuppressWarnings("unchecked")
    void r37_an_incident_says_who_opened_it_since_when_and_how_many_cases_it_has_and_no_cell_is_empty() {
        String title = "停运 " + id();
        String number = (String) as("supervisor1").post("/api/incidents", Map.of("requestId", id(), "title", title, "shop", "main",
                "sku", "SKU-" + id())).is(201).json().get("number");
        settle();
        Map<String, Object> row = waiting("supervisor1", "decideIncident").stream()
                .filter(one -> number.equals(((Map<String, Object>) one.get("task")).get("caseNumber"))).findFirst().orElseThrow();
        assertThat(row).containsEntry("proposedBy", "supervisor1").containsEntry("words", title).containsEntry("cases", 0);
        assertThat(row.get("since")).isNotNull();
        assertThat(as("supervisor1").get("/inbox").is(200).body()).contains(title).doesNotContainPattern("<td[^>]*>\\s*(<span[^>]*>\\s*</span>\\s*)*</td>");
        as("supervisor1").post("/api/incidents/" + number + "/close", Map.of("reason", "测试结束"));
        settle();
    }

    @Test
    void r11_a_reply_nobody_approved_waits_there_and_its_writer_is_told_that_somebody_else_decides() {
        String title = "大促发货 " + id();
        as("supervisor1").post("/api/reply-templates", Map.of("code", "d" + id().substring(0, 8), "title", title, "text", "您好，订单 {orderNo} 已收到。")).is(201);
        assertThat(as("supervisor1").get("/api/inbox").is(200).json().get("awaited").toString()).contains(title, "four-eyes");
        assertThat(as("supervisor2").get("/api/inbox").is(200).json().get("awaited").toString()).contains(title);
    }
}
