package org.shouhou.authority;

import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Service;

/**
 * A compensation that was decided once for many cases and consented to once (R37): given by the same process as any other,
 * beside whatever the case is doing. That process looks at the consent like at any other; beyond a manager's limit it
 * still asks a second one (R10).
 */
@Service
public class CompensationForMany {

    private final Compensations compensations;
    private final Consents consents;
    private final Limits limits;
    private final CaseFiles cases;
    private final Processes processes;

    CompensationForMany(Compensations compensations, Consents consents, Limits limits, CaseFiles cases, Processes processes) {
        this.compensations = compensations;
        this.consents = consents;
        this.limits = limits;
        this.cases = cases;
        this.processes = processes;
    }

    /** A reason code a compensation may have: the cases' own one where it is, else goodwill. */
    public static String reason(String ofCases) {
        return ofCases != null && CompensationReason.codes().contains(ofCases) ? ofCases : "GOODWILL";
    }

    /**
     * What each of them is worth, in minor units.
     *
     * @param words what customers are told besides
     * @throws Problem 400 for wrong fields, 422 {@code review-condition} (R43)
     */
    public long worth(NewCompensation wanted, String words, String shop) {
        wanted.check(true);
        if (ReviewCondition.in(wanted.reasonCode(), wanted.text()) || ReviewCondition.in(wanted.reasonCode(), words)) {
            throw Compensations.forReview();
        }
        return wanted.amountMinor() != null ? wanted.amountMinor() : limits.giftValue(wanted.quantity(), shop);
    }

    /** Whether the case's order may still be given that much of this kind (R13). */
    public boolean fits(long caseId, NewCompensation wanted) {
        CaseFile file = cases.get(caseId);
        return !compensations.beyondOrder(file, Kind.valueOf(wanted.kind()),
                wanted.amountMinor() != null ? wanted.amountMinor() : limits.giftValue(wanted.quantity(), file.shop()));
    }

    /**
     * Writes one down with the consent it has. The caller holds the case's lock and begins it afterwards.
     *
     * @param approvedBy the manager who approved it for all, the same as {@code by} where there was no other
     * @return its id
     */
    public long propose(long caseId, NewCompensation wanted, Actor by, String approvedBy) {
        long id = compensations.writeForMany(cases.get(caseId), wanted, by);
        if (!approvedBy.equals(by.name())) {
            consents.record(compensations.get(id).subject(), by.name(), approvedBy, "MANAGER", Consents.Decision.APPROVE, Consents.FOR_ALL);
        }
        return id;
    }

    /** Lets the process give what was proposed. */
    public void begin(long caseId, String requestId) {
        processes.start("compensation", caseId, Map.of("compensationId", compensations.byRequest(requestId)));
    }
}
