package org.shouhou.audit;

import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Json;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The append-only history of a case: what the timeline shows and an auditor traces. Nothing here updates or deletes. */
@Service
public class CaseHistory {

    /** The actor of what no person did. */
    public static final String SYSTEM = "system";

    private static final String WORK = "work-";

    /**
     * One thing that happened.
     *
     * @param seq   the order of events; never derived from time
     * @param atMs  epoch millis of the shared clock
     * @param actor user name, or {@link #SYSTEM}
     * @param kind  stable code such as {@code CASE_OPENED}; pages translate it
     * @param data  facts of the event, with {@code before}/{@code after} where something changed
     */
    public record Event(long seq, long caseId, long atMs, String actor, String kind, Map<String, Object> data) {
    }

    /** Published with each entry, in its transaction, for those who wait for something to happen. */
    public record Recorded(long caseId, String actor, String kind, Map<String, ?> data) {
    }

    /** An event with where it came from, for who traces a case. */
    public record Traced(Event event, Whence whence) {
    }

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ObjectProvider<Whence.Caller> callers;
    private final ObjectProvider<Whence.Stepping> stepping;

    CaseHistory(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock, ObjectProvider<Whence.Caller> callers,
            ObjectProvider<Whence.Stepping> stepping) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
        this.callers = callers;
        this.stepping = stepping;
    }

    /** Appends an event in the caller's transaction. */
    public void record(long caseId, String actor, String kind, Map<String, ?> data) {
        Whence whence = whence();
        jdbc.sql("INSERT INTO case_event (case_id, at_ms, actor, kind, data, came_by, came_from, instance_id, activity_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(caseId, clock.millis(), actor, kind, Json.write(data), whence.by(), whence.from(), whence.instanceId(), whence.step())).update();
        events.publishEvent(new Recorded(caseId, actor, kind, data));
    }

    private Whence whence() {
        Whence.Caller caller = callers.getIfAvailable();
        Whence.Call call = caller == null ? null : caller.now();
        Whence.Stepping engine = stepping.getIfAvailable();
        Whence.Step step = engine == null ? null : engine.now();
        // background work runs in a thread with its name
        String thread = Thread.currentThread().getName();
        String work = thread.startsWith(WORK) ? thread.substring(WORK.length()) : null;
        return new Whence(call == null ? "WORK" : call.by(), call == null ? work : call.from(),
                step == null ? null : step.instanceId(), step == null ? null : step.activityId());
    }

    /** Every event of a case and of those merged into it (R38), in order. */
    public List<Event> of(long caseId) {
        // "this case or one of those" in one condition would read the events of all cases
        return jdbc.sql("SELECT e.seq, e.case_id, e.at_ms, e.actor, e.kind, e.data FROM (SELECT id FROM case_file WHERE id = ? "
                + "UNION ALL SELECT id FROM case_file WHERE merged_into = ?) c JOIN case_event e ON e.case_id = c.id ORDER BY e.seq")
                .params(caseId, caseId)
                .query((row, n) -> new Event(row.getLong("seq"), row.getLong("case_id"), row.getLong("at_ms"),
                        row.getString("actor"), row.getString("kind"), Json.readMap(row.getString("data"))))
                .list();
    }

    /** The newest event of a kind; what was merged into the case does not count. */
    public Optional<Event> latest(long caseId, String kind) {
        return jdbc.sql("SELECT seq, case_id, at_ms, actor, kind, data FROM case_event WHERE case_id = ? AND kind = ? ORDER BY seq DESC LIMIT 1")
                .params(caseId, kind).query((row, n) -> new Event(row.getLong("seq"), row.getLong("case_id"), row.getLong("at_ms"),
                        row.getString("actor"), row.getString("kind"), Json.readMap(row.getString("data")))).optional();
    }

    /** Every event of these cases with where it came from, in order. */
    public List<Traced> traced(Collection<Long> caseIds) {
        return jdbc.sql("SELECT * FROM case_event WHERE case_id IN (:cases) ORDER BY seq").param("cases", caseIds)
                .query((row, n) -> new Traced(new Event(row.getLong("seq"), row.getLong("case_id"), row.getLong("at_ms"),
                        row.getString("actor"), row.getString("kind"), Json.readMap(row.getString("data"))),
                        new Whence(row.getString("came_by"), row.getString("came_from"), row.getString("instance_id"), row.getString("activity_id"))))
                .list();
    }
}
