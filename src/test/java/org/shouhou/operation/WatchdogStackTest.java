package org.shouhou.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.Reason;
import org.springframework.beans.factory.annotation.Autowired;

/** What nothing will ever move is found, told to the operators, and gone from the list when it is mended. */
class WatchdogStackTest extends StackTest {

    @Autowired
    ManagementService jobs;
    @Autowired
    RuntimeService flows;
    @Autowired
    List<CaseType> types;

    private final List<String> opened = new ArrayList<>();

    @AfterEach
    void nothingStaysOpen() {
        opened.forEach(caseId -> as("supervisor1").post("/api/cases/" + caseId + "/messages",
                Map.of("messageId", id(), "name", "customerWithdrew", "data", Map.of("reason", "tried out"))));
        settle();
    }

    @Test
    void a_step_whose_timer_is_gone_is_found_and_told_to_the_operators_once() {
        String caseId = refund();
        assertThat(found(caseId)).isEmpty();
        List<Job> timers = timers(caseId);
        assertThat(timers).isNotEmpty();
        timers.forEach(timer -> jobs.deleteJob(timer.getId()));

        assertThat(found(caseId)).containsOnly("TIMER_MISSING");
        assertThat(found(caseId)).containsOnly("TIMER_MISSING");
        assertThat(letters("watchdog", caseId)).isEqualTo(1);
        Map<String, Object> finding = findings(caseId).get(0);
        assertThat((String) finding.get("detail")).as("the timer's name in the model").contains(" ");
        assertThat(as("operator1").get("/watchdog").is(200).body()).contains("/cases/" + caseId);
    }

