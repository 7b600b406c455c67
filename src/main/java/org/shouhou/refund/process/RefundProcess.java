package org.shouhou.refund.process;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.shouhou.refund.RefundCase;
import org.springframework.stereotype.Component;

/** The steps of {@code refund.bpmn}. */
@Component("refundProcess")
public class RefundProcess {

    private final RefundCase refunds;

    RefundProcess(RefundCase refunds) {
        this.refunds = refunds;
    }

    public void begin(DelegateExecution execution) {
        for (String flag : new String[] {"held", "cancelOrder", "proposed"}) {
            execution.setVariable(flag, false);
        }
        for (String text : new String[] {"settled", "outcome", "decision", "approvalLevel"}) {
            execution.setVariable(text, null);
        }
    }

    public void assess(DelegateExecution execution) {
        RefundCase.Assessment found = refunds.assess(caseOf(execution));
        execution.setVariable("refundable", found.refundable());
        execution.setVariable("mustStop", found.mustStop() && !Boolean.TRUE.equals(execution.getVariable("held")));
        execution.setVariable("decideBy", Date.from(found.decideBy()));
        execution.setVariable("inspectFirst", found.inspectFirst());
        execution.setVariable("proposed", false);
    }

    public void routeInputs(DelegateExecution execution) {
        RefundCase.RouteInputs inputs = refunds.routeInputs(caseOf(execution));
        passing(execution, "shipped", inputs.shipped());
        passing(execution, "reason", inputs.reason());
        passing(execution, "amountLevel", inputs.amountLevel());
        passing(execution, "recentRefunds", inputs.recentRefunds());
        passing(execution, "flagged", inputs.flagged());
        execution.setVariable("stopped", Variables.booleanValue(Boolean.TRUE.equals(execution.getVariable("held")), true));
    }

    @SuppressWarnings("unchecked")
    public void noteRoute(DelegateExecution execution) {
        Map<String, Object> routed = (Map<String, Object>) execution.getVariable("routed");
        execution.removeVariable("routed");
        execution.setVariable("route", refunds.routed(caseOf(execution), (String) routed.get("route"), (String) routed.get("why")));
    }

    public void authorityInputs(DelegateExecution execution) {
        RefundCase.AuthorityInputs inputs = refunds.authorityInputs(caseOf(execution));
        passing(execution, "proposer", inputs.proposer());
        passing(execution, "amountLevel", inputs.amountLevel());
        execution.setVariable("otherManager", Variables.booleanValue(inputs.otherManager(), true));
    }

    public void askCustomer(DelegateExecution execution) {
        execution.setVariable("askUntil", Date.from(refunds.askCustomer(caseOf(execution))));
    }

    /** What was proposed goes to the authority check again. */
    public void proposeAgain(DelegateExecution execution) {
        execution.setVariable("proposed", true);
        execution.setVariable("decideBy", Date.from(refunds.decideAgainBy(caseOf(execution))));
    }

    /** A person reviews again. */
    public void reviewAgain(DelegateExecution execution) {
        execution.setVariable("proposed", false);
        execution.setVariable("decideBy", Date.from(refunds.decideAgainBy(caseOf(execution))));
    }

    public void applyChange(DelegateExecution execution) {
        refunds.applyChange(caseOf(execution));
    }

    public void afterPayment(DelegateExecution execution) {
        boolean paid = "REFUNDED".equals(execution.getVariable("callOutcome"));
        execution.setVariable("cancelOrder", paid && orderEnds(execution));
    }

    public void afterPlatform(DelegateExecution execution) {
        execution.setVariable("cancelOrder", orderEnds(execution));
    }

    private boolean orderEnds(DelegateExecution execution) {
        return Boolean.TRUE.equals(execution.getVariable("held")) && refunds.nothingLeft(caseOf(execution));
    }

    /** A value only the next decision table reads; it is not kept. */
    private static void passing(DelegateExecution execution, String name, String value) {
        execution.setVariable(name, Variables.stringValue(value, true));
    }

    private static long caseOf(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}
