package org.shouhou.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.shouhou.common.Db;
import org.shouhou.identity.Actor;

/**
 * An open task as the lists show it.
 *
 * @param key          the user task's id in the model, which is its form's name
 * @param caseId      0 when it belongs to no case; {@code subject} and {@code subjectId} say what it belongs to then
 * @param quiet       rests while its case is handled together with others: not given out as the next one (R37)
 * @param role         group id that may do it; {@code otherRole} a second one, or null
 * @param excludedUser who must not do it (four eyes), or null
 * @param keptAway     who must not do any task of the case (R6), or null
 * @param owner        who claimed it, or null
 * @param due          when it is due
 * @param priority {@link Precedence#FIRST} or {@link Precedence#USUAL}
 * @param revision     grows with each change; what is sent back must be current
 */
public record QueueEntry(String taskId, long caseId, String caseNumber, String caseType, String key,
        String definitionId, String role, String otherRole, String excludedUser, String owner, String shop,
        String orderNo, String buyer, String reason, Long amountMinor, String currency, Instant due, long createdMs,
        long revision, String subject, long subjectId, boolean quiet, int priority,
        String keptAway) {

    /** What its handler is asked about: the case's id, or the subject's. */
    long about() {
        return subject == null ? caseId : subjectId;
    }

    /** Whether it comes before others whatever is due: urgent, or of an important buyer. */
    public boolean first() {
        return priority == Precedence.FIRST;
    }

    /** Whether it is there for the person at all: of a shop they work for. */
    boolean visibleTo(Actor actor) {
        return actor.sees(shop);
    }

    /** Whether the person's shops and roles and the four-eyes rule allow it. */
    public boolean allowedTo(Actor actor) {
        return visibleTo(actor) && (actor.mayDo(role) || otherRole != null && actor.mayDo(otherRole)) && !actor.name().equals(excludedUser)
                && !actor.name().equals(keptAway);
    }

    static QueueEntry map(ResultSet row, int n) throws SQLException {
        return new QueueEntry(row.getString("task_id"), row.getLong("case_id"), row.getString("case_number"),
                row.getString("case_type"), row.getString("task_key"), row.getString("definition_id"),
                row.getString("role"), row.getString("other_role"), row.getString("excluded_user"),
                row.getString("owner"), row.getString("shop"), row.getString("order_no"), row.getString("buyer"),
                row.getString("reason"), Db.nullableLong(row, "amount_minor"), row.getString("currency"),
                Db.instant(row, "due_at"), row.getLong("created_ms"), row.getLong("revision"),
                row.getString("subject"), row.getLong("subject_id"), row.getBoolean("quiet"), row.getInt("priority"),
                row.getString("kept_away"));
    }
}
