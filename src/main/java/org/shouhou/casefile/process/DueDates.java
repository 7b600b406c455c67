package org.shouhou.casefile.process;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.deadline.TaskDue;
import org.shouhou.engine.BusinessKey;
import org.springframework.stereotype.Component;

/** When each task of the models is due: {@code #{due.of('reviewRefund', execution)}}. */
@Component("due")
public class DueDates {

    /** What belongs to no case is due by the figures for all shops. */
    private static final long NO_CASE = 0;
    private final TaskDue taskDue;

    DueDates(TaskDue taskDue) {
        this.taskDue = taskDue;
    }

    public Date of(String taskKey, DelegateExecution execution) {
        BusinessKey owner = BusinessKey.of(execution.getProcessBusinessKey());
        Map<String, Object> known = new HashMap<>();
        for (String name : new String[] {"slotEnds", "decideBy", "inspectBy"}) {
            if (execution.getVariable(name) != null) {
                known.put(name, execution.getVariable(name));
            }
        }
        return Date.from(taskDue.of(taskKey, owner.ofCase() ? owner.id() : NO_CASE, known));
    }
}
