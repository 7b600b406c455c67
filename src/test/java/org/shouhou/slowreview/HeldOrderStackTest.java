package org.shouhou.slowreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.OrderDraft;
import org.shouhou.StackTest;
import org.shouhou.common.Db;

/** What people do with held orders, for the tests of the whole application. */
abstract class HeldOrderStackTest extends StackTest {

    private static final Map<String, Object> NOBODY = Map.of("phone", "NOT_REACHED", "chat", "NOT_REACHED", "sms", "NOT_REACHED");
    /** The date of the test's day 1. */
    private LocalDate dayOne;

    /** Begins at a time of the next day. */
    void tomorrowAt(String time) {
        dayOne = now().toLocalDate().plusDays(1);
        passTo(dayOne.atTime(LocalTime.parse(time)));
    }

    LocalDateTime day(int number, String time) {
        return dayOne.plusDays(number - 1L).atTime(LocalTime.parse(time));
    }

    void passTo(int day, String time) {
        passTo(day(day, time));
    }

    /** An order of one piece. */
    OrderDraft anOrder() {
        return order().line(sku("A"), 1, "99.00");
    }

    static String sku(String name) {
        return name + "-" + id().substring(0, 8);
    }

    /** An agent holds an order back. @return the case */
    String hold(String orderNo) {
        String caseId = as("agent1").opens(Map.of("type", "slowReview", "orderNo", orderNo, "reason", "ADDRESS_UNCLEAR"));
        settle();
        return caseId;
    }

    void nobodyAnswers(String caseId) {
        as("agent1").decides(caseId, "contactCustomer", NOBODY);
        settle();
    }

    void customerIsReached(String caseId) {
        as("agent1").decides(caseId, "contactCustomer",
                Map.of("phone", "REACHED", "chat", "NOT_REACHED", "sms", "NOT_POSSIBLE", "phoneNote", "说好了"));
        settle();
    }

    /** One try in the slot that is open, then nothing until the last slot is over: the decision falls. */
    void triedOnceThenNobody(String caseId) {
        nobodyAnswers(caseId);
        passTo(slotEnd(caseId, 6));
    }

    LocalDateTime slotEnd(String caseId, int slotNo) {
        return jdbc.sql("SELECT ends_at FROM contact_slot WHERE case_id = ? AND slot_no = ?").params(caseId, slotNo)
                .query((row, n) -> LocalDateTime.ofInstant(Db.instant(row, "ends_at"), SHANGHAI)).single();
    }

    /** Slots as {@code 2 EVENING MISSED}, in order. */
    List<String> slots(String caseId) {
        return jdbc.sql("SELECT day_no, part, state FROM contact_slot WHERE case_id = ? ORDER BY slot_no").param(caseId)
                .query((row, n) -> row.getInt(1) + " " + row.getString(2) + " " + row.getString(3)).list();
    }

    List<String> slotTimes(String caseId) {
        return jdbc.sql("SELECT opens_at, ends_at, why FROM contact_slot WHERE case_id = ? ORDER BY slot_no").param(caseId)
                .query((row, n) -> LocalDateTime.ofInstant(Db.instant(row, "opens_at"), SHANGHAI) + " "
                        + LocalDateTime.ofInstant(Db.instant(row, "ends_at"), SHANGHAI)
                        + (row.getString("why") == null ? "" : " " + row.getString("why"))).list();
    }

    List<String> tasks(String caseId) {
        return as("auditor1").tasks(caseId);
    }

    void decides(String user, String caseId, String task, Object... fields) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            data.put((String) fields[i], fields[i + 1]);
        }
        as(user).decides(caseId, task, data);
        settle();
    }

    String customerSays(String caseId, String words) {
        String effect = as("agent2").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", words));
        settle();
        return effect;
    }

    /** What the history says about something, in order. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> told(String caseId, String kind) {
        return as("auditor1").list("/api/cases/" + caseId + "/history").stream().map(event -> (Map<String, Object>) event)
                .filter(event -> event.get("kind").equals(kind)).map(event -> (Map<String, Object>) event.get("data")).toList();
    }

    static Map<String, Object> tries(String channel, int times) {
        return Map.of("channel", channel, "outcome", "NOT_REACHED", "times", times);
    }

    Map<String, Object> open(String caseId) {
        Map<String, Object> seen = as("auditor1").sees(caseId);
        assertThat(seen).as("history %s", kinds(caseId)).extractingByKey("status").isNotEqualTo("CLOSED");
        return seen;
    }

    Map<String, Object> ends(String caseId, String outcome) {
        Map<String, Object> seen = as("auditor1").sees(caseId);
        assertThat(seen).as("history %s", kinds(caseId)).containsEntry("status", "CLOSED").containsEntry("outcome", outcome);
        assertThat(seen.get("tasks")).isEqualTo(List.of());
        return seen;
    }

    /** The parcel leaves two hours after its release. */
    void leaves(String caseId) {
        assertThat(shipment(orderOf(caseId))).as("history %s", kinds(caseId)).isEqualTo("RELEASED");
        pass(java.time.Duration.ofHours(3));
        ends(caseId, "SHIPPED");
    }

    String orderOf(String caseId) {
        return (String) as("auditor1").sees(caseId).get("orderNo");
    }

    String shipment(String orderNo) {
        return jdbc.sql("SELECT state FROM sandbox_shipment WHERE order_no = ?").param(orderNo).query(String.class).optional()
                .orElse("UNTOUCHED");
    }

    long paidBack(String orderNo) {
        return jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM sandbox_payment WHERE order_no = ?").param(orderNo)
                .query(Long.class).single();
    }

    /** What was refunded of each line, in line order. */
    List<Long> refundedByLine(String orderNo) {
        return jdbc.sql("""
                SELECT b.refunded_minor FROM line_balance b JOIN order_line l ON l.id = b.line_id
                JOIN shop_order o ON o.id = l.order_id WHERE o.order_no = ? ORDER BY l.line_no""").param(orderNo)
                .query(Long.class).list();
    }

    void stock(String sku, int pieces) {
        as("operator1").post("/api/demo/sandbox/stock", Map.of("sku", sku, "pieces", pieces)).is(200);
    }

    void sandbox(String gateway, String operation, String orderNo, Object... more) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("gateway", gateway, "operation", operation, "orderNo", orderNo));
        for (int i = 0; i < more.length; i += 2) {
            wanted.put((String) more[i], more[i + 1]);
        }
        as("operator1").post("/api/demo/sandbox", wanted).is(200);
    }

    /** How many messages of a template a case sent. */
    long messages(String caseId, String template) {
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = ?").params(caseId, template)
                .query(Long.class).single();
    }

    void figure(String name, String value) {
        as("manager1").put("/api/settings/" + name, Map.of("value", value)).is(200);
    }
}
