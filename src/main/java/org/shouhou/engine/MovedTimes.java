package org.shouhou.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Moves the moments running processes wait for, when the deadlines they come from were moved. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class MovedTimes {

    /** The variables that hold a deadline; every other moment was said to somebody or belongs to a plan. */
    private static final Set<String> DEADLINES = Set.of("decideBy", "inspectBy", "shipAlarmAt");

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final RepositoryService repository;
    private final Map<String, Map<String, String>> timers = new ConcurrentHashMap<>();

    MovedTimes(RuntimeService runtime, TaskService tasks, ManagementService management, RepositoryService repository) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.repository = repository;
    }

    /** What the processes of a case know as due at one moment is due at another, and so are the timers that wait for it. */
    public void ofCase(long caseId, Instant from, Instant to) {
        for (ProcessInstance instance : runtime.createProcessInstanceQuery().processInstanceBusinessKey(Long.toString(caseId)).list()) {
            Set<String> moved = runtime.createVariableInstanceQuery().processInstanceIdIn(instance.getId()).list().stream()
                    .filter(variable -> DEADLINES.contains(variable.getName()) && is(variable.getValue(), from))
                    .map(variable -> move(variable, to)).collect(Collectors.toSet());
            if (!moved.isEmpty()) {
                management.createJobQuery().processInstanceId(instance.getId()).timers().list().stream()
                        .filter(job -> is(job.getDuedate(), from) && moved.contains(waitsFor(instance.getProcessDefinitionId(), job)))
                        .forEach(job -> management.setJobDuedate(job.getId(), Date.from(to)));
            }
        }
    }

    /** When a person's task is due. */
    public void ofTask(String taskId, Instant to) {
        tasks.setDueDate(taskId, Date.from(to));
    }

    private String move(VariableInstance variable, Instant to) {
        runtime.setVariableLocal(variable.getExecutionId(), variable.getName(), Date.from(to));
        return variable.getName();
    }

    private static boolean is(Object value, Instant at) {
        return value instanceof Date date && date.toInstant().truncatedTo(ChronoUnit.SECONDS).equals(at);
    }

    /** The variable a timer of the model waits for. */
    private String waitsFor(String definitionId, Job job) {
        String activity = management.createJobDefinitionQuery().jobDefinitionId(job.getJobDefinitionId()).singleResult().getActivityId();
        return timers.computeIfAbsent(definitionId, this::timersOf).getOrDefault(activity, "");
    }

    private Map<String, String> timersOf(String definitionId) {
        return repository.getBpmnModelInstance(definitionId).getModelElementsByType(TimerEventDefinition.class).stream()
                .filter(timer -> timer.getTimeDate() != null && timer.getParentElement() instanceof CatchEvent)
                .collect(Collectors.toMap(timer -> ((CatchEvent) timer.getParentElement()).getId(),
                        timer -> timer.getTimeDate().getTextContent().strip().replaceAll("^\\$\\{|}$", "")));
    }
}
