package org.shouhou.oversold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** Oversold orders and the look at the stock before it happens (R26, R20), as people meet them. */
class OversoldStackTest extends StackTest {

    private String sku;
    private String orderNo;

    private void stock(String article, int pieces) {
        as("operator1").post("/api/demo/sandbox/stock", Map.of("sku", article, "pieces", pieces)).is(200);
    }

    private String oversold(int pieces) {
        sku = "STAR-" + id().substring(0, 8);
        stock(sku, pieces);
        orderNo = order().line(sku, 2, "200.00").mail("buyer@example.org").imported();
        String caseId = as("presale1").opens(Map.of("type", "oversold", "orderNo", orderNo, "reason", "OUT_OF_STOCK"));
        settle();
        return caseId;
    }

    private void ended(String caseId, String outcome) {
        assertThat(as("auditor1").sees(caseId)).as(kinds(caseId).toString()).containsEntry("status", "CLOSED").containsEntry("outcome", outcome);
    }

    private int pieces(String article) {
        return jdbc.sql("SELECT pieces FROM sandbox_stock WHERE sku = ?").param(article).query(Integer.class).single();
    }

    @Test
    void r26_in_stock_the_order_ships_and_nothing_is_taken_off_sale() {
        String caseId = oversold(5);
        assertThat(as("agent1").tasks(caseId)).isEmpty();
        as("agent1").tells(caseId, "orderShipped", Map.of("waybill", "SF1"));
        ended(caseId, "SHIPPED");
        assertThat(pieces(sku)).isEqualTo(5);
    }

    @Test
    void r26_not_in_stock_it_is_taken_off_sale_and_the_money_goes_back() {
        String caseId = oversold(1);
        assertThat(pieces(sku)).isZero();
        assertThat(kinds(caseId)).contains("STOCK_ANSWERED", "TAKEN_OFF_SALE");
        as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "REFUND"));
        settle();
        ended(caseId, "REFUNDED");
        assertThat(jdbc.sql("SELECT SUM(amount_minor) FROM sandbox_payment WHERE order_no = ?").param(orderNo).query(Long.class).single()).isEqualTo(20000);
        assertThat(kinds(caseId)).as("what is refunded must not ship").contains("SHIPMENT_CANCELLED");
    }

    @Test
    void r20_other_goods_are_promised_only_when_they_are_there() {
        String caseId = oversold(0);
        String other = "OTHER-" + id().substring(0, 8);
        stock(other, 1);
        as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "SWAP", "sku", other));
        settle();
        assertThat(as("agent1").tasks(caseId)).containsExactly("chooseOversoldRemedy");
        stock(other, 2);
        as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "SWAP", "sku", other));
        settle();
        assertThat(as("agent1").tasks(caseId)).isEmpty();
        assertThat(as("agent1").get("/api/orders/" + orderNo).is(200).body()).contains(other);
        as("agent1").tells(caseId, "orderShipped", Map.of("waybill", "SF2"));
        ended(caseId, "SHIPPED");
    }

    @Test
    void r26_who_waits_has_a_promise_that_is_kept_when_the_order_ships() {
        String caseId = oversold(0);
        as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "WAIT", "date", now().toLocalDate().plusDays(5).toString()));
        assertThat(as("agent1").list("/api/cases/" + caseId + "/promises").toString()).contains("kind=SHIPPED").contains("state=OPEN");
        as("agent1").tells(caseId, "orderShipped", Map.of("waybill", "SF3"));
        ended(caseId, "SHIPPED");
        assertThat(as("agent1").list("/api/cases/" + caseId + "/promises").toString()).contains("state=KEPT");
    }

    @Test
    void r26_a_date_that_passes_asks_the_stock_again_and_what_is_chosen_then_replaces_the_promise() {
        String caseId = oversold(0);
        as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "WAIT", "date", now().toLocalDate().plusDays(2).toString()));
        passTo(now().toLocalDate().plusDays(3).atTime(1, 0));
        assertThat(as("agent1").tasks(caseId)).contains("chooseOversoldRemedy", "renewPromise");
        as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "REFUND"));
        settle();
        ended(caseId, "REFUNDED");
        assertThat(as("agent1").list("/api/cases/" + caseId + "/promises").toString()).contains("state=VOID").contains("REPLACED");
        assertThat(as("agent1").tasks(caseId)).isEmpty();
    }

    @Test
    void r26_a_gift_for_the_wait_needs_consent_first() {
        String caseId = oversold(0);
        as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "WAIT", "date", now().toLocalDate().plusDays(5).toString(), "gift", "GIFT-1"));
        settle();
        assertThat(as("agent1").tasks(caseId)).containsExactly("approveCompensation");
        assertThat(as("agent1").list("/api/cases/" + caseId + "/promises")).isEmpty();
    }

    @Test
    void bad_choices_get_a_clear_answer_and_change_nothing() {
        String caseId = oversold(0);
        as("agent1").tries(caseId, "chooseOversoldRemedy", Map.of("decision", "WAIT", "date", "2020-01-01")).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "chooseOversoldRemedy", Map.of("decision", "WAIT", "date", "soon")).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "chooseOversoldRemedy", Map.of("decision", "WAIT")).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "chooseOversoldRemedy", Map.of("decision", "SWAP", "sku", sku)).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "chooseOversoldRemedy", Map.of("decision", "SWAP", "sku", "x".repeat(65))).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "chooseOversoldRemedy", Map.of("decision", "REFUND", "sku", "A")).isProblem(400, "invalid-fields");
        assertThat(as("agent1").tasks(caseId)).containsExactly("chooseOversoldRemedy");
        String left = order().line("S", 1, "10.00").shipped("SF1").imported();
        as("presale1").post("/api/cases", Map.of("requestId", id(), "type", "oversold", "orderNo", left, "reason", "OUT_OF_STOCK", "channel", "CHAT"))
                .isProblem(422, "already-shipped");
    }

    @Test
    void r26_who_withdraws_waits_no_more() {
        String caseId = oversold(0);
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "不要了"));
        ended(caseId, "WITHDRAWN");
    }

    @Test
    void r26_before_and_during_a_promotion_the_stock_is_looked_at_and_the_supervisors_hear_of_too_little() {
        String star = "PROMO-" + id().substring(0, 8);
        stock(star, 3);
        order().line(star, 2, "20.00").imported();
        as("manager1").put("/api/settings/stock.watched", Map.of("value", star)).is(200);
        pass(Duration.ofHours(1));
        assertThat(alarms(star)).isZero();
        order().line(star, 2, "20.00").imported();
        pass(Duration.ofHours(1));
        assertThat(alarms(star)).isPositive();
        long once = alarms(star);
        pass(Duration.ofHours(2));
        assertThat(alarms(star)).as("once a day").isEqualTo(once);
        as("manager1").put("/api/settings/stock.watched", Map.of("value", "")).is(200);
    }

    private long alarms(String star) {
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE template = 'stock-short' AND message_key LIKE ?").param("%" + star + "%")
                .query(Long.class).single();
    }
}
