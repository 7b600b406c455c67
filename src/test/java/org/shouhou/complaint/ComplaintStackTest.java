package org.shouhou.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** A complaint on its way through agent, supervisor and manager. */
class ComplaintStackTest extends StackTest {

    private static final Map<String, Object> REFUSED = Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE",
            "evidence", "物流显示已签收", "responsible", "COURIER");

    /** What is wrong with a decision is not that nobody is named. */
    private static Map<String, Object> named(Map<String, Object> decision) {
        Map<String, Object> named = new java.util.LinkedHashMap<>(decision);
        named.putIfAbsent("responsible", "COURIER");
        return named;
    }

    private String complaint(String reason, Object... more) {
        Map<String, Object> wanted = new java.util.LinkedHashMap<>(Map.of("type", "complaint", "reason", reason,
                "orderNo", order().line("SKU-1", 1, "300.00").line("SKU-2", 1, "200.00").shipped("SF1").mail("buyer@example.org").imported()));
        for (int i = 0; i < more.length; i += 2) {
            wanted.put((String) more[i], more[i + 1]);
        }
        String caseId = as("agent1").opens(wanted);
        as("supervisor1").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
        settle();
        return caseId;
    }

    private void ends(String caseId, String outcome) {
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED").containsEntry("outcome", outcome)
                .extracting("tasks").asString().doesNotContain("Complaint");
    }

    private String written(String caseId, String template) {
        return String.join("\n", jdbc.sql("SELECT body_text FROM outgoing_message WHERE case_id = ? AND template = ? ORDER BY id")
                .params(caseId, template).query(String.class).list());
    }

    @Test
    void r27_the_kinds_of_complaint_are_told_apart_and_each_has_its_own_time() {
        Map<String, Integer> hours = Map.of("FALSE_SHIPMENT", 24, "LATE_SHIPMENT", 48, "BROKEN_PROMISE", 48, "NOT_RECEIVED", 72,
                "CONSUMER_PROTECTION", 24, "SEVEN_DAYS_REFUSED", 48, "AGENT_CONDUCT", 24);
        hours.forEach((reason, within) -> {
            String caseId = complaint(reason);
            assertThat(as("agent1").task(caseId, "investigateComplaint").get("due"))
                    .as(reason).isEqualTo(clock.instant().plus(Duration.ofHours(within)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
            as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "算了"));
        });
        as("agent1").post("/api/cases", Map.of("requestId", id(), "type", "complaint", "reason", "NO_LONGER_WANTED", "channel", "CHAT",
                "orderNo", order().line("SKU-1", 1, "10.00").imported())).isProblem(400, "invalid-fields");
    }

    @Test
    void r6_the_customer_hears_first_that_we_are_sorry_and_only_a_person_stops_the_first_reply_clock() {
        String caseId = complaint("BROKEN_PROMISE");
        assertThat(written(caseId, "complaint-received")).contains("深表歉意");
        assertThat(as("agent1").sees(caseId).get("firstReplyAt")).isNull();
    }

    @Test
    void r6_the_agent_complained_of_handles_nothing_of_the_case() {
        String caseId = complaint("AGENT_CONDUCT", "agent", "agent1");
        as("agent1").tries(caseId, "investigateComplaint", REFUSED).isProblem(403, "complained-of");
        String taken = as("agent1").post("/api/tasks/next", null).body();
        assertThat(taken).doesNotContain("\"caseId\":\"" + caseId + "\"");
        as("agent2").decides(caseId, "investigateComplaint", REFUSED);
        settle();
        as("agent1").tries(caseId, "confirmWithCustomer", Map.of("decision", "ACCEPTED")).isProblem(403, "complained-of");
        String taskId = (String) as("agent2").task(caseId, "confirmWithCustomer").get("taskId");
        as("agent2").post("/api/tasks/" + taskId + "/claim", null).is(200);
        as("agent2").post("/api/tasks/" + taskId + "/handover", Map.of("to", "agent1", "note", "请继续")).isProblem(400, "invalid-fields");
        as("agent2").post("/api/tasks/" + taskId + "/release", Map.of()).status();
        as("agent2").decides(caseId, "confirmWithCustomer", Map.of("decision", "ACCEPTED"));
        ends(caseId, "REJECTED");
    }

    @Test
    void r6_a_complaint_about_a_supervisor_is_no_agents_to_investigate() {
        String caseId = complaint("AGENT_CONDUCT", "agent", "supervisor1");
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("takeOverComplaint"));
        as("supervisor1").tries(caseId, "takeOverComplaint", REFUSED).isProblem(403, "complained-of");
        as("supervisor2").decides(caseId, "takeOverComplaint", REFUSED);
    }

    @Test
    void r6_without_another_agent_a_supervisor_looks_into_it() {
        // whoever else is an agent here, in this and in other tests
        List<String> others = jdbc.sql("SELECT username FROM user_account WHERE active = TRUE AND roles LIKE '%agent%' AND username <> 'agent1'")
                .query(String.class).list();
        assertThat(others).contains("agent2");
        others.forEach(name -> jdbc.sql("UPDATE user_account SET active = FALSE WHERE username = ?").param(name).update());
        try {
            String caseId = complaint("AGENT_CONDUCT", "agent", "agent1");
            assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("takeOverComplaint"));
        } finally {
            others.forEach(name -> jdbc.sql("UPDATE user_account SET active = TRUE WHERE username = ?").param(name).update());
        }
    }

    @Test
    void an_agent_nobody_knows_or_about_another_kind_of_case_is_refused() {
        String orderNo = order().line("SKU-1", 1, "10.00").imported();
        as("agent1").post("/api/cases", Map.of("requestId", id(), "type", "complaint", "reason", "AGENT_CONDUCT", "channel", "CHAT",
                "orderNo", orderNo, "agent", "nobody")).isProblem(400, "invalid-fields");
        as("agent1").post("/api/cases", Map.of("requestId", id(), "type", "refund", "reason", "QUALITY", "channel", "CHAT",
                "orderNo", orderNo, "agent", "agent1")).isProblem(400, "invalid-fields");
        as("agent1").post("/api/cases", Map.of("requestId", id(), "type", "complaint", "reason", "AGENT_CONDUCT", "channel", "CHAT",
                "orderNo", orderNo, "agent", "x".repeat(65))).isProblem(400, "invalid-fields");
    }

    @Test
    void r29_half_of_its_time_warns_and_missed_it_goes_to_the_supervisor_and_then_to_the_manager() {
        String caseId = complaint("FALSE_SHIPMENT");
        pass(Duration.ofHours(11));
        assertThat(warned(caseId)).isFalse();
        pass(Duration.ofHours(1));
        assertThat(warned(caseId)).isTrue();
        pass(Duration.ofHours(12));
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("takeOverComplaint"));
        pass(Duration.ofHours(24));
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("decideComplaint"));
        as("supervisor1").tries(caseId, "decideComplaint", REFUSED).isProblem(403, "not-your-role");
        pass(Duration.ofHours(48));
        assertThat(as("agent1").tasks(caseId)).as("nobody is above the manager").isEqualTo(List.of("decideComplaint"));
        assertThat(kinds(caseId).stream().filter("COMPLAINT_PASSED_UP"::equals)).hasSize(2);
        assertThat(written(caseId, "complaint-passed-up")).contains("未在时限内答复");
        as("manager1").decides(caseId, "decideComplaint", REFUSED);
    }

    private boolean warned(String caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM case_event WHERE case_id = ? AND kind = 'DEADLINE_WARNED' AND data LIKE '%COMPLAINT_ANSWER%'")
                .param(caseId).query(Long.class).single() > 0;
    }

    @Test
    void r29_three_levels_to_the_manager_whose_word_is_the_last() {
        String caseId = complaint("LATE_SHIPMENT");
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "PASS_UP", "reason", "超出我的权限"));
        as("supervisor1").decides(caseId, "takeOverComplaint", REFUSED);
        settle();
        as("agent1").decides(caseId, "confirmWithCustomer", Map.of("decision", "NOT_ACCEPTED", "reason", "不满意"));
        assertThat(as("manager1").tasks(caseId)).isEqualTo(List.of("decideComplaint"));
        assertThat(written(caseId, "complaint-passed-up")).contains("超出我的权限").contains("顾客不接受");
        as("manager1").tries(caseId, "decideComplaint", Map.of("decision", "PASS_UP", "reason", "x")).isProblem(400, "invalid-fields");
        as("manager1").decides(caseId, "decideComplaint", REFUSED);
        settle();
        as("agent1").decides(caseId, "confirmWithCustomer", Map.of("decision", "NOT_ACCEPTED", "reason", "还是不满意"));
        ends(caseId, "REJECTED");
    }

    @Test
    void r31_the_manager_apologises_in_person() {
        String caseId = complaint("CONSUMER_PROTECTION");
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "PASS_UP", "reason", "顾客要求店长"));
        as("supervisor1").decides(caseId, "takeOverComplaint", Map.of("decision", "PASS_UP", "reason", "顾客要求店长"));
        as("manager1").decides(caseId, "decideComplaint", Map.of("decision", "REFUND", "amountMinor", 10000, "responsible", "WAREHOUSE"));
        settle();
        assertThat(written(caseId, "complaint-answer")).contains("代表本店向您诚挚道歉").contains("店长");
        pass(Duration.ofDays(3));
        ends(caseId, "REFUNDED");
        assertThat(as("agent1").sees(caseId)).containsEntry("responsible", "WAREHOUSE");
    }

    @Test
    void a_refund_within_the_agents_limit_is_paid_and_silence_for_three_days_accepts_it() {
        String caseId = complaint("NOT_RECEIVED");
        as("agent1").tries(caseId, "investigateComplaint", Map.of("decision", "REFUND", "responsible", "COURIER", "amountMinor", 50001)).isProblem(422, "more-than-left");
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "REFUND", "responsible", "COURIER", "amountMinor", 20000));
        settle();
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("confirmWithCustomer"));
        assertThat(written(caseId, "complaint-answer")).contains("已为您退款").doesNotContain("道歉");
        pass(Duration.ofDays(3).minusMinutes(1));
        assertThat(as("agent1").sees(caseId).get("outcome")).isNull();
        pass(Duration.ofMinutes(1));
        ends(caseId, "REFUNDED");
        assertThat(as("agent1").sees(caseId)).containsEntry("responsible", "COURIER");
        assertThat(jdbc.sql("SELECT SUM(amount_minor) FROM refund WHERE case_id = ? AND state = 'SUCCEEDED'").param(caseId)
                .query(Long.class).single()).isEqualTo(20000);
    }

    @Test
    void r10_a_refund_beyond_the_own_limit_that_is_refused_comes_back_to_whoever_decided() {
        String orderNo = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        String caseId = as("agent1").opens(Map.of("type", "complaint", "reason", "FALSE_SHIPMENT", "orderNo", orderNo));
        as("manager1").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
        settle();
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "REFUND", "responsible", "COURIER", "amountMinor", 90000));
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("approveRefund"));
        as("supervisor1").decides(caseId, "approveRefund", REFUSED_APPROVAL);
        settle();
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("investigateComplaint"));
        String taskId = (String) as("agent1").task(caseId, "investigateComplaint").get("taskId");
        assertThat(as("agent1").get("/api/tasks/" + taskId).body()).contains("\"cameBack\":\"REJECTED\"");
        assertThat(kinds(caseId)).contains("REMEDY_CAME_BACK");
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "REFUND", "responsible", "COURIER", "amountMinor", 30000));
        settle();
        as("agent1").decides(caseId, "confirmWithCustomer", Map.of("decision", "ACCEPTED"));
        ends(caseId, "REFUNDED");
    }

    private static final Map<String, Object> REFUSED_APPROVAL = Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE", "evidence", "证据不足");

    @Test
    void r10_a_compensation_needs_a_supervisor_and_comes_back_when_it_is_refused() {
        String caseId = complaint("BROKEN_PROMISE");
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("decision", "COMPENSATE", "kind", "GIFT", "amountMinor", 1000),
                Map.of("decision", "COMPENSATE", "kind", "CASH"), Map.of("decision", "COMPENSATE", "kind", "GIFT", "sku", "G", "quantity", 1001))) {
            as("agent1").tries(caseId, "investigateComplaint", named(wrong)).isProblem(400, "invalid-fields");
        }
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "COMPENSATE", "responsible", "COURIER", "kind", "CASH", "amountMinor", 5000));
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("approveCompensation"));
        as("supervisor1").decides(caseId, "approveCompensation", Map.of("decision", "REFUSE"));
        settle();
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("investigateComplaint"));
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "COMPENSATE", "responsible", "COURIER", "kind", "CASH", "amountMinor", 3000));
        as("supervisor1").decides(caseId, "approveCompensation", Map.of("decision", "APPROVE"));
        settle();
        pass(Duration.ofDays(3));
        ends(caseId, "COMPENSATED");
    }

    @Test
    void the_goods_are_sent_again_and_arrive() {
        String caseId = complaint("NOT_RECEIVED");
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "RESHIP", "responsible", "COURIER", "lines", "2"));
        settle();
        pass(Duration.ofDays(8));
        if (as("agent1").tasks(caseId).contains("confirmWithCustomer")) {
            as("agent1").decides(caseId, "confirmWithCustomer", Map.of("decision", "ACCEPTED"));
        }
        ends(caseId, "RESHIPPED");
    }

    @Test
    void a_return_that_is_refused_comes_back_to_whoever_decided() {
        String caseId = complaint("SEVEN_DAYS_REFUSED");
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "RETURN", "responsible", "COURIER"));
        settle();
        for (int round = 0; round < 3 && as("agent1").tasks(caseId).contains("reviewReturn"); round++) {
            as("agent1").decides(caseId, "reviewReturn", REFUSED);
            settle();
        }
        pass(Duration.ofDays(20));
        assertThat(kinds(caseId)).contains("REMEDY_CAME_BACK");
        assertThat(as("agent1").sees(caseId).get("outcome")).isNull();
    }

    @Test
    void what_was_paid_stays_paid_when_the_customer_withdraws_afterwards() {
        String caseId = complaint("NOT_RECEIVED");
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "REFUND", "responsible", "COURIER", "amountMinor", 10000));
        settle();
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "找到了"));
        ends(caseId, "REFUNDED");
    }

    @Test
    void a_closed_complaint_the_customer_comes_back_to_goes_on_one_level_higher() {
        String caseId = complaint("FALSE_SHIPMENT");
        as("agent1").decides(caseId, "investigateComplaint", REFUSED);
        settle();
        as("agent1").decides(caseId, "confirmWithCustomer", Map.of("decision", "ACCEPTED"));
        ends(caseId, "REJECTED");
        pass(Duration.ofHours(1));
        assertThat(as("agent1").tells(caseId, "complaintReopened", Map.of("reason", "又被骗了"))).isEqualTo("DELIVERED");
        settle();
        assertThat(as("agent1").tasks(caseId)).contains("takeOverComplaint").doesNotContain("investigateComplaint");
        assertThat(as("supervisor1").get("/api/cases/" + caseId + "/alerts").json().get("endedAt")).isNull();
        as("supervisor1").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
        as("supervisor1").decides(caseId, "takeOverComplaint", Map.of("decision", "REFUND", "responsible", "COURIER", "amountMinor", 10000));
        settle();
        pass(Duration.ofDays(3));
        ends(caseId, "REFUNDED");
        assertThat(kinds(caseId)).contains("CASE_REOPENED");
    }

    @Test
    void a_request_that_changed_is_judged_again_on_its_level() {
        String caseId = complaint("LATE_SHIPMENT");
        pass(Duration.ofHours(10));
        assertThat(as("agent1").tells(caseId, "customerChangedRequest", Map.of("reason", "FALSE_SHIPMENT"))).isEqualTo("DELIVERED");
        settle();
        assertThat(as("agent1").task(caseId, "investigateComplaint").get("due"))
                .isEqualTo(clock.instant().plus(Duration.ofHours(24)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
    }

    @Test
    void a_deadline_the_platform_gave_with_the_case_wins() {
        String caseId = complaint("NOT_RECEIVED", "platformDeadline", clock.instant().plus(Duration.ofHours(12)).toString());
        assertThat(java.time.Instant.parse((String) as("agent1").task(caseId, "investigateComplaint").get("due")))
                .isBefore(clock.instant().plus(Duration.ofHours(12)));
    }

    @Test
    void r41_whoever_decides_a_complaint_names_who_is_responsible() {
        String caseId = complaint("FALSE_SHIPMENT");
        assertThat(as("agent1").tries(caseId, "investigateComplaint", Map.of("decision", "REFUND", "amountMinor", 10000))
                .isProblem(400, "invalid-fields").body()).contains("responsible");
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "REFUND", "amountMinor", 10000, "responsible", "WAREHOUSE"));
        assertThat(as("agent1").sees(caseId)).containsEntry("responsible", "WAREHOUSE");
    }

    @Test
    void a_decision_that_cannot_be_understood_changes_nothing() {
        String caseId = complaint("FALSE_SHIPMENT");
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("decision", "REFUND"), Map.of("decision", "REFUND", "amountMinor", -1),
                Map.of("decision", "REFUND", "amountMinor", "viel"), Map.of("decision", "RESHIP", "lines", "7"), Map.of("decision", "RESHIP", "lines", "a,b"),
                Map.of("decision", "RESHIP"), Map.of("decision", "COMPENSATE"), Map.of("decision", "COMPENSATE", "kind", "GOLD"),
                Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE"), Map.of("decision", "PASS_UP"), Map.of("decision", "BURN"),
                Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE", "evidence", "x", "responsible", "NOBODY"),
                Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE", "evidence", "x".repeat(4001)))) {
            as("agent1").tries(caseId, "investigateComplaint", named(wrong)).isProblem(400, "invalid-fields");
        }
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("investigateComplaint"));
        assertThat(kinds(caseId)).doesNotContain("TASK_COMPLETED");
        as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "platformIntervened", "data", Map.of()))
                .isProblem(400, "invalid-fields");
        as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "complaintReopened", "data",
                Map.of("reason", "x".repeat(4001)))).isProblem(400, "invalid-fields");
        as("presale1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "platformIntervened", "data",
                Map.of("reference", "P1"))).is(403);
    }
}
