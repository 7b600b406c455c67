package org.shouhou.refund.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.refund.RefundPayments;
import org.springframework.stereotype.Component;

/** The steps of {@code platformDecision.bpmn}. */
@Component("platformDecisionProcess")
public class PlatformDecisionProcess {

    private final RefundPayments payments;

    PlatformDecisionProcess(RefundPayments payments) {
        this.payments = payments;
    }

    public void record(DelegateExecution execution) {
        execution.setVariable("wePay", payments.applyPlatformDecision(Long.parseLong(execution.getProcessBusinessKey())));
    }
}
