package org.shouhou.authority;

import java.util.Set;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.queue.TaskRefused;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Who reaches for an approval that is not theirs to give is on record: their own proposal, or beyond their limit (R10). */
@Component
class RefusedApprovals {

    private static final Set<String> APPROVALS = Set.of("approveRefund", "approveCompensation");

    private final RefusedAttempts attempts;
    private final CaseFiles cases;

    RefusedApprovals(RefusedAttempts attempts, CaseFiles cases) {
        this.attempts = attempts;
        this.cases = cases;
    }

    @EventListener
    void refused(TaskRefused task) {
        if (APPROVALS.contains(task.key())) {
            CaseFile file = cases.get(task.caseId());
            attempts.note(new Consents.Subject(file.id(), "REFUND", null, file.amountMinor() == null ? 0 : file.amountMinor(),
                    file.currency()), task.ownProposal() ? task.actor() : "–", task.actor(), task.role().toUpperCase(java.util.Locale.ROOT),
                    task.ownProposal() ? Consents.Decision.FOUR_EYES : Consents.Decision.BEYOND_LIMIT, task.key());
        }
    }
}
