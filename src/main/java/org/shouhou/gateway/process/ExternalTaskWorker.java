package org.shouhou.gateway.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.externaltask.ExternalTaskQueryTopicBuilder;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.shouhou.common.BackgroundWork;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectTask;
import org.shouhou.gateway.Gateways;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Carries out the external tasks of all topics there are handlers for: writes what it is about to do, calls with no
 * transaction open, writes what came of it together with the flow's next step. Whatever happens in between (a crash, a
 * lost lease, two nodes at once), an effect that may have been done is asked about by its key before it is ever called
 * again.
 */
@Component
public class ExternalTaskWorker implements BackgroundWork, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalTaskWorker.class);
    private static final int BATCH = 16;
    private static final int PARALLEL = 4;
    private static final int TRIES = 5;
    private static final Duration STRAY_AFTER = Duration.ofMinutes(5);

    private final ExternalTaskService engine;
    private final Lease lease;
    private final EffectSteps steps;
    private final EffectBook book;
    private final Gateways gateways;
    private final Map<String, EffectHandler> handlers;
    private final Clock clock;
    private final ExecutorService pool;
    private volatile Instant straysLookedAt = Instant.MIN;

    ExternalTaskWorker(ExternalTaskService engine, Lease lease, EffectSteps steps, EffectBook book, Gateways gateways,
            List<EffectHandler> handlers, Clock clock, @Value("${shouhou.workers.enabled}") boolean parallel) {
        this.engine = engine;
        this.lease = lease;
        this.steps = steps;
        this.book = book;
        this.gateways = gateways;
        this.handlers = handlers.stream().collect(Collectors.toMap(EffectHandler::topic, Function.identity()));
        this.clock = clock;
        this.pool = parallel ? Executors.newFixedThreadPool(PARALLEL, ExternalTaskWorker::thread) : null;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "effects");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String name() {
        return "effects";
    }

    @Override
    public boolean workOnce() {
        List<LockedExternalTask> tasks = fetch();
        if (tasks.isEmpty()) {
            return workOnStrays();
        }
        List<Runnable> work = new ArrayList<>();
        for (LockedExternalTask task : tasks) {
            work.add(() -> work(claimed(task)));
        }
        run(work);
        return true;
    }

    @Override
    public Optional<Instant> nextDue() {
        return engine.createExternalTaskQuery().locked().withRetriesLeft().active().orderByLockExpirationTime().asc()
                .listPage(0, 1).stream().map(task -> task.getLockExpirationTime().toInstant()).findFirst();
    }

    @Override
    public void destroy() {
        if (pool != null) {
            pool.shutdown();
        }
    }

    private List<LockedExternalTask> fetch() {
        if (handlers.isEmpty()) {
            return List.of();
        }
        try {
            var query = engine.fetchAndLock(BATCH, lease.worker());
            ExternalTaskQueryTopicBuilder topics = null;
            for (String topic : handlers.keySet()) {
                topics = (topics == null ? query : topics).topic(topic, Lease.LENGTH.toMillis())
                        .variables(List.of()).localVariables();
            }
            return topics.execute();
        } catch (RuntimeException e) {
            if (!Passing.is(e)) {
                throw e;
            }
            LOG.debug("Tasks are fetched again later: {}", e.toString());
            return List.of();
        }
    }

    private Claimed claimed(LockedExternalTask task) {
        return new Claimed(new EffectTask(task.getId(), Long.parseLong(task.getBusinessKey()),
                task.getProcessInstanceId(), task.getActivityId()), handlers.get(task.getTopicName()));
    }

    private void run(List<Runnable> work) {
        if (pool == null) {
            work.forEach(Runnable::run);
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        work.forEach(one -> running.add(pool.submit(one)));
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                LOG.error("An effect's work broke off; it goes on when its lease is over", e.getCause());
            }
        }
    }

    private void work(Claimed claimed) {
        try {
            EffectSteps.Plan plan = again(() -> steps.begin(claimed));
            carryOut(claimed, plan);
        } catch (RuntimeException e) {
            broke(claimed, e);
        }
    }

    private void carryOut(Claimed claimed, EffectSteps.Plan plan) {
        switch (plan.next()) {
            case CALL -> call(claimed, plan.effect());
            case QUERY -> query(claimed, plan.effect());
            case SETTLED -> again(() -> {
                steps.alreadySettled(claimed, plan.effect().id());
                return null;
            });
            case NOTHING -> { }
        }
    }

    private void call(Claimed claimed, EffectRecord effect) {
        Answer answer = gateways.call(effect);
        if (answer instanceof Answer.NotFound) {
            answer = new Answer.Unknown("no answer to a call");
        }
        answered(claimed, effect, answer, false);
    }

    private void query(Claimed claimed, EffectRecord effect) {
        Answer answer = gateways.query(effect);
        if (answer instanceof Answer.NotFound) {
            EffectSteps.Plan plan = again(() -> steps.neverArrived(claimed, effect.id()));
            if (plan.next() == EffectSteps.Next.CALL) {
                call(claimed, plan.effect());
            }
        } else {
            answered(claimed, effect, answer, true);
        }
    }

    private void answered(Claimed claimed, EffectRecord effect, Answer answer, boolean query) {
        again(() -> {
            steps.answered(claimed, effect.id(), answer, query);
            return null;
        });
    }

    private void broke(Claimed claimed, RuntimeException e) {
        if (Passing.is(e)) {
            LOG.warn("The database refused the work on case {}; it goes on when the lease is over: {}",
                    claimed.task().caseId(), e.toString());
            return;
        }
        LOG.error("Work on {} of case {} failed", claimed.task().elementId(), claimed.task().caseId(), e);
        try {
            again(() -> {
                steps.broke(claimed, e.toString());
                return null;
            });
        } catch (RuntimeException again) {
            LOG.error("The failure could not be noted; it is tried again when the lease is over", again);
        }
    }

    /**
     * Effects under way whose flow went away (an instance ended by an operator): asked about until known all the same,
     * so that the ledger says what happened to the money.
     */
    private boolean workOnStrays() {
        Instant now = clock.instant();
        if (now.isBefore(straysLookedAt.equals(Instant.MIN) ? now : straysLookedAt.plusSeconds(60))) {
            return false;
        }
        straysLookedAt = now;
        boolean worked = false;
        for (EffectRecord effect : book.overdue(STRAY_AFTER, BATCH)) {
            EffectHandler handler = handlers.get(effect.topic());
            ExternalTask task = lease.find(effect.externalTaskId());
            if (handler != null && task == null) {
                Claimed claimed = new Claimed(effect.task(), handler);
                try {
                    query(claimed, effect);
                    worked = true;
                } catch (RuntimeException e) {
                    LOG.error("What became of the effect {} could not be settled", effect.key(), e);
                }
            }
        }
        return worked;
    }

    /** A lost race or a deadlock is tried again at once, a few times: each step is a whole transaction that may repeat. */
    private static <T> T again(java.util.function.Supplier<T> step) {
        for (int i = 1;; i++) {
            try {
                return step.get();
            } catch (RuntimeException e) {
                if (i == TRIES || !Passing.is(e)) {
                    throw e;
                }
                LOG.debug("Tried again: {}", e.toString());
            }
        }
    }
}
