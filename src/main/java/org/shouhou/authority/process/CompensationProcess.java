package org.shouhou.authority.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.shouhou.authority.CompensationSteps;
import org.springframework.stereotype.Component;

/** The steps of {@code compensation.bpmn}, called by a case or beside it; it never closes the case. */
@Component("compensationProcess")
public class CompensationProcess {

    private final CompensationSteps steps;

    CompensationProcess(CompensationSteps steps) {
        this.steps = steps;
    }

    public void authorityInputs(DelegateExecution execution) {
        CompensationSteps.Inputs inputs = steps.inputs(id(execution));
        passing(execution, "backer", inputs.backer());
        passing(execution, "amountLevel", inputs.amountLevel());
        passing(execution, "remedy", inputs.remedy());
        passing(execution, "flagged", inputs.flagged());
        execution.setVariable("otherManager", Variables.booleanValue(inputs.otherManager(), true));
        execution.setVariable("given", inputs.given());
    }

    public void noteAuthority(DelegateExecution execution) {
        steps.judged(id(execution), (String) execution.getVariable("approvalLevel"));
    }

    public void tell(DelegateExecution execution) {
        steps.tell(id(execution));
    }

    /** However it ended, by its own end or because the case that called it took another way. */
    public void ended(DelegateExecution execution) {
        steps.ended(id(execution), (String) execution.getVariable("outcome"));
    }

    private static void passing(DelegateExecution execution, String name, String value) {
        execution.setVariable(name, Variables.stringValue(value, true));
    }

    private static long id(DelegateExecution execution) {
        return (Long) execution.getVariable("compensationId");
    }
}
