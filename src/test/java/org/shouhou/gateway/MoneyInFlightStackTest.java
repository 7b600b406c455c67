package org.shouhou.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** What customers and platforms say while nobody knows whether the money has left. */
class MoneyInFlightStackTest extends StackTest {

    private String orderNo;

    private String approvedRefund(String behaviour, Integer times) {
        orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("gateway", "PAYMENT", "operation", "refund", "orderNo", orderNo,
                "behaviour", behaviour));
        if (times != null) {
            wanted.put("times", times);
        }
        as("operator1").post("/api/demo/sandbox", wanted).is(200);
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        return caseId;
    }

    private Object says(String caseId, String name, Map<String, Object> data) {
        return as("supervisor1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", name, "data", data))
                .is(200).json().get("effect");
    }

    private long paid() {
        return jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?").param(orderNo)
                .query(Long.class).single();
    }

    @Test
    void r13_a_withdrawal_while_the_result_is_unknown_waits_and_the_paid_refund_ends_refunded() {
        String caseId = approvedRefund("UNKNOWN_THEN_DONE", 1);

        assertThat(says(caseId, "customerWithdrew", Map.of("reason", "found it"))).isEqualTo("DEFERRED");
        assertThat(as("agent1").sees(caseId)).doesNotContainEntry("status", "CLOSED");
        pass(Duration.ofMinutes(5));

        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "REFUNDED");
        assertThat(paid()).isEqualTo(30000);
        assertThat(kinds(caseId)).contains("EFFECT_UNKNOWN", "EFFECT_SUCCEEDED");
    }

    @Test
    void a_withdrawal_while_the_payment_was_never_sent_cancels_it() {
        String caseId = approvedRefund("FAIL_TRANSIENT", null);

        assertThat(says(caseId, "customerWithdrew", Map.of("reason", "found it"))).isEqualTo("DELIVERED");
        pass(Duration.ofDays(1));

        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "WITHDRAWN");
        assertThat(paid()).isZero();
    }

    @Test
    void r13_the_platform_pays_while_ours_is_unknown_and_the_overrun_goes_to_finance() {
        String caseId = approvedRefund("UNKNOWN_THEN_DONE", 1);

        assertThat(says(caseId, "platformDecided", Map.of("decision", "REFUND", "amount", 30000, "paidByPlatform", true)))
                .isEqualTo("DEFERRED");
        pass(Duration.ofMinutes(5));

        assertThat(paid()).as("ours once").isEqualTo(30000);
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "REFUNDED");
        assertThat(as("finance1").tasks(caseId)).isEqualTo(List.of("settleOverpayment"));
    }

    @Test
    void r13_the_platform_pays_while_ours_surely_never_arrived_and_ours_is_cancelled() {
        String caseId = approvedRefund("FAIL_TRANSIENT", null);

        assertThat(says(caseId, "platformDecided", Map.of("decision", "REFUND", "amount", 30000, "paidByPlatform", true)))
                .isEqualTo("DELIVERED");
        pass(Duration.ofDays(1));

        assertThat(paid()).isZero();
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "SETTLED_BY_PLATFORM");
        assertThat(as("finance1").tasks(caseId)).isEmpty();
    }

    @Test
    void a_pending_payment_told_three_times_is_one_payment() {
        orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "PAYMENT", "operation", "refund", "orderNo", orderNo,
                "behaviour", "PENDING_THEN_DONE", "delay", "PT10M", "callbacks", 3)).is(200);
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        pass(Duration.ofMinutes(30));

        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "REFUNDED");
        assertThat(paid()).isEqualTo(30000);
    }
}
