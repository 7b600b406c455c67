package org.shouhou.reply;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.shouhou.common.Db;
import org.shouhou.identity.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** From when to when customers got which version of a reply. */
@Repository
public class ReplyUses {

    /** @param to null while customers get it */
    public record Use(int version, Instant from, String begunBy, Instant to, String endedBy) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    ReplyUses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest first. */
    public List<Use> of(long templateId) {
        return jdbc.sql("SELECT * FROM reply_use WHERE template_id = ? ORDER BY id DESC").param(templateId).query((row, n) -> {
            Long to = Db.nullableLong(row, "to_ms");
            return new Use(row.getInt("version_no"), Instant.ofEpochMilli(row.getLong("from_ms")), row.getString("begun_by"),
                    to == null ? null : Instant.ofEpochMilli(to), row.getString("ended_by"));
        }).list();
    }

    void begin(long templateId, int version, Actor by) {
        end(templateId, by);
        jdbc.sql("INSERT INTO reply_use (template_id, version_no, from_ms, begun_by) VALUES (?, ?, ?, ?)")
                .params(templateId, version, clock.millis(), by.name()).update();
    }

    void end(long templateId, Actor by) {
        jdbc.sql("UPDATE reply_use SET to_ms = ?, ended_by = ? WHERE template_id = ? AND to_ms IS NULL")
                .params(clock.millis(), by.name(), templateId).update();
    }
}
