package org.shouhou.duty;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is on duty now (R45). What was said last stands until the person's next shift begins or ends; then the roster
 * says; who has neither is on duty. An account that is switched off is off duty.
 */
@Service("onDuty")
public class OnDuty {

    /** Whether work reaches a person: on a break new work waits, off duty what is late goes back to the pool. */
    public enum State { ON, BREAK, OFF }

    /**
     * Those a notice or an escalation goes to.
     *
     * @param nobody true when nobody of them is on duty, so that all who are there are meant
     */
    public record Reached(List<User> people, boolean nobody) {
    }

    /** @param since when it was said or a shift changed it; null when neither ever happened */
    public record Stand(State state, Instant since) {
    }

    private record Said(State state, Instant at) {
    }

    private final JdbcClient jdbc;
    private final Users users;
    private final Shifts shifts;
    private final Clock clock;

    OnDuty(JdbcClient jdbc, Users users, Shifts shifts, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.shifts = shifts;
        this.clock = clock;
    }

    /** How a person stands now; an unknown or inactive one is off. */
    public Stand of(String name) {
        if (users.find(name).filter(User::active).isEmpty()) {
            return new Stand(State.OFF, null);
        }
        return at(clock.instant(), said(name), shifts.of(name));
    }

    private Optional<Said> said(String name) {
        return jdbc.sql("SELECT state, at_ms FROM duty_change WHERE username = ? ORDER BY id DESC LIMIT 1").param(name)
                .query((row, n) -> new Said(State.valueOf(row.getString(1)), Instant.ofEpochMilli(row.getLong(2)))).optional();
    }

    private static Stand at(Instant now, Optional<Said> said, List<Shifts.Shift> mine) {
        Optional<Instant> boundary = mine.stream().flatMap(shift -> List.of(shift.startsAt(), shift.endsAt()).stream())
                .filter(at -> !at.isAfter(now)).max(Comparator.naturalOrder());
        if (said.isPresent() && boundary.filter(at -> at.isAfter(said.get().at())).isEmpty()) {
            return new Stand(said.get().state(), said.get().at());
        }
        if (mine.isEmpty()) {
            return new Stand(State.ON, null);
        }
        boolean within = mine.stream().anyMatch(shift -> !shift.startsAt().isAfter(now) && shift.endsAt().isAfter(now));
        return new Stand(within ? State.ON : State.OFF, boundary.orElse(null));
    }

    /** How many of those who do some work are on duty at each of some moments, as far as it is known now. */
    public List<Integer> countAt(List<Instant> moments, Predicate<User> whoWork) {
        int[] count = new int[moments.size()];
        users.all().stream().filter(User::active).filter(whoWork).forEach(user -> {
            Optional<Said> said = said(user.name());
            List<Shifts.Shift> mine = shifts.of(user.name());
            for (int i = 0; i < count.length; i++) {
                count[i] += at(moments.get(i), said, mine).state() == State.ON ? 1 : 0;
            }
        });
        return Arrays.stream(count).boxed().toList();
    }

    public boolean on(String name) {
        return of(name).state() == State.ON;
    }

    /** For the switch on every page: how whoever is signed in stands. */
    public State mine() {
        return of(Actor.current().name()).state();
    }

    /** Those who hold a role and are on duty; when none is, all who hold it. */
    public Reached inRole(String role) {
        return among(users.inRole(role));
    }

    /** Those of some people who are on duty; when none is, all of them. */
    public Reached among(List<User> people) {
        List<User> on = people.stream().filter(user -> on(user.name())).toList();
        return on.isEmpty() ? new Reached(people, !people.isEmpty()) : new Reached(on, false);
    }

    /** Whether work may be given to a person: on duty, or nobody who could do it is. */
    public boolean reaches(String name, Predicate<User> mayDo) {
        return on(name) || users.all().stream().filter(User::active).filter(mayDo).noneMatch(user -> on(user.name()));
    }

    /** Says how a person stands from now on; the same again changes nothing. @throws Problem 400, 404 for nobody */
    @Transactional
    public Stand set(String name, String state, Actor by) {
        State wanted = parse(state);
        User user = users.find(name).filter(User::active).orElseThrow(() -> Problem.notFound("user", name));
        if (of(user.name()).state() != wanted) {
            jdbc.sql("INSERT INTO duty_change (username, state, set_by, at_ms) VALUES (?, ?, ?, ?)")
                    .params(user.name(), wanted.name(), by.name(), clock.millis()).update();
        }
        return of(user.name());
    }

    private static State parse(String state) {
        for (State one : State.values()) {
            if (one.name().equals(state)) {
                return one;
            }
        }
        throw Problem.fields(List.of(new Problem.FieldProblem("state", "Must be one of " + List.of(State.values()) + ".")));
    }

    /** When the next shift of these people ends; then what is late goes back to the pool. */
    public Optional<Instant> nextEnd() {
        return jdbc.sql("SELECT MIN(ends_at) FROM duty_shift WHERE ends_at > ?").param(Db.utc(clock.instant()))
                .query((row, n) -> Optional.ofNullable(row.getObject(1, java.time.LocalDateTime.class))).single()
                .map(utc -> utc.toInstant(java.time.ZoneOffset.UTC));
    }

    /** Everybody who works, with how they stand, by name. */
    List<User> everybody() {
        return new ArrayList<>(users.all().stream().filter(User::active).toList());
    }
}
