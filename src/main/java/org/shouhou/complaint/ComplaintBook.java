package org.shouhou.complaint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.deadline.ClockMoved;
import org.shouhou.deadline.Deadlines;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was found and decided about a complaint so far. */
@Repository
class ComplaintBook {

    /**
     * @param nextLevel    the level a reopened complaint begins at; null for any other
     * @param complainedOf the colleague it is about (R6), or null
     * @param term         SHORT, MEDIUM or LONG, by the rule complaintDeadline
     * @param cameBack     how the last remedy ended that did not work; null when none came back
     * @param given        how the last remedy ended that worked; null while nothing was given
     * @param upCode       why it goes up; null: nobody said so, its time is over
     * @param intervention the platform's number of the dispute; null while it has not stepped in
     * @param answers      how often the customer was answered
     */
    record Work(long caseId, Level level, Level nextLevel, String complainedOf, String term, Instant levelSince,
            Instant answerBy, Map<String, Object> why, String decision, String decidedBy, String reasonCode, String evidence,
            String cameBack, String given, String upCode, String upWhy, Long compensationId, Long parcelId,
            Instant confirmUntil, String intervention, int answers) {
    }

    private final JdbcClient jdbc;

    ComplaintBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Work> find(long caseId) {
        return jdbc.sql("SELECT * FROM complaint_work WHERE case_id = ?").param(caseId).query(ComplaintBook::map).optional();
    }

    Work of(long caseId) {
        return find(caseId).orElseThrow();
    }

    void begin(long caseId, String complainedOf) {
        jdbc.sql("INSERT INTO complaint_work (case_id, level, complained_of) VALUES (?, 'AGENT', ?)").params(caseId, complainedOf).update();
    }

    /** Begins at a level; what was given before is remembered. */
    void startAt(long caseId, Level level) {
        set(caseId, """
                level = ?, next_level = NULL, term = NULL, decision = NULL, decided_by = NULL, reason_code = NULL, evidence = NULL,
                came_back = NULL, up_code = NULL, up_why = NULL, intervention = NULL""", level.name());
    }

    void reopenAt(long caseId, Level level) {
        set(caseId, "next_level = ?", level.name());
    }

    void complainedOf(long caseId, String user) {
        set(caseId, "complained_of = ?", user);
    }

    void level(long caseId, Level level) {
        set(caseId, "level = ?, up_code = NULL, up_why = NULL, came_back = NULL", level.name());
    }

    void term(long caseId, String term, Instant since, Instant answerBy, Map<String, Object> why) {
        set(caseId, "term = ?, level_since = ?, answer_by = ?, why = ?", term, Db.utc(since), Db.utc(answerBy), Json.write(why));
    }

    /** Whoever changed the figure saw that the answer is due at another moment. */
    @EventListener
    void moved(ClockMoved clock) {
        if (clock.caseId() != null && clock.kind().equals(Deadlines.COMPLAINT_ANSWER)) {
            jdbc.sql("UPDATE complaint_work SET answer_by = ?, why = ? WHERE case_id = ? AND answer_by = ?")
                    .params(Db.utc(clock.to()), Json.write(clock.why()), clock.caseId(), Db.utc(clock.from())).update();
        }
    }

    void decided(long caseId, String decision, String by, String reasonCode, String evidence) {
        set(caseId, "decision = ?, decided_by = ?, reason_code = ?, evidence = ?, came_back = NULL", decision, by, reasonCode, evidence);
    }

    void goesUp(long caseId, String code, String why) {
        set(caseId, "up_code = ?, up_why = ?", code, why);
    }

    void compensation(long caseId, long compensationId) {
        set(caseId, "compensation_id = ?", compensationId);
    }

    void parcel(long caseId, long parcelId) {
        set(caseId, "parcel_id = ?", parcelId);
    }

    void gave(long caseId, String outcome) {
        set(caseId, "given = ?, came_back = NULL", outcome);
    }

    void cameBack(long caseId, String outcome) {
        set(caseId, "came_back = ?", outcome);
    }

    void answered(long caseId, Instant confirmUntil) {
        set(caseId, "confirm_until = ?, answers = answers + 1", Db.utc(confirmUntil));
    }

    void intervention(long caseId, String reference) {
        set(caseId, "intervention = ?", reference);
    }

    private void set(long caseId, String columns, Object... values) {
        jdbc.sql("UPDATE complaint_work SET " + columns + " WHERE case_id = ?")
                .params(java.util.stream.Stream.concat(java.util.Arrays.stream(values), java.util.stream.Stream.of((Object) caseId)).toList())
                .update();
    }

    private static Work map(ResultSet row, int n) throws SQLException {
        String next = row.getString("next_level");
        return new Work(row.getLong("case_id"), Level.valueOf(row.getString("level")), next == null ? null : Level.valueOf(next),
                row.getString("complained_of"), row.getString("term"), Db.instant(row, "level_since"), Db.instant(row, "answer_by"),
                Json.readMap(row.getString("why")), row.getString("decision"), row.getString("decided_by"),
                row.getString("reason_code"), row.getString("evidence"), row.getString("came_back"), row.getString("given"),
                row.getString("up_code"), row.getString("up_why"), Db.nullableLong(row, "compensation_id"),
                Db.nullableLong(row, "parcel_id"), Db.instant(row, "confirm_until"), row.getString("intervention"),
                row.getInt("answers"));
    }
}
