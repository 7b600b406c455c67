package org.shouhou.refund;

import java.time.Clock;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.engine.Processes;
import org.shouhou.messaging.Messages;
import org.shouhou.order.OrderBalances;
import org.shouhou.order.RefundedBeyondPaid;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** More given back than was paid, since the platform or a person paid outside: work for finance (R13). Amounts are minor units. */
@Repository
class Overruns {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final OrderBalances balances;
    private final Processes processes;
    private final Messages messages;

    Overruns(JdbcClient jdbc, Clock clock, OrderBalances balances, Processes processes, Messages messages) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.balances = balances;
        this.processes = processes;
        this.messages = messages;
    }

    /** An import told of more given back elsewhere than was paid: work on the order's newest case, or at least a notice. */
    @EventListener
    void importedBeyondPaid(RefundedBeyondPaid event) {
        jdbc.sql("""
                SELECT o.order_no, o.currency, (SELECT MAX(c.id) FROM case_file c WHERE c.order_id = o.id) AS newest_case
                FROM shop_order o WHERE o.id = ?""").param(event.orderId()).query(row -> {
                    Long caseId = Db.nullableLong(row, "newest_case");
                    if (caseId != null) {
                        look(caseId, event.orderId());
                    } else {
                        messages.toRole("finance", null, "overpayment", Map.of("orderNo", row.getString("order_no"),
                                "amountMinor", event.overrunMinor(), "currency", row.getString("currency")),
                                "overpayment-order-" + event.orderId() + "-" + event.overrunMinor());
                    }
                });
    }

    /** What was given back beyond what was paid and finance has not settled yet. */
    long openOverrun(long orderId) {
        return balances.of(orderId).overrun() - jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM settled_overrun WHERE order_id = ?")
                .param(orderId).query(Long.class).single();
    }

    /** Finance settled what was open. */
    void settleOverrun(long caseId, long orderId, String decision, String reference, String by) {
        long open = openOverrun(orderId);
        if (open > 0) {
            jdbc.sql("INSERT INTO settled_overrun (case_id, order_id, amount_minor, decision, reference, settled_by, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)")
                    .params(caseId, orderId, open, decision, reference, by, clock.millis()).update();
        }
    }

    /** More was paid than the order is worth: finance gets a task, once per order at a time. */
    void look(long caseId, long orderId) {
        long overrun = openOverrun(orderId);
        boolean asked = jdbc.sql("""
                SELECT COUNT(*) FROM queue_entry q JOIN case_file c ON c.id = q.case_id
                WHERE c.order_id = ? AND q.task_key = 'settleOverpayment'""").param(orderId).query(Long.class).single() > 0;
        if (overrun > 0 && !asked) {
            long entries = jdbc.sql("SELECT COUNT(*) FROM refund WHERE case_id = ? AND compensation_id IS NULL").param(caseId)
                    .query(Long.class).single();
            processes.start("overpayment", caseId, Map.of());
            messages.toRole("finance", caseId, "overpayment", Map.of("amountMinor", overrun),
                    "overpayment-" + caseId + "-" + entries);
        }
    }
}
