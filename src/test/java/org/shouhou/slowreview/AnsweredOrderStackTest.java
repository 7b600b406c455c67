package org.shouhou.slowreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens when the customer of a held order answers, at each possible moment, and what the agent then does (R24, R7). */
class AnsweredOrderStackTest extends HeldOrderStackTest {

    private static final String OLD = "上海市浦东新区世纪大道100号";
    private static final String NEW = "上海市静安区南京西路200号3栋501室";

    /** The customer has answered; the agent is to resolve the order. */
    private String answered(String orderNo) {
        String caseId = hold(orderNo);
        customerSays(caseId, "在的");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        return caseId;
    }

    @Test
    void r24_an_answer_to_our_call_ends_the_waiting() {
        String caseId = hold(anOrder().imported());
        customerIsReached(caseId);
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        assertThat(slots(caseId)).startsWith("1 MORNING REACHED", "1 EVENING NOT_NEEDED");
        assertThat(open(caseId).get("firstReplyAt")).as("a person spoke with the customer").isNotNull();
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        leaves(caseId);
    }

    @Test
    void r24_an_answer_inside_a_slot_ends_the_waiting() {
        String caseId = hold(anOrder().imported());
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
        assertThat(customerSays(caseId, "可以发货")).isEqualTo("DELIVERED");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        assertThat(slots(caseId)).allMatch(slot -> slot.endsWith("NOT_NEEDED"));
        pass(Duration.ofHours(12));
        assertThat(told(caseId, "SLOT_MISSED")).isEmpty();
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        leaves(caseId);
    }

    @Test
    void r24_an_answer_between_slots_ends_the_waiting() {
        String caseId = hold(anOrder().imported());
        nobodyAnswers(caseId);
        passTo(now().withHour(14));
        assertThat(tasks(caseId)).isEmpty();
        assertThat(customerSays(caseId, "刚看到，发吧")).isEqualTo("DELIVERED");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        passTo(now().withHour(18));
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        assertThat(slots(caseId)).startsWith("1 MORNING ATTEMPTED", "1 EVENING NOT_NEEDED");
    }

