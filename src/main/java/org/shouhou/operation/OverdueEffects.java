package org.shouhou.operation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.shouhou.engine.LiveWork;
import org.shouhou.operation.Finding.Kind;
import org.shouhou.operation.Finding.Seen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Effects outside that should have been tried or asked about by now. What used up its tries stands among the failed work
 * already, and what waits for a person on the to-do list.
 */
@Component
class OverdueEffects implements Part {

    private static final int MOST = 500;
    /** A busy worker comes to everything well within this. */
    private static final Duration LATE = Duration.ofMinutes(15);

    private record Late(long id, long caseId, String task, String operation) {
    }

    private final JdbcClient jdbc;
    private final LiveWork work;
    private final Clock clock;

    OverdueEffects(JdbcClient jdbc, LiveWork work, Clock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "effects";
    }

    @Override
    public Portion look(String after) {
        List<Late> late = jdbc.sql("""
                        SELECT id, case_id, open_task, operation FROM outside_effect WHERE state IN ('INTENT', 'SENT', 'PENDING', 'UNKNOWN')
                          AND (adapter <> 'by-hand' OR hand_outcome IS NOT NULL) AND COALESCE(next_ms, tried_ms, created_ms) < ?
                        ORDER BY id LIMIT ?""").params(clock.millis() - LATE.toMillis(), MOST)
                .query((row, n) -> new Late(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4))).list();
        Set<String> gaveUp = work.failed(late.stream().map(Late::task).filter(task -> task != null).toList());
        return new Portion(null, late.size(), late.stream().filter(one -> one.task() == null || !gaveUp.contains(one.task()))
                .map(one -> new Seen(Kind.EFFECT_OVERDUE, "effect:" + one.id(), one.caseId(), one.operation())).toList());
    }
}
