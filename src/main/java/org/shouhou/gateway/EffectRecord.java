package org.shouhou.gateway;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.common.Json;

/**
 * An effect outside as our table keeps it.
 *
 * @param adapter    the adapter it was given to: {@code sandbox}, {@code http} or {@code by-hand}
 * @param attempts   how often it was called
 * @param queries    how often it was asked about since the last call
 * @param failures   calls in a row that surely did nothing
 * @param answer     the outside's answer data, empty before
 * @param reference  the outside's number of it, or null
 * @param problem    why it was declined, is unknown or could not be called; or null
 * @param createdMs  epoch millis, like every {@code ...Ms}; {@code triedMs} is the last call
 * @param uncertainMs since when it is unknown or pending, or null
 * @param alarmedMs  when people were told so, or null
 * @param nextMs     when it is looked at next, or null
 * @param handOutcome what a person said: {@code DONE} or {@code REFUSED}, or null
 */
public record EffectRecord(long id, long caseId, String shop, String orderNo, String gateway, String operation,
        String adapter, String key, String externalTaskId, String processInstanceId, String elementId, String topic,
        Map<String, Object> request, State state, int attempts, int queries, int failures, Map<String, Object> answer,
        String reference, String problem, long createdMs, Long triedMs, Long doneMs, String doneBy, Long uncertainMs,
        Long alarmedMs, Long nextMs, String handOutcome, String note) {

    /**
     * INTENT: written, surely not done. SENT: called, no answer yet. PENDING: accepted, not done yet (by hand: waits for
     * a person). UNKNOWN: may be done or not. SUCCEEDED, DECLINED, CANCELLED: settled.
     */
    public enum State {
        INTENT, SENT, PENDING, UNKNOWN, SUCCEEDED, DECLINED, CANCELLED;

        public boolean settled() {
            return this == SUCCEEDED || this == DECLINED || this == CANCELLED;
        }

        /** May have been done, and we do not know. */
        public boolean inFlight() {
            return this == SENT || this == PENDING || this == UNKNOWN;
        }
    }

    /** The task it belongs to. */
    public EffectTask task() {
        return new EffectTask(externalTaskId, caseId, processInstanceId, elementId);
    }

    static EffectRecord of(ResultSet row, int number) throws SQLException {
        return new EffectRecord(row.getLong("id"), row.getLong("case_id"), row.getString("shop"),
                row.getString("order_no"), row.getString("gateway"), row.getString("operation"),
                row.getString("adapter"), row.getString("idem_key"), row.getString("external_task_id"),
                row.getString("instance_id"), row.getString("element_id"), row.getString("topic"),
                Json.readMap(row.getString("request")), State.valueOf(row.getString("state")), row.getInt("attempts"),
                row.getInt("queries"), row.getInt("failures"), Json.readMap(row.getString("answer")),
                row.getString("reference"), row.getString("problem"), row.getLong("created_ms"),
                Db.nullableLong(row, "tried_ms"), Db.nullableLong(row, "done_ms"), row.getString("done_by"),
                Db.nullableLong(row, "uncertain_ms"), Db.nullableLong(row, "alarmed_ms"),
                Db.nullableLong(row, "next_ms"), row.getString("hand_outcome"), row.getString("note"));
    }
}
