package org.shouhou.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.order.ImportedOrder.Facts;
import org.shouhou.order.ImportedOrder.ImportedLine;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The order tables as an import writes them: many orders at once where it can. Orders are looked up by number alone and
 * then told apart by shop: with both in the condition H2 reads all orders of the shop.
 */
@Component
class OrderTable {

    private static final String USED = "refunded_minor + reserved_minor + elsewhere_minor";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    OrderTable(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Those of the orders that are known, by their number; with their lines if the file tells something new. */
    Map<String, StoredOrder> stored(String shop, Collection<ImportedOrder> orders) {
        Map<String, String> hashes = new HashMap<>();
        orders.forEach(order -> hashes.put(order.orderNo(), order.hash()));
        Map<String, StoredOrder> stored = new HashMap<>();
        jdbc.sql(Orders.SELECT + ", row_hash, revision, import_id, import_line FROM shop_order WHERE order_no IN (:nos)")
                .param("nos", hashes.keySet())
                .query(row -> {
                    if (row.getString("shop").equals(shop)) {
                        stored.put(row.getString("order_no"), new StoredOrder(Orders.order(row, List.of()), row.getString("row_hash"),
                                row.getLong("revision"), Db.nullableLong(row, "import_id"), Db.nullableLong(row, "import_line")));
                    }
                });
        List<Long> changed = stored.values().stream()
                .filter(known -> !known.rowHash().equals(hashes.get(known.order().orderNo()))).map(StoredOrder::id).toList();
        Map<Long, List<Line>> lines = new HashMap<>();
        if (!changed.isEmpty()) {
            jdbc.sql("SELECT id, order_id, line_no, sku, batch, title, quantity, paid_minor FROM order_line WHERE order_id IN (:ids) ORDER BY order_id, line_no")
                    .param("ids", changed)
                    .query(row -> {
                        lines.computeIfAbsent(row.getLong("order_id"), id -> new ArrayList<>()).add(Orders.line(row, 0));
                    });
        }
        stored.replaceAll((number, known) -> known.withLines(lines.getOrDefault(known.id(), List.of())));
        return stored;
    }

    /**
     * Inserts orders with their lines and balances.
     *
     * @param elsewhere whether what they were refunded counts as refunded elsewhere
     * @return the ids by order number
     */
    Map<String, Long> insert(String shop, long importId, List<ImportedOrder> orders, boolean elsewhere) {
        template.batchUpdate("INSERT INTO shop_order (shop, order_no, currency, total_minor, paid_minor, created_at, paid_at, buyer,"
                + " buyer_flag, recipient, phone, email, region, address, courier, waybill, shipped_at, received_at, ship_by,"
                + " shipping_known, row_hash, import_id, import_line)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                orders.stream().map(order -> row(shop, importId, order)).toList());
        Map<String, Long> ids = new HashMap<>();
        jdbc.sql("SELECT id, order_no, shop FROM shop_order WHERE order_no IN (:nos)")
                .param("nos", orders.stream().map(ImportedOrder::orderNo).toList())
                .query(row -> {
                    if (row.getString("shop").equals(shop)) {
                        ids.put(row.getString("order_no"), row.getLong("id"));
                    }
                });
        List<Object[]> lines = new ArrayList<>();
        List<Object[]> balances = new ArrayList<>();
        for (ImportedOrder order : orders) {
            long id = ids.get(order.orderNo());
            order.linesOrWhole().forEach(line -> lines.add(lineRow(id, line)));
            balances.add(new Object[] {id, order.facts().paidMinor(), elsewhere ? order.refundedMinor() : 0L});
        }
        template.batchUpdate("INSERT INTO order_line (order_id, line_no, sku, batch, title, quantity, paid_minor) VALUES (?, ?, ?, ?, ?, ?, ?)", lines);
        template.batchUpdate("INSERT INTO order_balance (order_id, paid_minor, elsewhere_minor) VALUES (?, ?, ?)", balances);
        template.batchUpdate("INSERT INTO line_balance (line_id, paid_minor, elsewhere_minor) VALUES (?, ?, ?)",
                lineBalances(ids, orders, elsewhere));
        return ids;
    }

    private List<Object[]> lineBalances(Map<String, Long> ids, List<ImportedOrder> orders, boolean elsewhere) {
        Map<Long, Map<Integer, Long>> lineIds = new HashMap<>();
        jdbc.sql("SELECT id, order_id, line_no FROM order_line WHERE order_id IN (:ids)").param("ids", ids.values())
                .query(row -> {
                    lineIds.computeIfAbsent(row.getLong("order_id"), id -> new HashMap<>()).put(row.getInt("line_no"), row.getLong("id"));
                });
        List<Object[]> rows = new ArrayList<>();
        for (ImportedOrder order : orders) {
            long open = elsewhere ? order.refundedMinor() : 0;
            for (ImportedLine line : order.linesOrWhole()) {
                long part = Math.min(open, line.paidMinor());
                open -= part;
                rows.add(new Object[] {lineIds.get(ids.get(order.orderNo())).get(line.lineNo()), line.paidMinor(), part});
            }
        }
        return rows;
    }

    private static Object[] row(String shop, long importId, ImportedOrder order) {
        Facts f = order.facts();
        return new Object[] {shop, f.orderNo(), f.currency(), f.totalMinor(), f.paidMinor(), Db.utc(f.createdAt()), Db.utc(f.paidAt()),
            f.buyer(), f.buyerFlag(), f.recipient(), f.phone(), f.email(), f.region(), f.address(), f.courier(), f.waybill(),
            Db.utc(f.shippedAt()), Db.utc(f.receivedAt()), Db.utc(f.shipBy()), f.shippingKnown(), order.hash(), importId, order.line()};
    }

    private static Object[] lineRow(long orderId, ImportedLine line) {
        return new Object[] {orderId, line.lineNo(), line.sku(), line.batch(), line.title(), line.quantity(), line.paidMinor()};
    }

    /** Writes what a file changes of an order. @throws OptimisticLockingFailureException when someone else changed it meanwhile */
    void update(StoredOrder old, Order now, ImportedOrder by, long importId) {
        int rows = jdbc.sql("UPDATE shop_order SET total_minor = ?, paid_minor = ?, created_at = ?, paid_at = ?, buyer = ?,"
                        + " buyer_flag = ?, recipient = ?, phone = ?, email = ?, region = ?, address = ?, courier = ?, waybill = ?,"
                        + " shipped_at = ?, received_at = ?, ship_by = ?, shipping_known = ?, row_hash = ?, import_id = ?,"
                        + " import_line = ?, revision = revision + 1 WHERE id = ? AND revision = ?")
                .params(now.totalMinor(), now.paidMinor(), Db.utc(now.createdAt()), Db.utc(now.paidAt()), now.buyer(),
                        now.buyerFlag(), now.recipient(), now.phone(), now.email(), now.region(), now.address(), now.courier(),
                        now.waybill(), Db.utc(now.shippedAt()), Db.utc(now.receivedAt()), Db.utc(now.shipBy()), now.shippingKnown(),
                        by.hash(), importId, by.line(), old.id(), old.revision()).update();
        if (rows == 0) {
            throw new OptimisticLockingFailureException("The order " + old.order().orderNo() + " was changed meanwhile");
        }
        if (now.paidMinor() != old.order().paidMinor()) {
            paid("order_balance", "order_id", old.id(), now.paidMinor());
        }
    }

    /** Makes the lines of an order those of a file. @throws RowRefused when a line that changes has refunds that do not fit */
    void lines(StoredOrder old, List<ImportedLine> now) {
        Map<Integer, Line> before = new HashMap<>();
        old.order().lines().forEach(line -> before.put(line.lineNo(), line));
        for (ImportedLine line : now) {
            Line known = before.remove(line.lineNo());
            if (known == null) {
                jdbc.sql("INSERT INTO order_line (order_id, line_no, sku, batch, title, quantity, paid_minor) VALUES (?, ?, ?, ?, ?, ?, ?)")
                        .params(lineRow(old.id(), line)).update();
                jdbc.sql("INSERT INTO line_balance (line_id, paid_minor) SELECT id, paid_minor FROM order_line WHERE order_id = ? AND line_no = ?")
                        .params(old.id(), line.lineNo()).update();
            } else {
                jdbc.sql("UPDATE order_line SET sku = ?, batch = COALESCE(?, batch), title = ?, quantity = ?, paid_minor = ? WHERE id = ?")
                        .params(line.sku(), line.batch(), line.title(), line.quantity(), line.paidMinor(), known.id()).update();
                if (known.paidMinor() != line.paidMinor()) {
                    paid("line_balance", "line_id", known.id(), line.paidMinor());
                }
            }
        }
        for (Line gone : before.values()) {
            if (jdbc.sql("DELETE FROM line_balance WHERE line_id = ? AND " + USED + " = 0").param(gone.id()).update() == 0) {
                throw new RowRefused(Field.LINE_NO, "The line " + gone.lineNo() + " has refunds and is no longer in the order.");
            }
            jdbc.sql("DELETE FROM order_line WHERE id = ?").param(gone.id()).update();
        }
    }

    private void paid(String table, String key, long id, long paid) {
        int rows = jdbc.sql("UPDATE " + table + " SET overrun_minor = GREATEST(0, " + USED + " - ?), paid_minor = ? WHERE " + key
                + " = ? AND (" + USED + " <= ? OR paid_minor <= ?)").params(paid, paid, id, paid, paid).update();
        if (rows == 0) {
            throw new RowRefused(Field.PAID, "Less was paid than is refunded or being refunded already.");
        }
    }

    /** Remembers that an import saw these orders and found nothing new. */
    void seen(long importId, Map<Long, Long> lineByOrder) {
        List<Object[]> rows = new ArrayList<>();
        lineByOrder.forEach((order, line) -> rows.add(new Object[] {importId, line, order}));
        template.batchUpdate("UPDATE shop_order SET import_id = ?, import_line = ? WHERE id = ?", rows);
    }
}
