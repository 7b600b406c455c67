package org.shouhou.promise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.shouhou.common.Db;

/**
 * A promise to a customer (R8).
 *
 * @param text     what was promised, in the agent's words
 * @param due      by when; in time up to and with that second
 * @param agreedAt when the customer was told this time; a renewal moves it
 * @param keeper   who has to see to it
 * @param endedHow what kept it or made it void: an event's kind, an outcome, {@code BY_HAND}; null while it is open
 * @param renewed  how often the customer agreed to a later time
 */
public record Promise(long id, long caseId, String requestId, String requestHash, PromiseKind kind, String text,
        Instant due, Instant agreedAt, String keeper, String madeBy, State state, String endedHow, int renewed,
        String instanceId, long madeMs, Long endedMs) {

    /** Where a promise stands. */
    public enum State { OPEN, KEPT, BROKEN, VOID }

    public boolean open() {
        return state == State.OPEN;
    }

    /** The name of its clock among the clocks of the case. */
    String clock() {
        return "promise-" + id;
    }

    static Promise map(ResultSet row, int n) throws SQLException {
        return new Promise(row.getLong("id"), row.getLong("case_id"), row.getString("request_id"), row.getString("request_hash"),
                PromiseKind.valueOf(row.getString("kind")), row.getString("words"), Db.instant(row, "due_at"),
                Db.instant(row, "agreed_at"), row.getString("keeper"), row.getString("made_by"),
                State.valueOf(row.getString("state")), row.getString("ended_how"), row.getInt("renewed"),
                row.getString("instance_id"), row.getLong("made_ms"), Db.nullableLong(row, "ended_ms"));
    }
}
