package org.shouhou.reship;

import java.util.List;
import java.util.Optional;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.identity.Actor;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.order.Line;
import org.shouhou.order.OrderBalances;
import org.shouhou.refund.RefundWork;
import org.springframework.stereotype.Service;

/** Money instead of goods: what is proposed when the customer does not want the parcel any more. */
@Service
public class ReshipRefunds {

    private final CaseFiles cases;
    private final ReshipCase reships;
    private final ParcelTraces traces;
    private final SecondParcels parcels;
    private final OrderBalances balances;
    private final RefundWork work;
    private final Users users;

    ReshipRefunds(CaseFiles cases, ReshipCase reships, ParcelTraces traces, SecondParcels parcels, OrderBalances balances,
            RefundWork work, Users users) {
        this.cases = cases;
        this.reships = reships;
        this.traces = traces;
        this.parcels = parcels;
        this.balances = balances;
        this.work = work;
        this.users = users;
    }

    /** What is left to pay back of the lines concerned (R13). */
    long left(long caseId) {
        CaseFile file = cases.get(caseId);
        List<Long> lines = reships.lines(file).stream().map(Line::id).toList();
        long ofLines = balances.ofLines(file.orderId()).entrySet().stream().filter(line -> lines.contains(line.getKey()))
                .mapToLong(line -> line.getValue().left()).sum();
        return Math.min(ofLines, balances.of(file.orderId()).left());
    }

    /** Proposed by whoever decided it last, with that person's own authority. */
    public void propose(long caseId) {
        Optional<String> chose = parcels.newest(caseId).map(SecondParcels.Parcel::chosenBy);
        String by = chose.orElseGet(() -> traces.of(caseId).decidedBy());
        work.propose(caseId, left(caseId), by == null ? Actor.SYSTEM
                : users.find(by).map(User::actor).orElse(Actor.SYSTEM));
    }
}
