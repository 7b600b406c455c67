package org.shouhou.refund.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.shouhou.refund.RefundCase;
import org.springframework.stereotype.Component;

/** The steps of {@code agreeRefund.bpmn}: what any kind of case proposed to refund is consented to, then paid. */
@Component("agreeRefundProcess")
public class AgreeRefundProcess {

    private final RefundCase refunds;

    AgreeRefundProcess(RefundCase refunds) {
        this.refunds = refunds;
    }

    public void authorityInputs(DelegateExecution execution) {
        RefundCase.AuthorityInputs inputs = refunds.authorityInputs(Long.parseLong(execution.getProcessBusinessKey()));
        execution.setVariable("proposer", Variables.stringValue(inputs.proposer(), true));
        execution.setVariable("amountLevel", Variables.stringValue(inputs.amountLevel(), true));
        execution.setVariable("route", Variables.stringValue(inputs.route(), true));
        execution.setVariable("otherManager", Variables.booleanValue(inputs.otherManager(), true));
    }
}
