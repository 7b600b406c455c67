package org.shouhou.refund.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.refund.RefundPayments;
import org.springframework.stereotype.Component;

/** The steps of {@code payRefund.bpmn}. */
@Component("payRefundProcess")
public class PayRefundProcess {

    private final RefundPayments payments;

    PayRefundProcess(RefundPayments payments) {
        this.payments = payments;
    }

    public void reserve(DelegateExecution execution) {
        String source = (String) execution.getVariable("paySource");
        if (!execution.hasVariable("reserved")) {
            payments.begin(caseOf(execution), source);
        }
        RefundPayments.Reserved reserved = payments.reserve(caseOf(execution), source);
        execution.setVariable("reserved", reserved == RefundPayments.Reserved.YES);
        execution.setVariable("excess", reserved == RefundPayments.Reserved.BY_HAND);
    }

    public void tellPaid(DelegateExecution execution) {
        execution.setVariable("excess", payments.tellPaid(caseOf(execution)));
    }

    public void askPayee(DelegateExecution execution) {
        RefundPayments.Reminder reminder = payments.askPayee(caseOf(execution));
        execution.setVariable("payeeReminderAt", Date.from(reminder.at()));
        execution.setVariable("remindersLeft", reminder.left());
    }

    public void recordPaidByHand(DelegateExecution execution) {
        execution.setVariable("confirmed", payments.recordPaidByHand(caseOf(execution)));
    }

    public void giveUp(DelegateExecution execution) {
        execution.setVariable("paidSomething", payments.giveUp(caseOf(execution)));
    }

    private static long caseOf(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}
