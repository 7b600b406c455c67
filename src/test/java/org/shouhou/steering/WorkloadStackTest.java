package org.shouhou.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** R4, R45: who has how much is seen, and work is moved off whoever is gone, many tasks at a time, each with its result. */
class WorkloadStackTest extends StackTest {

    private final List<String> opened = new ArrayList<>();

    @BeforeEach
    void nobodyHasWork() {
        jdbc.sql("UPDATE queue_entry SET owner = NULL, revision = revision + 1 WHERE owner IS NOT NULL").update();
        jdbc.sql("DELETE FROM handover_note").update();
    }

    @AfterEach
    void everybodyIsBack() {
        jdbc.sql("DELETE FROM duty_change").update();
        opened.forEach(caseId -> as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "不用了")));
        settle();
    }

    private String refund() {
        String caseId = as("presale1").opens(Map.of("type", "refund", "reason", "QUALITY", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported()));
        settle();
        opened.add(caseId);
        return caseId;
    }

    private String task(String caseId) {
        return (String) as("auditor1").task(caseId, "reviewRefund").get("taskId");
    }

    private Object owner(String caseId) {
        return as("auditor1").task(caseId, "reviewRefund").get("owner");
    }

    /** Refunds somebody works on. */
    private List<String> of(String user, int many) {
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            cases.add(refund());
            as(user).post("/api/tasks/" + task(cases.get(i)) + "/claim", null).is(200);
        }
        return cases;
    }

    private static Map<String, Object> wanted(String how, Object... more) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("requestId", id(), "how", how, "note", "同事请假，请跟进"));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Desk.Answer answer) {
        return (List<Map<String, Object>>) answer.is(200).json().get("rows");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> person(String user) {
        return ((List<Map<String, Object>>) as("supervisor1").get("/api/workload").is(200).json().get("people")).stream()
                .filter(one -> one.get("user").equals(user)).findFirst().orElseThrow();
    }

    @Test
    void r34_how_much_everybody_has_is_counted_and_who_is_gone_comes_first() {
        of("agent1", 3);
        assertThat(person("agent1")).containsEntry("open", 3).containsEntry("overdue", 0).containsEntry("state", "ON").containsEntry("gone", false);
        as("supervisor1").put("/api/duty/people/agent1", Map.of("state", "OFF")).is(200);
        jdbc.sql("UPDATE queue_entry SET due_at = ? WHERE owner = 'agent1'").param(org.shouhou.common.Db.utc(clock.instant().minus(Duration.ofHours(1)))).update();
        assertThat(person("agent1")).containsEntry("open", 3).containsEntry("overdue", 3).containsEntry("gone", true);
        assertThat(as("supervisor1").get("/api/workload").is(200).json().get("people").toString()).startsWith("[{user=agent1");
        assertThat(as("supervisor1").get("/api/tasks?view=team&owner=agent1&dueBy=" + clock.instant()).is(200).body()).contains("\"owner\":\"agent1\"");
        as("supervisor1").get("/api/tasks?view=team&dueBy=tomorrow").isProblem(400, "invalid-fields");
    }

    @Test
    void r4_the_work_of_somebody_gone_is_spread_evenly_over_those_on_duty_with_its_notes() {
        List<String> cases = of("agent1", 4);
        String number = (String) as("agent1").sees(cases.get(0)).get("number");
        for (String off : List.of("agent1", "supervisor2", "manager1", "manager2")) {
            as("supervisor1").put("/api/duty/people/" + off, Map.of("state", "OFF")).is(200);
        }
        as("agent2").get("/api/workload").is(403);
        Desk.Answer plan = as("supervisor1").post("/api/workload/plan", wanted("SPREAD", "of", "agent1"));
        assertThat(rows(plan)).allMatch(row -> "agent2".equals(row.get("after")) && Boolean.TRUE.equals(row.get("done")));
        assertThat(owner(cases.get(0))).as("only looked at").isEqualTo("agent1");

        Map<String, Object> move = wanted("SPREAD", "of", "agent1", "notes", Map.of(number, "这个客户很急"));
        Desk.Answer moved = as("supervisor1").post("/api/workload/moves", move);
        assertThat(moved.json()).containsEntry("done", 4).containsEntry("refused", 0);
        cases.forEach(caseId -> assertThat(owner(caseId)).isEqualTo("agent2"));
        assertThat(as("supervisor1").post("/api/workload/moves", move).is(200).json().get("moveId")).isEqualTo(moved.json().get("moveId"));
        assertThat(kinds(cases.get(0))).filteredOn("TASK_HANDED_OVER"::equals).hasSize(1);
        assertThat(as("agent2").get("/api/handover").is(200).body()).contains("这个客户很急", "同事请假，请跟进");
        assertThat(as("auditor1").get("/api/cases/" + cases.get(0) + "/history").is(200).body()).contains("\"before\":\"agent1\"", "\"after\":\"agent2\"");
    }

    @Test
    void r4_each_gets_as_much_as_the_others_and_agents_go_before_those_who_stand_in() {
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            cases.add(refund());
        }
        Desk.Answer moved = as("supervisor1").post("/api/workload/moves", Map.of("requestId", id(), "how", "SPREAD",
                "tasks", cases.stream().map(this::task).toList()));
        Map<Object, Integer> each = new TreeMap<>();
        rows(moved).forEach(row -> each.merge(row.get("after"), 1, Integer::sum));
        assertThat(each).isEqualTo(Map.of("agent1", 3, "agent2", 3));
        assertThat(kinds(cases.get(0))).contains("TASK_REASSIGNED");
    }

    @Test
    void r45_everything_of_somebody_absent_goes_back_to_the_pool_or_only_the_first_few() {
        List<String> cases = of("agent1", 3);
        Desk.Answer moved = as("supervisor1").post("/api/workload/moves", wanted("POOL", "of", "agent1", "first", 2));
        assertThat(moved.json()).containsEntry("done", 2);
        assertThat(cases.stream().map(this::owner).filter("agent1"::equals)).hasSize(1);
        assertThat(as("supervisor1").post("/api/workload/moves", wanted("POOL", "of", "agent1")).json()).containsEntry("done", 1);
        cases.forEach(caseId -> assertThat(owner(caseId)).isNull());
    }

    @Test
    void a_move_is_given_back_whole_except_what_went_on_meanwhile() {
        List<String> cases = of("agent1", 3);
        Desk.Answer moved = as("supervisor1").post("/api/workload/moves", wanted("ONE", "of", "agent1", "to", "agent2"));
        String move = "/api/workload/moves/" + moved.json().get("moveId");
        as("agent2").decides(cases.get(0), "reviewRefund", Map.of("decision", "APPROVE"));
        as("agent2").post("/api/tasks/" + task(cases.get(1)) + "/release", null).is(204);
        assertThat(as("supervisor1").get("/api/workload/moves").is(200).body()).contains("\"moveId\":\"" + moved.json().get("moveId") + "\"");

        Desk.Answer back = as("supervisor1").post(move + "/give-back", null);
        assertThat(rows(back)).extracting(row -> row.get("back")).containsExactly(false, false, true);
        assertThat(rows(back).get(0).get("backWhy")).isNotNull();
        assertThat(owner(cases.get(1))).isNull();
        assertThat(owner(cases.get(2))).isEqualTo("agent1");
        assertThat(kinds(cases.get(2))).contains("TASK_GIVEN_BACK");
        assertThat(as("agent2").get("/api/handover").json().get("received").toString()).doesNotContain((String) as("agent1").sees(cases.get(2)).get("number"));
        assertThat(rows(as("supervisor1").post(move + "/give-back", null))).extracting(row -> row.get("back")).containsExactly(false, false, true);
        settle();

        Desk.Answer late = as("supervisor1").post("/api/workload/moves", wanted("ONE", "of", "agent1", "to", "agent2"));
        pass(Duration.ofHours(2));
        as("supervisor1").post("/api/workload/moves/" + late.json().get("moveId") + "/give-back", null).isProblem(409, "move-undo-late");
        as("supervisor1").post("/api/workload/moves/999999/give-back", null).isProblem(404, "not-found");
    }

    @Test
    void who_may_not_do_it_or_is_off_duty_gets_nothing_and_each_row_says_why() {
        List<String> cases = of("agent1", 1);
        String gone = refund();
        String goneTask = task(gone);
        as("agent2").decides(gone, "reviewRefund", Map.of("decision", "APPROVE"));
        List<String> both = List.of(task(cases.get(0)), goneTask);
        as("supervisor1").put("/api/duty/people/agent2", Map.of("state", "OFF")).is(200);
        for (String to : List.of("warehouse1", "agent2", "nobody", "auditor1")) {
            Desk.Answer answer = as("supervisor1").post("/api/workload/moves", wanted("ONE", "tasks", both, "to", to));
            assertThat(rows(answer)).extracting(row -> row.get("problem")).containsExactly("invalid-fields", "task-gone");
            assertThat((String) rows(answer).get(0).get("why")).contains(to);
        }
        assertThat(rows(as("supervisor1").post("/api/workload/moves", wanted("ONE", "tasks", both, "to", "agent1"))).get(0)).containsEntry("problem", "already-theirs");
        Map<String, Object> silent = wanted("POOL", "tasks", both, "note", " ");
        assertThat(rows(as("supervisor1").post("/api/workload/moves", silent)).get(0)).as("never silently").containsEntry("problem", "invalid-fields");
        assertThat(owner(cases.get(0))).isEqualTo("agent1");
        as("supervisor1").post("/api/workload/moves", wanted("POOL", "tasks", List.of(both.get(0)))).is(200);
        assertThat(rows(as("supervisor1").post("/api/workload/moves", wanted("POOL", "tasks", List.of(both.get(0))))).get(0)).containsEntry("problem", "already-free");
        settle();
    }

    @Test
    void bad_moves_are_refused_and_nothing_is_written() {
        List<String> cases = of("agent1", 1);
        List<String> task = List.of(task(cases.get(0)));
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Desk desk = as("supervisor1");
        for (String path : List.of("/api/workload/moves", "/api/workload/plan")) {
            unchanged.refused(soft, "nothing", desk.post(path, Map.of()), 400, "invalid-fields");
            unchanged.refused(soft, "how", desk.post(path, wanted("AWAY", "tasks", task)), 400, "invalid-fields");
            unchanged.refused(soft, "to whom", desk.post(path, wanted("ONE", "tasks", task)), 400, "invalid-fields");
            unchanged.refused(soft, "none", desk.post(path, wanted("POOL", "tasks", List.of())), 400, "invalid-fields");
            unchanged.refused(soft, "too many", desk.post(path, wanted("POOL", "tasks", java.util.stream.IntStream.range(0, 201).mapToObj(Integer::toString).toList())), 400, "invalid-fields");
            unchanged.refused(soft, "first", desk.post(path, wanted("POOL", "of", "agent1", "first", 0)), 400, "invalid-fields");
            unchanged.refused(soft, "long", desk.post(path, wanted("POOL", "tasks", task, "note", "x".repeat(4001))), 400, "invalid-fields");
            unchanged.refused(soft, "field", desk.post(path, wanted("POOL", "tasks", task, "force", true)), 400, "invalid-fields");
            soft.assertThat(as("agent2").post(path, wanted("POOL", "tasks", task)).status()).isEqualTo(403);
            soft.assertThat(as("auditor1").post(path, wanted("POOL", "tasks", task)).status()).isEqualTo(403);
        }
        unchanged.refused(soft, "id", desk.post("/api/workload/moves", wanted("POOL", "tasks", task, "requestId", " ")), 400, "invalid-fields");
        unchanged.refused(soft, "long id", desk.post("/api/workload/moves", wanted("POOL", "tasks", task, "requestId", "x".repeat(81))), 400, "invalid-fields");
        soft.assertThat(desk.get("/api/workload/moves/x").status()).isEqualTo(404);
        soft.assertAll();
        Map<String, Object> once = wanted("POOL", "tasks", task);
        desk.post("/api/workload/moves", once).is(200);
        Map<String, Object> twisted = new LinkedHashMap<>(once);
        twisted.put("note", "anders");
        desk.post("/api/workload/moves", twisted).isProblem(409, "request-id-used");
    }
}
