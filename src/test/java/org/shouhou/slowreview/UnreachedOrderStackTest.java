package org.shouhou.slowreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The third day of a held order whose customer nobody reached (R22, R20). */
class UnreachedOrderStackTest extends HeldOrderStackTest {

    private Map<String, Object> judged(String caseId) {
        List<Map<String, Object>> judged = told(caseId, "HELD_ORDER_JUDGED");
        assertThat(judged).as("history %s", kinds(caseId)).isNotEmpty();
        return judged.get(judged.size() - 1);
    }

    /** What the warehouse said of each line, as the decision keeps it. */
    private List<Object> pieces(String caseId) {
        return ((List<?>) judged(caseId).get("stock")).stream().map(line -> (Object) ((Map<?, ?>) line).get("pieces")).toList();
    }

    @Test
    void r22_with_everything_in_stock_the_order_ships_on_the_third_day_and_the_reasons_are_kept() {
        String caseId = hold(anOrder().mail("buyer@example.org").imported());
        triedOnceThenNobody(caseId);
        assertThat(judged(caseId)).containsEntry("decision", "SHIP").containsEntry("why", "THIRD_DAY_SHIP")
                .containsEntry("deliverable", true).containsEntry("realAttempt", true)
                .containsEntry("tries", List.of(tries("PHONE", 1), tries("CHAT", 1), tries("SMS", 1)));
        assertThat(pieces(caseId)).containsExactly(999);
        assertThat((List<?>) judged(caseId).get("slots")).hasSize(6).first()
                .isEqualTo(Map.of("day", 1, "part", "MORNING", "slotState", "ATTEMPTED"));
        assertThat(open(caseId)).as("done when the parcel has left, not when it was released").containsEntry("status", "WAITING");
        leaves(caseId);
        assertThat(kinds(caseId)).contains("SLOTS_PLANNED", "STOCK_ANSWERED", "SHIPMENT_RELEASED", "CASE_CLOSED");
    }

    @Test
    void r22_what_can_be_shipped_ships_and_the_rest_is_refunded_line_by_line() {
        String gone = sku("GONE");
        String few = sku("FEW");
        stock(gone, 0);
        stock(few, 1);
        String orderNo = order().line(gone, 1, "50.00").line(sku("OK"), 1, "80.00").line(few, 2, "60.00").imported();
        String caseId = hold(orderNo);
        triedOnceThenNobody(caseId);
        assertThat(judged(caseId)).containsEntry("decision", "SHIP_PART").containsEntry("why", "THIRD_DAY_PART");
        assertThat(pieces(caseId)).containsExactly(0, 999, 1);
        assertThat(paidBack(orderNo)).isEqualTo(11000);
        assertThat(refundedByLine(orderNo)).containsExactly(5000L, 0L, 6000L);
        assertThat(jdbc.sql("SELECT request FROM outside_effect WHERE order_no = ? AND operation = 'release'").param(orderNo)
                .query(String.class).single()).contains("\"lines\":[2]");
        leaves(caseId);
    }

    @Test
    void r10_the_refund_of_the_rest_needs_consent_beyond_what_the_rule_may_pay_alone() {
        String gone = sku("GONE");
        stock(gone, 0);
        String orderNo = order().line(gone, 1, "600.00").line(sku("OK"), 1, "80.00").imported();
        String caseId = hold(orderNo);
        triedOnceThenNobody(caseId);
        assertThat(tasks(caseId)).containsExactly("approveRefund");
        assertThat(shipment(orderNo)).isEqualTo("HELD");
        as("agent1").tries(caseId, "approveRefund", Map.of("decision", "APPROVE")).isProblem(403, "not-your-role");
        decides("supervisor1", caseId, "approveRefund", "decision", "APPROVE");
        assertThat(refundedByLine(orderNo)).containsExactly(60000L, 0L);
        leaves(caseId);
    }

