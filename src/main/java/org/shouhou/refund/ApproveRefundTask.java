package org.shouhou.refund;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.authority.Consents;
import org.shouhou.authority.RefusedAttempts;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** Consenting to a refund of any kind of case somebody else proposed (R10: nobody approves what they themselves proposed). */
@Component
class ApproveRefundTask implements TaskHandler {

    private final CaseFiles cases;
    private final RefundWork work;
    private final RefundCase refunds;
    private final Consents consents;
    private final RefundAuthority authority;
    private final RefusedAttempts refused;

    ApproveRefundTask(CaseFiles cases, RefundWork work, RefundCase refunds, Consents consents, RefundAuthority authority,
            RefusedAttempts refused) {
        this.cases = cases;
        this.work = work;
        this.refunds = refunds;
        this.consents = consents;
        this.authority = authority;
        this.refused = refused;
    }

    @Override
    public String key() {
        return "approveRefund";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        CaseFile file = cases.get(caseId);
        RefundWork.Work now = work.of(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("proposedMinor", now.proposedMinor());
        data.put("requestedMinor", file.amountMinor());
        data.put("currency", file.currency());
        data.put("proposedBy", now.proposedBy());
        data.put("routeWhy", now.routeWhy());
        data.put("limitMinor", now.proposedMinor() == null ? null : authority.limitBelow(now.proposedMinor(), file.shop()).orElse(null));
        return data;
    }

    @Override
    public String excludedUser(long caseId) {
        return work.of(caseId).proposedBy();
    }

    @Override
    public List<String> values(String list, long caseId) {
        return list.equals("reasonCodes") ? RefusalReason.codes() : List.of();
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        CaseFile file = cases.get(decision.caseId());
        RefundWork.Work now = work.of(file.id());
        Consents.Subject subject = Consents.Subject.refund(file.id(), now.proposedMinor(), file.currency());
        String level = authority.levelOf(now.proposedMinor(), file.shop()).name();
        if (decision.actor().name().equals(now.proposedBy())) {
            refused.note(subject, now.proposedBy(), decision.actor().name(), level, Consents.Decision.FOUR_EYES, null);
            throw Problem.forbidden("four-eyes", "You proposed this yourself; somebody else has to decide it.");
        }
        consents.record(subject, now.proposedBy(), decision.actor().name(), level, Consents.Decision.valueOf(decision.decision()),
                decision.note().isEmpty() ? decision.text("evidence") : decision.note());
        if (decision.decision().equals("REFUSE")) {
            work.refuse(file.id(), decision.text("reasonCode"), decision.text("evidence"));
            if (file.type().equals("refund")) {
                refunds.tellRefused(file.id());
            }
        }
        return Map.of("proposed", false);
    }
}
