package org.shouhou.slowreview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known and decided about a held order, and its contact slots, as the database keeps them. */
@Repository
class HeldOrders {

    /**
     * @param stock     pieces the warehouse has, by line number; empty while nobody asked
     * @param shipLines line numbers that ship; null for all
     * @param rest      what happens to the other lines: REFUND or BACK_ORDER
     */
    record Held(String decision, String decisionWhy, Map<String, Object> stock, String oldAddress, String newAddress,
            Integer swapLine, String swapSku, Integer swapQuantity, List<Integer> shipLines, String rest, Long refundMinor) {
    }

    private final JdbcClient jdbc;

    HeldOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean known(long caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM slow_review WHERE case_id = ?").param(caseId).query(Long.class).single() > 0;
    }

    /** Whether the platform has cancelled the case's order. */
    boolean cancelled(long caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM held_shipment WHERE case_id = ? AND state = 'CANCELLED'").param(caseId)
                .query(Long.class).single() > 0;
    }

    void open(long caseId, java.time.LocalDate today) {
        jdbc.sql("INSERT INTO slow_review (case_id, day_one) VALUES (?, ?)").params(caseId, today).update();
    }

    Held of(long caseId) {
        return jdbc.sql("SELECT * FROM slow_review WHERE case_id = ?").param(caseId).query(HeldOrders::map).single();
    }

    void stock(long caseId, Map<String, Object> byLine) {
        set(caseId, "stock = ?", Json.write(byLine));
    }

    void decide(long caseId, String decision, String why) {
        set(caseId, "decision = ?, decision_why = ?", decision, why);
    }

    void address(long caseId, String oldAddress, String newAddress) {
        set(caseId, "old_address = ?, new_address = ?", oldAddress, newAddress);
    }

    void swap(long caseId, int line, String sku, int quantity) {
        set(caseId, "swap_line = ?, swap_sku = ?, swap_quantity = ?", line, sku, quantity);
    }

    /** Nothing is decided about address and goods any more: what was wanted before was refused, or is decided again. */
    void decideAnew(long caseId) {
        set(caseId, "old_address = NULL, new_address = NULL, swap_line = NULL, swap_sku = NULL, swap_quantity = NULL");
    }

    /** @param lines null for all of the order */
    void ship(long caseId, List<Integer> lines, String rest, long refundMinor) {
        set(caseId, "ship_lines = ?, rest = ?, refund_minor = ?",
                lines == null ? null : String.join(",", lines.stream().map(String::valueOf).toList()), rest, refundMinor);
    }

    private void set(long caseId, String assignments, Object... values) {
        var statement = jdbc.sql("UPDATE slow_review SET " + assignments + " WHERE case_id = ?");
        for (Object value : values) {
            statement = statement.param(value);
        }
        statement.param(caseId).update();
    }

    private static Held map(ResultSet row, int n) throws SQLException {
        return new Held(row.getString("decision"), row.getString("decision_why"), Json.readMap(row.getString("stock")),
                row.getString("old_address"), row.getString("new_address"), Db.nullableInt(row, "swap_line"),
                row.getString("swap_sku"), Db.nullableInt(row, "swap_quantity"), numbers(row.getString("ship_lines")),
                row.getString("rest"), Db.nullableLong(row, "refund_minor"));
    }

    /** @return null for null */
    static List<Integer> numbers(String text) {
        return text == null ? null : Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty())
                .map(Integer::valueOf).toList();
    }

    void plan(long caseId, java.time.LocalDate dayOne, List<SlotPlan.Slot> slots) {
        set(caseId, "day_one = ?", dayOne);
        for (SlotPlan.Slot slot : slots) {
            jdbc.sql("""
                    INSERT INTO contact_slot (case_id, slot_no, day_no, part, opens_at, ends_at, state, why)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                    .param(caseId).param(slot.no()).param(slot.day()).param(slot.part().name()).param(Db.utc(slot.opens()))
                    .param(Db.utc(slot.ends())).param(slot.state().name()).param(slot.why()).update();
        }
    }

    /** The plan in order of time; empty before it was made. */
    List<SlotPlan.Slot> slots(long caseId) {
        return jdbc.sql("SELECT * FROM contact_slot WHERE case_id = ? ORDER BY slot_no").param(caseId)
                .query((row, n) -> new SlotPlan.Slot(row.getInt("slot_no"), row.getInt("day_no"),
                        SlotPlan.Part.valueOf(row.getString("part")), Db.instant(row, "opens_at"), Db.instant(row, "ends_at"),
                        SlotPlan.State.valueOf(row.getString("state")), row.getString("why"))).list();
    }

    Optional<Long> slotId(long caseId, int slotNo) {
        return jdbc.sql("SELECT id FROM contact_slot WHERE case_id = ? AND slot_no = ?").params(caseId, slotNo)
                .query(Long.class).optional();
    }

    void slotState(long caseId, int slotNo, SlotPlan.State state) {
        jdbc.sql("UPDATE contact_slot SET state = ? WHERE case_id = ? AND slot_no = ?")
                .params(state.name(), caseId, slotNo).update();
    }

    /** What is planned after the customer answered is not needed any more. */
    void restNotNeeded(long caseId) {
        jdbc.sql("UPDATE contact_slot SET state = 'NOT_NEEDED' WHERE case_id = ? AND state = 'PLANNED'").param(caseId).update();
    }

    /** How often we tried a channel with an outcome. */
    record Tries(String channel, String outcome, int times) {
    }

    List<Tries> tries(long caseId) {
        return jdbc.sql("""
                SELECT channel, outcome, COUNT(*) FROM contact_attempt WHERE case_id = ? AND direction = 'OUT'
                GROUP BY channel, outcome ORDER BY MIN(id)""").param(caseId)
                .query((row, n) -> new Tries(row.getString(1), row.getString(2), row.getInt(3))).list();
    }

    /** Case numbers with a missed slot that ended in the period (R23). */
    List<String> missedBetween(String shop, Instant from, Instant to) {
        return jdbc.sql("""
                SELECT DISTINCT c.number FROM contact_slot s JOIN case_file c ON c.id = s.case_id
                WHERE c.shop = ? AND s.state = 'MISSED' AND s.ends_at > ? AND s.ends_at <= ? ORDER BY c.number""")
                .param(shop).param(Db.utc(from)).param(Db.utc(to)).query(String.class).list();
    }

    /** Shops with slots that end after a moment. */
    List<String> shopsWithSlots(Instant after) {
        return jdbc.sql("SELECT DISTINCT c.shop FROM contact_slot s JOIN case_file c ON c.id = s.case_id WHERE s.ends_at > ?")
                .param(Db.utc(after)).query(String.class).list();
    }
}