    @Test
    void r24_an_answer_while_the_consent_is_waited_for_brings_the_order_back_to_the_agent() {
        String gone = sku("GONE");
        stock(gone, 0);
        String orderNo = order().line(gone, 1, "600.00").line(sku("OK"), 1, "80.00").imported();
        String caseId = hold(orderNo);
        triedOnceThenNobody(caseId);
        assertThat(tasks(caseId)).containsExactly("approveRefund");
        assertThat(customerSays(caseId, "缺货的先别退，我可以等")).isEqualTo("DELIVERED");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "SPLIT", "lines", "2", "rest", "BACK_ORDER");
        assertThat(paidBack(orderNo)).isZero();
        leaves(caseId);
    }

    @Test
    void r22_a_consent_that_is_refused_brings_the_order_back_to_the_agent() {
        String gone = sku("GONE");
        stock(gone, 0);
        String caseId = hold(order().line(gone, 1, "600.00").line(sku("OK"), 1, "80.00").imported());
        triedOnceThenNobody(caseId);
        decides("supervisor1", caseId, "approveRefund", "decision", "SEND_BACK", "note", "先问客户");
        assertThat(tasks(caseId)).containsExactly("resolveHeldOrder");
        decides("agent1", caseId, "resolveHeldOrder", "decision", "RELEASE");
        leaves(caseId);
    }

    private String outOfStock(String sku) {
        stock(sku, 0);
        String caseId = hold(order().line(sku, 1, "99.00").imported());
        triedOnceThenNobody(caseId);
        assertThat(judged(caseId)).containsEntry("why", "NOTHING_IN_STOCK");
        assertThat(tasks(caseId)).containsExactly("decideUnshippableOrder");
        as("agent1").tries(caseId, "decideUnshippableOrder", Map.of("decision", "REFUND")).isProblem(403, "not-your-role");
        return caseId;
    }

    @Test
    void r22_with_its_only_line_out_of_stock_the_supervisor_refunds() {
        String caseId = outOfStock(sku("GONE"));
        decides("supervisor1", caseId, "decideUnshippableOrder", "decision", "REFUND");
        ends(caseId, "CANCELLED_AND_REFUNDED");
        assertThat(paidBack(orderOf(caseId))).isEqualTo(9900);
        assertThat(shipment(orderOf(caseId))).isEqualTo("CANCELLED");
        assertThat(messages(caseId, "held-order-cancelled")).isEqualTo(1);
    }

    @Test
    void r22_with_its_only_line_out_of_stock_the_supervisor_sends_a_substitute() {
        String caseId = outOfStock(sku("GONE"));
        as("supervisor1").tries(caseId, "decideUnshippableOrder", Map.of("decision", "SUBSTITUTE")).isProblem(400, "invalid-fields");
        decides("supervisor1", caseId, "decideUnshippableOrder", "decision", "SUBSTITUTE", "sku", "SUB-1", "quantity", 2);
        assertThat(jdbc.sql("SELECT sku, quantity FROM order_line l JOIN shop_order o ON o.id = l.order_id WHERE o.order_no = ?")
                .param(orderOf(caseId)).query((row, n) -> row.getString(1) + " x" + row.getInt(2)).single()).isEqualTo("SUB-1 x2");
        leaves(caseId);
    }

    @Test
    void r20_with_its_only_line_out_of_stock_the_supervisor_waits_then_stock_is_asked_again() {
        String sku = sku("GONE");
        String caseId = outOfStock(sku);
        String today = now().toLocalDate().toString();
        as("supervisor1").tries(caseId, "decideUnshippableOrder", Map.of("decision", "WAIT", "restockDate", today))
                .isProblem(400, "invalid-fields");
        String restock = now().toLocalDate().plusDays(4).toString();
        decides("supervisor1", caseId, "decideUnshippableOrder", "decision", "WAIT", "restockDate", restock);
        assertThat(open(caseId)).containsEntry("status", "WAITING");
        pass(Duration.ofDays(4));
        assertThat(tasks(caseId)).as("still nothing there").containsExactly("decideUnshippableOrder");
        stock(sku, 5);
        decides("supervisor1", caseId, "decideUnshippableOrder", "decision", "WAIT",
                "restockDate", now().toLocalDate().plusDays(1).toString());
        pass(Duration.ofHours(24));
        assertThat(judged(caseId)).containsEntry("decision", "SHIP");
        assertThat(pieces(caseId)).containsExactly(5);
        ends(caseId, "SHIPPED");
    }

    @Test
    void r22_with_its_only_line_out_of_stock_the_supervisor_ships_all_the_same() {
        String caseId = outOfStock(sku("GONE"));
        decides("supervisor1", caseId, "decideUnshippableOrder", "decision", "SHIP_TO_ORDER_ADDRESS");
        leaves(caseId);
    }

    @Test
    void r22_all_of_several_lines_out_of_stock_is_as_with_one() {
        String one = sku("GONE");
        String other = sku("GONE");
        stock(one, 0);
        stock(other, 0);
        String orderNo = order().line(one, 1, "50.00").line(other, 1, "30.00").imported();
        String caseId = hold(orderNo);
        triedOnceThenNobody(caseId);
        as("supervisor1").tries(caseId, "decideUnshippableOrder", Map.of("decision", "SUBSTITUTE", "sku", "SUB-1", "quantity", 1))
                .isProblem(400, "invalid-fields");
        decides("supervisor1", caseId, "decideUnshippableOrder", "decision", "SUBSTITUTE", "line", 2, "sku", "SUB-1", "quantity", 1);
        assertThat(jdbc.sql("SELECT request FROM outside_effect WHERE order_no = ? AND operation = 'release'").param(orderNo)
                .query(String.class).single()).as("the other line follows later").contains("\"lines\":[2]");
        leaves(caseId);
    }

    @Test
    void r22_an_address_nobody_can_deliver_to_goes_to_a_supervisor_and_the_orders_own_address_counts() {
        figure("address.undeliverable", "待定,不详");
        String caseId = hold(anOrder().address("上海市浦东新区 地址待定").imported());
        triedOnceThenNobody(caseId);
        assertThat(judged(caseId)).containsEntry("why", "ADDRESS_UNDELIVERABLE").containsEntry("deliverable", false);
        assertThat(tasks(caseId)).containsExactly("decideUnshippableOrder");
        decides("supervisor1", caseId, "decideUnshippableOrder", "decision", "SHIP_TO_ORDER_ADDRESS");
        leaves(caseId);
    }

    @Test
    void r22_an_order_without_an_address_goes_to_a_supervisor() {
        String caseId = hold(anOrder().address("").imported());
        triedOnceThenNobody(caseId);
        assertThat(judged(caseId)).containsEntry("why", "ADDRESS_UNDELIVERABLE");
    }

    @Test
    void r22_a_hold_without_one_real_attempt_goes_to_a_supervisor() {
        String gone = sku("GONE");
        stock(gone, 0);
        String orderNo = order().line(gone, 1, "50.00").line(sku("OK"), 1, "80.00").imported();
        String caseId = hold(orderNo);
        as("agent1").decides(caseId, "contactCustomer",
                Map.of("phone", "NOT_POSSIBLE", "chat", "NOT_POSSIBLE", "sms", "NOT_POSSIBLE"));
        assertThat(slots(caseId)).startsWith("1 MORNING ATTEMPTED");
        passTo(slotEnd(caseId, 6));
        assertThat(judged(caseId)).containsEntry("why", "NO_REAL_ATTEMPT").containsEntry("realAttempt", false);
        assertThat(tasks(caseId)).containsExactly("decideUnshippableOrder");
        decides("supervisor1", caseId, "decideUnshippableOrder", "decision", "SHIP_TO_ORDER_ADDRESS");
        assertThat(refundedByLine(orderNo)).as("what is not there is refunded all the same").containsExactly(5000L, 0L);
        leaves(caseId);
    }

    @Test
    void r20_a_warehouse_that_does_not_say_counts_as_empty_and_a_supervisor_looks() {
        String orderNo = anOrder().imported();
        sandbox("WAREHOUSE", "stock", orderNo, "behaviour", "DECLINE", "times", 1);
        String caseId = hold(orderNo);
        triedOnceThenNobody(caseId);
        assertThat(judged(caseId)).containsEntry("why", "NOTHING_IN_STOCK");
    }
}
