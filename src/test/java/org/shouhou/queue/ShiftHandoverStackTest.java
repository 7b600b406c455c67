package org.shouhou.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;

/** R4: at the end of a shift everything open changes hands in one go, each case with its note. */
class ShiftHandoverStackTest extends StackTest {

    @BeforeEach
    void nobodyHasWork() {
        jdbc.sql("UPDATE queue_entry SET owner = NULL, revision = revision + 1 WHERE owner IS NOT NULL").update();
        jdbc.sql("DELETE FROM handover_note").update();
    }

    @AfterEach
    void everybodyIsBack() {
        jdbc.sql("DELETE FROM duty_change").update();
    }

    /** A refund agent1 works on. @return its number */
    private String mine() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").post("/api/tasks/" + as("agent1").task(caseId, "reviewRefund").get("taskId") + "/claim", null).is(200);
        return (String) as("agent1").sees(caseId).get("number");
    }

    private static Map<String, Object> item(String number, String note) {
        return Map.of("number", number, "note", note);
    }

    private Object owner(String number) {
        return as("auditor1").task(number, "reviewRefund").get("owner");
    }

    @SuppressWarnings("unchecked")
    private static List<String> rows(Desk.Answer answer) {
        return ((List<Map<String, Object>>) answer.is(200).json().get("rows")).stream().map(row -> row.get("number") + " " + row.get("done")).toList();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> received(String user) {
        return (List<Map<String, Object>>) as(user).get("/api/handover").is(200).json().get("received");
    }

    @Test
    void r4_everything_open_goes_to_a_colleague_who_reads_the_notes_and_sees_to_the_promises() {
        String one = mine();
        String other = mine();
        as("agent1").post("/api/cases/" + one + "/promises", Map.of("requestId", id(), "kind", "OTHER", "text", "明天给客户回电话",
                "due", clock.instant().plus(Duration.ofHours(20)).toString())).is(201);
        assertThat(as("agent1").get("/api/handover").is(200).body()).contains(one, other, "\"kind\":\"PROMISE\"")
                .as("which task is due").contains("\"kind\":\"TASK\",\"task\":\"reviewRefund\"");

        assertThat(rows(as("agent1").post("/api/handover", Map.of("to", "agent2", "items", List.of(item(one, "已答应明天回电"), item(other, "  "))))))
                .containsExactly(one + " true", other + " false");
        assertThat(owner(one)).isEqualTo("agent2");
        assertThat(owner(other)).as("never silently").isEqualTo("agent1");
        assertThat(as("auditor1").get("/api/cases/" + one + "/promises").is(200).body()).contains("\"keptBy\":\"agent2\"");
        assertThat(received("agent2")).hasSize(1);
        Map<String, Object> note = received("agent2").get(0);
        assertThat(note).containsEntry("number", one).containsEntry("note", "已答应明天回电").containsEntry("from", "agent1").containsEntry("readMs", null);
        as("agent1").post("/api/handover/read", Map.of("ids", List.of(note.get("id")))).is(204);
        assertThat(received("agent2").get(0)).as("read by somebody else").containsEntry("readMs", null);
        as("agent2").post("/api/handover/read", Map.of("ids", List.of(note.get("id")))).is(204);
        assertThat(received("agent2").get(0).get("readMs")).isNotNull();
    }

    @Test
    void r4_a_supervisor_takes_work_off_somebody_who_is_gone() {
        String one = mine();
        as("agent1").put("/api/duty/me", Map.of("state", "OFF")).is(200);
        as("agent2").get("/api/handover?from=agent1").isProblem(403, "not-your-role");
        as("agent2").post("/api/handover", Map.of("from", "agent1", "items", List.of(item(one, "接手")))).isProblem(403, "not-your-role");
        assertThat(as("supervisor1").get("/api/handover?from=agent1").is(200).body()).contains(one);
        assertThat(rows(as("supervisor1").post("/api/handover", Map.of("from", "agent1", "items", List.of(item(one, "同事已下班")))))).containsExactly(one + " true");
        assertThat(owner(one)).as("in the pool").isNull();
    }

    @Test
    void r45_nobody_off_duty_is_handed_work_and_what_cannot_be_says_why() {
        String one = mine();
        as("agent2").put("/api/duty/me", Map.of("state", "OFF")).is(200);
        Desk.Answer answer = as("agent1").post("/api/handover", Map.of("to", "agent2", "items", List.of(item(one, "请跟进"))));
        assertThat(rows(answer)).containsExactly(one + " false");
        assertThat(answer.body()).contains("agent2");
        assertThat(rows(as("agent1").post("/api/handover", Map.of("to", "nobody", "items", List.of(item(one, "请跟进")))))).containsExactly(one + " false");
        assertThat(rows(as("agent1").post("/api/handover", Map.of("items", List.of(item("SH-0-0", "请跟进")))))).containsExactly("SH-0-0 false");
        as("agent1").post("/api/handover", Map.of("to", "agent2", "items", List.of())).isProblem(400, "invalid-fields");
        as("agent1").post("/api/handover", Map.of()).isProblem(400, "invalid-fields");
        as("agent1").post("/api/handover", Map.of("whom", "agent2")).isProblem(400, "invalid-fields");
        as("auditor1").get("/api/handover?from=agent1").is(200);
        as("auditor1").post("/api/handover", Map.of("items", List.of(item(one, "x")))).isProblem(403, "not-allowed");
        assertThat(owner(one)).isEqualTo("agent1");
    }
}
