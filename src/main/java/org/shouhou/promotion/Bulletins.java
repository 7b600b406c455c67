package org.shouhou.promotion;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.messaging.Messages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What everyone who works has to have read (R42), with who has and who has not. */
@Service
public class Bulletins {

    /**
     * A bulletin.
     *
     * @param mine   whether whoever asks has read it
     * @param unread who works and has not read it yet
     */
    public record Bulletin(String id, String title, String text, Instant until, String by, Instant at, boolean mine, List<String> read,
            List<String> unread) {
    }

    public record NewBulletin(String requestId, String title, String text, Instant until) {
    }

    private final JdbcClient jdbc;
    private final Users users;
    private final Messages messages;
    private final Clock clock;

    Bulletins(JdbcClient jdbc, Users users, Messages messages, Clock clock) {
        this.messages = messages;
        this.jdbc = jdbc;
        this.users = users;
        this.clock = clock;
    }

    /** Those that hold now, the newest first. */
    public List<Bulletin> current(Actor actor) {
        return jdbc.sql("SELECT * FROM bulletin WHERE until_at > ? ORDER BY id DESC LIMIT 100").param(Db.utc(clock.instant()))
                .query((row, n) -> {
                    long id = row.getLong("id");
                    Set<String> read = new TreeSet<>(jdbc.sql("SELECT username FROM bulletin_read WHERE bulletin_id = ?").param(id)
                            .query(String.class).list());
                    return new Bulletin(Long.toString(id), row.getString("title"), row.getString("words"), Db.instant(row, "until_at"),
                            row.getString("made_by"), Instant.ofEpochMilli(row.getLong("made_ms")), read.contains(actor.name()),
                            List.copyOf(read), workers().stream().filter(name -> !read.contains(name)).toList());
                }).list();
    }

    /** Everybody who works, by name. */
    public List<String> workers() {
        return users.all().stream().filter(User::active).filter(user -> works(user.actor())).map(User::name).toList();
    }

    private static boolean works(Actor actor) {
        return actor.mayDo(Role.AGENT) || actor.mayDo(Role.WAREHOUSE) || actor.mayDo(Role.FINANCE);
    }

    /** Publishes one; the same request id again changes nothing. @throws Problem 400, 409 for another content */
    @Transactional
    public void publish(NewBulletin wanted, Actor by) {
        List<FieldProblem> wrong = new ArrayList<>();
        Checklists.text(wrong, "requestId", wanted.requestId(), 100);
        Checklists.text(wrong, "title", wanted.title(), 200);
        Checklists.text(wrong, "text", wanted.text(), 4000);
        if (wanted.until() == null || !Db.keeps(wanted.until()) || !wanted.until().isAfter(clock.instant())) {
            wrong.add(new FieldProblem("until", "Must be a time ahead."));
        }
        Checklists.refuse(wrong);
        List<String> before = jdbc.sql("SELECT words FROM bulletin WHERE request_id = ?").param(wanted.requestId()).query(String.class).list();
        if (before.isEmpty()) {
            jdbc.sql("INSERT INTO bulletin (title, words, until_at, made_by, made_ms, request_id) VALUES (?, ?, ?, ?, ?, ?)")
                    .params(wanted.title().strip(), wanted.text().strip(), Db.utc(wanted.until()), by.name(), clock.millis(), wanted.requestId()).update();
        } else if (!before.get(0).equals(wanted.text().strip())) {
            throw Problem.conflict("request-id-used", "The request id " + wanted.requestId() + " was used before for something else.");
        }
    }

    /** Whoever says so has read it. @throws Problem 404 */
    @Transactional
    public void read(String id, Actor actor) {
        if (!id.matches("\\d{1,18}") || jdbc.sql("SELECT COUNT(*) FROM bulletin WHERE id = ?").param(Long.valueOf(id)).query(Long.class).single() == 0) {
            throw Problem.notFound("bulletin", id);
        }
        // of two clicks at once one finds the row of the other
        jdbc.sql("SELECT id FROM bulletin WHERE id = ? FOR UPDATE").param(Long.valueOf(id)).query(Long.class).single();
        if (jdbc.sql("SELECT COUNT(*) FROM bulletin_read WHERE bulletin_id = ? AND username = ?").params(Long.valueOf(id), actor.name())
                .query(Long.class).single() == 0) {
            jdbc.sql("INSERT INTO bulletin_read (bulletin_id, username, read_ms) VALUES (?, ?, ?)")
                    .params(Long.valueOf(id), actor.name(), clock.millis()).update();
        }
    }

    /**
     * Tells everybody who has not read it yet, each by mail and once an hour at most.
     *
     * @return how many were told @throws Problem 404 when there is none that holds
     */
    @Transactional
    public int remind(String id, Actor by) {
        Bulletin bulletin = current(by).stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(() -> Problem.notFound("bulletin", id));
        String hour = clock.instant().truncatedTo(ChronoUnit.HOURS).toString();
        bulletin.unread().forEach(name -> messages.toUser(name, null, "bulletin-reminder", Map.of("text", bulletin.title(), "by", bulletin.by()),
                "bulletin-" + id + "-" + name + "-" + hour));
        return bulletin.unread().size();
    }

    /** Titles of what this person has not read; no new work comes before that. */
    public List<String> unread(Actor actor) {
        return jdbc.sql("""
                SELECT b.title FROM bulletin b WHERE b.until_at > ? AND NOT EXISTS
                  (SELECT 1 FROM bulletin_read r WHERE r.bulletin_id = b.id AND r.username = ?) ORDER BY b.id""")
                .params(Db.utc(clock.instant()), actor.name()).query(String.class).list();
    }
}
