package org.shouhou.refund;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.engine.Processes;
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
    private final Processes processes;

    PaymentHandler(CaseFiles cases, RefundLedger ledger, Processes processes) {
        this.cases = cases;
        this.ledger = ledger;
        this.processes = processes;
    }

    @Override
    public String topic() {
        return "payment-refund";
    }

    @Override
    public EffectRequest prepare(EffectTask task) {
        CaseFile file = cases.get(task.caseId());
        RefundLedger.Entry intent = ledger.inFlight(new Payment(task.caseId(), compensation(task))).orElseThrow(
                () -> new IllegalStateException("Case " + task.caseId() + " has no such payment under way"));
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("shop", file.shop());
        payload.put("orderNo", file.orderNo());
        payload.put("caseNumber", file.number());
        payload.put("amountMinor", intent.amountMinor());
        payload.put("currency", intent.currency());
        payload.put("payee", intent.payee());
        return new EffectRequest("PAYMENT", "refund", intent.key(), payload);
    }

    /** Which compensation the instance pays; null where it pays the refund. */
    private Long compensation(EffectTask task) {
        return (Long) processes.instanceVariable(task.processInstanceId(), "compensationId");
    }

    private RefundLedger.Entry intent(EffectRecord effect) {
        return ledger.byKey(effect.key()).orElseThrow(
                () -> new IllegalStateException("The ledger has no payment " + effect.key()));
    }

    @Override
    public void sent(EffectTask task, EffectRecord effect) {
        ledger.sent(intent(effect));
    }

    @Override
    public void notSent(EffectTask task, EffectRecord effect) {
        ledger.notSent(intent(effect));
    }

    @Override
    public void unknown(EffectTask task, EffectRecord effect) {
        ledger.unknown(intent(effect));
    }

    @Override
    public EffectResult apply(EffectTask task, EffectRecord effect, Answer answer) {
        RefundLedger.Entry intent = intent(effect);
        if (answer instanceof Answer.Succeeded succeeded) {
            ledger.succeeded(intent, succeeded.reference());
            return new EffectResult.Complete(Map.of());
        }
        Answer.Declined declined = (Answer.Declined) answer;
        ledger.declined(intent, declined.code() + (declined.text() == null ? "" : ": " + declined.text()));
        return new EffectResult.BusinessError("refundDeclined", Map.of());
    }
}
