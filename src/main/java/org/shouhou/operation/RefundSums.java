package org.shouhou.operation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.shouhou.operation.Finding.Kind;
import org.shouhou.operation.Finding.Seen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The orders with money under way or lately settled: is what their balance says the sum of the ledger (R13). Each order is
 * compared in one statement, so that a payment in between does not deceive it; what an import brought as refunded
 * elsewhere is in the balance alone.
 */
@Component
class RefundSums implements Part {

    private static final int PORTION = 200;
    private static final Duration LATELY = Duration.ofDays(3);

    private static final String SUM = "(SELECT COALESCE(SUM(r.amount_minor), 0) FROM refund r WHERE r.order_id = b.order_id AND r.kind = 'REFUND' AND r.state IN (%s))";
    private static final String PAID = SUM.formatted("'SUCCEEDED', 'EXTERNAL'");
    private static final String RESERVED = SUM.formatted("'RESERVED', 'SENT', 'UNKNOWN'");
    private static final String IMPORTED = "COALESCE((SELECT i.counted_minor FROM imported_refund i WHERE i.order_id = b.order_id), 0)";

    private final JdbcClient jdbc;
    private final Clock clock;

    RefundSums(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sums";
    }

    /** First those under way, then those settled lately: {@code settled/1700000000000/17} was the last one seen. */
    @Override
    public Portion look(String after) {
        String[] at = (after == null ? "open/0/0" : after).split("/");
        boolean open = at[0].equals("open");
        List<long[]> rows = open
                ? rows("SELECT id, order_id, case_id, 0 FROM refund WHERE in_flight_case > ? ORDER BY in_flight_case LIMIT ?", Long.parseLong(at[1]), PORTION)
                : rows("SELECT id, order_id, case_id, settled_ms FROM refund WHERE settled_ms >= ? AND (settled_ms > ? OR id > ?) ORDER BY settled_ms, id LIMIT ?",
                        Long.parseLong(at[1]), Long.parseLong(at[1]), Long.parseLong(at[2]), PORTION);
        List<Seen> seen = rows.isEmpty() ? List.of() : differing(rows);
        long[] last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        String next = rows.size() == PORTION ? open ? "open/" + last[2] + "/0" : "settled/" + last[3] + "/" + last[0]
                : open ? "settled/" + (clock.millis() - LATELY.toMillis()) + "/0" : null;
        return new Portion(next, rows.size(), seen);
    }

    private List<long[]> rows(String sql, Object... params) {
        return jdbc.sql(sql).params(params).query((row, n) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)}).list();
    }

    private List<Seen> differing(List<long[]> rows) {
        return jdbc.sql("SELECT b.order_id, b.refunded_minor + b.elsewhere_minor - " + IMPORTED + ", " + PAID + ", b.reserved_minor, " + RESERVED + ", o.currency"
                        + " FROM order_balance b JOIN shop_order o ON o.id = b.order_id WHERE b.order_id IN (:ids) AND (b.refunded_minor + b.elsewhere_minor - " + IMPORTED + " <> " + PAID
                        + " OR b.reserved_minor <> " + RESERVED + ")")
                .param("ids", rows.stream().map(row -> row[1]).distinct().toList())
                .query((row, n) -> {
                    long order = row.getLong(1);
                    long caseId = rows.stream().filter(one -> one[1] == order).findFirst().orElseThrow()[2];
                    return new Seen(Kind.SUMS_DIFFER, "order:" + order, caseId,
                            row.getLong(2) + " " + row.getLong(3) + " " + row.getLong(4) + " " + row.getLong(5) + " " + row.getString(6));
                }).list();
    }
}
