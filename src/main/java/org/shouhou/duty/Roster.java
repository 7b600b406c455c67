package org.shouhou.duty;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.Shops;
import org.shouhou.identity.User;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A week of the roster, person by person, with the staffed hours no agent's shift covers (R45). */
@Service
public class Roster {

    private static final int WEEK = DayOfWeek.values().length;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2999, 12, 1);

    /** @param lines who works, by name @param gaps of each day */
    public record Week(LocalDate monday, List<LocalDate> days, List<Line> lines, List<List<Gap>> gaps) {
    }

    /** @param days the shifts that begin on each day */
    public record Line(String user, String displayName, List<String> roles, List<List<Shifts.Shift>> days) {
    }

    /** Staffed time without an agent. @param due how many of the agents' open tasks are due in it */
    public record Gap(Instant from, Instant to, int due) {
    }

    private final OnDuty duty;
    private final Shifts shifts;
    private final StaffedHours hours;
    private final Settings settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    Roster(OnDuty duty, Shifts shifts, StaffedHours hours, Settings settings, JdbcClient jdbc, Clock clock) {
        this.duty = duty;
        this.shifts = shifts;
        this.hours = hours;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The week a day lies in. @param day null for today @throws Problem 400 for a day far from ours */
    public Week week(LocalDate day) {
        LocalDate monday = monday(day == null ? LocalDate.ofInstant(clock.instant(), zone()) : day, "from");
        List<LocalDate> days = days(monday);
        List<Shifts.Shift> all = of(monday);
        List<Line> lines = duty.everybody().stream().filter(Roster::works).sorted(Comparator.comparing(User::name))
                .map(user -> new Line(user.name(), user.displayName(), user.roles().stream().sorted().map(Role::id).toList(),
                        days.stream().map(date -> all.stream().filter(shift -> shift.user().equals(user.name()) && date(shift).equals(date)).toList())
                                .toList())).toList();
        List<String> agents = duty.everybody().stream().filter(user -> user.actor().is(Role.AGENT)).map(User::name).toList();
        List<Shifts.Shift> theirs = shifts.between(start(monday), start(monday.plusDays(WEEK))).stream().filter(shift -> agents.contains(shift.user())).toList();
        List<Instant> due = due(start(monday), start(monday.plusDays(WEEK)));
        return new Week(monday, days, lines, days.stream().map(date -> gaps(date, theirs, due)).toList());
    }

    private static boolean works(User user) {
        Actor actor = user.actor();
        return actor.mayDo(Role.AGENT) || actor.mayDo(Role.WAREHOUSE) || actor.mayDo(Role.FINANCE);
    }

    private static List<LocalDate> days(LocalDate monday) {
        return IntStream.range(0, WEEK).mapToObj(monday::plusDays).toList();
    }

    private List<Shifts.Shift> of(LocalDate monday) {
        return shifts.between(start(monday), start(monday.plusDays(WEEK))).stream().filter(shift -> !date(shift).isBefore(monday)).toList();
    }

    private LocalDate date(Shifts.Shift shift) {
        return LocalDate.ofInstant(shift.startsAt(), zone());
    }

    private Instant start(LocalDate date) {
        return date.atStartOfDay(zone()).toInstant();
    }

    private ZoneId zone() {
        return settings.zone(Settings.ALL_SHOPS);
    }

    private List<Gap> gaps(LocalDate date, List<Shifts.Shift> covered, List<Instant> due) {
        List<Gap> gaps = new ArrayList<>();
        for (StaffedHours.Stretch open : hours.on(date)) {
            Instant from = open.from();
            for (Shifts.Shift shift : covered) {
                if (shift.startsAt().isAfter(from) && from.isBefore(open.to())) {
                    add(gaps, from, earlier(shift.startsAt(), open.to()), due);
                }
                from = shift.endsAt().isAfter(from) ? shift.endsAt() : from;
            }
            add(gaps, from, open.to(), due);
        }
        return gaps;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static void add(List<Gap> gaps, Instant from, Instant to, List<Instant> due) {
        if (from.isBefore(to)) {
            gaps.add(new Gap(from, to, (int) due.stream().filter(at -> !at.isBefore(from) && at.isBefore(to)).count()));
        }
    }

    private List<Instant> due(Instant from, Instant to) {
        return jdbc.sql("SELECT due_at FROM queue_entry WHERE role = 'agent' AND due_at >= ? AND due_at < ?" + Shops.ofCaller().and("shop")).params(Db.utc(from), Db.utc(to))
                .query((row, n) -> Db.instant(row, "due_at")).list();
    }

    /**
     * Plans a week as another one is planned, at the same hours of the same weekdays; what would overlap a shift that is
     * there already is left out.
     *
     * @return how many shifts came to it
     * @throws Problem 400 when the weeks are not two weeks
     */
    @Transactional
    public int copy(LocalDate from, LocalDate to, Actor by) {
        LocalDate source = monday(from, "from");
        LocalDate target = monday(to, "to");
        if (source.equals(target)) {
            throw Problem.fields(List.of(new FieldProblem("to", "Must be a date of another week.")));
        }
        long days = ChronoUnit.DAYS.between(source, target);
        int made = 0;
        for (Shifts.Shift shift : of(source)) {
            Shifts.NewShift wanted = new Shifts.NewShift(shift.user(), later(shift.startsAt(), days), later(shift.endsAt(), days));
            if (shifts.free(wanted) && shifts.add(wanted, by).created()) {
                made++;
            }
        }
        return made;
    }

    /** The same hours on some days; a shift whose end is not after its start ends the day after. @throws Problem as {@link Shifts#add} */
    @Transactional
    public void plan(String user, List<LocalDate> days, LocalTime starts, LocalTime ends, Actor by) {
        days.forEach(date -> shifts.add(new Shifts.NewShift(user, at(date, starts), end(date, starts, ends)), by));
    }

    /** Moves a shift to another day or other hours. @throws Problem as {@link Shifts#change} */
    @Transactional
    public void change(String id, LocalDate date, LocalTime starts, LocalTime ends, Actor by) {
        shifts.change(id, at(date, starts), end(date, starts, ends), by);
    }

    private Instant end(LocalDate date, LocalTime starts, LocalTime ends) {
        return at(ends.isAfter(starts) ? date : date.plusDays(1), ends);
    }

    private Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(zone()).toInstant();
    }

    private Instant later(Instant at, long days) {
        return at.atZone(zone()).plusDays(days).toInstant();
    }

    private static LocalDate monday(LocalDate day, String field) {
        if (day == null || day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw Problem.fields(List.of(new FieldProblem(field, "Must be a date such as 2026-11-11.")));
        }
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
