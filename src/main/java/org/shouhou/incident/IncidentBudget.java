package org.shouhou.incident;

import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.CompensationEnded;
import org.shouhou.casefile.CaseClosed;
import org.shouhou.casefile.CaseFile;
import org.shouhou.refund.LedgerSums;
import org.shouhou.reship.SecondParcels;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What an incident promised and what did not come about goes back to its budget, once: a refund that failed or was refused,
 * a parcel that did not leave, a compensation that was not given (R37). What was paid in part stays spent in part.
 */
@Component
class IncidentBudget {

    private final IncidentTable table;
    private final IncidentCases members;
    private final IncidentPromises promises;
    private final LedgerSums ledger;
    private final SecondParcels parcels;
    private final CaseHistory history;

    IncidentBudget(IncidentTable table, IncidentCases members, IncidentPromises promises, LedgerSums ledger, SecondParcels parcels,
            CaseHistory history) {
        this.table = table;
        this.members = members;
        this.promises = promises;
        this.ledger = ledger;
        this.parcels = parcels;
        this.history = history;
    }

    /** In the transaction that closes the case, under its lock. */
    @EventListener
    @Order(0)
    void closed(CaseClosed closed) {
        promises.held(closed.caseId(), false).forEach(promise -> settle(promise, cost(promise)));
    }

    @EventListener
    void ended(CompensationEnded ended) {
        promises.heldFor(ended.compensationId()).ifPresent(promise -> settle(promise, ended.given() ? promise.amountMinor() : 0));
    }

    /** A case is taken out before what was promised to it began. */
    void takenOut(long incidentId, long caseId) {
        promises.held(caseId, true).stream().filter(promise -> promise.incidentId() == incidentId).forEach(promise -> settle(promise, 0));
    }

    private long cost(IncidentPromises.Promise promise) {
        return promise.remedy() == Decision.Kind.RESHIP
                ? parcels.left(promise.caseId()) ? promise.amountMinor() : 0
                : Math.min(promise.amountMinor(), ledger.paidByUs(promise.caseId()));
    }

    private void settle(IncidentPromises.Promise promise, long keptMinor) {
        long back = promise.amountMinor() - keptMinor;
        if (!promises.settle(promise, keptMinor) || back == 0) {
            return;
        }
        table.giveBack(promise.incidentId(), back);
        if (keptMinor == 0) {
            members.cameToNothing(promise.incidentId(), promise.caseId());
        }
        table.record(promise.incidentId(), CaseHistory.SYSTEM, "BUDGET_GIVEN_BACK",
                Incidents.facts("case", CaseFile.numberOf(promise.caseId()), "amountMinor", back));
        history.record(promise.caseId(), CaseHistory.SYSTEM, "BUDGET_GIVEN_BACK",
                Incidents.facts("incident", Incident.numberOf(promise.incidentId()), "amountMinor", back));
    }
}
