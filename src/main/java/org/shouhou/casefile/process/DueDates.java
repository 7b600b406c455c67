package org.shouhou.casefile.process;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.deadline.TaskDue;
import org.springframework.stereotype.Component;

/** When each task of the models is due: {@code #{due.of('reviewRefund', execution)}}. */
@Component("due")
public class DueDates {

    private final TaskDue taskDue;

    DueDates(TaskDue taskDue) {
        this.taskDue = taskDue;
    }

    public Date of(String taskKey, DelegateExecution execution) {
        Map<String, Object> known = new HashMap<>();
        for (String name : new String[] {"slotEnds", "decideBy"}) {
            if (execution.getVariable(name) != null) {
                known.put(name, execution.getVariable(name));
            }
        }
        return Date.from(taskDue.of(taskKey, Long.parseLong(execution.getProcessBusinessKey()), known));
    }
}
