package org.shouhou.authority;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.stereotype.Service;

/** Every consent, what was given without one, and every refused attempt: for the auditor (R10). */
@Service
public class GivenAway {

    private static final int PAGE = 100;

    /** @param cursor for the next page; null on the last one */
    public record Page(List<Consents.Entry> consents, String cursor) {
    }

    private final Consents consents;
    private final CaseFiles cases;

    GivenAway(Consents consents, CaseFiles cases) {
        this.consents = consents;
        this.cases = cases;
    }

    /**
     * One page, newest first; null means any.
     *
     * @param caseId         number or id
     * @param decision       one of {@link Consents.Decision}
     * @param withoutConsent only what nobody else was asked about
     * @throws Problem 400 for an unknown decision or a cursor that is none, 404 for an unknown case
     */
    public Page find(String caseId, String decision, boolean withoutConsent, String shop, Instant from, Instant to, String cursor) {
        Long beforeId = cursor == null ? null : cursor(cursor);
        List<Consents.Decision> decisions = decision == null ? withoutConsent ? Consents.Decision.WITHOUT_CONSENT : List.of()
                : List.of(decision(decision));
        List<Consents.Entry> page = consents.find(new Consents.Search(caseId == null ? null : cases.byNumberOrId(caseId).id(), decisions,
                shop, from == null ? null : from.toEpochMilli(), to == null ? null : to.toEpochMilli(), beforeId), PAGE);
        return new Page(page, page.size() < PAGE ? null : Long.toString(page.get(PAGE - 1).id()));
    }

    private static Consents.Decision decision(String code) {
        return Arrays.stream(Consents.Decision.values()).filter(one -> one.name().equals(code)).findFirst()
                .orElseThrow(() -> Problem.fields(List.of(new FieldProblem("decision",
                        "Must be one of " + List.of(Consents.Decision.values()) + "."))));
    }

    private static long cursor(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw Problem.fields(List.of(new FieldProblem("cursor", "Is not one this list gave out.")));
        }
        return Long.parseLong(text);
    }
}
