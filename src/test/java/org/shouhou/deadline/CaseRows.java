package org.shouhou.deadline;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cases as bare rows, for tests of what hangs on a case. */
final class CaseRows {

    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

    private CaseRows() {
    }

    /** A new open case of the shop {@code main}. */
    static long open(JdbcClient jdbc, Instant at) {
        String unique = "D" + NUMBERS.incrementAndGet();
        jdbc.sql("INSERT INTO shop_order (shop, order_no, currency, total_minor, paid_minor, shipping_known, row_hash) "
                + "VALUES ('main', ?, 'CNY', 100, 100, TRUE, 'x')").param(unique).update();
        Long order = jdbc.sql("SELECT id FROM shop_order WHERE order_no = ?").param(unique).query(Long.class).single();
        jdbc.sql("INSERT INTO case_file (number, type, status, shop, order_id, order_no, reason, currency, channel, request_id, "
                + "request_hash, opened_by, opened_at) VALUES (?, 'refund', 'OPEN', 'main', ?, ?, 'OTHER', 'CNY', 'CHAT', ?, 'x', 'agent1', ?)")
                .params(unique, order, unique, unique, Db.utc(at)).update();
        return jdbc.sql("SELECT id FROM case_file WHERE request_id = ?").param(unique).query(Long.class).single();
    }

    /** The case with its order and all that hangs on it here. */
    static void remove(JdbcClient jdbc, long caseId) {
        Long order = jdbc.sql("SELECT order_id FROM case_file WHERE id = ?").param(caseId).query(Long.class).single();
        for (String table : List.of("figure_fact", "figure_case", "audit_fact", "audit_amount", "deadline", "outgoing_message", "case_event")) {
            jdbc.sql("DELETE FROM " + table + " WHERE case_id = ?").param(caseId).update();
        }
        jdbc.sql("DELETE FROM case_file WHERE id = ?").param(caseId).update();
        jdbc.sql("DELETE FROM shop_order WHERE id = ?").param(order).update();
    }
}
