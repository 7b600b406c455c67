package org.shouhou.refund;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/**
 * Payments whose way is not straight: unknown, pending, declined, unreachable, settled by a person; and what customers
 * and platforms say meanwhile. Told by the ledger, the balance, the sandbox's own book, the outcome and what people see.
 */
class SettlingStackTest extends StackTest {

    private static final Map<String, Object> APPROVE = Map.of("decision", "APPROVE");
    private String orderNo;

    private void payment(String behaviour, Integer times) {
        sandbox("PAYMENT", "refund", behaviour, times);
    }

    private void sandbox(String gateway, String operation, String behaviour, Integer times) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("gateway", gateway, "operation", operation, "orderNo", orderNo, "behaviour", behaviour));
        if (times != null) {
            wanted.put("times", times);
        }
        as("operator1").post("/api/demo/sandbox", wanted).is(200);
    }

    private String approved(String behaviour, Integer times) {
        orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").mail("buyer@example.org").imported();
        payment(behaviour, times);
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").decides(caseId, "reviewRefund", APPROVE);
        settle();
        return caseId;
    }

    private void balance(long refunded, long reserved, long elsewhere, long overrun) {
        Map<String, Object> row = jdbc.sql("""
                SELECT b.refunded_minor, b.reserved_minor, b.elsewhere_minor, b.overrun_minor FROM order_balance b
                JOIN shop_order o ON o.id = b.order_id WHERE o.order_no = ?""").param(orderNo).query().singleRow();
        assertThat(row.values().stream().map(value -> ((Number) value).longValue()).toList())
                .as("refunded, reserved, elsewhere, overrun").isEqualTo(List.of(refunded, reserved, elsewhere, overrun));
        Map<String, Object> lines = jdbc.sql("""
                SELECT SUM(b.refunded_minor), SUM(b.reserved_minor), SUM(b.elsewhere_minor) FROM line_balance b JOIN order_line l ON l.id = b.line_id
                JOIN shop_order o ON o.id = l.order_id WHERE o.order_no = ?""").param(orderNo).query().singleRow();
        assertThat(lines.values().stream().map(value -> ((Number) value).longValue()).toList())
                .as("the lines' sums").isEqualTo(List.of(refunded, reserved, elsewhere));
    }

    /** The sandbox's own book: number of payments and their sum. */
    private void paidOutside(int times, long sum) {
        assertThat(jdbc.sql("SELECT COUNT(*) FROM sandbox_payment WHERE order_no = ?").param(orderNo).query(Integer.class).single()).isEqualTo(times);
        assertThat(jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?").param(orderNo)
                .query(Long.class).single()).isEqualTo(sum);
    }

    private List<String> ledger(String caseId) {
        return jdbc.sql("SELECT state, amount_minor FROM refund WHERE case_id = ? ORDER BY id").param(caseId)
                .query((row, n) -> row.getString(1) + " " + row.getLong(2)).list();
    }

    private void ended(String caseId, String outcome) {
        assertThat(as("auditor1").sees(caseId)).as(kinds(caseId).toString()).containsEntry("status", "CLOSED")
                .containsEntry("outcome", outcome).containsEntry("settled", true);
    }

    private long messages(String caseId, String template) {
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = ?").params(caseId, template).query(Long.class).single();
    }

    private String says(String name, String caseId, Object... data) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            fields.put((String) data[i], data[i + 1]);
        }
        return as(name.equals("platformDecided") ? "supervisor1" : "agent1").tells(caseId, name, fields);
    }

    @Test
    void an_unknown_payment_that_never_arrived_is_repeated_under_the_same_key_and_people_hear_of_the_long_wait() {
        String caseId = approved("UNKNOWN_NOT_DONE", null);
        balance(0, 30000, 0, 0);
        assertThat(ledger(caseId)).isEqualTo(List.of("UNKNOWN 30000"));
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "WAITING");
        pass(Duration.ofHours(3));
        paidOutside(0, 0);
        assertThat(kinds(caseId)).contains("EFFECT_UNKNOWN", "EFFECT_UNKNOWN_LONG");
        assertThat(messages(caseId, "payment-unknown")).isGreaterThanOrEqualTo(2);
        payment("SUCCEED", null);
        pass(Duration.ofHours(1));
        ended(caseId, "REFUNDED");
        paidOutside(1, 30000);
        balance(30000, 0, 0, 0);
        assertThat(ledger(caseId)).isEqualTo(List.of("SUCCEEDED 30000"));
        assertThat(jdbc.sql("SELECT COUNT(DISTINCT idem_key) FROM outside_effect WHERE case_id = ? AND gateway = 'PAYMENT'").param(caseId)
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void an_unknown_payment_that_was_done_is_found_by_asking_and_not_paid_again() {
        String caseId = approved("UNKNOWN_THEN_DONE", 1);
        paidOutside(1, 30000);
        balance(0, 30000, 0, 0);
        pass(Duration.ofMinutes(2));
        ended(caseId, "REFUNDED");
        paidOutside(1, 30000);
        balance(30000, 0, 0, 0);
        assertThat(messages(caseId, "refund-paid")).isEqualTo(1);
    }

    @Test
    void hours_of_an_unreachable_gateway_end_in_one_payment() {
        String caseId = approved("FAIL_TRANSIENT", 5);
        paidOutside(0, 0);
        pass(Duration.ofHours(4));
        ended(caseId, "REFUNDED");
        paidOutside(1, 30000);
        balance(30000, 0, 0, 0);
    }

    @Test
    void a_gateway_that_stays_away_becomes_an_operators_work_and_goes_on_when_retried() {
        String caseId = approved("FAIL_TRANSIENT", null);
        pass(Duration.ofHours(24));
        assertThat(kinds(caseId)).contains("EFFECT_FAILED");
        assertThat(messages(caseId, "effect-failed")).isGreaterThanOrEqualTo(2);
        assertThat(as("operator1").get("/api/failed-work").is(200).body()).contains(caseId);
        balance(0, 30000, 0, 0);
        payment("SUCCEED", null);
        Long effect = jdbc.sql("SELECT id FROM outside_effect WHERE case_id = ? AND gateway = 'PAYMENT'").param(caseId).query(Long.class).single();
        as("operator1").post("/api/effects/" + effect + "/retry", null).is(202);
        settle();
        ended(caseId, "REFUNDED");
        paidOutside(1, 30000);
        balance(30000, 0, 0, 0);
    }

    @Test
    void after_a_decline_the_withdrawal_that_waited_is_applied() {
        String caseId = approved("UNKNOWN_NOT_DONE", 1);
        assertThat(says("customerWithdrew", caseId, "reason", "x")).isEqualTo("DEFERRED");
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "WAITING");
        payment("DECLINE", 1);
        pass(Duration.ofMinutes(10));
        ended(caseId, "WITHDRAWN");
        paidOutside(0, 0);
        balance(0, 0, 0, 0);
        assertThat(ledger(caseId)).isEqualTo(List.of("DECLINED 30000"));
        assertThat(messages(caseId, "withdrawn-confirmed")).isEqualTo(1);
    }

    @Test
    void after_a_decline_the_platforms_decision_that_waited_is_paid_under_a_new_key() {
        String caseId = approved("UNKNOWN_NOT_DONE", 1);
        assertThat(says("platformDecided", caseId, "decision", "REFUND", "amount", 20000)).isEqualTo("DEFERRED");
        payment("DECLINE", 1);
        pass(Duration.ofMinutes(10));
        ended(caseId, "SETTLED_BY_PLATFORM");
        paidOutside(1, 20000);
        balance(20000, 0, 0, 0);
        assertThat(ledger(caseId)).isEqualTo(List.of("DECLINED 30000", "SUCCEEDED 20000"));
    }

    @Test
    void r38_after_a_decline_every_change_that_waited_is_applied_and_judged_again() {
        String caseId = approved("UNKNOWN_NOT_DONE", 1);
        assertThat(says("customerChangedRequest", caseId, "amount", 12000)).isEqualTo("DEFERRED");
        assertThat(says("customerChangedRequest", caseId, "reason", "NOT_AS_DESCRIBED")).isEqualTo("DEFERRED");
        payment("DECLINE", 1);
        pass(Duration.ofMinutes(10));
        assertThat(as("agent1").sees(caseId)).containsEntry("reason", "NOT_AS_DESCRIBED")
                .containsEntry("amount", Map.of("minor", 12000, "currency", "CNY"));
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("reviewRefund"));
        as("agent1").decides(caseId, "reviewRefund", APPROVE);
        settle();
        ended(caseId, "REFUNDED");
        paidOutside(1, 12000);
        balance(12000, 0, 0, 0);
    }

    @Test
    void two_decisions_of_the_platform_that_waited_are_both_taken_as_they_were() {
        String caseId = approved("UNKNOWN_NOT_DONE", 1);
        says("platformDecided", caseId, "decision", "REFUND", "amount", 10000, "paidByPlatform", true, "reference", "P1");
        says("platformDecided", caseId, "decision", "REJECT");
        payment("DECLINE", 1);
        pass(Duration.ofMinutes(10));
        ended(caseId, "SETTLED_BY_PLATFORM");
        paidOutside(0, 0);
        balance(0, 0, 10000, 0);
        assertThat(ledger(caseId)).isEqualTo(List.of("DECLINED 30000", "EXTERNAL 10000"));
        assertThat(kinds(caseId)).contains("MESSAGE_LATE");
        assertThat(messages(caseId, "platform-differs")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void r38_a_refund_that_was_paid_ends_refunded_whatever_was_changed_meanwhile() {
        String caseId = approved("UNKNOWN_THEN_DONE", 1);
        assertThat(says("customerChangedRequest", caseId, "amount", 100)).isEqualTo("DEFERRED");
        assertThat(says("customerWithdrew", caseId, "reason", "x")).isEqualTo("DEFERRED");
        as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "conversionRequested",
                "data", Map.of("toType", "slowReview", "reason", "x"))).isProblem(409, "conversion-not-now");
        pass(Duration.ofMinutes(5));
        ended(caseId, "REFUNDED");
        paidOutside(1, 30000);
        assertThat(kinds(caseId)).filteredOn("MESSAGE_LATE"::equals).hasSize(2);
    }

    @Test
    void r13_the_platform_paid_while_ours_was_unknown_and_finance_settles_the_overpayment() {
        String caseId = approved("UNKNOWN_THEN_DONE", 1);
        assertThat(says("platformDecided", caseId, "decision", "REFUND", "amount", 30000, "paidByPlatform", true, "reference", "P9")).isEqualTo("DEFERRED");
        pass(Duration.ofMinutes(5));
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "REFUNDED").containsEntry("settled", false);
        balance(30000, 0, 30000, 30000);
        assertThat(ledger(caseId)).isEqualTo(List.of("SUCCEEDED 30000", "EXTERNAL 30000"));
        assertThat(messages(caseId, "overpayment")).isGreaterThanOrEqualTo(1);
        as("finance1").tries(caseId, "settleOverpayment", Map.of("decision", "RECLAIM")).isProblem(400, "invalid-fields");
        as("finance1").decides(caseId, "settleOverpayment", Map.of("decision", "WRITE_OFF", "reasonCode", "OTHER"));
        settle();
        ended(caseId, "REFUNDED");
        assertThat(kinds(caseId)).contains("OVERPAYMENT_SETTLED");
    }

    @Test
    void a_withdrawal_while_nobody_knows_whether_the_shipment_was_stopped_still_lets_the_parcel_go() {
        orderNo = order().line("SKU-1", 1, "400.00").imported();
        sandbox("ORDER", "hold", "UNKNOWN_THEN_DONE", 1);
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        assertThat(says("customerWithdrew", caseId, "reason", "x")).isEqualTo("DEFERRED");
        pass(Duration.ofHours(1));
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "WITHDRAWN");
        assertThat(kinds(caseId)).contains("SHIPMENT_HELD", "SHIPMENT_RELEASED");
        assertThat(jdbc.sql("SELECT state FROM sandbox_shipment WHERE order_no = ?").param(orderNo).query(String.class).single()).isNotEqualTo("HELD");
    }

    @Test
    void a_part_refund_of_a_stopped_order_lets_the_parcel_go() {
        orderNo = order().line("SKU-1", 1, "400.00").imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE_PART", "amountMinor", 5000));
        settle();
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "REFUNDED");
        assertThat(kinds(caseId)).contains("SHIPMENT_HELD", "SHIPMENT_RELEASED").doesNotContain("SHIPMENT_CANCELLED");
        paidOutside(1, 5000);
    }

    @Test
    void the_payee_is_asked_and_reminded_and_what_he_gives_is_used() {
        String caseId = approved("DECLINE", 1);
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "ASK_PAYEE"));
        assertThat(as("finance1").sees(caseId)).containsEntry("status", "WAITING");
        pass(Duration.ofDays(13));
        // asked once, reminded three times, then a person decides again
        assertThat(messages(caseId, "payee-needed")).isEqualTo(4);
        assertThat(as("finance1").tasks(caseId)).isEqualTo(List.of("settleRefundByHand"));
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "ASK_PAYEE"));
        assertThat(says("payeeProvided", caseId, "payee", "支付宝 138****0000")).isEqualTo("DELIVERED");
        settle();
        ended(caseId, "REFUNDED");
        paidOutside(1, 30000);
        balance(30000, 0, 0, 0);
        assertThat(jdbc.sql("SELECT payee FROM refund WHERE case_id = ? AND state = 'SUCCEEDED'").param(caseId).query(String.class).single())
                .isEqualTo("支付宝 138****0000");
    }

    @Test
    void a_payee_given_before_anybody_asked_is_not_lost() {
        String caseId = approved("DECLINE", 1);
        assertThat(says("payeeProvided", caseId, "payee", "bank ****1")).isEqualTo("STORED");
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "ASK_PAYEE"));
        settle();
        ended(caseId, "REFUNDED");
        paidOutside(1, 30000);
    }

    @Test
    void r10_paid_by_hand_needs_a_second_person_who_may_dispute_it() {
        String caseId = approved("DECLINE", 1);
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "H-1", "receipt", "scan 7"));
        as("finance1").tries(caseId, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "H-1")).isProblem(403, "four-eyes");
        as("supervisor1").tries(caseId, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "H-2")).isProblem(400, "invalid-fields");
        as("supervisor1").tries(caseId, "settleRefundByHand", Map.of("decision", "TRY_AGAIN")).isProblem(400, "invalid-fields");
        balance(0, 0, 0, 0);
        as("supervisor1").decides(caseId, "settleRefundByHand", Map.of("decision", "TRY_AGAIN", "note", "no such transfer on the statement"));
        settle();
        ended(caseId, "REFUNDED");
        assertThat(kinds(caseId)).contains("PAID_BY_HAND_SAID", "PAID_BY_HAND_DISPUTED");
        paidOutside(1, 30000);

        String second = approved("DECLINE", 1);
        as("finance1").decides(second, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "H-3"));
        as("supervisor1").decides(second, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "H-3"));
        settle();
        ended(second, "REFUNDED");
        paidOutside(0, 0);
        balance(0, 0, 30000, 0);
        assertThat(ledger(second)).isEqualTo(List.of("DECLINED 30000", "EXTERNAL 30000"));
        // the platform comes to the same end later: nothing differs
        assertThat(says("platformDecided", second, "decision", "REFUND", "amount", 30000)).isEqualTo("STORED");
        assertThat(messages(second, "platform-differs")).isZero();
    }

    @Test
    void giving_up_frees_what_was_reserved_for_another_case() {
        String caseId = approved("DECLINE", 1);
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "GIVE_UP", "reasonCode", "BUYER_UNREACHABLE"));
        settle();
        ended(caseId, "REJECTED");
        balance(0, 0, 0, 0);
        paidOutside(0, 0);
        assertThat(messages(caseId, "refund-refused")).isEqualTo(1);
        String again = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").decides(again, "reviewRefund", APPROVE);
        settle();
        ended(again, "REFUNDED");
        paidOutside(1, 30000);
    }

    @Test
    void a_decision_after_the_end_is_kept_and_told_when_it_differs() {
        String caseId = approved("SUCCEED", null);
        ended(caseId, "REFUNDED");
        assertThat(says("platformDecided", caseId, "decision", "REFUND", "amount", 30000)).isEqualTo("STORED");
        assertThat(messages(caseId, "platform-differs")).isZero();
        assertThat(says("platformDecided", caseId, "decision", "REJECT")).isEqualTo("STORED");
        settle();
        assertThat(messages(caseId, "platform-differs")).isGreaterThanOrEqualTo(1);
        assertThat(says("customerWithdrew", caseId, "reason", "x")).isEqualTo("STORED");
        settle();
        // nothing can be withdrawn any more, so a supervisor hears what the customer wanted
        assertThat(messages(caseId, "escalation")).isGreaterThanOrEqualTo(1);
        ended(caseId, "REFUNDED");
        paidOutside(1, 30000);
    }
}
