package org.shouhou.operation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables watchdog_look and watchdog_finding. */
@Repository
class WatchdogTable {

    /** @param part what is looked at, null between two looks; {@code after} where its next portion begins */
    record Look(long number, String part, String after, long lookedAt, Long beganMs, Long endedMs, long nextMs) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    WatchdogTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Look look() {
        return jdbc.sql("SELECT * FROM watchdog_look WHERE id = 1").query(WatchdogTable::lookOf).single();
    }

    /** The same for this transaction alone; empty while another node is at it. */
    Optional<Look> take() {
        return jdbc.sql("SELECT * FROM watchdog_look WHERE id = 1 FOR UPDATE SKIP LOCKED").query(WatchdogTable::lookOf).optional();
    }

    void begin(String part, long nextMs) {
        jdbc.sql("UPDATE watchdog_look SET look = look + 1, part = ?, after_key = NULL, looked_at = 0, began_ms = ?, next_ms = ? WHERE id = 1")
                .params(part, clock.millis(), nextMs).update();
    }

    void goOn(String part, String after, int looked) {
        jdbc.sql("UPDATE watchdog_look SET part = ?, after_key = ?, looked_at = looked_at + ? WHERE id = 1").params(part, after, looked).update();
    }

    void end() {
        jdbc.sql("UPDATE watchdog_look SET part = NULL, after_key = NULL, ended_ms = ? WHERE id = 1").param(clock.millis()).update();
    }

    /** The next look begins at once, or as soon as the one under way has ended. */
    void lookSoon() {
        jdbc.sql("UPDATE watchdog_look SET next_ms = 0 WHERE id = 1").update();
    }

    /** Keeps what was seen; what was known before keeps its first time. */
    void keep(Finding.Seen seen, long look) {
        if (jdbc.sql("UPDATE watchdog_finding SET seen_look = ?, detail = ?, case_id = ? WHERE kind = ? AND subject = ?")
                .params(look, seen.detail(), seen.caseId(), seen.kind().name(), seen.subject()).update() == 0) {
            jdbc.sql("INSERT INTO watchdog_finding (kind, subject, case_id, detail, found_ms, seen_look) VALUES (?, ?, ?, ?, ?, ?)")
                    .params(seen.kind().name(), seen.subject(), seen.caseId(), seen.detail(), clock.millis(), look).update();
        }
    }

    /** Takes away what this look did not meet again. */
    void forgetUnseen(long look) {
        jdbc.sql("DELETE FROM watchdog_finding WHERE seen_look < ?").param(look).update();
    }

    List<Finding> untold() {
        List<Finding> found = jdbc.sql("SELECT * FROM watchdog_finding WHERE told = FALSE ORDER BY id").query(WatchdogTable::finding).list();
        jdbc.sql("UPDATE watchdog_finding SET told = TRUE WHERE told = FALSE").update();
        return found;
    }

    /** The oldest first. */
    List<Finding> all(int most) {
        return jdbc.sql("SELECT * FROM watchdog_finding ORDER BY id LIMIT ?").param(most).query(WatchdogTable::finding).list();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM watchdog_finding").query(Long.class).single();
    }

    private static Look lookOf(ResultSet row, int number) throws SQLException {
        return new Look(row.getLong("look"), row.getString("part"), row.getString("after_key"), row.getLong("looked_at"),
                Db.nullableLong(row, "began_ms"), Db.nullableLong(row, "ended_ms"), row.getLong("next_ms"));
    }

    private static Finding finding(ResultSet row, int number) throws SQLException {
        return new Finding(row.getLong("id"), Finding.Kind.valueOf(row.getString("kind")), row.getString("subject"),
                Db.nullableLong(row, "case_id"), row.getString("detail"), Instant.ofEpochMilli(row.getLong("found_ms")));
    }
}