    @Test
    void an_open_case_that_waits_for_nothing_with_a_clock_is_found_and_gone_when_it_moves_again() {
        String caseId = refund();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "ASK_CUSTOMER", "question", "尺码？"));
        settle();
        assertThat(found(caseId)).as("it waits, with a clock").isEmpty();
        timers(caseId).forEach(timer -> jobs.deleteJob(timer.getId()));

        assertThat(found(caseId)).contains("NOTHING_MOVES");

        as("agent1").tells(caseId, "escalationRequested", Map.of("reason", "nothing moves"));
        settle();
        assertThat(found(caseId)).doesNotContain("NOTHING_MOVES");
    }

    @Test
    void what_waits_for_people_on_the_list_of_things_to_do_outside_is_no_finding() {
        as("operator1").post("/api/gateways/order/by-hand", Map.of("why", "maintenance")).is(204);
        String caseId;
        try {
            caseId = as("presale1").opens(Map.of("type", "slowReview", "orderNo", order().line("S1", 1, "30.00").imported(), "reason", "ADDRESS_UNCLEAR"));
            opened.add(caseId);
            settle();
        } finally {
            as("operator1").post("/api/gateways/order/back", null).is(204);
        }
        long effect = jdbc.sql("SELECT id FROM outside_effect WHERE case_id = ? AND adapter = 'by-hand'").param(caseId).query(Long.class).single();

        assertThat(found(caseId)).isEmpty();

        as("agent1").post("/api/todo-outside/" + effect, Map.of("outcome", "DONE", "reference", "P-1")).is(204);
        settle();
        assertThat(found(caseId)).isEmpty();
    }

    @Test
    void an_open_case_whose_flow_is_gone_is_found() {
        String caseId = refund();
        flows.deleteProcessInstance(flow(caseId), "lost");
        opened.remove(caseId);

        assertThat(found(caseId)).containsExactly("NO_FLOW");
        jdbc.sql("UPDATE case_file SET status = 'CLOSED', outcome = 'WITHDRAWN' WHERE id = ?").param(caseId).update();
        assertThat(found(caseId)).isEmpty();
    }

    @Test
    void a_task_that_is_in_no_list_and_a_listed_one_that_is_not_there_are_found() {
        String caseId = refund();
        String taskId = (String) as("agent1").task(caseId, "reviewRefund").get("taskId");
        jdbc.sql("UPDATE queue_entry SET task_id = 'lost-one' WHERE task_id = ?").param(taskId).update();

        assertThat(found(caseId)).containsExactlyInAnyOrder("TASK_UNLISTED", "TASK_GONE");

        jdbc.sql("UPDATE queue_entry SET task_id = ? WHERE task_id = 'lost-one'").param(taskId).update();
        assertThat(found(caseId)).isEmpty();
    }

    @Test
    void a_task_whose_clock_does_not_run_is_found() {
        String caseId = refund();
        String taskId = (String) as("agent1").task(caseId, "reviewRefund").get("taskId");
        jdbc.sql("UPDATE deadline SET state = 'CANCELLED' WHERE task_id = ?").param(taskId).update();

        assertThat(found(caseId)).containsExactly("CLOCK_MISSING");

        jdbc.sql("UPDATE deadline SET state = 'RUNNING' WHERE task_id = ?").param(taskId).update();
        assertThat(found(caseId)).isEmpty();
    }

    @Test
    void a_closed_case_whose_flow_still_runs_is_found() {
        String caseId = refund();
        jdbc.sql("UPDATE case_file SET status = 'CLOSED', outcome = 'WITHDRAWN' WHERE id = ?").param(caseId).update();

        assertThat(found(caseId)).containsExactly("CLOSED_RUNS");

        jdbc.sql("UPDATE case_file SET status = 'OPEN', outcome = NULL WHERE id = ?").param(caseId).update();
        assertThat(found(caseId)).isEmpty();
    }

    @Test
    void r13_a_balance_that_is_not_the_sum_of_the_refunds_is_found_and_so_is_an_effect_nobody_looks_at() {
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("S1", 1, "30.00").imported(), "reason", "OTHER"));
        settle();
        assertThat(as("agent1").sees(caseId).get("outcome")).isEqualTo("REFUNDED");
        assertThat(found(caseId)).isEmpty();
        jdbc.sql("UPDATE order_balance SET refunded_minor = refunded_minor - 1 WHERE order_id = (SELECT order_id FROM case_file WHERE id = ?)").param(caseId).update();
        long effect = jdbc.sql("SELECT MAX(id) FROM outside_effect WHERE case_id = ?").param(caseId).query(Long.class).single();
        jdbc.sql("UPDATE outside_effect SET state = 'INTENT', next_ms = ? WHERE id = ?").params(clock.millis() - 3_600_000, effect).update();

        assertThat(found(caseId)).containsExactlyInAnyOrder("SUMS_DIFFER", "EFFECT_OVERDUE");
        assertThat(as("operator1").get("/watchdog").is(200).body()).contains("¥29.99", "¥30.00");

        jdbc.sql("UPDATE order_balance SET refunded_minor = refunded_minor + 1 WHERE order_id = (SELECT order_id FROM case_file WHERE id = ?)").param(caseId).update();
        jdbc.sql("UPDATE outside_effect SET state = 'SUCCEEDED', next_ms = NULL WHERE id = ?").param(effect).update();
        assertThat(found(caseId)).isEmpty();
    }

    @Test
    void a_case_of_whatever_kind_that_goes_its_way_is_never_found() {
        types.forEach(type -> {
            for (Reason reason : Reason.values()) {
                for (boolean shipped : List.of(true, false)) {
                    Desk.Answer answer = as("agent1").post("/api/cases", Map.of("requestId", id(), "type", type.name(), "reason", reason.name(), "channel", "CHAT", "text", "请帮我处理",
                            "orderNo", (shipped ? order().line("S2", 1, "300.00").shipped("SF") : order().line("S2", 1, "300.00")).imported()));
                    if (answer.status() == 201) {
                        opened.add((String) answer.json().get("caseId"));
                        return;
                    }
                }
            }
        });
        settle();
        look();
        assertThat(all().stream().filter(one -> one.get("caseId") != null && opened.contains(one.get("caseId").toString())).toList()).isEmpty();
    }

    @Test
    void only_operators_have_it_look_and_auditors_read() {
        as("agent1").get("/api/watchdog").is(403);
        as("agent1").get("/watchdog").is(403);
        as("auditor1").get("/api/watchdog").is(200);
        as("auditor1").post("/api/watchdog/look", null).is(403);
        as("operator1").post("/api/watchdog/look", null).is(202);
    }

    private String refund() {
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("S1", 1, "300.00").shipped("SF1").imported(), "reason", "QUALITY"));
        opened.add(caseId);
        settle();
        return caseId;
    }

    private String flow(String caseId) {
        return jdbc.sql("SELECT instance_id FROM case_file WHERE id = ?").param(caseId).query(String.class).single();
    }

    private List<Job> timers(String caseId) {
        return jobs.createJobQuery().processInstanceId(flow(caseId)).list();
    }

    private void look() {
        as("operator1").post("/api/watchdog/look", null).is(202);
        settle();
    }

    private Set<String> found(String caseId) {
        look();
        return findings(caseId).stream().map(one -> (String) one.get("kind")).collect(Collectors.toSet());
    }

    private List<Map<String, Object>> findings(String caseId) {
        return all().stream().filter(one -> one.get("caseId") != null && one.get("caseId").toString().equals(caseId)).toList();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> all() {
        return (List<Map<String, Object>>) as("operator1").get("/api/watchdog").is(200).json().get("findings");
    }

    private long letters(String template, String caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE template = ? AND case_id = ?").params(template, caseId).query(Long.class).single();
    }
}
