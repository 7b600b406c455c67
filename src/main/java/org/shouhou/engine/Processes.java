package org.shouhou.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Incident;
import org.shouhou.common.Problem;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one port to the process engine. Processes are named by their ids, instances belong to cases by business key,
 * everything happens in the caller's transaction.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Processes {

    /** Where an instance stands, for the diagram and its textual twin. @param version of the model it runs on */
    public record Diagram(String instanceId, String process, int version, String xml, List<String> active, List<String> done, List<String> failed,
            List<Step> steps) {
    }

    /** A step a case took. @param state ACTIVE, DONE, STOPPED or FAILED */
    public record Step(String id, String name, String state, java.time.Instant from, java.time.Instant to) {
    }

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final RepositoryService repository;
    private final HistoryService history;
    private final DecisionService decisions;
    private final Map<String, String> forms = new ConcurrentHashMap<>();
    private final Map<String, String> xmls = new ConcurrentHashMap<>();

    Processes(RuntimeService runtime, TaskService tasks, RepositoryService repository, HistoryService history,
            DecisionService decisions) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.repository = repository;
        this.history = history;
        this.decisions = decisions;
    }

    /** Starts the newest version of a process for a case. @return the instance's id */
    public String start(String process, long caseId, Map<String, Object> variables) {
        return runtime.startProcessInstanceByKey(process, Long.toString(caseId), variables).getId();
    }

    /** Starts the newest version of a process for something that is no case. @return the instance's id */
    public String start(String process, BusinessKey subject, Map<String, Object> variables) {
        return runtime.startProcessInstanceByKey(process, subject.text(), variables).getId();
    }

    /** Whether an instance of the process runs for the case, called by another one or not. */
    public boolean runs(long caseId, String process) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(Long.toString(caseId))
                .processDefinitionKey(process).count() > 0;
    }

    /** Asks a decision table outside of any process. @return the one row that fits; empty when none does */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Map<String, Object> decide(String decision, Map<String, Object> inputs) {
        var row = decisions.evaluateDecisionTableByKey(decision, inputs).getSingleResult();
        return row == null ? Map.of() : row.getEntryMap();
    }

    /** Finishes a person's task; the process moves on to its next wait. */
    public void completeTask(String taskId, Map<String, Object> variables) {
        tasks.complete(taskId, variables);
    }

    /** Whether the instance itself (not one it called) waits for the message. */
    public boolean rootWaitsFor(String instanceId, String message) {
        return runtime.createEventSubscriptionQuery().processInstanceId(instanceId).eventType("message")
                .eventName(message).count() > 0;
    }

    /** Hands a message to the instance itself. @return false when it does not wait for it */
    public boolean deliverToRoot(String instanceId, String message, Map<String, Object> variables) {
        List<Execution> waiting = runtime.createExecutionQuery().processInstanceId(instanceId)
                .messageEventSubscriptionName(message).list();
        return deliver(message, variables, waiting);
    }

    /** Hands a message to the one place in the case's tree of instances that waits for it. @return false when none does */
    public boolean deliverToWaiting(long caseId, String message, Map<String, Object> variables) {
        List<Execution> waiting = runtime.createExecutionQuery()
                .processInstanceBusinessKey(Long.toString(caseId))
                .messageEventSubscriptionName(message).list();
        return deliver(message, variables, waiting);
    }

    /** As {@link #deliverToWaiting(long, String, Map)}, for what is no case. */
    public boolean deliverToWaiting(BusinessKey subject, String message, Map<String, Object> variables) {
        List<Execution> waiting = runtime.createExecutionQuery().processInstanceBusinessKey(subject.text())
                .messageEventSubscriptionName(message).list();
        return deliver(message, variables, waiting);
    }

    private boolean deliver(String message, Map<String, Object> variables, List<Execution> waiting) {
        if (waiting.isEmpty()) {
            return false;
        }
        runtime.messageEventReceived(message, waiting.get(0).getId(), variables);
        return true;
    }

    /** A variable a task sees, of its own instance; null when there is none. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Object taskVariable(String taskId, String name) {
        try {
            return tasks.getVariable(taskId, name);
        } catch (NullValueException gone) {
            throw Problem.notFound("task", taskId);
        }
    }

    /** A variable of a running instance; null when there is none. */
    public Object instanceVariable(String instanceId, String name) {
        return runtime.getVariable(instanceId, name);
    }

    /** The form of a task as deployed with the version of the model it runs on: Camunda Forms JSON. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public String form(String definitionId, String taskKey) {
        return forms.computeIfAbsent(definitionId + "/" + taskKey, ignored -> {
            String deployment = repository.getProcessDefinition(definitionId).getDeploymentId();
            String resource = repository.getDeploymentResourceNames(deployment).stream()
                    .filter(name -> name.endsWith("/" + taskKey + ".form") || name.equals(taskKey + ".form"))
                    .findFirst().orElseThrow(() -> new IllegalStateException("No form " + taskKey));
            return read(repository.getResourceAsStream(deployment, resource));
        });
    }

    /** Which processes can be started. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean exists(String process) {
        return repository.createProcessDefinitionQuery().processDefinitionKey(process).count() > 0;
    }

    /** The diagrams of a case, the main instance first, then those it called or that ran beside it, oldest first. */
    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    public List<Diagram> diagrams(long caseId) {
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(Long.toString(caseId))
                .orderByProcessInstanceStartTime().asc().list().stream().map(this::diagram).toList();
    }

    private Diagram diagram(HistoricProcessInstance instance) {
        Set<String> active = new LinkedHashSet<>();
        Set<String> done = new LinkedHashSet<>();
        List<Step> steps = new ArrayList<>();
        Set<String> failed = new LinkedHashSet<>();
        for (Incident incident : runtime.createIncidentQuery().processInstanceId(instance.getId()).list()) {
            failed.add(incident.getActivityId());
        }
        for (HistoricActivityInstance step : history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId()).orderPartiallyByOccurrence().asc()
                .orderByHistoricActivityInstanceStartTime().asc().list()) {
            boolean running = step.getEndTime() == null;
            String state = running ? failed.contains(step.getActivityId()) ? "FAILED" : "ACTIVE"
                    : step.isCanceled() ? "STOPPED" : "DONE";
            (running ? active : done).add(step.getActivityId());
            steps.add(new Step(step.getActivityId(), step.getActivityName(), state, step.getStartTime().toInstant(),
                    running ? null : step.getEndTime().toInstant()));
        }
        done.removeAll(active);
        String xml = xmls.computeIfAbsent(instance.getProcessDefinitionId(),
                id -> read(repository.getProcessModel(id)));
        return new Diagram(instance.getId(), instance.getProcessDefinitionKey(), instance.getProcessDefinitionVersion(), xml, List.copyOf(active), List.copyOf(done),
                List.copyOf(failed), steps);
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The typed view of a map of scalars the engine may keep: nulls are allowed, objects are not. */
    public static Map<String, Object> variables(Object... namesAndValues) {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return variables;
    }
}
