package org.shouhou.promise.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.promise.PromiseWatch;
import org.springframework.stereotype.Component;

/** The steps of {@code promise.bpmn}. */
@Component("promiseProcess")
public class PromiseProcess {

    private final PromiseWatch watch;

    PromiseProcess(PromiseWatch watch) {
        this.watch = watch;
    }

    public void watch(DelegateExecution execution) {
        PromiseWatch.Times times = watch.watch(promiseOf(execution));
        execution.setVariable("warnAt", Date.from(times.warnAt()));
        execution.setVariable("dueAt", Date.from(times.dueAt()));
    }

    public void warn(DelegateExecution execution) {
        watch.warn(promiseOf(execution));
    }

    public void check(DelegateExecution execution) {
        execution.setVariable("kept", watch.check(promiseOf(execution)));
        execution.setVariable("breakAt", Date.from(watch.renewableUntil(promiseOf(execution))));
    }

    public void escalate(DelegateExecution execution) {
        watch.escalate(promiseOf(execution));
    }

    public void lookHowItEnded(DelegateExecution execution) {
        execution.setVariable("settled", watch.ended(promiseOf(execution)).name());
    }

    /** The instance ends; the promise's own table says how. */
    public void ended(DelegateExecution execution) {
        execution.setVariable("outcome", execution.getVariable("settled"));
    }

    private static long promiseOf(DelegateExecution execution) {
        return ((Number) execution.getVariable("promiseId")).longValue();
    }
}
