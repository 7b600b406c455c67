package org.shouhou.gateway.process;

import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.shouhou.gateway.EffectTasks;
import org.springframework.stereotype.Component;

/** Waking and retrying external tasks, in the caller's transaction. */
@Component
class EngineTasks implements EffectTasks {

    private final ExternalTaskService engine;

    EngineTasks(ExternalTaskService engine) {
        this.engine = engine;
    }

    @Override
    public void wake(String externalTaskId) {
        ExternalTask task = find(externalTaskId);
        if (task != null && task.getWorkerId() != null) {
            engine.unlock(externalTaskId);
        }
    }

    @Override
    public boolean retry(String externalTaskId) {
        ExternalTask task = find(externalTaskId);
        if (task == null) {
            return false;
        }
        engine.setRetries(externalTaskId, Pauses.TRIES);
        if (task.getWorkerId() != null) {
            engine.unlock(externalTaskId);
        }
        return true;
    }

    private ExternalTask find(String externalTaskId) {
        return externalTaskId == null ? null
                : engine.createExternalTaskQuery().externalTaskId(externalTaskId).singleResult();
    }
}
