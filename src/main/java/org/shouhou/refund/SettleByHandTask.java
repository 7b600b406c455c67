package org.shouhou.refund;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.Compensations;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Processes;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** A refund no gateway can pay: tried again, the payee asked, paid by hand with a second person, or given up. */
@Component
class SettleByHandTask implements TaskHandler {

    private final CaseFiles cases;
    private final RefundWork work;
    private final PaymentWork payments;
    private final RefundLedger ledger;
    private final Compensations compensations;
    private final Processes processes;
    private final RefundCase refunds;
    private final CaseHistory history;

    SettleByHandTask(CaseFiles cases, RefundWork work, PaymentWork payments, RefundLedger ledger, Compensations compensations,
            Processes processes, RefundCase refunds, CaseHistory history) {
        this.cases = cases;
        this.work = work;
        this.payments = payments;
        this.compensations = compensations;
        this.processes = processes;
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
        throw new IllegalStateException("A case may have several payments; the task says which.");
    }

    /** The refund of the case, or the compensation the task's payment is of. */
    private Payment payment(long caseId, String taskId) {
        return new Payment(caseId, (Long) processes.taskVariable(taskId, "compensationId"));
    }

    @Override
    public Map<String, Object> data(long caseId, String taskId) {
        CaseFile file = cases.get(caseId);
        Payment payment = payment(caseId, taskId);
        PaymentWork.State now = payments.of(payment);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("openMinor", now.openMinor());
        data.put("currency", file.currency());
        data.put("kind", payment.compensationId() == null ? "REFUND" : compensations.payable(payment.compensationId()).ledgerKind());
        data.put("declinedWhy", ledger.of(payment).stream().filter(entry -> entry.state() == RefundLedger.State.DECLINED)
                .reduce((first, second) -> second).map(RefundLedger.Entry::answer).orElse(null));
        data.put("paidByHandBy", now.handBy());
        data.put("paidByHandReference", now.handReference());
        data.put("payee", now.payee());
        return data;
    }

    /** Who said it was paid does not confirm it. */
    @Override
    public String excludedUser(long caseId, String taskId) {
        return payments.of(payment(caseId, taskId)).handBy();
    }

    @Override
    public List<String> values(String list, long caseId) {
        return list.equals("reasonCodes") ? RefusalReason.codes() : List.of();
    }

    @Override
    public Map<String, Object> complete(Decision decision) {
        long caseId = decision.caseId();
        Payment payment = payment(caseId, decision.taskId());
        PaymentWork.State now = payments.of(payment);
        if (decision.decision().equals("PAID_BY_HAND")) {
            paidByHand(decision, payment, now);
        } else {
            dispute(decision, payment, now);
            if (decision.decision().equals("GIVE_UP") && payment.compensationId() != null) {
                compensations.notPaid(payment.compensationId(), decision.text("reasonCode"));
            } else if (decision.decision().equals("GIVE_UP")) {
                work.refuse(caseId, decision.text("reasonCode"), decision.note());
                refunds.tellRefused(caseId);
            }
        }
        return Map.of();
    }

    private void paidByHand(Decision decision, Payment payment, PaymentWork.State now) {
        if (now.handBy() == null) {
            payments.saidPaidByHand(payment, decision.text("reference"), decision.text("receipt"), decision.actor().name());
            history.record(decision.caseId(), decision.actor().name(), "PAID_BY_HAND_SAID",
                    Map.of("reference", decision.text("reference"), "amountMinor", now.openMinor()));
            return;
        }
        if (!now.handReference().equals(decision.text("reference"))) {
            throw Problem.fields(List.of(new FieldProblem("reference", "Does not match the one " + now.handBy()
                    + " noted. Look at the receipt again, or choose another way and say why.")));
        }
        payments.confirmedByHand(payment, decision.actor().name());
    }

    /** Somebody said it was paid, and the second person does not confirm it: never without a word, never paid again blindly. */
    private void dispute(Decision decision, Payment payment, PaymentWork.State now) {
        if (now.handBy() == null) {
            return;
        }
        if (decision.note().isEmpty()) {
            throw Problem.fields(List.of(new FieldProblem("note", now.handBy()
                    + " says it was paid by hand. Say why you do not confirm it.")));
        }
        history.record(decision.caseId(), decision.actor().name(), "PAID_BY_HAND_DISPUTED",
                Map.of("reference", now.handReference(), "saidBy", now.handBy(), "text", decision.note()));
        payments.forgetByHand(payment);
    }
}
