package org.shouhou.deadline;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.shouhou.settings.TimeRange;
import org.shouhou.settings.WeeklyHours;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows and changes the dates with other hours. */
@Service
public class CalendarBook {

    static final String CLOSED = "closed";
    static final String USUAL = "usual";

    private static final int MOST_DAYS = 1000;
    private static final int LONGEST_INTERVALS = 200;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_YEARS = 3;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2999, 12, 31);

    private final CalendarDays days;
    private final Settings settings;
    private final Clock clock;

    CalendarBook(CalendarDays days, Settings settings, Clock clock) {
        this.days = days;
        this.settings = settings;
        this.clock = clock;
    }

    CalendarApi.Calendar between(String shop, LocalDate wantedFrom, LocalDate wantedTo) {
        checkShop(shop);
        LocalDate from = wantedFrom != null ? wantedFrom : LocalDate.ofInstant(clock.instant(), settings.zone(shop));
        if (from.isBefore(FIRST) || from.isAfter(LAST)) {
            throw invalid("from", "lies between 2000 and 2999");
        }
        LocalDate to = wantedTo != null ? wantedTo : from.plusYears(1);
        if (to.isBefore(from) || to.isAfter(from.plusYears(MOST_YEARS))) {
            throw invalid("to", "lies from then on within " + MOST_YEARS + " years");
        }
        return calendar(shop, from, to);
    }

    private CalendarApi.Calendar calendar(String shop, LocalDate from, LocalDate to) {
        Map<LocalDate, CalendarDays.Day> shown = new TreeMap<>();
        days.between(Settings.ALL_SHOPS, from, to).forEach(day -> shown.put(day.date(), day));
        if (!shop.isEmpty()) {
            days.between(shop, from, to).forEach(day -> shown.put(day.date(), day));
        }
        return new CalendarApi.Calendar(shop, settings.zone(shop).getId(), settings.text(Figure.STAFFED_HOURS, shop), from, to,
                shown.values().stream().map(day -> new CalendarApi.Day(day.shop(), day.date(), written(day.hours()), day.name())).toList());
    }

    /** @return the calendar between the first and the last date changed @throws Problem 400 with each field that is not right */
    @Transactional
    CalendarApi.Calendar change(CalendarChange change) {
        set(change);
        return changed(change);
    }

    CalendarApi.Calendar changed(CalendarChange change) {
        List<LocalDate> dates = change.days().stream().map(CalendarChange.DayChange::date).sorted().toList();
        return calendar(change.ofShop(), dates.get(0), dates.get(dates.size() - 1));
    }

    /** Sets the dates, and nothing else. @throws Problem 400 with each field that is not right */
    @Transactional
    public void set(CalendarChange change) {
        check(change);
        takenBack(change).forEach(date -> days.remove(change.ofShop(), date));
        wanted(change).forEach(days::put);
    }

    /** The dates as they would stand after a change. @throws Problem 400 with each field that is not right */
    CalendarDays ifSet(CalendarChange change) {
        check(change);
        return days.with(wanted(change), change.ofShop(), takenBack(change));
    }

    private static List<CalendarDays.Day> wanted(CalendarChange change) {
        return change.days().stream().filter(day -> !day.intervals().strip().equals(USUAL))
                .map(day -> new CalendarDays.Day(change.ofShop(), day.date(), hours(day.intervals()), day.name().strip())).toList();
    }

    private static List<LocalDate> takenBack(CalendarChange change) {
        return change.days().stream().filter(day -> day.intervals().strip().equals(USUAL)).map(CalendarChange.DayChange::date).toList();
    }

    /** A day as the calendar shows it. @param own whether it has hours of its own, with a name for the reason */
    public record Shown(LocalDate date, boolean own, boolean ofShop, String name, List<TimeRange> hours) {
    }

    /** Every day of a stretch, both ends included, with its hours. */
    public List<Shown> days(String shop, LocalDate from, LocalDate to) {
        Map<LocalDate, CalendarApi.Day> special = calendar(shop, from, to).days().stream()
                .collect(Collectors.toMap(CalendarApi.Day::date, day -> day));
        WeeklyHours week = WeeklyHours.parse(settings.text(Figure.STAFFED_HOURS, shop));
        return from.datesUntil(to.plusDays(1)).map(date -> {
            CalendarApi.Day day = special.get(date);
            return day == null ? new Shown(date, false, false, null, week.on(date.getDayOfWeek()))
                    : new Shown(date, true, !day.shop().isEmpty(), day.name(), hours(day.intervals()));
        }).toList();
    }

    /** Whatever another node just set is known from here on. */
    public void readAnew() {
        days.readAnew();
    }

    /** @throws Problem 400 with each field that is not right */
    public void check(CalendarChange change) {
        String shop = change.ofShop();
        checkShop(shop);
        if (change.days() == null || change.days().isEmpty() || change.days().size() > MOST_DAYS) {
            throw invalid("days", "names 1 to " + MOST_DAYS + " dates");
        }
        List<FieldProblem> problems = new ArrayList<>();
        Set<LocalDate> seen = new HashSet<>();
        for (int i = 0; i < change.days().size(); i++) {
            check(change.days().get(i), "days[" + i + "]", seen, problems);
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static void check(CalendarChange.DayChange day, String field, Set<LocalDate> seen, List<FieldProblem> problems) {
        if (day == null) {
            problems.add(new FieldProblem(field, "is needed"));
            return;
        }
        if (day.date() == null || day.date().isBefore(FIRST) || day.date().isAfter(LAST)) {
            problems.add(new FieldProblem(field + ".date", "is needed, between 2000 and 2999"));
        } else if (!seen.add(day.date())) {
            problems.add(new FieldProblem(field + ".date", "stands there twice"));
        }
        if (day.intervals() == null || day.intervals().isBlank()) {
            problems.add(new FieldProblem(field + ".intervals", "is needed: time ranges such as 09:00-12:00,14:00-24:00, closed, or usual"));
            return;
        }
        if (day.intervals().strip().equals(USUAL)) {
            return;
        }
        try {
            if (written(hours(day.intervals())).length() > LONGEST_INTERVALS) {
                problems.add(new FieldProblem(field + ".intervals", "has too many time ranges"));
            }
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem(field + ".intervals", e.getMessage()));
        }
        if (day.name() == null || day.name().isBlank() || day.name().strip().length() > LONGEST_NAME) {
            problems.add(new FieldProblem(field + ".name", "is needed, at most " + LONGEST_NAME + " characters: why the day differs"));
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with the hours of a day */
    public static void checkHours(String intervals) {
        if (!intervals.equals(USUAL) && !intervals.equals(CLOSED) && hours(intervals).isEmpty()) {
            throw new IllegalArgumentException("Hours are needed.");
        }
    }

    private static List<TimeRange> hours(String intervals) {
        return intervals.strip().equals(CLOSED) ? List.of() : TimeRange.parseAll(intervals);
    }

    private static String written(List<TimeRange> hours) {
        return hours.isEmpty() ? CLOSED : hours.stream().map(TimeRange::toString).collect(Collectors.joining(","));
    }

    private static void checkShop(String shop) {
        if (!Settings.isShopCode(shop)) {
            throw invalid("shop", "has at most 40 letters, digits, dots, dashes and underscores");
        }
    }

    private static Problem invalid(String field, String problem) {
        return Problem.fields(List.of(new FieldProblem(field, problem)));
    }
}
