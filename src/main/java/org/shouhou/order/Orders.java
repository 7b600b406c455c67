package org.shouhou.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.identity.Shops;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks up orders and notes what became of them outside. */
@Service
public class Orders {

    static final String SELECT = "SELECT id, shop, order_no, currency, total_minor, paid_minor, created_at,"
            + " paid_at, buyer, buyer_flag, recipient, phone, email, region, address, courier, waybill, shipped_at,"
            + " received_at, ship_by, shipping_known";
    private static final String ORDERS = SELECT + " FROM shop_order ";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Orders(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * The order with this number.
     *
     * @param shop null when the number is enough; of the shops the caller works for
     * @throws Problem 422 {@code order-in-several-shops} when no shop is given and several have the number
     */
    @Transactional(readOnly = true)
    public Optional<Order> find(String shop, String orderNo) {
        List<Order> found = shop == null
                ? jdbc.sql(ORDERS + "WHERE order_no = ?" + Shops.ofCaller().and("shop") + " ORDER BY shop").param(orderNo).query(this::order).list()
                : jdbc.sql(ORDERS + "WHERE shop = ? AND order_no = ?" + Shops.ofCaller().and("shop")).params(shop, orderNo).query(this::order).list();
        if (found.size() > 1) {
            throw Problem.unprocessable("order-in-several-shops",
                            "Several shops have an order " + orderNo + "; name the shop.")
                    .with("shops", found.stream().map(Order::shop).toList());
        }
        return found.stream().findFirst();
    }

    @Transactional(readOnly = true)
    public Optional<Order> byId(long id) {
        return jdbc.sql(ORDERS + "WHERE id = ?").param(id).query(this::order).optional();
    }

    /**
     * Notes that the parcel has left. What is known already stays; null tells nothing new.
     *
     * @param at when it left
     */
    @Transactional
    public void noteShipped(long orderId, String courier, String waybill, Instant at) {
        changed(orderId, jdbc.sql("UPDATE shop_order SET courier = COALESCE(?, courier), waybill = COALESCE(?, waybill),"
                        + " shipped_at = COALESCE(shipped_at, ?), shipping_known = TRUE, revision = revision + 1 WHERE id = ?")
                .params(courier, waybill, Db.utc(at), orderId).update());
        events.publishEvent(new OrderChanged(orderId));
    }

    /** Notes the address the parcel goes to from now on. */
    @Transactional
    public void noteAddress(long orderId, String address) {
        changed(orderId, jdbc.sql("UPDATE shop_order SET address = ?, revision = revision + 1 WHERE id = ?")
                .params(address, orderId).update());
    }

    /**
     * Notes that a line is sent with other goods; what was paid for it stays.
     *
     * @param lineNo   as in {@link Line#lineNo()}
     * @param quantity at least 1
     */
    @Transactional
    public void noteSwap(long orderId, int lineNo, String sku, int quantity) {
        changed(orderId, jdbc.sql("UPDATE order_line SET sku = ?, title = NULL, quantity = ? WHERE order_id = ? AND line_no = ?")
                .params(sku, quantity, orderId, lineNo).update());
        jdbc.sql("UPDATE shop_order SET revision = revision + 1 WHERE id = ?").param(orderId).update();
    }

    private static void changed(long orderId, int rows) {
        if (rows == 0) {
            throw Problem.notFound("order or line of order", orderId);
        }
    }

    private Order order(ResultSet row, int n) throws SQLException {
        return order(row, lines(row.getLong("id")));
    }

    /** An order from a row of {@link #SELECT}. */
    static Order order(ResultSet row, List<Line> lines) throws SQLException {
        return new Order(row.getLong("id"), row.getString("shop"), row.getString("order_no"), row.getString("currency"),
                row.getLong("total_minor"), row.getLong("paid_minor"), Db.instant(row, "created_at"),
                Db.instant(row, "paid_at"), row.getString("buyer"), row.getString("buyer_flag"),
                row.getString("recipient"), row.getString("phone"), row.getString("email"), row.getString("region"),
                row.getString("address"), row.getString("courier"), row.getString("waybill"),
                Db.instant(row, "shipped_at"), Db.instant(row, "received_at"), Db.instant(row, "ship_by"),
                row.getBoolean("shipping_known"), lines);
    }

    private List<Line> lines(long orderId) {
        return jdbc.sql("SELECT id, line_no, sku, batch, title, quantity, paid_minor FROM order_line WHERE order_id = ? ORDER BY line_no")
                .param(orderId)
                .query(Orders::line)
                .list();
    }

    /** A line from a row with the columns of the table. */
    static Line line(ResultSet row, int n) throws SQLException {
        return new Line(row.getLong("id"), row.getInt("line_no"), row.getString("sku"), row.getString("batch"), row.getString("title"),
                row.getInt("quantity"), row.getLong("paid_minor"));
    }
}
