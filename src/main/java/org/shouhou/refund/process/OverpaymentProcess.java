package org.shouhou.refund.process;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.audit.CaseHistory;
import org.springframework.stereotype.Component;

/** The end of {@code overpayment.bpmn}. */
@Component("overpaymentProcess")
public class OverpaymentProcess {

    private final CaseHistory history;

    OverpaymentProcess(CaseHistory history) {
        this.history = history;
    }

    public void settled(DelegateExecution execution) {
        history.record(Long.parseLong(execution.getProcessBusinessKey()), CaseHistory.SYSTEM, "OVERPAYMENT_SETTLED",
                Map.of("decision", String.valueOf(execution.getVariable("decision"))));
    }
}
