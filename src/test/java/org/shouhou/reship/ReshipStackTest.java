package org.shouhou.reship;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** Parcels that went wrong, from the customer's first word to the second parcel at the door. */
class ReshipStackTest extends StackTest {

    private String orderNo;

    private String parcelCase(String reason) {
        orderNo = order().line("SKU-R", 1, "300.00").shipped("SF1").mail("wang@example.com").imported();
        return opened(reason);
    }

    private String opened(String reason) {
        String caseId = as("agent1").opens(Map.of("type", "reship", "orderNo", orderNo, "reason", reason));
        settle();
        return caseId;
    }

    private void sandbox(String gateway, String operation, Object... more) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("gateway", gateway, "operation", operation, "orderNo", orderNo,
                "behaviour", "SUCCEED"));
        for (int i = 0; i < more.length; i += 2) {
            wanted.put((String) more[i], more[i + 1]);
        }
        as("operator1").post("/api/demo/sandbox", wanted).is(200);
    }

    private String lostParcel() {
        orderNo = order().line("SKU-R", 1, "300.00").shipped("SF1").imported();
        sandbox("COURIER", "trace", "outcome", "LOST");
        return opened("PARCEL_LOST");
    }

    private void stock(String sku, int pieces) {
        as("operator1").post("/api/demo/sandbox/stock", Map.of("sku", sku, "pieces", pieces)).is(200);
    }

    private long pieces(String sku) {
        return jdbc.sql("SELECT pieces FROM sandbox_stock WHERE sku = ?").param(sku).query(Long.class).single();
    }

    private String outcome(String caseId) {
        return (String) as("auditor1").sees(caseId).get("outcome");
    }

    private long paid() {
        return jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?").param(orderNo)
                .query(Long.class).single();
    }

    @Test
    void r18_a_lost_parcel_is_sent_again_for_certain_with_an_apology_and_the_courier_is_claimed_from() {
        String caseId = lostParcel();

        assertThat(kinds(caseId)).contains("PARCEL_CAUSE", "COURIER_CLAIM_OPENED", "GOODS_RESERVED", "SECOND_PARCEL_ORDERED");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = 'second-parcel-sorry'")
                .param(caseId).query(Long.class).single()).isEqualTo(1);
        pass(Duration.ofDays(3));

        assertThat(outcome(caseId)).isEqualTo("RESHIPPED");
        assertThat(as("agent1").tasks(caseId)).as("the claim never keeps the case open").contains("claimFromCourier").doesNotContain("followParcel");
        as("agent1").decides(caseId, "claimFromCourier", Map.of("decision", "FILED", "reference", "C-1"));
        as("agent1").decides(caseId, "claimFromCourier", Map.of("decision", "RECOVERED", "amountMinor", 25000));
        Map<String, Object> claim = jdbc.sql("SELECT state, cost_minor, recovered_minor FROM courier_claim WHERE case_id = ?")
                .param(caseId).query().singleRow();
        assertThat(claim.get("state")).isEqualTo("RECOVERED");
        assertThat(((Number) claim.get("cost_minor")).longValue()).isEqualTo(30000);
        assertThat(((Number) claim.get("recovered_minor")).longValue()).isEqualTo(25000);
    }

    @Test
    void r17_the_courier_is_asked_daily_the_customer_told_and_a_person_called_when_nothing_moved_for_48_hours() {
        String caseId = parcelCase("PARCEL_STUCK");
        sandbox("COURIER", "trace", "outcome", "STUCK_DESTINATION");
        assertThat(as("agent1").tasks(caseId)).isEmpty();
        pass(Duration.ofHours(25));

        assertThat(as("agent1").tasks(caseId)).as("the cause changed").containsExactly("followParcel");
        as("agent1").decides(caseId, "followParcel", Map.of("decision", "STILL_MOVING"));
        pass(Duration.ofHours(22));
        assertThat(as("agent1").tasks(caseId)).as("not silent for long enough").isEmpty();
        pass(Duration.ofHours(2));

        assertThat(as("agent1").tasks(caseId)).containsExactly("followParcel");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = 'parcel-news'").param(caseId)
                .query(Long.class).single()).isGreaterThanOrEqualTo(3);
        pass(Duration.ofDays(6));
        assertThat(kinds(caseId)).as("lost after seven days, though a person was still at it").contains("SECOND_PARCEL_ORDERED");
        assertThat(as("agent1").tasks(caseId)).doesNotContain("followParcel");
    }

    @Test
    void r17_the_customer_asks_and_a_person_looks_who_finds_it_delivered() {
        String caseId = parcelCase("PARCEL_STUCK");

        assertThat(as("agent1").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", "在哪里？"))).isEqualTo("DELIVERED");
        assertThat(as("agent1").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", "还没有？"))).isEqualTo("DELIVERED");
        assertThat(as("agent1").tasks(caseId)).containsExactly("followParcel");
        as("agent1").decides(caseId, "followParcel", Map.of("decision", "DELIVERED"));

        assertThat(outcome(caseId)).isEqualTo("DELIVERED");
    }

    @Test
    void r18_lost_again_and_the_customer_takes_the_money() {
        orderNo = order().line("SKU-R", 1, "300.00").shipped("SF1").imported();
        sandbox("COURIER", "trace", "outcome", "LOST");
        sandbox("WAREHOUSE", "ship", "outcome", "SILENT");
        String caseId = opened("PARCEL_LOST");
        pass(Duration.ofDays(6));
        assertThat(as("agent1").tasks(caseId)).containsExactly("claimFromCourier");
        pass(Duration.ofDays(2));

        assertThat(as("agent1").tasks(caseId)).contains("offerSubstituteOrRefund");
        as("agent1").decides(caseId, "offerSubstituteOrRefund", Map.of("decision", "REFUND"));
        settle();

        assertThat(outcome(caseId)).isEqualTo("REFUNDED");
        assertThat(paid()).isEqualTo(30000);
    }

    @Test
    void r20_out_of_stock_the_customer_chooses_to_wait_and_then_something_else() {
        orderNo = order().line("SKU-GONE-" + id(), 1, "80.00").shipped("SF1").imported();
        String sku = jdbc.sql("SELECT l.sku FROM order_line l JOIN shop_order o ON o.id = l.order_id WHERE o.order_no = ?")
                .param(orderNo).query(String.class).single();
        stock(sku, 0);
        sandbox("COURIER", "trace", "outcome", "LOST");
        String caseId = opened("PARCEL_LOST");

        assertThat(kinds(caseId)).doesNotContain("SECOND_PARCEL_ORDERED");
        as("agent1").tries(caseId, "offerSubstituteOrRefund", Map.of("decision", "WAIT", "restockDate", "2020-01-01")).isProblem(400, "invalid-fields");
        as("agent1").decides(caseId, "offerSubstituteOrRefund", Map.of("decision", "WAIT", "restockDate", now().toLocalDate().plusDays(3).toString()));
        pass(Duration.ofDays(4));
        assertThat(as("agent1").tasks(caseId)).contains("offerSubstituteOrRefund");
        as("agent1").decides(caseId, "offerSubstituteOrRefund", Map.of("decision", "SUBSTITUTE", "sku", "SKU-OTHER", "quantity", 1));
        settle();
        pass(Duration.ofDays(3));

        assertThat(outcome(caseId)).isEqualTo("RESHIPPED");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outside_effect WHERE case_id = ? AND operation = 'ship' AND state = 'SUCCEEDED'")
                .param(caseId).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void r20_what_was_reserved_is_free_again_when_the_customer_withdraws_before_the_parcel_leaves() {
        String sku = "SKU-FEW-" + id();
        orderNo = order().line(sku, 2, "80.00").shipped("SF1").imported();
        stock(sku, 5);
        sandbox("COURIER", "trace", "outcome", "LOST");
        sandbox("WAREHOUSE", "ship", "behaviour", "FAIL_TRANSIENT");
        String caseId = opened("PARCEL_LOST");
        assertThat(pieces(sku)).isEqualTo(3);

        assertThat(as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "found it"))).isEqualTo("DELIVERED");
        settle();

        assertThat(outcome(caseId)).isEqualTo("WITHDRAWN");
        assertThat(pieces(sku)).isEqualTo(5);
        assertThat(kinds(caseId)).contains("SECOND_PARCEL_NOT_SENT", "GOODS_FREED");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM line_remedy_claim WHERE case_id = ?").param(caseId).query(Long.class).single()).isZero();
    }

    @Test
    void r18_a_parcel_that_was_ordered_stays_ordered_when_the_customer_withdraws() {
        String caseId = lostParcel();

        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "found it"));
        settle();

        assertThat(outcome(caseId)).isEqualTo("WITHDRAWN");
        assertThat(kinds(caseId)).contains("SECOND_PARCEL_STILL_COMING").doesNotContain("GOODS_FREED");
    }

    @Test
    void a_conversion_is_refused_while_the_second_parcel_is_being_ordered_or_on_its_way() {
        orderNo = order().line("SKU-R", 1, "300.00").shipped("SF1").imported();
        sandbox("COURIER", "trace", "outcome", "LOST");
        sandbox("WAREHOUSE", "ship", "behaviour", "PENDING_THEN_DONE", "delay", "PT1H");
        String caseId = opened("PARCEL_LOST");

        as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "conversionRequested",
                "data", Map.of("toType", "refund", "reason", "wants money"))).isProblem(409, "conversion-not-now");
        pass(Duration.ofHours(2));
        assertThat(kinds(caseId)).contains("SECOND_PARCEL_ORDERED");
        as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "conversionRequested",
                "data", Map.of("toType", "refund", "reason", "wants money"))).isProblem(409, "conversion-not-now");
    }

    @Test
    void r36_a_missing_item_is_looked_up_in_the_packing_record_before_anything_is_sent() {
        orderNo = order().line("SKU-A", 1, "100.00").line("SKU-B", 1, "50.00").shipped("SF1").imported();
        String caseId = opened("MISSING_ITEM");
        assertThat(as("warehouse1").tasks(caseId)).containsExactly("checkPacking");
        as("warehouse1").tries(caseId, "checkPacking", Map.of("decision", "MISSED", "lines", "7")).isProblem(400, "invalid-fields");
        as("warehouse1").tries(caseId, "checkPacking", Map.of("decision", "MISSED", "lines", "二")).isProblem(400, "invalid-fields");

        as("warehouse1").decides(caseId, "checkPacking", Map.of("decision", "MISSED", "lines", "2"));
        settle();

        assertThat(jdbc.sql("SELECT l.sku FROM second_parcel_line l JOIN second_parcel p ON p.id = l.parcel_id WHERE p.case_id = ?")
                .param(caseId).query(String.class).list()).containsExactly("SKU-B");
        assertThat(kinds(caseId)).as("the courier is not to blame").doesNotContain("COURIER_CLAIM_OPENED");
        pass(Duration.ofDays(3));
        assertThat(outcome(caseId)).isEqualTo("RESHIPPED");
    }

    @Test
    void r36_packed_right_an_agent_refuses_with_the_warehouses_evidence_or_gives_money() {
        String caseId = parcelCase("WRONG_ITEM");
        as("warehouse1").decides(caseId, "checkPacking", Map.of("decision", "PACKED_RIGHT", "evidence", "1.20 kg, video 7"));
        settle();

        as("agent1").tries(caseId, "followParcel", Map.of("decision", "LOST")).isProblem(422, "packed-right");
        as("agent1").decides(caseId, "followParcel", Map.of("decision", "REFUND_INSTEAD"));
        settle();

        assertThat(outcome(caseId)).isEqualTo("REFUNDED");
        assertThat(paid()).isEqualTo(30000);
    }

    @Test
    void what_cannot_be_sent_again_is_no_such_case() {
        orderNo = order().line("SKU-R", 1, "300.00").imported();
        as("agent1").post("/api/cases", Map.of("requestId", id(), "type", "reship", "orderNo", orderNo, "reason", "PARCEL_LOST",
                "channel", "CHAT", "text", "?")).isProblem(422, "not-shipped-yet");
        String caseId = parcelCase("PARCEL_DAMAGED");
        as("agent1").tries(caseId, "confirmDamage", Map.of("decision", "CONFIRMED")).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "confirmDamage", Map.of("decision", "NOT_CONFIRMED", "reasonCode", "BECAUSE")).isProblem(400, "invalid-fields");
        as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "parcelTraced",
                "data", Map.of("waybill", "SF1", "tracking", "SOMEWHERE"))).isProblem(400, "invalid-fields");
        as("agent1").decides(caseId, "confirmDamage", Map.of("decision", "NOT_CONFIRMED", "reasonCode", "NO_EVIDENCE"));
        assertThat(outcome(caseId)).isEqualTo("REJECTED");
    }
}
