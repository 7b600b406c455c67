package org.shouhou.refund;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** Refunds from the first word to the last cent, through the API alone. */
class RefundStackTest extends StackTest {

    private String refund(String orderNo, Object... more) {
        Map<String, Object> wanted = new java.util.LinkedHashMap<>(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        for (int i = 0; i < more.length; i += 2) {
            wanted.put((String) more[i], more[i + 1]);
        }
        return as("presale1").opens(wanted);
    }

    private Map<String, Object> yuan(int yuan) {
        return Map.of("minor", yuan * 100, "currency", "CNY");
    }

    private long paidInTheSandbox(String orderNo) {
        return jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?").param(orderNo)
                .query(Long.class).single();
    }

    private Map<String, Object> ends(String caseId, String outcome) {
        settle();
        Map<String, Object> seen = as("auditor1").sees(caseId);
        assertThat(seen).containsEntry("status", "CLOSED").containsEntry("outcome", outcome);
        return seen;
    }

    @Test
    void a_small_refund_of_a_stopped_order_is_paid_at_once() {
        String orderNo = order().line("SKU-1", 1, "99.00").imported();
        String caseId = refund(orderNo);
        Map<String, Object> closed = ends(caseId, "REFUNDED");
        assertThat(closed).containsEntry("settled", true);
        assertThat(paidInTheSandbox(orderNo)).isEqualTo(9900);
        assertThat(kinds(caseId)).contains("SHIPMENT_HELD", "REFUND_ROUTED", "REFUND_PAID", "SHIPMENT_CANCELLED", "CASE_CLOSED");
    }

    @Test
    void an_agent_approves_within_the_own_limit_and_the_customer_is_told() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").mail("buyer@example.org").imported();
        String caseId = refund(orderNo, "amount", yuan(250));
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        ends(caseId, "REFUNDED");
        assertThat(paidInTheSandbox(orderNo)).isEqualTo(25000);
        assertThat(kinds(caseId)).contains("MESSAGE_SENT");
    }

    @Test
    void r10_beyond_the_agents_limit_a_supervisor_consents_and_nobody_approves_what_they_proposed() {
        String orderNo = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        String caseId = refund(orderNo);
        settle();
        as("supervisor1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE_PART", "amountMinor", 60000));
        as("supervisor1").tries(caseId, "approveRefund", Map.of("decision", "APPROVE")).isProblem(403, "four-eyes");
        as("supervisor2").decides(caseId, "approveRefund", Map.of("decision", "APPROVE"));
        ends(caseId, "REFUNDED");

