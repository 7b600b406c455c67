package org.shouhou.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Money;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What becomes of the refunds a report tells of (R13): counted as refunded elsewhere, or, when the report's refunds are
 * requests, handed over to be decided; that once per order. What we or others have recorded already is not counted again.
 */
@Component
class ReportedRefunds {

    /** As in the table imported_refund; all in minor units. */
    record Reported(long reported, long requested, long counted) {
        static final Reported NOTHING = new Reported(0, 0, 0);
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final OrderBalances balances;
    private final Orders orders;
    private final ObjectProvider<RequestedRefunds> requests;
    private final ApplicationEventPublisher events;

    ReportedRefunds(JdbcTemplate template, OrderBalances balances, Orders orders,
                    ObjectProvider<RequestedRefunds> requests, ApplicationEventPublisher events) {
        this.jdbc = JdbcClient.create(template);
        this.template = template;
        this.balances = balances;
        this.orders = orders;
        this.requests = requests;
        this.events = events;
    }

    /** What is known of these orders, by order id. */
    Map<Long, Reported> of(Collection<Long> orderIds) {
        Map<Long, Reported> known = new HashMap<>();
        if (!orderIds.isEmpty()) {
            jdbc.sql("SELECT order_id, reported_minor, requested_minor, counted_minor FROM imported_refund WHERE order_id IN (:ids)")
                    .param("ids", orderIds)
                    .query(row -> {
                        known.put(row.getLong(1), new Reported(row.getLong(2), row.getLong(3), row.getLong(4)));
                    });
        }
        return known;
    }

    /** Notes refunds elsewhere of new orders; their balances carry them already. */
    void noteNew(Map<Long, Long> byOrder) {
        List<Object[]> rows = new ArrayList<>();
        byOrder.forEach((order, amount) -> rows.add(new Object[] {order, amount, amount}));
        template.batchUpdate("INSERT INTO imported_refund (order_id, reported_minor, requested_minor, counted_minor) VALUES (?, ?, 0, ?)", rows);
    }

    /**
     * Counts a reported refund as refunded elsewhere, as far as it is not explained by what is known.
     *
     * @param reported what the report says now, all in all; 0 takes an earlier record back
     * @return whether the report says anything new
     */
    boolean count(long orderId, long reported) {
        balances.lock(orderId);
        Optional<Reported> row = row(orderId);
        Reported known = row.orElse(Reported.NOTHING);
        if (known.reported == reported) {
            return false;
        }
        OrderBalances.Balance balance = balances.of(orderId);
        long explained = Math.max(balance.refunded() + balance.elsewhere() - known.counted, known.requested);
        long counted = Math.max(0, reported - explained);
        if (counted > known.counted) {
            long overrun = balances.recordElsewhere(orderId, counted - known.counted);
            if (overrun > 0) {
                events.publishEvent(new RefundedBeyondPaid(orderId, overrun));
            }
        } else if (counted < known.counted) {
            balances.takeBackElsewhere(orderId, known.counted - counted);
        }
        write(orderId, row.isPresent(), new Reported(reported, known.requested, counted));
        return true;
    }

    /** Whether a reported refund is still to be handed over as a request. */
    static boolean isOpen(Reported known, long reported) {
        return reported > 0 && known.requested == 0 || known.requested > 0 && reported > known.reported;
    }

    /**
     * Hands a reported refund over as a request, once per order. What was counted as refunded elsewhere for it is taken
     * back first.
     *
     * @return whether a case was opened
     * @throws RowRefused when a refund grew that was handed over already
     */
    boolean request(long orderId, long reported, String actor) {
        balances.lock(orderId);
        Optional<Reported> row = row(orderId);
        Reported known = row.orElse(Reported.NOTHING);
        OrderBalances.Balance balance = balances.of(orderId);
        long byOthers = balance.refunded() + balance.elsewhere() - known.counted;
        if (known.requested > 0) {
            if (reported > Math.max(known.requested, byOthers)) {
                String currency = orders.byId(orderId).orElseThrow().currency();
                throw new RowRefused(Field.REFUNDED, "The refund was requested with " + new Money(known.requested, currency).plain()
                        + " and is now " + new Money(reported, currency).plain() + "; open a case for the rest.");
            }
            return false;
        }
        if (known.counted > 0) {
            balances.takeBackElsewhere(orderId, known.counted);
        }
        long asked = Math.max(0, reported - byOthers);
        write(orderId, row.isPresent(), new Reported(reported, asked, 0));
        return asked > 0 && requests.getObject().open(orders.byId(orderId).orElseThrow(), asked, actor);
    }

    private Optional<Reported> row(long orderId) {
        return Optional.ofNullable(of(List.of(orderId)).get(orderId));
    }

    private void write(long orderId, boolean known, Reported row) {
        String sql = known
                ? "UPDATE imported_refund SET reported_minor = ?, requested_minor = ?, counted_minor = ? WHERE order_id = ?"
                : "INSERT INTO imported_refund (reported_minor, requested_minor, counted_minor, order_id) VALUES (?, ?, ?, ?)";
        jdbc.sql(sql).params(row.reported, row.requested, row.counted, orderId).update();
    }
}
