package org.shouhou.queue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The open tasks only those who lead may do: consents, escalations, and what is decided above an agent. */
@Component
public class WaitingForLeaders {

    /**
     * How much waits of one kind, of what the person's role may decide.
     *
     * @param inBulk   whether many of them may be decided together
     * @param firstDue when the first of them is, or was, due
     */
    public record Kind(String key, int waiting, int overdue, Instant firstDue, boolean inBulk) {
    }

    /**
     * One of them, with what its form shows.
     *
     * @param notYours slug of why this person must not decide it (four eyes, R6); null when they may
     * @param caseId   0 for what belongs to no case
     * @param since    when it was laid before them
     */
    public record Waiting(TaskLists.TaskRow task, long caseId, String role, Map<String, Object> facts, String notYours, Instant since) {
    }

    private static final List<Role> LEADERS = List.of(Role.SUPERVISOR, Role.MANAGER);

    private final TaskLists lists;
    private final TaskAccess access;
    private final TaskHandlers handlers;
    private final ObjectProvider<InBulk> bulk;
    private final JdbcClient jdbc;
    private final Clock clock;

    WaitingForLeaders(TaskLists lists, TaskAccess access, TaskHandlers handlers, ObjectProvider<InBulk> bulk, JdbcClient jdbc, Clock clock) {
        this.lists = lists;
        this.access = access;
        this.handlers = handlers;
        this.bulk = bulk;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The kinds of which something waits, the one due first first. */
    public List<Kind> kinds(Actor actor) {
        List<String> roles = roles(actor);
        if (roles.isEmpty()) {
            return List.of();
        }
        List<String> together = bulk.stream().map(InBulk::taskKey).toList();
        return jdbc.sql("SELECT task_key, COUNT(*) AS all_of, SUM(CASE WHEN due_at < :now THEN 1 ELSE 0 END) AS late, MIN(due_at) AS first_due"
                        + " FROM queue_entry WHERE role IN (:roles) GROUP BY task_key ORDER BY first_due, task_key")
                .param("now", Db.utc(clock.instant())).param("roles", roles)
                .query((row, n) -> new Kind(row.getString(1), row.getInt(2), row.getInt(3),
                        row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC), together.contains(row.getString(1)))).list();
    }

    /** Those of one kind, what comes first first. */
    public List<Waiting> of(String key, Actor actor, int most) {
        List<String> roles = roles(actor);
        return roles.isEmpty() ? List.of() : jdbc.sql("SELECT * FROM queue_entry WHERE role IN (:roles) AND task_key = :key"
                        + " ORDER BY priority, due_at, task_id LIMIT " + most).param("roles", roles).param("key", key)
                .query(QueueEntry::map).list().stream().map(entry -> waiting(entry, actor)).toList();
    }

    /** What the person leads; the auditor sees what both do. */
    private static List<String> roles(Actor actor) {
        return LEADERS.stream().filter(role -> actor.mayDo(role) || actor.is(Role.AUDITOR)).map(Role::id).toList();
    }

    private Waiting waiting(QueueEntry entry, Actor actor) {
        String notYours = actor.is(Role.AUDITOR) ? null : refused(entry, actor);
        return new Waiting(lists.row(entry), entry.caseId(), entry.role(), handlers.of(entry.key()).data(entry.about(), entry.taskId()), notYours,
                Instant.ofEpochMilli(entry.createdMs()));
    }

    private String refused(QueueEntry entry, Actor actor) {
        try {
            access.toSee(entry, actor);
            return null;
        } catch (Problem refused) {
            return refused.slug();
        }
    }
}
