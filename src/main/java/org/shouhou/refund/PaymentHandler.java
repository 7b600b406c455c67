package org.shouhou.refund;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.EffectTask;
import org.springframework.stereotype.Component;

/** What paying asks the payment gateway for, and what its answer means to the ledger. */
@Component
class PaymentHandler implements EffectHandler {

    private final CaseFiles cases;
    private final RefundLedger ledger;

    PaymentHandler(CaseFiles cases, RefundLedger ledger) {
        this.cases = cases;
        this.ledger = ledger;
    }

    @Override
    public String topic() {
        return "payment-refund";
    }

    @Override
    public EffectRequest prepare(EffectTask task) {
        CaseFile file = cases.get(task.caseId());
        RefundLedger.Entry intent = intent(task);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("shop", file.shop());
        payload.put("orderNo", file.orderNo());
        payload.put("caseNumber", file.number());
        payload.put("amountMinor", intent.amountMinor());
        payload.put("currency", intent.currency());
        payload.put("payee", intent.payee());
        return new EffectRequest("PAYMENT", "refund", intent.key(), payload);
    }

    private RefundLedger.Entry intent(EffectTask task) {
        return ledger.inFlight(task.caseId()).orElseThrow(
                () -> new IllegalStateException("Case " + task.caseId() + " has no refund under way"));
    }

    @Override
    public void sent(EffectTask task, EffectRecord effect) {
        ledger.sent(intent(task));
    }

    @Override
    public void notSent(EffectTask task, EffectRecord effect) {
        ledger.notSent(intent(task));
    }

    @Override
    public void unknown(EffectTask task, EffectRecord effect) {
        ledger.unknown(intent(task));
    }

    @Override
    public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
        RefundLedger.Entry intent = intent(task);
        if (answer instanceof Answer.Succeeded succeeded) {
            ledger.succeeded(intent, succeeded.reference());
            return new EffectResult.Complete(Map.of());
        }
        Answer.Declined declined = (Answer.Declined) answer;
        ledger.declined(intent, declined.code() + (declined.text() == null ? "" : ": " + declined.text()));
        return new EffectResult.BusinessError("refundDeclined", Map.of());
    }
}
