package org.shouhou.returns;

import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.Compensations;
import org.shouhou.authority.Kind;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.identity.Actor;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/** R15: where the shop pays the way back, the customer gets the freight back, beside the refund and within its own limits. */
@Service
public class ReturnFreight {

    private final CaseFiles cases;
    private final ReturnBook book;
    private final Compensations compensations;
    private final Users users;
    private final Settings settings;

    ReturnFreight(CaseFiles cases, ReturnBook book, Compensations compensations, Users users, Settings settings) {
        this.cases = cases;
        this.book = book;
        this.compensations = compensations;
        this.users = users;
        this.settings = settings;
    }

    /** Only for goods that came back. @param outcome how the return ends */
    public boolean due(long caseId, String outcome) {
        boolean cameBack = "RETURNED_AND_REFUNDED".equals(outcome) || "EXCHANGED".equals(outcome);
        return cameBack && "SHOP".equals(book.of(caseId).freight()) && amount(caseId) > 0;
    }

    /** @return the compensation the process is called for; proposed by who agreed to the return */
    public long plan(long caseId) {
        String name = book.of(caseId).reviewedBy();
        Actor by = name == null || name.equals(CaseHistory.SYSTEM) ? Actor.SYSTEM : users.find(name).map(User::actor).orElse(Actor.SYSTEM);
        return compensations.propose(caseId, Kind.FREIGHT, amount(caseId), null, null, "RETURN_FREIGHT", by);
    }

    private long amount(long caseId) {
        CaseFile file = cases.get(caseId);
        return settings.number(Figure.RETURN_FREIGHT_BACK, file.shop());
    }
}