        String second = refund(order().line("SKU-1", 1, "900.00").shipped("SF2").imported());
        settle();
        as("agent1").decides(second, "reviewRefund", Map.of("decision", "APPROVE"));
        assertThat(as("agent1").tasks(second)).isEqualTo(List.of("approveRefund"));
        as("agent1").tries(second, "approveRefund", Map.of("decision", "APPROVE")).isProblem(403, "four-eyes");
        as("agent2").tries(second, "approveRefund", Map.of("decision", "APPROVE")).isProblem(403, "not-your-role");
        as("supervisor1").decides(second, "approveRefund", Map.of("decision", "APPROVE"));
        ends(second, "REFUNDED");
    }

    @Test
    void r10_above_the_supervisors_limit_the_manager_consents() {
        String orderNo = order().line("SKU-1", 1, "8000.00").shipped("SF1").imported();
        String caseId = refund(orderNo);
        settle();
        as("supervisor1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        as("supervisor2").tries(caseId, "approveRefund", Map.of("decision", "APPROVE")).isProblem(403, "not-your-role");
        as("manager1").decides(caseId, "approveRefund", Map.of("decision", "APPROVE"));
        ends(caseId, "REFUNDED");
        assertThat(paidInTheSandbox(orderNo)).isEqualTo(800000);
    }

    @Test
    void r10_what_a_manager_proposes_beyond_the_supervisors_limit_another_manager_approves() {
        String caseId = refund(order().line("SKU-1", 1, "8000.00").shipped("SF1").imported());
        settle();
        as("manager1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        as("manager1").tries(caseId, "approveRefund", Map.of("decision", "APPROVE")).isProblem(403, "four-eyes");
        as("supervisor1").tries(caseId, "approveRefund", Map.of("decision", "APPROVE")).isProblem(403, "not-your-role");
        as("manager2").decides(caseId, "approveRefund", Map.of("decision", "APPROVE"));
        ends(caseId, "REFUNDED");
        assertThat(kinds(caseId)).doesNotContain("SELF_CONSENT");
    }

    @Test
    void r10_with_no_other_manager_active_it_counts_as_approved_and_is_marked_for_the_auditor() {
        jdbc.sql("UPDATE user_account SET active = FALSE WHERE username = 'manager2'").update();
        try {
            String caseId = refund(order().line("SKU-1", 1, "8000.00").shipped("SF1").imported());
            settle();
            as("manager1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
            ends(caseId, "REFUNDED");
            assertThat(kinds(caseId)).containsOnlyOnce("SELF_CONSENT");
        } finally {
            jdbc.sql("UPDATE user_account SET active = TRUE WHERE username = 'manager2'").update();
        }
    }

    @Test
    void r16_a_refusal_needs_a_code_and_evidence() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String caseId = refund(orderNo);
        settle();
        as("agent1").tries(caseId, "reviewRefund", Map.of("decision", "REFUSE")).isProblem(400, "invalid-fields");
        as("agent1").decides(caseId, "reviewRefund",
                Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE", "evidence", "没有照片"));
        ends(caseId, "REJECTED");
        assertThat(paidInTheSandbox(orderNo)).isZero();
    }

    @Test
    void a_question_waits_for_the_customer_a_day_at_most() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String caseId = refund(orderNo);
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "ASK_CUSTOMER", "question", "请发照片"));
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "WAITING");
        assertThat(as("agent1").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", "照片如下"))).isEqualTo("DELIVERED");
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("reviewRefund"));
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "ASK_CUSTOMER", "question", "还有吗"));
        pass(java.time.Duration.ofHours(25));
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("reviewRefund"));
    }

    @Test
    void r12_what_nobody_decided_in_time_a_supervisor_decides() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String caseId = refund(orderNo);
        pass(java.time.Duration.ofHours(37));
        assertThat(as("supervisor1").tasks(caseId)).isEqualTo(List.of("decideOverdueRefund"));
        as("agent1").tries(caseId, "decideOverdueRefund", Map.of("decision", "APPROVE")).isProblem(403, "not-your-role");
        as("supervisor1").decides(caseId, "decideOverdueRefund", Map.of("decision", "APPROVE"));
        ends(caseId, "REFUNDED");
    }

    @Test
    void r35_a_parcel_on_its_way_is_intercepted_inspected_and_paid() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF9").imported();
        String caseId = refund(orderNo, "reason", "NO_LONGER_WANTED");
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "INTERCEPT"));
        pass(java.time.Duration.ofHours(25));
        assertThat(as("warehouse1").tasks(caseId)).isEqualTo(List.of("inspectReturn"));
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "IN_ORDER"));
        ends(caseId, "REFUNDED");
        assertThat(paidInTheSandbox(orderNo)).isEqualTo(30000);
    }

    @Test
    void a_customer_who_withdraws_gets_the_parcel_after_all() {
        String orderNo = order().line("SKU-1", 1, "400.00").imported();
        String caseId = refund(orderNo);
        settle();
        assertThat(kinds(caseId)).contains("SHIPMENT_HELD");
        assertThat(as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "不退了"))).isEqualTo("DELIVERED");
        ends(caseId, "WITHDRAWN");
        assertThat(kinds(caseId)).contains("SHIPMENT_RELEASED");
    }

    @Test
    void r38_a_changed_request_is_judged_again_and_the_consent_lapses() {
        String orderNo = order().line("SKU-1", 1, "900.00").shipped("SF1").imported();
        String caseId = refund(orderNo);
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        assertThat(as("agent1").tells(caseId, "customerChangedRequest", Map.of("amount", 20000))).isEqualTo("DELIVERED");
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("reviewRefund"));
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        ends(caseId, "REFUNDED");
        assertThat(paidInTheSandbox(orderNo)).isEqualTo(20000);
    }

    @Test
    void r5_an_escalation_reaches_a_supervisor_once_and_closes_with_the_case() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String caseId = refund(orderNo);
        settle();
        as("agent1").tells(caseId, "escalationRequested", Map.of("reason", "威胁差评"));
        as("agent2").tells(caseId, "escalationRequested", Map.of("reason", "又来了"));
        assertThat(as("agent1").tasks(caseId)).containsExactlyInAnyOrder("reviewRefund", "handleEscalation");
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        ends(caseId, "REFUNDED");
        assertThat(kinds(caseId)).contains("ESCALATION_JOINED", "TASK_TAKEN_AWAY");
    }

    @Test
    void r13_the_platform_paid_already_and_an_overrun_becomes_finances_task() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String caseId = refund(orderNo);
        settle();
        as("supervisor1").tells(caseId, "platformDecided",
                Map.of("decision", "REFUND", "amount", 30000, "paidByPlatform", true, "reference", "P1"));
        ends(caseId, "SETTLED_BY_PLATFORM");
        assertThat(paidInTheSandbox(orderNo)).isZero();
        as("supervisor1").tells(caseId, "platformDecided",
                Map.of("decision", "REFUND", "amount", 5000, "paidByPlatform", true, "reference", "P2"));
        assertThat(as("finance1").tasks(caseId)).isEqualTo(List.of("settleOverpayment"));
        as("finance1").decides(caseId, "settleOverpayment", Map.of("decision", "RECLAIM", "reference", "R-1"));
        ends(caseId, "SETTLED_BY_PLATFORM");
        // a later one is asked about on its own
        as("supervisor1").tells(caseId, "platformDecided",
                Map.of("decision", "REFUND", "amount", 700, "paidByPlatform", true, "reference", "P3"));
        String taskId = (String) as("finance1").task(caseId, "settleOverpayment").get("taskId");
        assertThat(as("finance1").get("/api/tasks/" + taskId).json().get("data").toString()).contains("overrunMinor=700");
    }

    @Test
    void the_platform_asks_us_to_pay_more_than_is_left_and_the_excess_is_settled_by_hand() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String caseId = refund(orderNo);
        settle();
        as("supervisor1").tells(caseId, "platformDecided", Map.of("decision", "REFUND", "amount", 35000));
        settle();
        assertThat(paidInTheSandbox(orderNo)).isEqualTo(30000);
        assertThat(as("finance1").tasks(caseId)).isEqualTo(List.of("settleRefundByHand"));
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "H-1"));
        as("finance1").tries(caseId, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "H-1"))
                .isProblem(403, "four-eyes");
        as("supervisor1").decides(caseId, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "H-1"));
        settle();
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "SETTLED_BY_PLATFORM");
    }

    @Test
    void a_declined_payment_can_be_tried_again_and_is_never_paid_twice() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "PAYMENT", "operation", "refund", "orderNo", orderNo,
                "behaviour", "DECLINE", "times", 1)).is(200);
        String caseId = refund(orderNo);
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "TRY_AGAIN"));
        ends(caseId, "REFUNDED");
        assertThat(paidInTheSandbox(orderNo)).isEqualTo(30000);
    }

    @Test
    void r10_an_agent_cannot_make_the_shop_pay_in_the_platforms_name() {
        String caseId = refund(order().line("SKU-1", 1, "8000.00").shipped("SF1").imported());
        settle();
        as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "platformDecided",
                "data", Map.of("decision", "REFUND", "amount", 800000))).isProblem(403, "not-your-role");
        as("warehouse1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "escalationRequested",
                "data", Map.of("reason", "包裹破损"))).is(200);
    }

    @Test
    void what_the_customer_said_before_a_question_does_not_answer_it() {
        String caseId = refund(order().line("SKU-1", 1, "300.00").shipped("SF1").imported());
        settle();
        assertThat(as("agent1").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", "在吗"))).isEqualTo("STORED");
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "ASK_CUSTOMER", "question", "请发照片"));
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "WAITING");
    }

    @Test
    void a_case_that_becomes_another_kind_takes_back_money_that_was_not_sent() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "PAYMENT", "operation", "refund", "orderNo", orderNo,
                "behaviour", "FAIL_TRANSIENT")).is(200);
        String caseId = refund(orderNo);
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        as("agent1").tells(caseId, "conversionRequested", Map.of("toType", "inquiry", "reason", "先核对地址"));
        settle();
        assertThat(jdbc.sql("SELECT reserved_minor FROM order_balance b JOIN shop_order o ON o.id = b.order_id WHERE o.order_no = ?")
                .param(orderNo).query(Long.class).single()).isZero();
    }

    @Test
    void an_order_two_cases_hold_is_released_by_the_last_of_them() {
        String orderNo = order().line("SKU-1", 1, "900.00").imported();
        String review = as("agent1").opens(Map.of("type", "slowReview", "orderNo", orderNo, "reason", "ADDRESS_UNCLEAR"));
        settle();
        String caseId = refund(orderNo);
        settle();
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "不退了"));
        ends(caseId, "WITHDRAWN");
        assertThat(kinds(caseId)).contains("SHIPMENT_LEFT_HELD").doesNotContain("SHIPMENT_RELEASED");
        as("agent1").tells(review, "customerWithdrew", Map.of("reason", "地址没错"));
        settle();
        assertThat(kinds(review)).contains("SHIPMENT_RELEASED");
    }
}
