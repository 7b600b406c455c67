package org.shouhou.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The engine's timers and other jobs, run by hand: for the adjustable clock and for tests. */
@Service
public class EngineJobs {

    private static final Logger LOG = LoggerFactory.getLogger(EngineJobs.class);
    private final ManagementService management;
    private final JobExecutor executor;

    EngineJobs(ManagementService management, JobExecutor executor) {
        this.management = management;
        this.executor = executor;
    }

    /** Runs every job that is due now, the earliest first. @return true if there was one */
    public boolean runDue() {
        List<Job> due = management.createJobQuery().executable().active().orderByJobDuedate().asc().orderByJobId().asc()
                .listPage(0, 100);
        for (Job job : due) {
            if (job != due.get(0) && management.createJobQuery().jobId(job.getId()).count() == 0) {
                continue; // what ran before it took it away
            }
            try {
                management.executeJob(job.getId());
            } catch (OptimisticLockingException clash) {
                LOG.debug("Job {} clashed and runs again", job.getId());
            } catch (RuntimeException failed) {
                LOG.warn("Job {} failed; the engine tries it again later: {}", job.getId(), failed.toString());
            }
        }
        return !due.isEmpty();
    }

    /** When the next job becomes due. */
    public Optional<Instant> nextDue() {
        return management.createJobQuery().withRetriesLeft().active().duedateHigherThan(ClockUtil.getCurrentTime())
                .orderByJobDuedate().asc().listPage(0, 1).stream().map(job -> job.getDuedate().toInstant()).findFirst();
    }

    /** Jobs that failed for good: an operator has to look. */
    public long failed() {
        return management.createJobQuery().noRetriesLeft().count();
    }

    /** Stops this node's job executor, waiting for what runs. @return whether it was running */
    public boolean pause() {
        boolean active = executor.isActive();
        if (active) {
            executor.shutdown();
        }
        return active;
    }

    public void resume() {
        executor.start();
    }
}
