package org.shouhou.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.shouhou.common.AdjustableClock;
import org.shouhou.common.BackgroundRunner;
import org.shouhou.common.BackgroundWork;
import org.shouhou.engine.EngineJobs;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Moves the adjustable clock forward, through every due instant in order: at each one everything due is done before the
 * clock goes on, as if the time had really passed. The offset is kept over restarts.
 */
@Service
@ConditionalOnProperty("shouhou.clock.adjustable")
public class ClockWalk {

    private static final int MANY = 1_000_000;
    private final AdjustableClock clock;
    private final List<BackgroundWork> works;
    private final EngineJobs jobs;
    private final BackgroundRunner runner;
    private final JdbcClient jdbc;

    ClockWalk(Clock clock, List<BackgroundWork> works, EngineJobs jobs, BackgroundRunner runner, JdbcClient jdbc) {
        this.clock = (AdjustableClock) clock;
        this.works = works;
        this.jobs = jobs;
        this.runner = runner;
        this.jdbc = jdbc;
        jdbc.sql("SELECT offset_ms FROM clock_offset WHERE id = 1").query(Long.class).optional()
                .ifPresent(offset -> this.clock.run(Duration.ofMillis(offset)));
    }

    /** Moves the clock forward. @return the new time, once everything due until then is done */
    public synchronized Instant advance(Duration by) {
        boolean executorRan = jobs.pause();
        try {
            return runner.whilePaused(() -> {
                walkTo(clock.instant().plus(by));
                keepOffset();
                return clock.instant();
            });
        } finally {
            if (executorRan) {
                jobs.resume();
            }
        }
    }

    /** Does everything that is due now. */
    public void settle() {
        for (int round = 0; round < MANY; round++) {
            boolean did = jobs.runDue();
            for (BackgroundWork work : works) {
                while (work.workOnce()) {
                    did = true;
                }
            }
            if (!did) {
                return;
            }
        }
        throw new IllegalStateException("Background work does not come to an end");
    }

    private void walkTo(Instant target) {
        settle();
        for (Optional<Instant> next = nextDue(target); next.isPresent(); next = nextDue(target)) {
            clock.moveTo(next.get());
            settle();
        }
        clock.moveTo(target);
        settle();
    }

    private Optional<Instant> nextDue(Instant target) {
        Instant now = clock.instant();
        return Stream.concat(works.stream().map(BackgroundWork::nextDue), Stream.of(jobs.nextDue()))
                .flatMap(Optional::stream).filter(due -> due.isAfter(now) && !due.isAfter(target)).min(Instant::compareTo);
    }

    private void keepOffset() {
        long offset = clock.offset().toMillis();
        if (jdbc.sql("UPDATE clock_offset SET offset_ms = ? WHERE id = 1").param(offset).update() == 0) {
            jdbc.sql("INSERT INTO clock_offset (id, offset_ms) VALUES (1, ?)").param(offset).update();
        }
    }
}
