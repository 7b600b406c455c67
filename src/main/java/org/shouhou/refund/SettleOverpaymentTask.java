package org.shouhou.refund;

import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.order.OrderBalances;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** More went back than was paid: finance reclaims it or writes it off (R13). */
@Component
class SettleOverpaymentTask implements TaskHandler {

    private final CaseFiles cases;
    private final OrderBalances balances;
    private final Overruns overruns;

    SettleOverpaymentTask(CaseFiles cases, OrderBalances balances, Overruns overruns) {
        this.cases = cases;
        this.balances = balances;
        this.overruns = overruns;
    }

    @Override
    public String key() {
        return "settleOverpayment";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        CaseFile file = cases.get(caseId);
        OrderBalances.Balance balance = balances.of(file.orderId());
        return Map.of("overrunMinor", overruns.openOverrun(file.orderId()), "paidMinor", balance.paid(), "currency", file.currency());
    }

    @Override
    public List<String> values(String list, long caseId) {
        return list.equals("reasonCodes") ? RefusalReason.codes() : List.of();
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        overruns.settleOverrun(decision.caseId(), cases.get(decision.caseId()).orderId(), decision.decision(),
                decision.text("reference"), decision.actor().name());
        return Map.of();
    }
}