    @Test
    void r24_an_answer_after_the_last_slot_while_a_supervisor_decides_ends_the_waiting() {
        String sku = sku("GONE");
        stock(sku, 0);
        String caseId = hold(order().line(sku, 1, "99.00").imported());
        triedOnceThenNobody(caseId);
        assertThat(tasks(caseId)).containsExactly("decideUnshippableOrder");
        assertThat(customerSays(caseId, "换别的也行")).isEqualTo("DELIVERED");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "SWAP", "line", 1, "sku", "SUB-2", "quantity", 1);
        leaves(caseId);
    }

    @Test
    void r24_an_answer_while_stock_is_waited_for_ends_the_waiting() {
        String sku = sku("GONE");
        stock(sku, 0);
        String caseId = hold(order().line(sku, 1, "99.00").imported());
        triedOnceThenNobody(caseId);
        decides("supervisor1", caseId, "decideUnshippableOrder", "decision", "WAIT",
                "restockDate", now().toLocalDate().plusDays(5).toString());
        assertThat(customerSays(caseId, "不等了")).isEqualTo("DELIVERED");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CANCEL_AND_REFUND");
        ends(caseId, "CANCELLED_AND_REFUNDED");
    }

    @Test
    void r24_an_answer_while_the_warehouse_is_asked_ends_the_waiting() {
        String orderNo = anOrder().imported();
        sandbox("WAREHOUSE", "stock", orderNo, "behaviour", "PENDING_THEN_DONE", "delay", "PT2H");
        String caseId = hold(orderNo);
        triedOnceThenNobody(caseId);
        assertThat(tasks(caseId)).isEmpty();
        assertThat(customerSays(caseId, "来了来了")).isEqualTo("DELIVERED");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        pass(Duration.ofHours(3));
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        leaves(caseId);
    }

    @Test
    void r24_an_answer_before_the_hold_is_confirmed_is_not_lost() {
        String orderNo = anOrder().imported();
        sandbox("ORDER", "hold", orderNo, "behaviour", "PENDING_THEN_DONE", "delay", "PT1H");
        String caseId = hold(orderNo);
        assertThat(tasks(caseId)).isEmpty();
        assertThat(customerSays(caseId, "不用确认，直接发")).isEqualTo("STORED");
        pass(Duration.ofHours(2));
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        leaves(caseId);
    }

    @Test
    void r24_an_answer_after_the_release_is_told_to_the_supervisor_while_the_parcel_is_there() {
        String caseId = answered(anOrder().imported());
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        assertThat(messages(caseId, "escalation")).isZero();
        assertThat(customerSays(caseId, "等等，地址错了")).isEqualTo("DELIVERED");
        assertThat(told(caseId, "ANSWERED_AFTER_RELEASE").get(0)).containsEntry("text", "等等，地址错了");
        assertThat(messages(caseId, "escalation")).isPositive();
        leaves(caseId);
    }

    @Test
    void r24_words_that_came_while_the_agent_decides_are_not_told_again() {
        String caseId = answered(order().line(sku("A"), 1, "900.00").imported());
        assertThat(customerSays(caseId, "还是取消吧")).isEqualTo("STORED");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CANCEL_AND_REFUND");
        assertThat(tasks(caseId)).as("the agent knew it").containsExactly("approveRefund");
        decides("supervisor1", caseId, "approveRefund", "decision", "APPROVE");
        ends(caseId, "CANCELLED_AND_REFUNDED");
    }

    @Test
    void r24_the_agent_has_two_staffed_hours() {
        tomorrowAt("23:00");
        String caseId = answered(anOrder().imported());
        assertThat(as("agent1").task(caseId, "resolveHeldOrder").get("due"))
                .isEqualTo(day(2, "10:00").atZone(SHANGHAI).toInstant().toString());
    }

    @Test
    void r7_a_change_of_address_holds_the_complete_old_and_new_address() {
        String orderNo = anOrder().imported();
        String caseId = answered(orderNo);
        as("agent1").tries(caseId, "resolveHeldOrder", Map.of("decision", "CHANGE_ADDRESS", "newAddress", NEW))
                .isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "resolveHeldOrder", Map.of("decision", "CHANGE_ADDRESS", "oldAddress", OLD, "newAddress", "上海市"))
                .isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "resolveHeldOrder", Map.of("decision", "CHANGE_ADDRESS", "oldAddress", OLD, "newAddress", OLD))
                .isProblem(400, "invalid-fields");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CHANGE_ADDRESS", "oldAddress", OLD, "newAddress", NEW);
        assertThat(jdbc.sql("SELECT address FROM sandbox_shipment WHERE order_no = ?").param(orderNo).query(String.class).single())
                .isEqualTo(NEW);
        assertThat(as("auditor1").get("/api/orders/" + orderNo).is(200).body()).contains(NEW);
        assertThat(told(caseId, "TASK_COMPLETED")).anySatisfy(done -> assertThat(done)
                .containsEntry("oldAddress", OLD).containsEntry("newAddress", NEW));
        leaves(caseId);
    }

    @Test
    void r7_a_change_the_platform_refuses_comes_back_to_the_agent() {
        String orderNo = anOrder().mail("buyer@example.org").imported();
        sandbox("ORDER", "change-address", orderNo, "behaviour", "DECLINE", "times", 1);
        String caseId = answered(orderNo);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CHANGE_ADDRESS", "oldAddress", OLD, "newAddress", NEW);
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        assertThat(told(caseId, "ORDER_CHANGE_REFUSED").get(0)).containsEntry("operation", "change-address");
        assertThat(as("auditor1").get("/api/orders/" + orderNo).body()).contains(OLD).doesNotContain(NEW);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        assertThat(jdbc.sql("SELECT body_text FROM outgoing_message WHERE case_id = ? AND template = 'held-order-released'")
                .param(caseId).query(String.class).single()).doesNotContain(NEW);
        leaves(caseId);
    }

    @Test
    void r7_other_goods_name_sku_and_quantity() {
        String orderNo = order().line(sku("A"), 1, "50.00").line(sku("B"), 1, "80.00").imported();
        String caseId = answered(orderNo);
        as("agent1").tries(caseId, "resolveHeldOrder", Map.of("decision", "SWAP", "line", 2, "sku", "C-1"))
                .isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "resolveHeldOrder", Map.of("decision", "SWAP", "line", 7, "sku", "C-1", "quantity", 1))
                .isProblem(400, "invalid-fields");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "SWAP", "line", 2, "sku", "C-1", "quantity", 3);
        assertThat(jdbc.sql("SELECT sku, quantity FROM order_line l JOIN shop_order o ON o.id = l.order_id WHERE o.order_no = ? AND line_no = 2")
                .param(orderNo).query((row, n) -> row.getString(1) + " x" + row.getInt(2)).single()).isEqualTo("C-1 x3");
        leaves(caseId);
    }

    @Test
    void r20_other_goods_the_shop_does_not_have_come_back_to_the_agent() {
        String none = sku("NONE");
        stock(none, 0);
        String caseId = answered(anOrder().imported());
        decides("agent1", caseId, "resolveHeldOrder", "decision", "SWAP", "line", 1, "sku", none, "quantity", 1);
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        leaves(caseId);
    }

    @Test
    void a_split_order_ships_some_lines_and_refunds_the_others() {
        String orderNo = order().line(sku("A"), 1, "50.00").line(sku("B"), 1, "80.00").line(sku("C"), 1, "30.00").imported();
        String caseId = answered(orderNo);
        as("agent1").tries(caseId, "resolveHeldOrder", Map.of("decision", "SPLIT", "lines", "1,2,3", "rest", "REFUND"))
                .isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "resolveHeldOrder", Map.of("decision", "SPLIT", "lines", "1,9", "rest", "REFUND"))
                .isProblem(400, "invalid-fields");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "SPLIT", "lines", "1, 3", "rest", "REFUND");
        assertThat(refundedByLine(orderNo)).containsExactly(0L, 8000L, 0L);
        leaves(caseId);
    }

    @Test
    void a_split_order_ships_some_lines_and_the_others_follow_later() {
        String orderNo = order().line(sku("A"), 1, "50.00").line(sku("B"), 1, "80.00").imported();
        String caseId = answered(orderNo);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "SPLIT", "lines", "2", "rest", "BACK_ORDER");
        assertThat(paidBack(orderNo)).isZero();
        leaves(caseId);
    }

    @Test
    void a_cancelled_order_is_refunded_within_the_agents_limit() {
        String orderNo = order().line(sku("A"), 1, "400.00").imported();
        String caseId = answered(orderNo);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CANCEL_AND_REFUND");
        ends(caseId, "CANCELLED_AND_REFUNDED");
        assertThat(paidBack(orderNo)).isEqualTo(40000);
        assertThat(shipment(orderNo)).isEqualTo("CANCELLED");
    }

    @Test
    void r10_beyond_the_agents_limit_a_supervisor_consents_or_sends_it_back() {
        String orderNo = order().line(sku("A"), 1, "900.00").imported();
        String caseId = answered(orderNo);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CANCEL_AND_REFUND");
        assertThat(shipment(orderNo)).as("nothing is cancelled before the consent").isEqualTo("HELD");
        decides("supervisor1", caseId, "approveRefund", "decision", "SEND_BACK", "note", "先换货");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CANCEL_AND_REFUND");
        decides("supervisor1", caseId, "approveRefund", "decision", "APPROVE");
        ends(caseId, "CANCELLED_AND_REFUNDED");
        assertThat(paidBack(orderNo)).isEqualTo(90000);
    }

    @Test
    void a_refund_that_can_be_paid_in_no_way_ends_rejected() {
        String orderNo = anOrder().imported();
        sandbox("PAYMENT", "refund", orderNo, "behaviour", "DECLINE");
        String caseId = answered(orderNo);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CANCEL_AND_REFUND");
        assertThat(tasks(caseId)).containsExactly("settleRefundByHand");
        decides("supervisor1", caseId, "settleRefundByHand", "decision", "GIVE_UP", "reasonCode", "OTHER");
        ends(caseId, "REJECTED");
    }

    @Test
    void a_refund_that_meanwhile_is_more_than_what_is_left_comes_back_to_the_agent() {
        String orderNo = order().line(sku("A"), 1, "900.00").imported();
        String caseId = answered(orderNo);
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CANCEL_AND_REFUND");
        jdbc.sql("UPDATE order_balance SET elsewhere_minor = 10000 WHERE order_id = (SELECT id FROM shop_order WHERE order_no = ?)")
                .param(orderNo).update();
        jdbc.sql("UPDATE line_balance SET elsewhere_minor = 10000 WHERE line_id IN (SELECT l.id FROM order_line l JOIN shop_order o ON o.id = l.order_id WHERE o.order_no = ?)")
                .param(orderNo).update();
        decides("supervisor1", caseId, "approveRefund", "decision", "APPROVE");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "CANCEL_AND_REFUND");
        decides("supervisor1", caseId, "approveRefund", "decision", "APPROVE");
        ends(caseId, "CANCELLED_AND_REFUNDED");
        assertThat(paidBack(orderNo)).isEqualTo(80000);
    }
}
