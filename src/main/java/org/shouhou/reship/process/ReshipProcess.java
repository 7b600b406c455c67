package org.shouhou.reship.process;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.shouhou.reship.ReshipFlow;
import org.shouhou.reship.ReshipRefunds;
import org.springframework.stereotype.Component;

/** The steps of {@code reship.bpmn}. */
@Component("reshipProcess")
public class ReshipProcess {

    private final ReshipFlow flow;
    private final ReshipRefunds refunds;

    ReshipProcess(ReshipFlow flow, ReshipRefunds refunds) {
        this.flow = flow;
        this.refunds = refunds;
    }

    public void begin(DelegateExecution execution) {
        execution.setVariable("personAtIt", false);
        for (String text : new String[] {"askFirst", "next", "outcome", "decision", "callOutcome"}) {
            execution.setVariable(text, null);
        }
        execution.setVariable("parcelId", null);
    }

    public void assess(DelegateExecution execution) {
        ReshipFlow.Assessment found = flow.assess(caseOf(execution));
        execution.setVariable("personAtIt", false);
        execution.setVariable("askFirst", found.askFirst());
        ahead(execution, found.ahead());
    }

    /** A person has to say how it goes on. */
    public void askPerson(DelegateExecution execution) {
        execution.setVariable("personAtIt", false);
        execution.setVariable("askFirst", "PERSON");
    }

    public void noteTrace(DelegateExecution execution) {
        flow.noteTrace(caseOf(execution));
    }

    public void causeInputs(DelegateExecution execution) {
        ReshipFlow.CauseInputs inputs = flow.causeInputs(caseOf(execution));
        passing(execution, "about", inputs.about());
        passing(execution, "tracking", inputs.tracking());
        passing(execution, "silence", inputs.silence());
    }

    @SuppressWarnings("unchecked")
    public void noteCause(DelegateExecution execution) {
        Map<String, Object> judged = (Map<String, Object>) execution.getVariable("judged");
        execution.removeVariable("judged");
        String next = (String) judged.get("next");
        execution.setVariable("next", next);
        ahead(execution, flow.noteCause(caseOf(execution), (String) judged.get("cause"), next,
                Boolean.TRUE.equals(execution.getVariable("personAtIt"))));
    }

    public void tellCustomer(DelegateExecution execution) {
        flow.tellCustomer(caseOf(execution));
    }

    public void callPerson(DelegateExecution execution) {
        execution.setVariable("personAtIt", true);
        flow.callPerson(caseOf(execution));
    }

    public void tellDelivered(DelegateExecution execution) {
        flow.tellDelivered(caseOf(execution));
    }

    public void tellRefused(DelegateExecution execution) {
        flow.tellRefused(caseOf(execution));
    }

    public void planParcel(DelegateExecution execution) {
        execution.setVariable("parcelId", flow.planParcel(caseOf(execution)));
    }

    public void proposeRefund(DelegateExecution execution) {
        refunds.propose(caseOf(execution));
    }

    public void applyChange(DelegateExecution execution) {
        flow.applyChange(caseOf(execution));
    }

    private static void ahead(DelegateExecution execution, ReshipFlow.Ahead ahead) {
        execution.setVariable("traceAt", Date.from(ahead.traceAt()));
        execution.setVariable("personAt", Date.from(ahead.personAt()));
    }

    /** A value only the next decision table reads; it is not kept. */
    private static void passing(DelegateExecution execution, String name, String value) {
        execution.setVariable(name, Variables.stringValue(value, true));
    }

    private static long caseOf(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}
