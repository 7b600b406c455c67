package org.shouhou.authority;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.CaseLock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records that somebody tried what they may not (R10). The call itself is refused and undone, so the record is written
 * after that, in a transaction of its own: the case's row is free again then.
 */
@Component
public class RefusedAttempts {

    private final Consents consents;
    private final CaseHistory history;
    private final CaseLock cases;
    private final TransactionTemplate own;

    RefusedAttempts(Consents consents, CaseHistory history, CaseLock cases, PlatformTransactionManager transactions) {
        this.consents = consents;
        this.history = history;
        this.cases = cases;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Call it before the refusal is thrown. @param why in the words of who tried, or what was found; may be null */
    public void note(Consents.Subject subject, String proposedBy, String by, String level, Consents.Decision refused, String why) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            write(subject, proposedBy, by, level, refused, why);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_ROLLED_BACK) {
                    write(subject, proposedBy, by, level, refused, why);
                }
            }
        });
    }

    private void write(Consents.Subject subject, String proposedBy, String by, String level, Consents.Decision refused, String why) {
        own.executeWithoutResult(status -> {
            cases.lock(subject.caseId());
            consents.record(subject, proposedBy, by, level, refused, why);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("refused", refused.name());
            facts.put("amountMinor", subject.amountMinor() == 0 ? null : subject.amountMinor());
            facts.put("proposedBy", proposedBy);
            facts.put("text", why);
            history.record(subject.caseId(), by, "ATTEMPT_REFUSED", facts);
        });
    }
}
