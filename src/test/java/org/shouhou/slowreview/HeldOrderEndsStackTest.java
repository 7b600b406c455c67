package org.shouhou.slowreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a held order ends: shipped, withdrawn, decided by the platform, or as another kind of case. */
class HeldOrderEndsStackTest extends HeldOrderStackTest {

    private static final Map<String, Object> LEFT = Map.of("waybill", "SF777", "courier", "SF");

    @Test
    void an_order_that_has_left_already_ends_shipped_and_says_so() {
        String caseId = hold(anOrder().shipped("SF1").imported());
        ends(caseId, "SHIPPED");
        assertThat(told(caseId, "SHIPMENT_NOT_HELD").get(0).get("why").toString()).startsWith("already-shipped");
        assertThat(slots(caseId)).isEmpty();
    }

    @Test
    void an_order_is_held_by_one_case_at_a_time() {
        String orderNo = anOrder().imported();
        hold(orderNo);
        as("agent1").post("/api/cases", Map.of("requestId", id(), "type", "slowReview", "orderNo", orderNo,
                "reason", "BUYER_NOTE", "channel", "CHAT", "text", "再看看")).isProblem(422, "already-held");
    }

    @Test
    void a_parcel_that_leaves_while_the_customer_is_contacted_ends_the_case() {
        String caseId = hold(anOrder().imported());
        assertThat(as("agent1").tells(caseId, "orderShipped", LEFT)).isEqualTo("DELIVERED");
        ends(caseId, "SHIPPED");
        pass(Duration.ofDays(1));
        assertThat(told(caseId, "SLOT_MISSED")).isEmpty();
        assertThat(as("auditor1").get("/api/orders/" + orderOf(caseId)).body()).contains("SF777");
    }

    @Test
    void a_parcel_that_leaves_before_the_hold_is_confirmed_ends_the_case_as_soon_as_it_is() {
        String orderNo = anOrder().imported();
        sandbox("ORDER", "hold", orderNo, "behaviour", "PENDING_THEN_DONE", "delay", "PT1H");
        String caseId = hold(orderNo);
        assertThat(as("agent1").tells(caseId, "orderShipped", LEFT)).isEqualTo("STORED");
        pass(Duration.ofHours(2));
        ends(caseId, "SHIPPED");
    }

    @Test
    void an_import_that_says_the_order_has_left_ends_the_case() {
        var draft = anOrder();
        String caseId = hold(draft.imported());
        draft.shipped("SF888").imported();
        settle();
        ends(caseId, "SHIPPED");
    }

    @Test
    void r22_24_hours_after_the_release_without_a_parcel_the_supervisor_is_alarmed_again_and_again() {
        String orderNo = anOrder().imported();
        sandbox("ORDER", "release", orderNo, "behaviour", "SUCCEED", "outcome", "SILENT");
        String caseId = hold(orderNo);
        customerIsReached(caseId);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        pass(Duration.ofHours(23));
        assertThat(told(caseId, "NOT_SHIPPED_ALARM")).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(told(caseId, "NOT_SHIPPED_ALARM")).hasSize(1);
        assertThat(messages(caseId, "not-shipped-alarm")).isPositive();
        pass(Duration.ofHours(24));
        assertThat(told(caseId, "NOT_SHIPPED_ALARM")).hasSize(2);
        assertThat(as("agent1").tells(caseId, "orderShipped", LEFT)).isEqualTo("DELIVERED");
        ends(caseId, "SHIPPED");
    }

