package org.shouhou.returns;

import java.util.List;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Money;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.order.OrderBalances;
import org.shouhou.refund.RefundWork;
import org.springframework.stereotype.Component;

/** What a return is worth, and who proposes to pay it. Amounts are minor units. */
@Component
class ReturnMoney {

    private final CaseFiles cases;
    private final OrderBalances balances;
    private final ReturnBook book;
    private final RefundWork work;
    private final Users users;

    ReturnMoney(CaseFiles cases, OrderBalances balances, ReturnBook book, RefundWork work, Users users) {
        this.cases = cases;
        this.balances = balances;
        this.book = book;
        this.work = work;
        this.users = users;
    }

    /** What is left to refund of the lines the case is about (R13). */
    long left(long caseId) {
        CaseFile file = cases.get(caseId);
        List<Long> lines = cases.lines(caseId);
        long ofOrder = balances.of(file.orderId()).left();
        return lines.isEmpty() ? ofOrder : Math.min(ofOrder, balances.ofLines(file.orderId()).entrySet().stream()
                .filter(line -> lines.contains(line.getKey())).mapToLong(line -> line.getValue().left()).sum());
    }

    /** What the customer asked for, at most what is left. */
    long asked(long caseId) {
        Long asked = cases.get(caseId).amountMinor();
        long left = left(caseId);
        return asked == null ? left : Math.min(asked, left);
    }

    /** In the name of who judged last: the supervisor, else who agreed to the return. */
    void propose(long caseId, long amountMinor) {
        ReturnBook.Entry entry = book.of(caseId);
        String name = entry.judgedBy() != null ? entry.judgedBy() : entry.reviewedBy();
        propose(caseId, amountMinor, name == null ? Actor.SYSTEM : users.find(name).map(User::actor).orElse(Actor.SYSTEM));
    }

    void propose(long caseId, long amountMinor, Actor by) {
        work.propose(caseId, amountMinor, by);
    }

    /** @throws Problem 422 when more is proposed than is left */
    void checkLeft(long caseId, long amountMinor) {
        long left = left(caseId);
        if (amountMinor > left) {
            throw Problem.unprocessable("more-than-left", "Only " + new Money(left, cases.get(caseId).currency())
                    + " is left to refund.").with("leftMinor", left);
        }
    }

    String sentBackWhy(long caseId) {
        return work.of(caseId).sentBackWhy();
    }
}
