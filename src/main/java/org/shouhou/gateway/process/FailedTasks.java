package org.shouhou.gateway.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Problem;
import org.shouhou.common.WorkArrived;
import org.shouhou.engine.ModelSteps;
import org.shouhou.gateway.EffectTasks;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.FailedWork;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What failed as the engine knows it: external tasks and jobs without tries left. */
@Service
class FailedTasks implements FailedWork {

    private static final int MOST = 500;
    /** As the engine is configured. */
    private static final int JOB_TRIES = 7;

    private final ExternalTaskService tasks;
    private final ManagementService jobs;
    private final RuntimeService instances;
    private final EffectTasks retries;
    private final Effects effects;
    private final CaseHistory history;
    private final ModelSteps names;
    private final EffectsGivenUp givenUp;
    private final ApplicationEventPublisher events;

    FailedTasks(ExternalTaskService tasks, ManagementService jobs, RuntimeService instances, EffectTasks retries,
            Effects effects, CaseHistory history, ModelSteps names, EffectsGivenUp givenUp, ApplicationEventPublisher events) {
        this.tasks = tasks;
        this.jobs = jobs;
        this.instances = instances;
        this.retries = retries;
        this.effects = effects;
        this.history = history;
        this.names = names;
        this.givenUp = givenUp;
        this.events = events;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Entry> all() {
        List<Entry> found = new ArrayList<>();
        for (ExternalTask task : tasks.createExternalTaskQuery().noRetriesLeft().orderById().asc().listPage(0, MOST)) {
            found.add(new Entry(Kind.EFFECT, task.getId(), caseId(task.getBusinessKey()), task.getProcessDefinitionKey(),
                    task.getActivityId(), names.of(task.getProcessDefinitionId(), task.getActivityId()),
                    effects.open(task.getId()).map(effect -> effect.id()).orElse(null), task.getErrorMessage(), Pauses.TRIES));
        }
        for (Job job : jobs.createJobQuery().noRetriesLeft().orderByJobId().asc().listPage(0, MOST)) {
            found.add(new Entry(Kind.JOB, job.getId(), caseOf(job), job.getProcessDefinitionKey(), job.getFailedActivityId(),
                    names.of(job.getProcessDefinitionId(), job.getFailedActivityId()), null, job.getExceptionMessage(), JOB_TRIES));
        }
        return found;
    }

    @Override
    @Transactional(readOnly = true)
    public long count() {
        return tasks.createExternalTaskQuery().noRetriesLeft().count() + jobs.createJobQuery().noRetriesLeft().count();
    }

    @Override
    @Transactional
    public void retry(Kind kind, String id, String by) {
        Long caseId;
        if (kind == Kind.EFFECT) {
            ExternalTask task = tasks.createExternalTaskQuery().externalTaskId(id).singleResult();
            check(task != null, task == null || task.getRetries() != null && task.getRetries() == 0, id);
            retries.retry(id);
            caseId = caseId(task.getBusinessKey());
        } else {
            Job job = jobs.createJobQuery().jobId(id).singleResult();
            check(job != null, job == null || job.getRetries() == 0, id);
            jobs.setJobRetries(id, Pauses.TRIES);
            caseId = caseOf(job);
        }
        if (caseId != null) {
            history.record(caseId, by, "WORK_RETRIED", Map.of("kind", kind.name()));
        }
        events.publishEvent(new WorkArrived());
    }

    @Override
    @Transactional
    public int retryAll(String by) {
        List<Entry> failed = all();
        failed.forEach(entry -> retry(entry.kind(), entry.id(), by));
        return failed.size();
    }

    @Override
    @Transactional
    public void giveUp(String externalTaskId, String reason, String by) {
        givenUp.giveUp(externalTaskId, reason, by);
        events.publishEvent(new WorkArrived());
    }

    private static void check(boolean there, boolean failed, String id) {
        if (!there) {
            throw Problem.notFound("failed work", id);
        }
        if (!failed) {
            throw Problem.conflict("not-failed", "This work has tries left; it goes on by itself.");
        }
    }

    private Long caseOf(Job job) {
        if (job.getProcessInstanceId() == null) {
            return null;
        }
        ProcessInstance instance = instances.createProcessInstanceQuery().processInstanceId(job.getProcessInstanceId())
                .singleResult();
        return instance == null ? null : caseId(instance.getBusinessKey());
    }

    private static Long caseId(String businessKey) {
        return businessKey != null && businessKey.matches("\\d{1,18}") ? Long.valueOf(businessKey) : null;
    }
}
