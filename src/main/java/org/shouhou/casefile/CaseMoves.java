package org.shouhou.casefile;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.shouhou.engine.EngineEvents;
import org.shouhou.gateway.EffectAnswered;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Before a transaction that moved a case commits: facts that were kept are delivered to what waits for them now, and
 * the status says whether a person is needed. The same happens whoever moved it: a person, a message, a timer, an
 * answer from outside.
 */
@Component
class CaseMoves {

    private final CaseMessages messages;
    private final CaseFiles cases;
    private final JdbcClient jdbc;

    CaseMoves(CaseMessages messages, CaseFiles cases, JdbcClient jdbc) {
        this.messages = messages;
        this.cases = cases;
        this.jdbc = jdbc;
    }

    @EventListener
    void moved(EngineEvents.CaseMoved event) {
        remember(event.caseId());
    }

    @EventListener
    void opened(EngineEvents.TaskOpened event) {
        remember(event.caseId());
    }

    @EventListener
    void ended(EngineEvents.TaskEnded event) {
        remember(event.caseId());
    }

    /** What waited for the answer from outside may be delivered now. */
    @EventListener
    void answered(EffectAnswered event) {
        remember(event.caseId());
    }

    void remember(long caseId) {
        Settle pending = (Settle) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Settle();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        pending.caseIds.add(caseId);
    }

    private final class Settle implements TransactionSynchronization {

        private final Set<Long> caseIds = new LinkedHashSet<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            ArrayDeque<Long> seen = new ArrayDeque<>();
            while (!caseIds.isEmpty()) {
                long caseId = caseIds.iterator().next();
                if (!messages.lookAgain(caseId)) {
                    caseIds.remove(caseId);
                    seen.add(caseId);
                }
            }
            seen.stream().distinct().forEach(this::status);
        }

        private void status(long caseId) {
            boolean personNeeded = jdbc.sql("SELECT COUNT(*) FROM queue_entry WHERE case_id = ?").param(caseId)
                    .query(Long.class).single() > 0;
            cases.status(caseId, personNeeded ? CaseFile.Status.OPEN : CaseFile.Status.WAITING);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(CaseMoves.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(CaseMoves.this, this);
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResourceIfPossible(CaseMoves.this);
        }
    }
}
