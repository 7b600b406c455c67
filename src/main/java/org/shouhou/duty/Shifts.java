package org.shouhou.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The roster: who works from when to when (R45). */
@Service
public class Shifts {

    private static final Duration LONGEST = Duration.ofHours(24);

    /** One shift of one person. */
    public record Shift(String id, String user, Instant startsAt, Instant endsAt, String madeBy) {
    }

    /** What a new shift says. */
    public record NewShift(String user, Instant startsAt, Instant endsAt) {
    }

    /** @param created false when it stood there already */
    public record Made(Shift shift, boolean created) {
    }

    private final JdbcClient jdbc;
    private final Users users;
    private final Clock clock;

    Shifts(JdbcClient jdbc, Users users, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.clock = clock;
    }

    List<Shift> of(String name) {
        return jdbc.sql("SELECT * FROM duty_shift WHERE username = ? ORDER BY starts_at").param(name).query(Shifts::map).list();
    }

    /** Shifts that lie at least partly in a stretch of time, in order. */
    public List<Shift> between(Instant from, Instant to) {
        return jdbc.sql("SELECT * FROM duty_shift WHERE ends_at > ? AND starts_at < ? ORDER BY starts_at, username")
                .params(Db.utc(from), Db.utc(to)).query(Shifts::map).list();
    }

    /** @throws Problem 400 wrong fields, 409 {@code shift-overlaps} with another shift of the person */
    @Transactional
    public Made add(NewShift wanted, Actor by) {
        check(wanted);
        User user = users.find(wanted.user()).filter(User::active).orElseThrow(() -> Problem.fields(
                List.of(new FieldProblem("user", "There is nobody called " + wanted.user() + "."))));
        jdbc.sql("SELECT username FROM user_account WHERE username = ? FOR UPDATE").param(user.name()).query(String.class).single();
        Optional<Shift> same = of(user.name()).stream().filter(shift -> Db.utc(shift.startsAt()).equals(Db.utc(wanted.startsAt()))
                && Db.utc(shift.endsAt()).equals(Db.utc(wanted.endsAt()))).findFirst();
        if (same.isPresent()) {
            return new Made(same.get(), false);
        }
        if (of(user.name()).stream().anyMatch(shift -> shift.startsAt().isBefore(wanted.endsAt()) && shift.endsAt().isAfter(wanted.startsAt()))) {
            throw Problem.conflict("shift-overlaps", user.name() + " has another shift at that time.");
        }
        jdbc.sql("INSERT INTO duty_shift (username, starts_at, ends_at, made_by, made_ms) VALUES (?, ?, ?, ?, ?)")
                .params(user.name(), Db.utc(wanted.startsAt()), Db.utc(wanted.endsAt()), by.name(), clock.millis()).update();
        return new Made(of(user.name()).stream().filter(shift -> Db.utc(shift.startsAt()).equals(Db.utc(wanted.startsAt())))
                .findFirst().orElseThrow(), true);
    }

    /** Whether the person has nothing else on the roster then. */
    boolean free(NewShift wanted) {
        return of(wanted.user()).stream().noneMatch(shift -> shift.startsAt().isBefore(wanted.endsAt()) && shift.endsAt().isAfter(wanted.startsAt()));
    }

    /** Moves a shift to other hours. @throws Problem 400, 404, 409 as {@link #add} */
    @Transactional
    public Shift change(String id, Instant startsAt, Instant endsAt, Actor by) {
        Shift before = !id.matches("\\d{1,18}") ? null : jdbc.sql("SELECT * FROM duty_shift WHERE id = ?").param(Long.valueOf(id))
                .query(Shifts::map).optional().orElse(null);
        if (before == null) {
            throw Problem.notFound("shift", id);
        }
        remove(id);
        return add(new NewShift(before.user(), startsAt, endsAt), by).shift();
    }

    /** Takes a shift off the roster. @throws Problem 404 when there is none */
    @Transactional
    public void remove(String id) {
        if (!id.matches("\\d{1,18}") || jdbc.sql("DELETE FROM duty_shift WHERE id = ?").param(Long.valueOf(id)).update() == 0) {
            throw Problem.notFound("shift", id);
        }
    }

    private static void check(NewShift wanted) {
        List<FieldProblem> problems = new ArrayList<>();
        if (wanted.user() == null || wanted.user().isBlank()) {
            problems.add(new FieldProblem("user", "Is required."));
        }
        if (wanted.startsAt() == null || !Db.keeps(wanted.startsAt())) {
            problems.add(new FieldProblem("startsAt", "Must be an instant such as 2026-11-11T08:00:00Z."));
        } else if (wanted.endsAt() == null || !Db.keeps(wanted.endsAt()) || !wanted.endsAt().isAfter(wanted.startsAt())
                || Duration.between(wanted.startsAt(), wanted.endsAt()).compareTo(LONGEST) > 0) {
            problems.add(new FieldProblem("endsAt", "Must be after the start, by 24 hours at most."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static Shift map(ResultSet row, int n) throws SQLException {
        return new Shift(Long.toString(row.getLong("id")), row.getString("username"), Db.instant(row, "starts_at"),
                Db.instant(row, "ends_at"), row.getString("made_by"));
    }
}