    @Test
    void a_customer_who_withdraws_gets_the_order_released() {
        String orderNo = anOrder().imported();
        String caseId = hold(orderNo);
        assertThat(as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "没事了"))).isEqualTo("DELIVERED");
        settle();
        ends(caseId, "WITHDRAWN");
        assertThat(shipment(orderNo)).isEqualTo("RELEASED");
        assertThat(messages(caseId, "withdrawn-confirmed")).isEqualTo(1);
    }

    @Test
    void a_customer_who_withdraws_while_a_split_waits_for_consent_gets_all_lines_released() {
        String orderNo = order().line(sku("A"), 1, "900.00").line(sku("B"), 1, "80.00").imported();
        String caseId = hold(orderNo);
        customerIsReached(caseId);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "SPLIT", "lines", "2", "rest", "REFUND");
        assertThat(tasks(caseId)).containsExactly("approveRefund");
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "都要"));
        settle();
        ends(caseId, "WITHDRAWN");
        assertThat(jdbc.sql("SELECT request FROM outside_effect WHERE order_no = ? AND operation = 'release'").param(orderNo)
                .query(String.class).single()).doesNotContain("lines");
        assertThat(paidBack(orderNo)).isZero();
    }

    @Test
    void a_customer_who_withdraws_before_the_hold_is_confirmed_gets_the_order_released_afterwards() {
        String orderNo = anOrder().imported();
        sandbox("ORDER", "hold", orderNo, "behaviour", "PENDING_THEN_DONE", "delay", "PT1H");
        String caseId = hold(orderNo);
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "没事了"));
        settle();
        pass(Duration.ofHours(2));
        ends(caseId, "WITHDRAWN");
        assertThat(shipment(orderNo)).isEqualTo("RELEASED");
    }

    @Test
    void the_platform_refunds_everything_and_the_held_order_is_cancelled() {
        String orderNo = anOrder().imported();
        String caseId = hold(orderNo);
        as("supervisor1").tells(caseId, "platformDecided",
                Map.of("decision", "REFUND", "amount", 9900, "paidByPlatform", true, "reference", "P-" + id()));
        settle();
        ends(caseId, "SETTLED_BY_PLATFORM");
        assertThat(shipment(orderNo)).isEqualTo("CANCELLED");
        assertThat(paidBack(orderNo)).isZero();
    }

    @Test
    void the_platform_wants_us_to_pay_a_part_and_the_held_order_is_released() {
        String orderNo = anOrder().imported();
        String caseId = hold(orderNo);
        as("supervisor1").tells(caseId, "platformDecided", Map.of("decision", "REFUND", "amount", 2000));
        settle();
        ends(caseId, "SETTLED_BY_PLATFORM");
        assertThat(paidBack(orderNo)).isEqualTo(2000);
        assertThat(shipment(orderNo)).isEqualTo("RELEASED");
    }

    @Test
    void the_platform_rejects_and_the_held_order_is_released() {
        String orderNo = anOrder().imported();
        String caseId = hold(orderNo);
        as("supervisor1").tells(caseId, "platformDecided", Map.of("decision", "REJECT"));
        settle();
        ends(caseId, "SETTLED_BY_PLATFORM");
        assertThat(shipment(orderNo)).isEqualTo("RELEASED");
    }

    @Test
    void a_held_order_becomes_a_refund_and_keeps_its_timeline() {
        String orderNo = order().line(sku("A"), 1, "400.00").imported();
        String caseId = hold(orderNo);
        nobodyAnswers(caseId);
        assertThat(as("agent1").tells(caseId, "conversionRequested", Map.of("toType", "refund", "reason", "客户要退款")))
                .isEqualTo("DELIVERED");
        settle();
        assertThat(open(caseId)).containsEntry("type", "refund");
        assertThat(kinds(caseId)).contains("SLOT_ATTEMPTED", "CASE_CONVERTED");
        assertThat(tasks(caseId)).containsExactly("reviewRefund");
        decides("agent1", caseId, "reviewRefund", "decision", "APPROVE");
        ends(caseId, "REFUNDED");
        assertThat(paidBack(orderNo)).isEqualTo(40000);
    }

    @Test
    void r5_an_escalation_runs_beside_the_contacting() {
        String caseId = hold(anOrder().imported());
        as("agent1").tells(caseId, "escalationRequested", Map.of("reason", "客户很生气"));
        assertThat(tasks(caseId)).containsExactlyInAnyOrder("contactCustomer", "handleEscalation");
        decides("supervisor1", caseId, "handleEscalation", "decision", "GIVE_BACK");
        customerIsReached(caseId);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        leaves(caseId);
    }

    @Test
    void a_release_the_platform_refuses_comes_back_to_the_agent() {
        String orderNo = anOrder().imported();
        sandbox("ORDER", "release", orderNo, "behaviour", "DECLINE", "times", 1);
        String caseId = hold(orderNo);
        customerIsReached(caseId);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        leaves(caseId);
    }

    @Test
    void a_customer_who_withdraws_after_the_order_was_cancelled_still_gets_the_money() {
        tomorrowAt("10:00");
        String orderNo = anOrder().imported();
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "PAYMENT", "operation", "refund", "orderNo", orderNo,
                "behaviour", "DECLINE", "times", 1)).is(200);
        String caseId = hold(orderNo);
        customerIsReached(caseId);
        as("agent1").decides(caseId, "resolveHeldOrder", Map.of("decision", "CANCEL_AND_REFUND"));
        settle();
        assertThat(as("agent1").tasks(caseId)).containsExactly("settleRefundByHand");
        assertThat(as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "还是要货"))).isEqualTo("DEFERRED");
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "TRY_AGAIN"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("outcome", "CANCELLED_AND_REFUNDED");
        // nobody can give the goods back to the customer any more, so a supervisor hears what they wanted
        assertThat(kinds(caseId)).contains("MESSAGE_LATE");
    }

    @Test
    void an_order_that_was_cancelled_before_its_refund_was_sent_back_can_only_be_refunded() {
        tomorrowAt("10:00");
        String orderNo = order().line(sku("A"), 1, "400.00").imported();
        String caseId = hold(orderNo);
        customerIsReached(caseId);
        as("agent1").decides(caseId, "resolveHeldOrder", Map.of("decision", "CANCEL_AND_REFUND"));
        // while the order is being cancelled, the shop gives part of the money back elsewhere
        as("supervisor1").tells(as("agent2").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "OTHER",
                "amount", Map.of("minor", 10000, "currency", "CNY"))), "platformDecided",
                Map.of("decision", "REFUND", "amount", 10000, "paidByPlatform", true, "reference", "P-" + orderNo));
        settle();
        assertThat(as("agent1").tasks(caseId)).containsExactly("resolveHeldOrder");
        as("agent1").tries(caseId, "resolveHeldOrder", Map.of("decision", "RELEASE")).isProblem(422, "order-cancelled");
        as("agent1").decides(caseId, "resolveHeldOrder", Map.of("decision", "CANCEL_AND_REFUND"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("outcome", "CANCELLED_AND_REFUNDED");
        assertThat(jdbc.sql("SELECT SUM(amount_minor) FROM sandbox_payment WHERE order_no = ?").param(orderNo).query(Long.class).single())
                .isEqualTo(30000);
    }
}
