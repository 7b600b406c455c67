package org.shouhou.queue;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.shouhou.common.Db;
import org.shouhou.identity.Shops;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The notes work changed hands with (R4), for who receives them. */
@Repository
class HandoverNotes {

    private final JdbcClient jdbc;
    private final Clock clock;

    HandoverNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void write(QueueEntry entry, String page, String to, String note, String by) {
        jdbc.sql("""
                INSERT INTO handover_note (task_id, task_key, case_number, page, from_user, to_user, given_by, note, given_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""").param(entry.taskId()).param(entry.key()).param(entry.caseNumber()).param(page)
                .param(entry.owner()).param(to).param(by).param(note).param(clock.millis()).update();
    }

    /** What a person received and has not read, newest first, then what was read lately. */
    List<ShiftHandover.Received> of(String user, int most) {
        return jdbc.sql("SELECT * FROM handover_note WHERE to_user = ?" + within() + " ORDER BY CASE WHEN read_ms IS NULL THEN 0 ELSE 1 END, id DESC LIMIT " + most)
                .param(user).query((row, n) -> new ShiftHandover.Received(row.getLong("id"), row.getString("case_number"), row.getString("page"),
                        row.getString("task_key"), row.getString("from_user"), row.getString("given_by"), row.getString("note"),
                        row.getLong("given_ms"), Db.nullableLong(row, "read_ms"))).list();
    }

    private static String within() {
        return Shops.ofCaller().and("(SELECT f.shop FROM case_file f WHERE f.number = handover_note.case_number)");
    }

    /** The task was given back before the note was read. */
    void forget(String taskId, String user) {
        jdbc.sql("DELETE FROM handover_note WHERE task_id = ? AND to_user = ? AND read_ms IS NULL").params(taskId, user).update();
    }

    int unread(String user) {
        return jdbc.sql("SELECT COUNT(*) FROM handover_note WHERE to_user = ? AND read_ms IS NULL" + within()).param(user).query(Integer.class).single();
    }

    /** @param ids those of others are left alone */
    void read(Collection<Long> ids, String user) {
        for (Long id : ids) {
            jdbc.sql("UPDATE handover_note SET read_ms = ? WHERE id = ? AND to_user = ? AND read_ms IS NULL")
                    .params(clock.millis(), id, user).update();
        }
    }
}
