package org.shouhou.oversold.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.oversold.OversoldCase;
import org.shouhou.refund.ChangedRequests;
import org.springframework.stereotype.Component;

/** The steps of {@code oversold.bpmn}. */
@Component("oversoldProcess")
public class OversoldProcess {

    private final OversoldCase oversold;
    private final ChangedRequests changes;

    OversoldProcess(OversoldCase oversold, ChangedRequests changes) {
        this.oversold = oversold;
        this.changes = changes;
    }

    public void begin(DelegateExecution execution) {
        for (String flag : new String[] {"inStock", "delisted", "given", "cancelOrder"}) {
            execution.setVariable(flag, false);
        }
        for (String text : new String[] {"outcome", "decision", "callOutcome"}) {
            execution.setVariable(text, null);
        }
        execution.setVariable("compensationId", null);
    }

    public void promiseShipment(DelegateExecution execution) {
        oversold.promiseShipment(caseOf(execution));
    }

    public void expectShipment(DelegateExecution execution) {
        execution.setVariable("lookAgainAt", Date.from(oversold.expectShipment(caseOf(execution))));
    }

    /** R38: whatever was chosen about the old request is chosen again. */
    public void applyChange(DelegateExecution execution) {
        changes.apply(caseOf(execution));
    }

    public void lookAgain(DelegateExecution execution) {
        oversold.lookAgain(caseOf(execution));
    }

    public void afterCompensation(DelegateExecution execution) {
        if (!"COMPENSATED".equals(execution.getVariable("callOutcome"))) {
            oversold.notGranted(caseOf(execution));
        }
    }

    /** An order of which nothing is left must not ship. */
    public void afterRefund(DelegateExecution execution) {
        execution.setVariable("cancelOrder", "REFUNDED".equals(execution.getVariable("callOutcome"))
                && oversold.nothingLeft(caseOf(execution)));
    }

    private static long caseOf(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}
