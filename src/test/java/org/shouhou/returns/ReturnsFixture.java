package org.shouhou.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.StackTest;

/** What the scenarios of goods that come back have in common. */
abstract class ReturnsFixture extends StackTest {

    /** A return of an order, opened by pre-sale. */
    protected String returning(String orderNo, Object... more) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("type", "return", "orderNo", orderNo, "reason", "SEVEN_DAYS"));
        for (int i = 0; i < more.length; i += 2) {
            wanted.put((String) more[i], more[i + 1]);
        }
        String caseId = as("presale1").opens(wanted);
        settle();
        return caseId;
    }

    protected String shippedOrder(String amount) {
        return order().line("SKU-1", 1, amount).shipped("SF" + System.nanoTime()).mail("buyer@example.org").imported();
    }

    /** A return that is agreed to; the buyer pays the freight. */
    protected String authorised(String orderNo, Object... more) {
        String caseId = returning(orderNo, more);
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "BUYER"));
        settle();
        return caseId;
    }

    protected String sent(String waybill) {
        String caseId = authorised(shippedOrder("99.00"));
        as("agent1").tells(caseId, "returnParcelSent", Map.of("courier", "SF", "waybill", waybill));
        return caseId;
    }

    /** The parcel is in the warehouse, and an inspection is open. */
    protected String arrived() {
        String waybill = "RW" + System.nanoTime();
        String caseId = sent(waybill);
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", waybill));
        settle();
        return caseId;
    }

    protected long paid(String caseId) {
        return jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?")
                .param(as("auditor1").sees(caseId).get("orderNo")).query(Long.class).single();
    }

    protected Map<String, Object> ends(String caseId, String outcome) {
        settle();
        Map<String, Object> seen = as("auditor1").sees(caseId);
        assertThat(seen).containsEntry("status", "CLOSED").containsEntry("outcome", outcome);
        return seen;
    }

    protected void open(String caseId, String... tasks) {
        assertThat(as("auditor1").tasks(caseId)).isEqualTo(List.of(tasks));
    }

    @SuppressWarnings("unchecked")
    protected Map<String, Object> clock(String caseId, String kind) {
        return ((List<Map<String, Object>>) as("auditor1").sees(caseId).get("deadlines")).stream()
                .filter(clock -> clock.get("kind").equals(kind) && clock.get("state").equals("RUNNING")).findFirst().orElseThrow();
    }
}
