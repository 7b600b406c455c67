package org.shouhou.refund;

import java.util.List;
import java.util.Optional;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.order.Orders;
import org.shouhou.order.Shipped;
import org.shouhou.queue.InBulk;
import org.springframework.stereotype.Component;

/**
 * Refunds that are all alike: nothing has left yet, and whoever approves them needs nobody's consent. Anything else is
 * looked at by itself.
 */
@Component
class RefundsInBulk implements InBulk {

    private final CaseFiles cases;
    private final Orders orders;
    private final RefundWork work;
    private final RefundAuthority authority;

    RefundsInBulk(CaseFiles cases, Orders orders, RefundWork work, RefundAuthority authority) {
        this.cases = cases;
        this.orders = orders;
        this.work = work;
        this.authority = authority;
    }

    @Override
    public String taskKey() {
        return "reviewRefund";
    }

    @Override
    public List<String> decisions() {
        return List.of("APPROVE", "REFUSE");
    }

    @Override
    public Optional<String> against(long caseId, String decision, Actor actor) {
        CaseFile file = cases.get(caseId);
        if (orders.byId(file.orderId()).filter(order -> order.shipped() == Shipped.NO).isEmpty()) {
            return Optional.of("bulk-shipped");
        }
        boolean consent = decision.equals("APPROVE") && (!"AGENT".equals(work.of(caseId).route())
                || authority.levelOf(file.amountMinor(), file.shop()).ordinal() > limitOf(actor).ordinal());
        return consent ? Optional.of("bulk-beyond-limit") : Optional.empty();
    }

    private static RefundAuthority.Level limitOf(Actor actor) {
        return actor.mayDo(Role.MANAGER) ? RefundAuthority.Level.MANAGER
                : actor.mayDo(Role.SUPERVISOR) ? RefundAuthority.Level.SUPERVISOR : RefundAuthority.Level.AGENT;
    }
}
