package org.shouhou.gateway.process;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.shouhou.common.ThisNode;
import org.springframework.stereotype.Component;

/** This node's hold on external tasks. A lease outlasts all time-outs of a call together. */
@Component
class Lease {

    static final Duration LENGTH = Duration.ofMinutes(2);
    /** With less than this left, a call is not begun before the lease is renewed. */
    private static final Duration ENOUGH = Duration.ofSeconds(75);

    private final ExternalTaskService engine;
    private final Clock clock;
    private final String worker;

    Lease(ExternalTaskService engine, Clock clock, ThisNode node) {
        this.engine = engine;
        this.clock = clock;
        this.worker = node.id();
    }

    String worker() {
        return worker;
    }

    /** The task as it stands; null when the flow has left it. */
    ExternalTask find(String externalTaskId) {
        return engine.createExternalTaskQuery().externalTaskId(externalTaskId).singleResult();
    }

    boolean mine(ExternalTask task) {
        return task != null && worker.equals(task.getWorkerId());
    }

    /** Whether a call may begin: the lease is ours and long enough, renewed if need be. */
    boolean secure(ExternalTask task) {
        if (!mine(task)) {
            return false;
        }
        Date until = task.getLockExpirationTime();
        if (until == null || until.toInstant().isBefore(clock.instant().plus(ENOUGH))) {
            engine.lock(task.getId(), worker, LENGTH.toMillis());
        }
        return true;
    }

    /** Lets the task rest; nobody works on it before the pause is over or it is woken. Only while the lease is ours. */
    void rest(ExternalTask task, Duration pause) {
        if (mine(task)) {
            engine.lock(task.getId(), worker, Math.max(1000, pause.toMillis()));
        }
    }

    /** Takes the task whoever holds it: a definite answer goes first, and the case is locked. */
    void take(ExternalTask task) {
        if (mine(task)) {
            return;
        }
        if (task.getWorkerId() != null) {
            engine.unlock(task.getId());
        }
        engine.lock(task.getId(), worker, LENGTH.toMillis());
    }

    /** What is left of the tries of a task that never failed or did so before. */
    static int triesLeft(ExternalTask task) {
        return task.getRetries() == null ? Pauses.TRIES : task.getRetries();
    }
}
