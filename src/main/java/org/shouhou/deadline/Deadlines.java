package org.shouhou.deadline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The clocks of cases and tasks. Callers hold the case's lock. What is due at a moment is in time up to and with that
 * second. A changed calendar or setting moves what runs already only as somebody saw before and confirmed.
 */
@Service
public class Deadlines {

    /** Staffed time from intake to the first reply (R2). */
    public static final String FIRST_REPLY = "FIRST_REPLY";
    /** When work on a refund is due, a margin before its answer is (R12). */
    public static final String REFUND_ANSWER = "REFUND_ANSWER";
    /** The platform's own deadline, as given. */
    public static final String PLATFORM = "PLATFORM";
    /** Goods that came back are refunded (R14). */
    public static final String RETURN_REFUND = "RETURN_REFUND";
    public static final String TASK = "TASK";
    /** When a complaint must be answered on the level it is at (R29). */
    public static final String COMPLAINT_ANSWER = "COMPLAINT_ANSWER";
    /** The end of a contact slot (R21). */
    public static final String SLOT = "SLOT";
    /** The parcel of a released order must have left. */
    public static final String SHIPMENT = "SHIPMENT";
    /** A promise to the customer (R8); it outlives the case. */
    public static final String PROMISE = "PROMISE";

    /** How a clock stands. Overdue ones run on until they are stopped. */
    public enum State { RUNNING, MET, MISSED, CANCELLED }

    /**
     * A clock as people see it.
     *
     * @param taskId  null when it is the case's own
     * @param warnAt  when the supervisor is warned; null for never
     * @param endedAt when it was stopped; null while it runs
     * @param why     what it was computed from; see {@link Why}
     * @param overdue runs past its time, or was missed
     */
    public record View(long id, String kind, String taskId, Instant startsAt, Instant due, Instant warnAt, State state,
            Instant endedAt, Map<String, Object> why, boolean overdue) {
    }

    /** A clock of a case was stopped after its time, or because its time was over; published in the transaction of that. */
    public record Missed(long caseId, String kind) {
    }

    /** Clocks of a case were stopped, in time or not; published in the transaction of that. */
    public record Ended(long caseId) {
    }

