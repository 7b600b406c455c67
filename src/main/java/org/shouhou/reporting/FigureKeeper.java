package org.shouhou.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.shouhou.audit.CaseHistory;
import org.shouhou.deadline.Deadlines;
import org.shouhou.order.OrderChanged;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what each case counts as: whenever something happened to a case, it is counted again at the end of that very
 * transaction, and what differs from before is written with it. So a figure is never behind, and whatever is put right
 * later (a responsibility, a reopened, converted or merged case) moves the figures without anybody knowing of them.
 */
@Component
class FigureKeeper {

    private final CaseFacts facts;
    private final FigureTable table;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FigureKeeper(CaseFacts facts, FigureTable table, JdbcClient jdbc, PlatformTransactionManager manager) {
        this.facts = facts;
        this.table = table;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(manager);
    }

    @EventListener
    void happened(CaseHistory.Recorded recorded) {
        touched(recorded.caseId());
    }

    @EventListener
    void ended(Deadlines.Ended clocks) {
        touched(clocks.caseId());
    }

    @EventListener
    void changed(OrderChanged order) {
        jdbc.sql("SELECT id FROM case_file WHERE order_id = ?").param(order.orderId()).query(Long.class).list().forEach(this::touched);
    }

    private void touched(long caseId) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            transaction.executeWithoutResult(now -> count(caseId));
            return;
        }
        Touched all = (Touched) TransactionSynchronizationManager.getSynchronizations().stream().filter(Touched.class::isInstance).findFirst().orElse(null);
        if (all == null) {
            all = new Touched();
            TransactionSynchronizationManager.registerSynchronization(all);
        }
        all.cases.add(caseId);
    }

    /** Counts a case again, in the caller's transaction. */
    void count(long caseId) {
        table.lock(caseId);
        Map<Fact.Key, Fact> before = table.of(caseId);
        Map<Fact.Key, Fact> now = facts.of(caseId);
        List<Fact> gone = new ArrayList<>(before.values());
        gone.removeAll(now.values());
        List<Fact> come = new ArrayList<>(now.values());
        come.removeAll(before.values());
        if (!gone.isEmpty() || !come.isEmpty()) {
            table.change(caseId, gone, come);
        }
    }

    /** The cases of one transaction, in order of their ids so that two transactions wait for each other in one way only. */
    private final class Touched implements TransactionSynchronization, Ordered {

        private final TreeSet<Long> cases = new TreeSet<>();

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            if (!readOnly) {
                List.copyOf(cases).forEach(FigureKeeper.this::count);
            }
        }
    }
}
