package org.shouhou.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.shouhou.common.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What of an order and of each of its lines is paid, refunded, reserved and left (R13). Amounts are minor units of the
 * order's currency. Each change is a guarded update of the order's row first, which also serialises the changes of its
 * lines; a CHECK of the database stands behind it.
 */
@Service
public class OrderBalances {

    /**
     * @param paid      before any refund
     * @param refunded  paid back by us
     * @param reserved  promised to an intent that has no answer yet
     * @param elsewhere paid back by the platform or by hand, recorded as it is
     * @param overrun   by how much what was recorded exceeds what was paid
     */
    public record Balance(long paid, long refunded, long reserved, long elsewhere, long overrun) {

        /** What we may still refund; never negative. */
        public long left() {
            return Math.max(0, paid - refunded - reserved - elsewhere);
        }
    }

    private static final String COLUMNS = "b.paid_minor, b.refunded_minor, b.reserved_minor, b.elsewhere_minor, b.overrun_minor";
    private static final String USED = "refunded_minor + reserved_minor + elsewhere_minor";

    private final JdbcClient jdbc;

    OrderBalances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The order's balance. @throws Problem 404 when there is no such order */
    public Balance of(long orderId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM order_balance b WHERE b.order_id = ?").param(orderId)
                .query(OrderBalances::balance).optional().orElseThrow(() -> Problem.notFound("order", orderId));
    }

    /** The balance of each line by line id, in line order. */
    public Map<Long, Balance> ofLines(long orderId) {
        Map<Long, Balance> lines = new LinkedHashMap<>();
        jdbc.sql("SELECT l.id, " + COLUMNS + " FROM order_line l JOIN line_balance b ON b.line_id = l.id"
                        + " WHERE l.order_id = ? ORDER BY l.line_no").param(orderId)
                .query(row -> {
                    lines.put(row.getLong("id"), balance(row, 0));
                });
        return lines;
    }

