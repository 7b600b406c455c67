package org.shouhou.queue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The list of open work as the database keeps it; the engine is never asked for lists or counts. */
@Repository
class QueueEntries {

    private static final int PAGE = 50;
    private static final int ROUNDS = 5;
    private final JdbcClient jdbc;
    private final Clock clock;

    QueueEntries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<QueueEntry> find(String taskId) {
        return jdbc.sql("SELECT * FROM queue_entry WHERE task_id = ?").param(taskId).query(QueueEntry::map).optional();
    }

    /**
     * The most urgent unclaimed entry the actor may do, locked; entries somebody else is just taking are passed over.
     * Looked for first and locked one by one: a search that locks would lock everything it sorts.
     */
    Optional<QueueEntry> lockNext(Actor actor) {
        Set<String> roles = roles(actor);
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<String> waiting = waiting(roles, actor.name());
            for (String taskId : waiting) {
                Optional<QueueEntry> free = jdbc.sql("SELECT * FROM queue_entry WHERE task_id = ? AND owner IS NULL FOR UPDATE SKIP LOCKED")
                        .param(taskId).query(QueueEntry::map).optional();
                if (free.isPresent()) {
                    return free;
                }
            }
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Changes hands, if the entry is still as it was read: taking the next task locks entries only, claiming locks the case.
     *
     * @throws OptimisticLockingFailureException when somebody else was faster; the command is repeated and reads who
     */
    void own(QueueEntry seen, String owner) {
        int changed = jdbc.sql("UPDATE queue_entry SET owner = ?, revision = revision + 1 WHERE task_id = ? AND revision = ?")
                .param(owner).param(seen.taskId()).param(seen.revision()).update();
        if (changed == 0) {
            throw new OptimisticLockingFailureException("Task " + seen.taskId() + " changed hands meanwhile");
        }
    }

    private List<String> waiting(Set<String> roles, String user) {
        String in = in(roles);
        List<Object> values = new ArrayList<>(roles);
        values.addAll(roles);
        values.add(user);
        values.add(user);
        return jdbc.sql("SELECT task_id FROM queue_entry WHERE owner IS NULL AND quiet = FALSE AND (role IN " + in + " OR other_role IN " + in
                        + ") AND (excluded_user IS NULL OR excluded_user <> ?)"
                        + " AND (kept_away IS NULL OR kept_away <> ?) ORDER BY priority, due_at, task_id LIMIT " + PAGE)
                .params(values).query(String.class).list();
    }

    /** A page, what comes first first, then by due time. */
    List<QueueEntry> page(Tasks.View view, String caseType, String cursor, Actor actor) {
        StringBuilder sql = new StringBuilder("SELECT * FROM queue_entry WHERE ");
        List<Object> values = new ArrayList<>();
        if (view == Tasks.View.MINE) {
            sql.append("owner = ?");
            values.add(actor.name());
        } else {
            Set<String> roles = actor.is(Role.AUDITOR) ? allRoles() : roles(actor);
            if (roles.isEmpty()) {
                return List.of();
            }
            sql.append("(role IN ").append(in(roles)).append(" OR other_role IN ").append(in(roles)).append(')');
            values.addAll(roles);
            values.addAll(roles);
            if (view == Tasks.View.OVERDUE) {
                sql.append(" AND due_at < ?");
                values.add(Db.utc(clock.instant()));
            }
        }
        if (caseType != null) {
            sql.append(" AND case_type = ?");
            values.add(caseType);
        }
        after(cursor, sql, values);
        return jdbc.sql(sql.append(" ORDER BY priority, due_at, task_id LIMIT ").append(PAGE).toString()).params(values)
                .query(QueueEntry::map).list();
    }

    private static void after(String cursor, StringBuilder sql, List<Object> values) {
        if (cursor == null) {
            return;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|", 3);
            int priority = Integer.parseInt(parts[0]);
            Instant last = Instant.parse(parts[1]);
            if (!Db.keeps(last) || parts.length < 3) {
                throw new IllegalArgumentException("Not a time of a task");
            }
            var due = Db.utc(last);
            sql.append(" AND (priority > ? OR priority = ? AND (due_at > ? OR due_at = ? AND task_id > ?))");
            Collections.addAll(values, priority, priority, due, due, parts[2]);
        } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException wrong) {
            throw Problem.fields(List.of(new Problem.FieldProblem("cursor", "Is not one this list gave.")));
        }
    }

    static String cursorAfter(List<QueueEntry> page) {
        if (page.size() < PAGE) {
            return null;
        }
        QueueEntry last = page.get(page.size() - 1);
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((last.priority() + "|" + last.due() + "|" + last.taskId()).getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> allRoles() {
        Set<String> ids = new TreeSet<>();
        for (Role role : Role.values()) {
            ids.add(role.id());
        }
        return ids;
    }

    /** Group ids whose tasks the actor may do. */
    private static Set<String> roles(Actor actor) {
        Set<String> ids = new TreeSet<>();
        for (Role role : Role.values()) {
            if (actor.mayDo(role)) {
                ids.add(role.id());
            }
        }
        return ids;
    }

    private static String in(Set<String> values) {
        return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
    }
}
