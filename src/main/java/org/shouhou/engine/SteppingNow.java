package org.shouhou.engine;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.context.CoreExecutionContext;
import org.camunda.bpm.engine.impl.core.instance.CoreExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.shouhou.audit.Whence;
import org.springframework.stereotype.Component;

/** Tells the history which step of which instance an event happened in. */
@Component
class SteppingNow implements Whence.Stepping {

    @Override
    public Whence.Step now() {
        ExecutionEntity execution = execution();
        String activity = execution == null ? null : execution.getCurrentActivityId();
        return activity == null ? null : new Whence.Step(execution.getProcessInstanceId(), activity);
    }

    /** The execution the engine works on in this thread; null when it does nothing here. */
    static ExecutionEntity execution() {
        if (Context.getCommandContext() == null) {
            return null;
        }
        CoreExecutionContext<? extends CoreExecution> context = Context.getCoreExecutionContext();
        return context != null && context.getExecution() instanceof ExecutionEntity execution ? execution : null;
    }
}
