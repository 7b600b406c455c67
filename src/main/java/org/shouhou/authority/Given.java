package org.shouhou.authority;

import java.util.List;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Service;

/** Compensations as people and clients ask for them and see them. */
@Service
public class Given {

    /**
     * A compensation.
     *
     * @param amountMinor its worth in minor units
     * @param state       PROPOSED, AGREED, COMPENSATED, REJECTED or CANCELLED
     * @param basis       CONSENT, STANDING, OWN_LIMIT, SELF_CONSENT; null while nobody consented
     * @param standingRemedy the one that covers it, or null
     */
    public record View(String compensationId, String kind, long amountMinor, String currency, String sku, Integer quantity,
            String reasonCode, String text, String proposedBy, String state, String basis, String standingRemedy, String why,
            String reference, long proposedMs, Long endedMs) {
    }

    /** @param created false when the request had proposed it before */
    public record Proposal(View compensation, boolean created) {
    }

    private final Compensations compensations;
    private final StandingRemedies standing;
    private final CaseViews cases;

    Given(Compensations compensations, StandingRemedies standing, CaseViews cases) {
        this.compensations = compensations;
        this.standing = standing;
        this.cases = cases;
    }

    /** @throws org.shouhou.common.Problem 404; see {@link Compensations} */
    public Proposal propose(String caseId, NewCompensation wanted, Actor by) {
        CaseFile file = cases.visible(caseId, by);
        Compensations.Proposed proposed = compensations.give(file.id(), wanted, by);
        return new Proposal(view(proposed.compensation()), proposed.created());
    }

    /** Of a case, oldest first. */
    public List<View> of(String caseId, Actor who) {
        return compensations.of(cases.visible(caseId, who).id()).stream().map(this::view).toList();
    }

    /** The reasons there are. */
    public List<String> reasons() {
        return CompensationReason.codes();
    }

    private View view(Compensation one) {
        return new View(Long.toString(one.id()), one.kind().name(), one.amountMinor(), one.currency(), one.sku(), one.quantity(),
                one.reasonCode(), one.words(), one.proposedBy(), one.state().name(), one.basis(),
                one.standingId() == null ? null : standing.get(one.standingId()).name(), one.why(), one.reference(),
                one.createdMs(), one.endedMs());
    }
}
