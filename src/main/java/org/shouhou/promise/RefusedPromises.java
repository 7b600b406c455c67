package org.shouhou.promise;

import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what was tried and refused (R9): the refusal undoes the transaction, so it is written once that is over. */
@Component
class RefusedPromises {

    private final CaseHistory history;
    private final TransactionTemplate own;

    RefusedPromises(CaseHistory history, PlatformTransactionManager transactions) {
        this.history = history;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Called inside the transaction that the refusal will undo. */
    void note(long caseId, String actor, Map<String, Object> facts) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_ROLLED_BACK) {
                    own.executeWithoutResult(tx -> history.record(caseId, actor, "PROMISE_REFUSED", facts));
                }
            }
        });
    }
}