    /**
     * Spreads an amount over what is left of the lines, in line order. Changes nothing.
     *
     * @param amountMinor more than 0
     * @param lineIds     the lines to use; empty for all
     * @return the part of each line by line id; lines without a part are not in it
     * @throws IllegalArgumentException if the amount is more than what is left, or a line is not of this order
     */
    public Map<Long, Long> allocate(long orderId, long amountMinor, Collection<Long> lineIds) {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException("An amount to allocate is more than 0, not " + amountMinor);
        }
        Map<Long, Balance> lines = ofLines(orderId);
        if (!lines.keySet().containsAll(lineIds)) {
            throw new IllegalArgumentException("Not all of the lines " + lineIds + " are of the order " + orderId);
        }
        Map<Long, Long> parts = new LinkedHashMap<>();
        long open = amountMinor;
        for (Map.Entry<Long, Balance> line : lines.entrySet()) {
            long part = Math.min(open, line.getValue().left());
            if (part > 0 && (lineIds.isEmpty() || lineIds.contains(line.getKey()))) {
                parts.put(line.getKey(), part);
                open -= part;
            }
        }
        if (open > 0 || amountMinor > of(orderId).left()) {
            throw new IllegalArgumentException("The amount is more than what is left of the order " + orderId);
        }
        return parts;
    }

    /**
     * Reserves for an intent to refund.
     *
     * @param byLine the part of each line by line id, each more than 0
     * @return false, with nothing changed, if it is more than what is left of the order or of a line
     */
    @Transactional
    public boolean reserve(long orderId, Map<Long, Long> byLine) {
        long sum = sum(byLine);
        if (jdbc.sql("UPDATE order_balance SET reserved_minor = reserved_minor + ? WHERE order_id = ? AND " + USED + " + ? <= paid_minor")
                .params(sum, orderId, sum).update() == 0) {
            return false;
        }
        Map<Long, Balance> lines = ofLines(orderId);
        boolean fits = byLine.entrySet().stream()
                .allMatch(part -> lines.containsKey(part.getKey()) && part.getValue() <= lines.get(part.getKey()).left());
        if (!fits) {
            one(jdbc.sql("UPDATE order_balance SET reserved_minor = reserved_minor - ? WHERE order_id = ?")
                    .params(sum, orderId).update(), orderId);
            return false;
        }
        byLine.forEach((line, part) -> one(
                jdbc.sql("UPDATE line_balance SET reserved_minor = reserved_minor + ? WHERE line_id = ? AND " + USED + " + ? <= paid_minor")
                        .params(part, line, part).update(), orderId));
        return true;
    }

    /**
     * Turns a reservation into a refund that was paid.
     *
     * @throws IllegalStateException if so much is not reserved; nothing is changed then
     */
    @Transactional
    public void settle(long orderId, Map<Long, Long> byLine) {
        long sum = sum(byLine);
        one(jdbc.sql("UPDATE order_balance SET refunded_minor = refunded_minor + ?, reserved_minor = reserved_minor - ?"
                + " WHERE order_id = ? AND reserved_minor >= ?").params(sum, sum, orderId, sum).update(), orderId);
        byLine.forEach((line, part) -> one(
                jdbc.sql("UPDATE line_balance SET refunded_minor = refunded_minor + ?, reserved_minor = reserved_minor - ?"
                        + " WHERE line_id = ? AND reserved_minor >= ?").params(part, part, line, part).update(), orderId));
    }

    /**
     * Gives a reservation back. An overrun shrinks by what that leaves.
     *
     * @throws IllegalStateException if so much is not reserved; nothing is changed then
     */
    @Transactional
    public void free(long orderId, Map<Long, Long> byLine) {
        long sum = sum(byLine);
        takeBack("order_balance", "order_id", "reserved_minor", orderId, sum, orderId);
        byLine.forEach((line, part) -> takeBack("line_balance", "line_id", "reserved_minor", line, part, orderId));
    }

    /**
     * Records what was refunded elsewhere, even beyond what was paid. It is spread over the lines with something left;
     * what overruns stands on the last line.
     *
     * @param amountMinor more than 0
     * @return the overrun this record causes, 0 if there is none
     */
    @Transactional
    public long recordElsewhere(long orderId, long amountMinor) {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException("An amount refunded elsewhere is more than 0, not " + amountMinor);
        }
        lock(orderId);
        long overrun = Math.max(0, amountMinor - of(orderId).left());
        addElsewhere("order_balance", "order_id", orderId, amountMinor);
        long open = amountMinor;
        long last = 0;
        for (Map.Entry<Long, Balance> line : ofLines(orderId).entrySet()) {
            last = line.getKey();
            long part = Math.min(open, line.getValue().left());
            if (part > 0) {
                addElsewhere("line_balance", "line_id", last, part);
                open -= part;
            }
        }
        if (open > 0) {
            addElsewhere("line_balance", "line_id", last, open);
        }
        return overrun;
    }

    /** Takes back what was recorded as refunded elsewhere, from the last line on. Not more than was recorded. */
    @Transactional
    void takeBackElsewhere(long orderId, long amountMinor) {
        lock(orderId);
        takeBack("order_balance", "order_id", "elsewhere_minor", orderId, amountMinor, orderId);
        long open = amountMinor;
        for (Map.Entry<Long, Balance> line : new TreeMap<>(ofLines(orderId)).descendingMap().entrySet()) {
            long part = Math.min(open, line.getValue().elsewhere());
            if (part > 0) {
                takeBack("line_balance", "line_id", "elsewhere_minor", line.getKey(), part, orderId);
                open -= part;
            }
        }
    }

    /** Waits for the order's balance and keeps it until the transaction ends. */
    @Transactional
    public void lock(long orderId) {
        jdbc.sql("SELECT order_id FROM order_balance WHERE order_id = ? FOR UPDATE").param(orderId)
                .query(Long.class).optional().orElseThrow(() -> Problem.notFound("order", orderId));
    }

    // In both statements the overrun is set first: MySQL assigns from left to right and would see the new value.

    private void addElsewhere(String table, String key, long id, long amount) {
        one(jdbc.sql("UPDATE " + table + " SET overrun_minor = GREATEST(0, " + USED + " + ? - paid_minor),"
                + " elsewhere_minor = elsewhere_minor + ? WHERE " + key + " = ?").params(amount, amount, id).update(), id);
    }

    private void takeBack(String table, String key, String column, long id, long amount, long orderId) {
        one(jdbc.sql("UPDATE " + table + " SET overrun_minor = GREATEST(0, " + USED + " - ? - paid_minor), " + column
                        + " = " + column + " - ? WHERE " + key + " = ? AND " + column + " >= ?")
                .params(amount, amount, id, amount).update(), orderId);
    }

    private static long sum(Map<Long, Long> byLine) {
        if (byLine.isEmpty() || byLine.values().stream().anyMatch(part -> part <= 0)) {
            throw new IllegalArgumentException("Each line's part is more than 0: " + byLine);
        }
        return byLine.values().stream().reduce(0L, Math::addExact);
    }

    private static void one(int rows, long orderId) {
        if (rows != 1) {
            throw new IllegalStateException("The balance of the order " + orderId + " does not hold what was to be moved");
        }
    }

    private static Balance balance(ResultSet row, int n) throws SQLException {
        return new Balance(row.getLong("paid_minor"), row.getLong("refunded_minor"), row.getLong("reserved_minor"),
                row.getLong("elsewhere_minor"), row.getLong("overrun_minor"));
    }
}
