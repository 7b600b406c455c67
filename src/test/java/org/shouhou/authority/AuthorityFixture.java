package org.shouhou.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.Desk;
import org.shouhou.StackTest;

/** What tests about giving something need. */
abstract class AuthorityFixture extends StackTest {

    protected String orderNo;

    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    /** A refund case that an agent has before them. */
    String opened() {
        return opened("");
    }

    String opened(String buyerFlag) {
        orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").buyer("买家" + System.nanoTime(), buyerFlag).mail("buyer@example.org").imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        return caseId;
    }

    Map<String, Object> cash(long minor) {
        return map("requestId", id(), "kind", "CASH", "amountMinor", minor, "reasonCode", "QUALITY", "text", "商品有瑕疵，表达歉意");
    }

    Map<String, Object> freight(long minor) {
        return map("requestId", id(), "kind", "FREIGHT", "amountMinor", minor, "reasonCode", "RETURN_FREIGHT");
    }

    Desk.Answer proposes(String user, String caseId, Map<String, Object> what) {
        return as(user).post("/api/cases/" + caseId + "/compensations", what);
    }

    /** The last compensation of a case. */
    @SuppressWarnings("unchecked")
    Map<String, Object> given(String caseId) {
        List<Object> all = as("auditor1").list("/api/cases/" + caseId + "/compensations");
        return (Map<String, Object>) all.get(all.size() - 1);
    }

    void sandbox(String gateway, String operation, Object... more) {
        Map<String, Object> wanted = map(more);
        wanted.putAll(Map.of("gateway", gateway, "operation", operation, "orderNo", orderNo));
        as("operator1").post("/api/demo/sandbox", wanted).is(200);
    }

    long paidOutside() {
        return jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?").param(orderNo).query(Long.class).single();
    }

    /** Refunded, reserved, elsewhere of the order's balance. */
    List<Long> balance() {
        return jdbc.sql("""
                SELECT b.refunded_minor, b.reserved_minor, b.elsewhere_minor FROM order_balance b JOIN shop_order o ON o.id = b.order_id
                WHERE o.order_no = ?""").param(orderNo).query((row, n) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3))).single();
    }

    List<String> ledger(String caseId) {
        return jdbc.sql("SELECT kind, state, amount_minor FROM refund WHERE case_id = ? ORDER BY id").param(caseId)
                .query((row, n) -> row.getString(1) + " " + row.getString(2) + " " + row.getLong(3)).list();
    }

    /** Decisions on record about a case, oldest first. */
    @SuppressWarnings("unchecked")
    List<String> consents(String caseId) {
        List<Map<String, Object>> all = (List<Map<String, Object>>) as("auditor1").get("/api/consents?caseId=" + caseId).is(200).json().get("consents");
        List<String> found = new java.util.ArrayList<>(all.stream().map(one -> one.get("decision") + " " + one.get("decidedBy")).toList());
        java.util.Collections.reverse(found);
        return found;
    }

    void state(String caseId, String state, String basis) {
        assertThat(given(caseId)).as(kinds(caseId).toString()).containsEntry("state", state).containsEntry("basis", basis);
    }

    void setting(String name, long value) {
        as("manager1").put("/api/settings/" + name, Map.of("value", Long.toString(value))).is(200);
    }

    /** Only manager1 is there while it runs. */
    void withoutOtherManager(Runnable work) {
        jdbc.sql("UPDATE user_account SET active = FALSE WHERE username = 'manager2'").update();
        try {
            work.run();
        } finally {
            jdbc.sql("UPDATE user_account SET active = TRUE WHERE username = 'manager2'").update();
        }
    }
}
