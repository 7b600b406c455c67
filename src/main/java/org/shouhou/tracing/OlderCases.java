package org.shouhou.tracing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.BackgroundWork;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the facts of cases from before there was an index of them, newest first and a portion at a time, from their
 * history. Which row of a table decided was not kept then.
 */
@Component
class OlderCases implements BackgroundWork {

    private static final int PORTION = 50;

    private final JdbcClient jdbc;
    private final FactTable table;
    private final CaseFiles cases;
    private final CaseHistory history;
    private final TransactionTemplate transaction;
    /** Once all are done they stay done. */
    private volatile boolean done;

    OlderCases(JdbcClient jdbc, FactTable table, CaseFiles cases, CaseHistory history, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.table = table;
        this.cases = cases;
        this.history = history;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String name() {
        return "audit-index";
    }

    @Override
    public boolean workOnce() {
        return !done && Boolean.TRUE.equals(transaction.execute(status -> portion()));
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    /** Id of the newest case whose facts are not written yet; 0 when there is none. */
    long left() {
        return done ? 0 : jdbc.sql("SELECT next_case FROM audit_backlog WHERE id = 1").query(Long.class).single();
    }

    /** Another node that is at it has the row. */
    private boolean portion() {
        Optional<Long> next = jdbc.sql("SELECT next_case FROM audit_backlog WHERE id = 1 FOR UPDATE SKIP LOCKED").query(Long.class).optional();
        if (next.isEmpty() || next.get() == 0) {
            done = next.isPresent();
            return false;
        }
        List<Long> ids = jdbc.sql("SELECT id FROM case_file WHERE id <= ? ORDER BY id DESC LIMIT " + PORTION).param(next.get()).query(Long.class).list();
        ids.forEach(this::write);
        jdbc.sql("UPDATE audit_backlog SET next_case = ? WHERE id = 1").param(ids.size() < PORTION ? 0 : ids.get(ids.size() - 1) - 1).update();
        return true;
    }

    private void write(long caseId) {
        table.addCase(cases.lock(caseId));
        table.add(caseId, jdbc.sql("SELECT DISTINCT kind FROM deadline WHERE case_id = ? AND state = 'MISSED'").param(caseId)
                .query((row, n) -> new Fact(Fact.Kind.MISSED, row.getString(1))).list());
        history.traced(List.of(caseId)).forEach(traced -> {
            Findings found = Findings.of(traced.event().actor(), traced.event().kind(), traced.event().data());
            table.add(caseId, found.facts());
            table.add(caseId, found.amounts());
        });
    }
}
