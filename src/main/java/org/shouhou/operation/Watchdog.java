package org.shouhou.operation;

import java.time.Instant;
import java.util.List;
import org.shouhou.common.WorkArrived;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is not as it should be and will not mend by itself, for operators. */
@Service
public class Watchdog {

    private static final int MOST = 500;

    /**
     * What the watchdog knows.
     *
     * @param lookedAt when the last look ended; null before the first
     * @param things   how many cases, tasks, flows, effects and orders it went through, or has gone through so far
     * @param looking  whether a look is under way, or begins at once
     * @param count    how many findings there are; the list has the oldest 500
     */
    public record Report(Instant lookedAt, long things, boolean looking, long count, List<Finding> findings) {
    }

    private final WatchdogTable table;
    private final ApplicationEventPublisher events;

    Watchdog(WatchdogTable table, ApplicationEventPublisher events) {
        this.table = table;
        this.events = events;
    }

    public Report report() {
        WatchdogTable.Look look = table.look();
        return new Report(look.endedMs() == null ? null : Instant.ofEpochMilli(look.endedMs()), look.lookedAt(),
                look.part() != null || look.nextMs() == 0, table.count(), table.all(MOST));
    }

    /** Has it look again at once. */
    @Transactional
    public void lookSoon() {
        table.lookSoon();
        events.publishEvent(new WorkArrived());
    }
}
