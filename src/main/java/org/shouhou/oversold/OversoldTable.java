package org.shouhou.oversold;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known and decided about oversold orders; the engine keeps only what its gateways read. */
@Repository
class OversoldTable {

    /**
     * @param stock     pieces the warehouse has, by line number, as it last said
     * @param remedy    REFUND, SWAP or WAIT; null while nothing was chosen
     * @param promiseId the promise of the wait; null for none
     */
    record Oversold(Map<String, Object> stock, boolean inStock, boolean delisted, String remedy, Integer swapLine, String swapSku,
            Integer swapQuantity, LocalDate shipsOn, String giftSku, boolean giftRefused, Long promiseId, String decidedBy) {
    }

    private final JdbcClient jdbc;

    OversoldTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins empty, again for a case that was this kind before. */
    void begin(long caseId) {
        if (jdbc.sql("SELECT COUNT(*) FROM oversold WHERE case_id = ?").param(caseId).query(Long.class).single() == 0) {
            jdbc.sql("INSERT INTO oversold (case_id) VALUES (?)").param(caseId).update();
        }
    }

    Oversold of(long caseId) {
        return jdbc.sql("SELECT * FROM oversold WHERE case_id = ?").param(caseId).query(OversoldTable::map).single();
    }

    void stock(long caseId, Map<String, Object> stock, boolean inStock) {
        jdbc.sql("UPDATE oversold SET stock = ?, in_stock = ? WHERE case_id = ?").params(Json.write(stock), inStock, caseId).update();
    }

    void delisted(long caseId) {
        jdbc.sql("UPDATE oversold SET delisted = TRUE WHERE case_id = ?").param(caseId).update();
    }

    void refund(long caseId, String by) {
        decide(caseId, "REFUND", null, null, null, null, null, by);
    }

    void swap(long caseId, int line, String sku, int quantity, String by) {
        decide(caseId, "SWAP", line, sku, quantity, null, null, by);
    }

    void await(long caseId, LocalDate shipsOn, String giftSku, String by) {
        decide(caseId, "WAIT", null, null, null, shipsOn, giftSku, by);
    }

    private void decide(long caseId, String remedy, Integer line, String sku, Integer quantity, LocalDate shipsOn, String gift, String by) {
        jdbc.sql("UPDATE oversold SET remedy = ?, swap_line = ?, swap_sku = ?, swap_quantity = ?, ships_on = ?, gift_sku = ?, decided_by = ? WHERE case_id = ?")
                .param(remedy).param(line).param(sku).param(quantity).param(shipsOn).param(gift).param(by).param(caseId).update();
    }

    void giftRefused(long caseId) {
        jdbc.sql("UPDATE oversold SET gift_refused = TRUE WHERE case_id = ?").param(caseId).update();
    }

    void promised(long caseId, Long promiseId) {
        jdbc.sql("UPDATE oversold SET promise_id = ? WHERE case_id = ?").param(promiseId).param(caseId).update();
    }

    private static Oversold map(ResultSet row, int n) throws SQLException {
        return new Oversold(Json.readMap(row.getString("stock")), row.getBoolean("in_stock"), row.getBoolean("delisted"),
                row.getString("remedy"), Db.nullableInt(row, "swap_line"), row.getString("swap_sku"), Db.nullableInt(row, "swap_quantity"),
                row.getObject("ships_on", LocalDate.class), row.getString("gift_sku"), row.getBoolean("gift_refused"),
                Db.nullableLong(row, "promise_id"), row.getString("decided_by"));
    }
}
