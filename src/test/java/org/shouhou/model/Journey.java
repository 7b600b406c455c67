package org.shouhou.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.ProcessEngineTests;

/** One case on its way through the models: what people, the outside and the time do to it, and where it came through. */
final class Journey {

    private final ProcessEngine engine;
    private final ProcessInstance instance;
    private final PassedRecorder passed;
    private final List<String> told;

    Journey(ProcessEngine engine, ProcessInstance instance, PassedRecorder passed, List<String> told) {
        this.engine = engine;
        this.instance = instance;
        this.passed = passed;
        this.told = told;
    }

    /** A person finishes a task with a decision. */
    Journey decide(String task, String decision, Object... namesAndValues) {
        Map<String, Object> values = Stage.values(namesAndValues);
        values.put("decision", decision);
        return complete(task, values);
    }

    /** A person finishes a task that has no decision. */
    Journey finish(String task, Object... namesAndValues) {
        return complete(task, Stage.values(namesAndValues));
    }

    private Journey complete(String task, Map<String, Object> values) {
        engine.getTaskService().complete(open(task).getId(), values);
        return this;
    }

    private Task open(String task) {
        List<Task> open = engine.getTaskService().createTaskQuery().list();
        assertThat(open).extracting(Task::getTaskDefinitionKey).as("open tasks").contains(task);
        return open.stream().filter(one -> one.getTaskDefinitionKey().equals(task)).findFirst().orElseThrow();
    }

    /** The outside did what a service task asked for. */
    Journey done(String serviceTask, Object... namesAndValues) {
        engine.getExternalTaskService().complete(locked(serviceTask).getId(), "outside", Stage.values(namesAndValues));
        return this;
    }

    /** The outside refused, with the code the model catches. */
    Journey refused(String serviceTask, String code) {
        engine.getExternalTaskService().handleBpmnError(locked(serviceTask).getId(), "outside", code);
        return this;
    }

    private LockedExternalTask locked(String serviceTask) {
        var waiting = engine.getExternalTaskService().createExternalTaskQuery().list();
        assertThat(waiting).as("work asked of the outside").extracting(task -> task.getActivityId()).containsExactly(serviceTask);
        return Drawings.one(engine.getExternalTaskService().fetchAndLock(1, "outside")
                .topic(waiting.get(0).getTopicName(), 60_000).execute());
    }

    /** The moment a timer waits for has come. */
    Journey comes(String timer) {
        List<Job> jobs = engine.getManagementService().createJobQuery().activityId(timer).list();
        engine.getManagementService().executeJob(Drawings.one(jobs).getId());
        return this;
    }

    /** A message reaches the one place that waits for it. */
    Journey hears(String message) {
        List<Execution> waiting = engine.getRuntimeService().createExecutionQuery().messageEventSubscriptionName(message).list();
        engine.getRuntimeService().messageEventReceived(message, Drawings.one(waiting).getId());
        return this;
    }

    /** These nodes were passed, in this order, others in between. */
    Journey passed(String... nodes) {
        assertThat(passed.way(instance.getId())).containsSubsequence(nodes);
        return this;
    }

    /** These nodes were never come to, in this process or one it called. */
    Journey never(String... nodes) {
        assertThat(engine.getHistoryService().createHistoricActivityInstanceQuery().list().stream()
                .filter(step -> step.getRootProcessInstanceId().equals(instance.getId()))
                .map(HistoricActivityInstance::getActivityId)).doesNotContain(nodes);
        return this;
    }

    /** People have exactly these tasks before them. */
    Journey open(String... tasks) {
        assertThat(engine.getTaskService().createTaskQuery().list()).extracting(Task::getTaskDefinitionKey)
                .containsExactlyInAnyOrder(tasks);
        return this;
    }

    /** A task lies with these groups. */
    Journey liesWith(String task, String... groups) {
        assertThat(engine.getTaskService().getIdentityLinksForTask(open(task).getId()))
                .extracting(link -> link.getGroupId()).containsExactlyInAnyOrder(groups);
        return this;
    }

    /** The case was closed with the outcome, and nothing of it is left running. What was called may have told its own end before. */
    void closedAs(String outcome) {
        ended();
        assertThat(told.stream().filter(step -> step.startsWith("caseProcess.close") || step.startsWith("caseProcess.convert")))
                .endsWith("caseProcess.close " + outcome).doesNotContain("caseProcess.convert");
    }

    /** The case goes on as another kind. */
    void converted() {
        ended();
        assertThat(told.stream().filter(step -> step.startsWith("caseProcess.close") || step.startsWith("caseProcess.convert")))
                .containsExactly("caseProcess.convert");
    }

    /** What was called gives this back. */
    void gives(String outcome) {
        ended();
        assertThat(engine.getHistoryService().createHistoricVariableInstanceQuery().processInstanceId(instance.getId())
                .variableName("outcome").singleResult().getValue()).isEqualTo(outcome);
    }

    /** It is over, and the code was told so. */
    void told(String step) {
        ended();
        assertThat(told).endsWith(step);
    }

    private void ended() {
        ProcessEngineTests.assertThat(instance).isEnded();
        assertThat(engine.getRuntimeService().createExecutionQuery().count()).as("what is still running").isZero();
        assertThat(engine.getTaskService().createTaskQuery().count()).isZero();
    }
}
