package org.shouhou.incident.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.engine.BusinessKey;
import org.shouhou.incident.IncidentSteps;
import org.springframework.stereotype.Component;

/** The steps of {@code incident.bpmn}. */
@Component("incidentProcess")
public class IncidentProcess {

    private final IncidentSteps steps;

    IncidentProcess(IncidentSteps steps) {
        this.steps = steps;
    }

    public void apply(DelegateExecution execution) {
        execution.setVariable("reviewAt", Date.from(steps.apply(incidentOf(execution))));
    }

    public void closed(DelegateExecution execution) {
        steps.closed(incidentOf(execution));
    }

    private static long incidentOf(DelegateExecution execution) {
        return BusinessKey.of(execution.getProcessBusinessKey()).id();
    }
}
