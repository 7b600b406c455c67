package org.shouhou.order;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts imported orders into the database, many in one transaction. */
@Component
class OrderWriter {

    /**
     * What an import writes for.
     *
     * @param openCases whether refunds in the file are requests
     */
    record Target(long importId, String shop, boolean openCases, String by) {
    }

    enum Result {
        IMPORTED, UPDATED, UNCHANGED,
        /** Another order with this number stands before it in the file. */
        REPEATED,
        /** To be written in a transaction of its own, because others are told of it. */
        ALONE
    }

    /** @param earlierLine where a repeated order stands already */
    record Written(ImportedOrder order, Result result, long orderId, Long earlierLine) {
    }

    private static final int TRIES = 6;

    private final OrderTable table;
    private final ReportedRefunds refunds;
    private final Orders orders;
    private final ObjectProvider<OrderShippedListener> listeners;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    OrderWriter(OrderTable table, ReportedRefunds refunds, Orders orders, ObjectProvider<OrderShippedListener> listeners,
                ApplicationEventPublisher events, PlatformTransactionManager transactions) {
        this.table = table;
        this.refunds = refunds;
        this.orders = orders;
        this.listeners = listeners;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Writes orders in one transaction.
     *
     * @param batch each order number once
     * @throws RowRefused when one of them does not fit what is known; nothing is written then
     */
    List<Written> write(Target target, List<ImportedOrder> batch) {
        return retried(() -> transaction.execute(status -> inTransaction(target, batch, false)));
    }

    /** Writes one order in a transaction of its own. */
    Written writeAlone(Target target, ImportedOrder order) {
        return retried(() -> transaction.execute(status -> inTransaction(target, List.of(order), true))).get(0);
    }

    /** Those orders, by id, whose refund is still to be requested. */
    List<Written> withOpenRequests(List<Written> written) {
        List<Written> refunded = written.stream().filter(each -> each.order.refundedMinor() > 0)
                .filter(each -> each.result != Result.REPEATED).toList();
        Map<Long, ReportedRefunds.Reported> known = refunds.of(refunded.stream().map(Written::orderId).toList());
        return refunded.stream().filter(each -> ReportedRefunds.isOpen(
                known.getOrDefault(each.orderId, ReportedRefunds.Reported.NOTHING), each.order.refundedMinor())).toList();
    }

    /** Requests an order's refund, in a transaction of its own. @return whether a case was opened */
    boolean request(Target target, Written written) {
        return retried(() -> transaction.execute(status ->
                refunds.request(written.orderId, written.order.refundedMinor(), target.by)));
    }

    private List<Written> inTransaction(Target target, List<ImportedOrder> batch, boolean alone) {
        Map<String, StoredOrder> stored = table.stored(target.shop, batch);
        List<Written> written = new ArrayList<>(insert(target, batch.stream()
                .filter(order -> !stored.containsKey(order.orderNo())).toList()));
        Map<Long, ReportedRefunds.Reported> reported = target.openCases ? Map.of() : reported(batch, stored);
        Map<Long, Long> seen = new TreeMap<>();
        batch.stream().filter(order -> stored.containsKey(order.orderNo()))
                .sorted(Comparator.comparingLong(order -> stored.get(order.orderNo()).id()))
                .forEach(order -> {
                    StoredOrder known = stored.get(order.orderNo());
                    boolean inThisFile = known.importId() != null && known.importId() == target.importId;
                    if (known.rowHash().equals(order.hash())) {
                        if (!inThisFile) {
                            seen.put(known.id(), order.line());
                        }
                        // An import that handed refunds over as requests may have been refused this one.
                        boolean count = !target.openCases && order.refundedMinor() > 0 && !reported.containsKey(known.id());
                        written.add(new Written(order, count && refunds.count(known.id(), order.refundedMinor())
                                ? Result.UPDATED : Result.UNCHANGED, known.id(), null));
                    } else if (inThisFile) {
                        written.add(new Written(order, Result.REPEATED, known.id(), known.importLine()));
                    } else if (!alone && known.shipsWith(order.facts())) {
                        written.add(new Written(order, Result.ALONE, known.id(), null));
                    } else {
                        written.add(new Written(order, change(target, known, order) ? Result.UPDATED : Result.UNCHANGED, known.id(), null));
                    }
                });
        if (!seen.isEmpty()) {
            table.seen(target.importId, seen);
        }
        return written;
    }

    private Map<Long, ReportedRefunds.Reported> reported(List<ImportedOrder> batch, Map<String, StoredOrder> stored) {
        return refunds.of(batch.stream().filter(order -> order.refundedMinor() > 0 && stored.containsKey(order.orderNo()))
                .map(order -> stored.get(order.orderNo()).id()).toList());
    }

    private List<Written> insert(Target target, List<ImportedOrder> fresh) {
        if (fresh.isEmpty()) {
            return List.of();
        }
        Map<String, Long> ids = table.insert(target.shop, target.importId, fresh, !target.openCases);
        if (!target.openCases) {
            Map<Long, Long> elsewhere = new HashMap<>();
            fresh.stream().filter(order -> order.refundedMinor() > 0)
                    .forEach(order -> elsewhere.put(ids.get(order.orderNo()), order.refundedMinor()));
            refunds.noteNew(elsewhere);
        }
        return fresh.stream().map(order -> new Written(order, Result.IMPORTED, ids.get(order.orderNo()), null)).toList();
    }

    /** @return whether anything changed that people see */
    private boolean change(Target target, StoredOrder known, ImportedOrder imported) {
        if (!known.order().currency().equals(imported.facts().currency())) {
            throw new RowRefused(Field.CURRENCY, "The order is known in " + known.order().currency() + ".");
        }
        Order now = known.with(imported.facts());
        List<ImportedOrder.ImportedLine> lines = known.linesWith(imported);
        table.update(known, now, imported, target.importId);
        if (lines != null) {
            table.lines(known, lines);
        }
        if (lines != null || foundDifferently(known.order(), now)) {
            events.publishEvent(new OrderChanged(known.id()));
        }
        boolean counted = !target.openCases && refunds.count(known.id(), imported.refundedMinor());
        if (known.shipsWith(imported.facts())) {
            Order shipped = orders.byId(known.id()).orElseThrow();
            listeners.orderedStream().forEach(listener -> listener.shipped(shipped));
        }
        return counted || lines != null || !now.equals(known.order());
    }

    private static boolean foundDifferently(Order before, Order now) {
        return !Objects.equals(before.buyer(), now.buyer()) || !Objects.equals(before.phone(), now.phone())
                || !Objects.equals(before.courier(), now.courier()) || !Objects.equals(before.waybill(), now.waybill());
    }

    /** Does it again when others were in the way: a deadlock, a lock not got in time, the same order inserted meanwhile. */
    private static <T> T retried(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (tries == TRIES || !passes(e)) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(10L, 60L * tries)));
            }
        }
    }

    /** Whether an exception tells of something that passes. */
    static boolean passes(Throwable exception) {
        for (Throwable e = exception; e != null; e = e.getCause()) {
            if (e instanceof TransientDataAccessException || e instanceof DuplicateKeyException
                    || e instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().startsWith("40")) {
                return true;
            }
        }
        return false;
    }
}
