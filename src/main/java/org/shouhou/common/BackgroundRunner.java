package org.shouhou.common;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Runs a node's background work, a thread each: at once after a commit that made work, else every second. Who needs
 * everything to stand still (the adjustable clock) asks for a pause.
 */
@Component
public class BackgroundRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundRunner.class);
    private static final long IDLE_MS = 1000;
    private static final long AFTER_FAILURE_MS = 5000;

    private final List<BackgroundWork> works;
    private final boolean enabled;
    private final List<Worker> workers = new ArrayList<>();
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
    private volatile boolean running;

    BackgroundRunner(List<BackgroundWork> works, @Value("${shouhou.workers.enabled}") boolean enabled) {
        this.works = works;
        this.enabled = enabled;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void arrived(WorkArrived event) {
        workers.forEach(worker -> worker.wake.release());
    }

    /** Does something while no background work runs on this node. */
    public <T> T whilePaused(Supplier<T> action) {
        gate.writeLock().lock();
        try {
            return action.get();
        } finally {
            gate.writeLock().unlock();
        }
    }

    @Override
    public void start() {
        running = true;
        if (enabled) {
            works.forEach(work -> workers.add(new Worker(work)));
            workers.forEach(Thread::start);
        }
    }

    @Override
    public void stop() {
        running = false;
        workers.forEach(worker -> worker.wake.release());
        for (Worker worker : workers) {
            try {
                worker.join(TimeUnit.SECONDS.toMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        workers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private final class Worker extends Thread {

        private final BackgroundWork work;
        private final Semaphore wake = new Semaphore(0);

        private Worker(BackgroundWork work) {
            super("work-" + work.name());
            this.work = work;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (running) {
                long pause = 0;
                try {
                    pause = once() ? 0 : IDLE_MS;
                } catch (RuntimeException e) {
                    LOG.warn("Background work {} failed and is tried again: {}", work.name(), e.toString(), e);
                    pause = AFTER_FAILURE_MS;
                }
                idle(pause);
            }
        }

        private boolean once() {
            gate.readLock().lock();
            try {
                return work.workOnce();
            } finally {
                gate.readLock().unlock();
            }
        }

        private void idle(long pause) {
            try {
                if (pause > 0) {
                    wake.tryAcquire(pause, TimeUnit.MILLISECONDS);
                }
                wake.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
