package org.shouhou.queue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.Shops;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The lists and counts. A task is for one or two of eight roles, and a person may do the work of several: each role is
 * read along its own index only as far as a page needs, and the pieces are put together. So a list takes as long with a
 * hundred thousand open tasks as with a thousand.
 */
@Repository
class QueueReads {

    static final int PAGE = 50;
    /** Nobody reads a larger count than "999 and more". */
    static final int COUNTED = 1000;

    /** The place a page ended at. */
    private record Place(int priority, LocalDateTime due, String taskId) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    QueueReads(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What the actor has, by due time. */
    List<QueueEntry> of(Actor actor, int most) {
        return jdbc.sql("SELECT * FROM queue_entry WHERE owner = ?" + actor.shops().and("shop") + " ORDER BY due_at, task_id LIMIT " + most).param(actor.name())
                .query(QueueEntry::map).list();
    }

    /** Whose work it is, or what is free; what comes first first. */
    List<QueueEntry> ofOwner(String owner, TaskFilter filter, int most) {
        StringBuilder sql = new StringBuilder("SELECT * FROM queue_entry WHERE ");
        List<Object> values = new ArrayList<>();
        boolean free = TaskFilter.NOBODY.equals(owner);
        sql.append(free ? "owner IS NULL" : "owner = ?");
        if (!free) {
            values.add(owner);
        }
        filter.narrow(sql, values);
        Instant until = filter.until(clock.instant());
        if (until != null) {
            sql.append(" AND due_at < ?");
            values.add(Db.utc(until));
        }
        return jdbc.sql(sql.append(" ORDER BY priority, due_at, task_id LIMIT ").append(most).toString()).params(values)
                .query(QueueEntry::map).list();
    }

    /** A page of what the actor has, or of what the actor's roles may do: what comes first first, then by due time. */
    List<QueueEntry> page(boolean mine, TaskFilter filter, String cursor, Actor actor) {
        Place after = cursor == null ? null : place(cursor);
        Instant until = filter.until(clock.instant());
        List<String> pieces = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Piece piece : pieces(mine, actor)) {
            if (after == null && until == null) {
                pieces.add(ordered(piece, filter, "", List.of(), "priority, due_at, task_id", values));
                continue;
            }
            for (int priority : List.of(Precedence.FIRST, Precedence.USUAL)) {
                if (after == null || priority >= after.priority()) {
                    pieces.add(within(piece, filter, until, priority, after, values));
                }
            }
        }
        if (pieces.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("SELECT q.* FROM queue_entry q JOIN (SELECT * FROM (" + String.join(" UNION ALL ", pieces)
                        + ") pieces ORDER BY priority, due_at, task_id LIMIT " + PAGE + ") page ON page.task_id = q.task_id"
                        + " ORDER BY q.priority, q.due_at, q.task_id")
                .params(values).query(QueueEntry::map).list();
    }

    private static String within(Piece piece, TaskFilter filter, Instant until, int priority, Place after, List<Object> values) {
        StringBuilder more = new StringBuilder(" AND priority = ?");
        List<Object> theirs = new ArrayList<>(List.of(priority));
        if (until != null) {
            more.append(" AND due_at < ?");
            theirs.add(Db.utc(until));
        }
        if (after != null && priority == after.priority()) {
            more.append(" AND due_at >= ? AND (due_at > ? OR task_id > ?)");
            Collections.addAll(theirs, after.due(), after.due(), after.taskId());
        }
        return ordered(piece, filter, more.toString(), theirs, "due_at, task_id", values);
    }

    private static String ordered(Piece piece, TaskFilter filter, String more, List<Object> theirs, String order, List<Object> values) {
        StringBuilder sql = new StringBuilder("(SELECT task_id, priority, due_at FROM queue_entry WHERE ").append(piece.condition());
        values.addAll(piece.values());
        filter.narrow(sql, values);
        values.addAll(theirs);
        return sql.append(more).append(" ORDER BY ").append(order).append(" LIMIT ").append(PAGE).append(')').toString();
    }

    /** Ids of what waits unclaimed for the actor, what comes first first. */
    List<String> waiting(Actor actor) {
        if (actor.is(Role.AUDITOR)) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        for (Piece piece : pieces(false, actor)) {
            pieces.add(ordered(piece, TaskFilter.NONE, " AND owner IS NULL AND quiet = FALSE AND (excluded_user IS NULL OR excluded_user <> ?)"
                    + " AND (kept_away IS NULL OR kept_away <> ?)", List.of(actor.name(), actor.name()), "priority, due_at, task_id", values));
        }
        return pieces.isEmpty() ? List.of() : jdbc.sql("SELECT task_id FROM (" + String.join(" UNION ALL ", pieces)
                + ") pieces ORDER BY priority, due_at, task_id LIMIT " + PAGE).params(values).query(String.class).list();
    }

    /** How many there are, of the actor's own or of the actor's roles; never more than {@value #COUNTED}. @param more begins with AND, or is empty */
    int count(boolean mine, Actor actor, String more, Object... theirs) {
        List<Object> values = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        for (Piece piece : pieces(mine, actor)) {
            pieces.add("(SELECT 1 AS one FROM queue_entry WHERE " + piece.condition() + more + " LIMIT " + COUNTED + ")");
            values.addAll(piece.values());
            Collections.addAll(values, theirs);
        }
        return pieces.isEmpty() ? 0 : Math.min(COUNTED, jdbc.sql("SELECT COUNT(*) FROM (" + String.join(" UNION ALL ", pieces) + ") pieces")
                .params(values).query(Integer.class).single());
    }

    /** One way through an index. */
    private record Piece(String condition, List<Object> values) {
    }

    private static List<Piece> pieces(boolean mine, Actor actor) {
        if (mine) {
            return List.of(new Piece("owner = ?" + actor.shops().and("shop"), List.of(actor.name())));
        }
        Set<String> roles = roles(actor);
        List<Piece> pieces = new ArrayList<>();
        for (String role : roles) {
            inShops(actor, "role = ?", List.of(role)).forEach(pieces::add);
            // a task of two roles, both the actor's, is already in the piece of the first
            List<Object> values = new ArrayList<>(List.of(role));
            values.addAll(roles);
            inShops(actor, "other_role = ? AND role NOT IN (" + String.join(", ", Collections.nCopies(roles.size(), "?")) + ")", values).forEach(pieces::add);
        }
        return pieces;
    }

    /** One piece, or one a shop for who is kept to some, so that a small shop's list is as fast beside a large one's. */
    private static Stream<Piece> inShops(Actor actor, String condition, List<Object> values) {
        return actor.shops().all() ? Stream.of(new Piece(condition, values))
                : actor.shops().sorted().stream().map(shop -> new Piece(condition + new Shops(Set.of(shop)).and("shop"), values));
    }

    /** Group ids whose tasks the actor may do; the auditor sees them all. */
    private static Set<String> roles(Actor actor) {
        Set<String> ids = new TreeSet<>();
        for (Role role : Role.values()) {
            if (actor.is(Role.AUDITOR) || actor.mayDo(role)) {
                ids.add(role.id());
            }
        }
        return ids;
    }

    private static Place place(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|", 3);
            Instant last = Instant.parse(parts[1]);
            if (!Db.keeps(last) || parts.length < 3) {
                throw new IllegalArgumentException("Not a time of a task");
            }
            return new Place(Integer.parseInt(parts[0]), Db.utc(last), parts[2]);
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
}
