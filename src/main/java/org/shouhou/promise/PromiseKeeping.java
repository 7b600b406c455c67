package org.shouhou.promise;

import java.util.stream.Stream;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseClosed;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.order.Order;
import org.shouhou.order.OrderBalances;
import org.shouhou.order.OrderShippedListener;
import org.shouhou.order.Orders;
import org.shouhou.order.Shipped;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What happens keeps the promises it fulfils, and the end of a case ends those that became void (R8). */
@Component
class PromiseKeeping implements OrderShippedListener {

    private final PromiseTable table;
    private final Promises promises;
    private final CaseFiles cases;
    private final Orders orders;
    private final OrderBalances balances;

    PromiseKeeping(PromiseTable table, Promises promises, CaseFiles cases, Orders orders, OrderBalances balances) {
        this.table = table;
        this.promises = promises;
        this.cases = cases;
        this.orders = orders;
        this.balances = balances;
    }

    /** Something is on a case's timeline; it is written in the transaction that locked the case. */
    @EventListener
    void happened(CaseHistory.Recorded event) {
        Stream.of(PromiseKind.values()).filter(kind -> keeps(kind, event)).findFirst()
                .ifPresent(kind -> table.open(event.caseId()).stream().filter(promise -> promise.kind() == kind)
                        .forEach(promise -> promises.end(promise, Promise.State.KEPT, event.kind(), event.actor(), null)));
    }

    /** Only a person who reached the customer has called back. */
    private static boolean keeps(PromiseKind kind, CaseHistory.Recorded event) {
        return switch (event.kind()) {
            case "MESSAGE_RECEIVED" -> kind == PromiseKind.SHIPPED && "orderShipped".equals(event.data().get("message"));
            case "CONTACT" -> kind == PromiseKind.CALLED_BACK && "REACHED".equals(event.data().get("outcome"))
                    && !CaseHistory.SYSTEM.equals(event.actor());
            default -> kind.keptBy(event.kind());
        };
    }

    /** An import says that the order has left, or has arrived. */
    @Override
    public void shipped(Order order) {
        for (Promise promise : table.openOfOrder(order.id())) {
            boolean kept = promise.kind() == PromiseKind.SHIPPED && order.shipped() == Shipped.YES
                    || promise.kind() == PromiseKind.ARRIVED && order.receivedAt() != null;
            if (kept) {
                cases.lock(promise.caseId());
                promises.end(promise, Promise.State.KEPT, "IMPORT", CaseHistory.SYSTEM, null);
            }
        }
    }

    @EventListener
    @org.springframework.core.annotation.Order(0)
    void closed(CaseClosed closed) {
        CaseFile file = cases.get(closed.caseId());
        boolean nothingLeft = orders.byId(file.orderId()).isPresent() && balances.of(file.orderId()).left() == 0;
        table.open(file.id()).stream().filter(promise -> VoidPromises.voided(promise.kind(), closed.outcome(), nothingLeft))
                .forEach(promise -> promises.end(promise, Promise.State.VOID, closed.outcome().name(), CaseHistory.SYSTEM, null));
    }
}
