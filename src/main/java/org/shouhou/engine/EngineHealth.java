package org.shouhou.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether this node moves cases: it is down when it should run timers and does not. Jobs that failed for good are a
 * figure, not a reason to take the node away: restarting it would not mend them.
 */
@Component("engine")
class EngineHealth implements HealthIndicator {

    private final ManagementService management;
    private final JobExecutor executor;
    private final boolean wanted;

    EngineHealth(ManagementService management, JobExecutor executor, MeterRegistry meters,
            @Value("${shouhou.workers.enabled}") boolean wanted) {
        this.management = management;
        this.executor = executor;
        this.wanted = wanted;
        Gauge.builder("shouhou.jobs.failed", this, EngineHealth::failed).description("Jobs that failed for good").register(meters);
    }

    private double failed() {
        return management.createJobQuery().noRetriesLeft().count();
    }

    @Override
    public Health health() {
        boolean moves = !wanted || executor.isActive();
        return (moves ? Health.up() : Health.down()).withDetail("timersRun", executor.isActive())
                .withDetail("failedJobs", (long) failed()).build();
    }
}
