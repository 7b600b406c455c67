package org.shouhou.order;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.common.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Imports in the background of this node, one after the other. Their files lie on this node: one that a node left behind
 * is ended as interrupted, and importing the file again completes it.
 */
@Component
class ImportWork implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWork.class);
    private static final Duration SILENT = Duration.ofMinutes(15);
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private final ImportJobs jobs;
    private final Clock clock;
    private final Deque<ImportRun> runs = new ArrayDeque<>();
    private Instant touched = Instant.MIN;

    ImportWork(ImportJobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Takes an import on after the caller's transaction commits; gives its file up if it does not. */
    void add(ImportRun run) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public int getOrder() {
                return HIGHEST_PRECEDENCE;
            }

            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    take(run);
                } else {
                    close(run);
                }
            }
        });
    }

    private synchronized void take(ImportRun run) {
        runs.add(run);
    }

    @Override
    public String name() {
        return "imports";
    }

    @Override
    public synchronized boolean workOnce() {
        touch();
        ImportRun run = runs.peek();
        if (run == null) {
            return false;
        }
        if (!steps(run)) {
            runs.remove();
            close(run);
        }
        return true;
    }

    private static boolean steps(ImportRun run) {
        try {
            return run.step();
        } catch (Problem e) {
            return false; // stands in the job
        } catch (RuntimeException e) {
            LOG.error("Import {} stopped and cannot say so", run.id(), e);
            return false;
        }
    }

    private void touch() {
        Instant now = clock.instant();
        if (now.isBefore(touched.plus(TOUCH)) && !now.isBefore(touched)) {
            return;
        }
        touched = now;
        List<Long> own = runs.stream().map(ImportRun::id).toList();
        jobs.touch(own);
        List<Long> left = new ArrayList<>(jobs.silentSince(now.minus(SILENT)));
        left.removeAll(own);
        jobs.interrupt(left);
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    private static void close(ImportRun run) {
        try {
            run.close();
        } catch (IOException e) {
            LOG.warn("The file of import {} cannot be removed", run.id(), e);
        }
    }

    @PreDestroy
    synchronized void stop() {
        jobs.interrupt(runs.stream().map(ImportRun::id).toList());
        runs.forEach(ImportWork::close);
        runs.clear();
    }
}
