package org.shouhou.refund.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.refund.CompensationPayments;
import org.shouhou.refund.Payment;
import org.shouhou.refund.RefundPayments;
import org.springframework.stereotype.Component;

/** The steps of {@code payRefund.bpmn}. */
@Component("payRefundProcess")
public class PayRefundProcess {

    private final RefundPayments payments;
    private final CompensationPayments compensations;

    PayRefundProcess(RefundPayments payments, CompensationPayments compensations) {
        this.payments = payments;
        this.compensations = compensations;
    }

    public void reserve(DelegateExecution execution) {
        String source = (String) execution.getVariable("paySource");
        Payment payment = payment(execution);
        boolean first = !execution.hasVariable("reserved");
        RefundPayments.Reserved reserved;
        if (payment.compensationId() != null) {
            reserved = compensations.reserve(payment, first);
        } else {
            if (first) {
                payments.begin(payment.caseId(), source);
            }
            reserved = payments.reserve(payment.caseId(), source);
        }
        execution.setVariable("reserved", reserved == RefundPayments.Reserved.YES);
        execution.setVariable("excess", reserved == RefundPayments.Reserved.BY_HAND);
    }

    public void tellPaid(DelegateExecution execution) {
        execution.setVariable("excess", payment(execution).compensationId() != null
                ? compensations.paid(payment(execution)) : payments.tellPaid(payment(execution).caseId()));
    }

    public void askPayee(DelegateExecution execution) {
        RefundPayments.Reminder reminder = payments.askPayee(payment(execution));
        execution.setVariable("payeeReminderAt", Date.from(reminder.at()));
        execution.setVariable("remindersLeft", reminder.left());
    }

    public void recordPaidByHand(DelegateExecution execution) {
        execution.setVariable("confirmed", payment(execution).compensationId() != null
                ? compensations.recordPaidByHand(payment(execution)) : payments.recordPaidByHand(payment(execution).caseId()));
    }

    public void giveUp(DelegateExecution execution) {
        execution.setVariable("paidSomething", payment(execution).compensationId() != null
                ? compensations.giveUp(payment(execution)) : payments.giveUp(payment(execution).caseId()));
    }

    /** The case's refund, or the compensation the caller named. */
    private static Payment payment(DelegateExecution execution) {
        return new Payment(Long.parseLong(execution.getProcessBusinessKey()), (Long) execution.getVariable("compensationId"));
    }
}
