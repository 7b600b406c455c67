package org.shouhou.refund;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** A refund no gateway can pay: tried again, the payee asked, paid by hand with a second person, or given up. */
@Component
class SettleByHandTask implements TaskHandler {

    private final CaseFiles cases;
    private final RefundWork work;
    private final RefundLedger ledger;
    private final RefundCase refunds;
    private final CaseHistory history;

    SettleByHandTask(CaseFiles cases, RefundWork work, RefundLedger ledger, RefundCase refunds, CaseHistory history) {
        this.cases = cases;
        this.work = work;
        this.ledger = ledger;
        this.refunds = refunds;
        this.history = history;
    }

    @Override
    public String key() {
        return "settleRefundByHand";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        CaseFile file = cases.get(caseId);
        RefundWork.Work now = work.of(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("openMinor", now.openMinor());
        data.put("currency", file.currency());
        data.put("declinedWhy", ledger.of(caseId).stream().filter(entry -> entry.state() == RefundLedger.State.DECLINED)
                .reduce((first, second) -> second).map(RefundLedger.Entry::answer).orElse(null));
        data.put("paidByHandBy", now.handBy());
        data.put("paidByHandReference", now.handReference());
        data.put("payee", now.payee());
        return data;
    }

    /** Who said it was paid does not confirm it. */
    @Override
    public String excludedUser(long caseId) {
        return work.of(caseId).handBy();
    }

    @Override
    public List<String> values(String list, long caseId) {
        return list.equals("reasonCodes") ? RefusalReason.codes() : List.of();
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        long caseId = decision.caseId();
        RefundWork.Work now = work.of(caseId);
        if (decision.decision().equals("PAID_BY_HAND")) {
            paidByHand(decision, now);
        } else {
            dispute(decision, now);
            if (decision.decision().equals("GIVE_UP")) {
                work.refuse(caseId, decision.text("reasonCode"), decision.note());
                refunds.tellRefused(caseId);
            }
        }
        return Map.of();
    }

    private void paidByHand(Decision decision, RefundWork.Work now) {
        if (now.handBy() == null) {
            work.saidPaidByHand(decision.caseId(), decision.text("reference"), decision.text("receipt"), decision.actor().name());
            history.record(decision.caseId(), decision.actor().name(), "PAID_BY_HAND_SAID",
                    Map.of("reference", decision.text("reference"), "amountMinor", now.openMinor()));
            return;
        }
        if (!now.handReference().equals(decision.text("reference"))) {
            throw Problem.fields(List.of(new FieldProblem("reference", "Does not match the one " + now.handBy()
                    + " noted. Look at the receipt again, or choose another way and say why.")));
        }
        work.confirmedByHand(decision.caseId(), decision.actor().name());
    }

    /** Somebody said it was paid, and the second person does not confirm it: never without a word, never paid again blindly. */
    private void dispute(Decision decision, RefundWork.Work now) {
        if (now.handBy() == null) {
            return;
        }
        if (decision.note().isEmpty()) {
            throw Problem.fields(List.of(new FieldProblem("note", now.handBy()
                    + " says it was paid by hand. Say why you do not confirm it.")));
        }
        history.record(decision.caseId(), decision.actor().name(), "PAID_BY_HAND_DISPUTED",
                Map.of("reference", now.handReference(), "saidBy", now.handBy(), "text", decision.note()));
        work.forgetByHand(decision.caseId());
    }
}
