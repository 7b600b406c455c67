package org.shouhou.queue;

import java.util.List;
import java.util.Optional;
import org.shouhou.identity.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The open tasks of one kind, for work that takes many of them at once. */
@Component
public class OpenTasks {

    private final JdbcClient jdbc;

    OpenTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those an actor may do, what comes first first; cases that rest within an incident are left out (R37). */
    public List<QueueEntry> of(String key, Actor actor, int most) {
        return jdbc.sql("SELECT * FROM queue_entry WHERE task_key = ? AND quiet = FALSE" + actor.shops().and("shop")
                        + " ORDER BY priority, due_at, task_id LIMIT " + most)
                .param(key).query(QueueEntry::map).list().stream().filter(entry -> entry.allowedTo(actor)).toList();
    }

    /** All there are, whoever may do them, what comes first first. */
    public List<QueueEntry> all(String key, int most) {
        return jdbc.sql("SELECT * FROM queue_entry WHERE task_key = ? ORDER BY priority, due_at, task_id LIMIT " + most)
                .param(key).query(QueueEntry::map).list();
    }

    /** The open task of that kind of a case. */
    public Optional<QueueEntry> of(long caseId, String key) {
        return jdbc.sql("SELECT * FROM queue_entry WHERE case_id = ? AND task_key = ? ORDER BY created_ms DESC LIMIT 1").params(caseId, key)
                .query(QueueEntry::map).optional();
    }
}