    private static final String COLUMNS = "SELECT id, kind, task_id, starts_at, due_at, warn_at, state, ended_at, why FROM deadline ";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Deadlines(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Starts a clock.
     *
     * @param taskId null for a clock of the case itself
     * @param kind   one of the constants here
     * @param warnAt null when nobody is warned; see {@link #halfTime}
     * @param why    facts that explain the moment, plain values, lists and maps
     */
    public void start(long caseId, String taskId, String kind, Instant startsAt, Instant due, Instant warnAt,
            Map<String, Object> why) {
        jdbc.sql("INSERT INTO deadline (case_id, task_id, kind, starts_at, due_at, warn_at, state, why) VALUES (?, ?, ?, ?, ?, ?, 'RUNNING', ?)")
                .params(caseId, taskId, kind, Db.utc(startsAt), Db.utc(due), Db.utc(warnAt), Json.write(why)).update();
    }

    /** As {@link #start}, for a task that belongs to no case. */
    public void startForTask(String taskId, String kind, Instant startsAt, Instant due, Instant warnAt, Map<String, Object> why) {
        jdbc.sql("INSERT INTO deadline (task_id, kind, starts_at, due_at, warn_at, state, why) VALUES (?, ?, ?, ?, ?, 'RUNNING', ?)")
                .param(taskId).param(kind).param(Db.utc(startsAt)).param(Db.utc(due)).param(Db.utc(warnAt))
                .param(Json.write(why)).update();
    }

    /** Halfway from start to due, where a warning belongs when nothing else is said. */
    public static Instant halfTime(Instant start, Instant due) {
        return due.isAfter(start) ? start.plus(Duration.between(start, due).dividedBy(2)) : due;
    }

    /** Stops the case's clocks of a kind: met now, or missed when it is later than they allow. */
    public void met(long caseId, String kind) {
        met(caseId, kind, clock.instant());
    }

    /** As {@link #met(long, String)}, for something done earlier and recorded only now (a reply given by phone). */
    public void met(long caseId, String kind, Instant at) {
        ofCase(caseId, jdbc.sql("UPDATE deadline SET state = CASE WHEN due_at < ? THEN 'MISSED' ELSE 'MET' END, ended_at = ? "
                + "WHERE case_id = ? AND kind = ? AND state = 'RUNNING'")
                .params(Db.utc(at), Db.utc(at), caseId, kind).update());
    }

    /**
     * As {@link #met(long, String, Instant)}, for what is known only later: also a clock that was stopped by something
     * that happened after it, or by the end of the case, is put right.
     */
    public void answered(long caseId, String kind, Instant at) {
        ofCase(caseId, jdbc.sql("UPDATE deadline SET state = CASE WHEN due_at < ? THEN 'MISSED' ELSE 'MET' END, ended_at = ? "
                + "WHERE case_id = ? AND kind = ? AND (state = 'RUNNING' OR ended_at > ?)")
                .params(Db.utc(at), Db.utc(at), caseId, kind, Db.utc(at)).update());
    }

    /** Stops a completed task's clocks: met now, or missed when it is later than they allow. */
    public void endForTask(String taskId) {
        ofTask(taskId, jdbc.sql("UPDATE deadline SET state = CASE WHEN due_at < ? THEN 'MISSED' ELSE 'MET' END, ended_at = ? "
                + "WHERE task_id = ? AND state = 'RUNNING'").params(now(), now(), taskId).update());
    }

    /** Stops the clocks of a task that went without being completed: missed when their time is up, else cancelled. */
    public void cancelForTask(String taskId) {
        ofTask(taskId, jdbc.sql("UPDATE deadline SET state = CASE WHEN due_at <= ? THEN 'MISSED' ELSE 'CANCELLED' END, ended_at = ? "
                + "WHERE task_id = ? AND state = 'RUNNING'").params(now(), now(), taskId).update());
    }

    /** Stops a clock whose time went by: what it stood for did not happen. */
    public void missedForTask(String taskId) {
        ofTask(taskId, jdbc.sql("UPDATE deadline SET state = 'MISSED', ended_at = ? WHERE task_id = ? AND state = 'RUNNING'")
                .params(now(), taskId).update());
    }

    /** Stops the case's clocks of a kind that no longer matter: missed when their time is past, else cancelled. */
    public void cancel(long caseId, String kind) {
        ofCase(caseId, jdbc.sql("UPDATE deadline SET state = CASE WHEN due_at < ? THEN 'MISSED' ELSE 'CANCELLED' END, ended_at = ? "
                + "WHERE case_id = ? AND kind = ? AND state = 'RUNNING'").params(now(), now(), caseId, kind).update());
    }

    /**
     * Stops every clock of a case that ends: missed when their time is past, else cancelled. A task's clock ends with its
     * task, and a promise's with the promise: both may go on beside a closed case.
     */
    public void cancelAll(long caseId) {
        ofCase(caseId, jdbc.sql("UPDATE deadline SET state = CASE WHEN due_at < ? THEN 'MISSED' ELSE 'CANCELLED' END, ended_at = ? "
                + "WHERE case_id = ? AND task_id IS NULL AND state = 'RUNNING'").params(now(), now(), caseId).update());
    }

    private void ofCase(long caseId, int stopped) {
        if (stopped > 0) {
            events.publishEvent(new Ended(caseId));
            jdbc.sql("SELECT DISTINCT kind FROM deadline WHERE case_id = ? AND state = 'MISSED'").param(caseId).query(String.class).list()
                    .forEach(kind -> events.publishEvent(new Missed(caseId, kind)));
        }
    }

    private void ofTask(String taskId, int stopped) {
        if (stopped > 0) {
            jdbc.sql("SELECT case_id, kind, state FROM deadline WHERE task_id = ? AND case_id IS NOT NULL").param(taskId).query((row, n) ->
                    row.getString(3).equals("MISSED") ? List.of(new Ended(row.getLong(1)), new Missed(row.getLong(1), row.getString(2))) : List.of(new Ended(row.getLong(1))))
                    .list().forEach(all -> all.forEach(events::publishEvent));
        }
    }

    /**
     * Moves the case's running clock of a kind (a new deadline came from the platform, work was proposed again). Notices
     * start anew; the reason keeps where it stood before.
     *
     * @return false when none of the kind runs
     */
    public boolean move(long caseId, String kind, Instant due, Instant warnAt, Map<String, Object> why) {
        List<View> running = running(caseId, kind);
        for (View old : running) {
            Map<String, Object> reason = new LinkedHashMap<>(why);
            reason.put("movedFrom", old.due().toString());
            jdbc.sql("UPDATE deadline SET due_at = ?, warn_at = ?, warned_at = NULL, told_at = NULL, why = ? WHERE id = ?")
                    .params(Db.utc(due), Db.utc(warnAt), Json.write(reason), old.id()).update();
        }
        return !running.isEmpty();
    }

    /** Moves one clock that runs and stands where it stood; its notices start anew. @return false when it does not */
    public boolean moveOne(long id, Instant from, Instant to, Instant warnAt, Map<String, Object> why) {
        Map<String, Object> reason = new LinkedHashMap<>(why);
        reason.put("movedFrom", from.toString());
        return jdbc.sql("UPDATE deadline SET due_at = ?, warn_at = ?, warned_at = NULL, told_at = NULL, why = ? "
                + "WHERE id = ? AND state = 'RUNNING' AND due_at = ?")
                .params(Db.utc(to), Db.utc(warnAt), Json.write(reason), id, Db.utc(from)).update() == 1;
    }

    /** Every clock of a case, in the order they were started. */
    public List<View> of(long caseId) {
        return jdbc.sql(COLUMNS + "WHERE case_id = ? ORDER BY id").param(caseId).query(this::view).list();
    }

    /** The clocks of a kind that run for a case. */
    public List<View> running(long caseId, String kind) {
        return jdbc.sql(COLUMNS + "WHERE case_id = ? AND kind = ? AND state = 'RUNNING' ORDER BY id")
                .params(caseId, kind).query(this::view).list();
    }

    private View view(ResultSet row, int n) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        Instant due = Db.instant(row, "due_at");
        boolean overdue = state == State.MISSED || state == State.RUNNING && due.isBefore(clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return new View(row.getLong("id"), row.getString("kind"), row.getString("task_id"), Db.instant(row, "starts_at"), due,
                Db.instant(row, "warn_at"), state, Db.instant(row, "ended_at"), Json.readMap(row.getString("why")), overdue);
    }

    private LocalDateTime now() {
        return Db.utc(clock.instant());
    }
}
