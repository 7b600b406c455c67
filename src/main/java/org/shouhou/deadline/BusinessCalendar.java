package org.shouhou.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.shouhou.settings.TimeRange;
import org.shouhou.settings.WeeklyHours;
import org.springframework.stereotype.Service;

/**
 * When a shop is staffed: the week's hours from the settings, except on single dates (holidays, make-up workdays, a
 * promotion's longer hours) that have hours of their own. Days are calendar days in the shop's zone.
 */
@Service
public class BusinessCalendar {

    /** A stretch of staffed time. @param to its end, no longer part of it */
    public record Interval(Instant from, Instant to) {
        /** @throws IllegalArgumentException when it does not end after it starts */
        public Interval {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("An interval ends after it starts.");
            }
        }
    }

    /**
     * The moment by which an amount of staffed time has passed.
     *
     * @param counted the stretches that were counted, in order; together they last as long as was asked for
     */
    public record Counted(Instant due, List<Interval> counted) {
    }

    /** Ten years without a staffed moment are a mistake in the calendar, not a deadline. */
    private static final int FARTHEST_DAYS = 3660;

    private final Settings settings;
    private final CalendarDays days;

    BusinessCalendar(Settings settings, CalendarDays days) {
        this.settings = settings;
        this.days = days;
    }

    /**
     * Counts staffed time from a moment on. Time that ends with a stretch is due at its end, not at the next one's start.
     *
     * @throws IllegalArgumentException when the time is negative
     */
    public Counted after(String shop, Instant start, Duration staffed) {
        if (staffed.isNegative()) {
            throw new IllegalArgumentException("Staffed time is counted forwards.");
        }
        List<Interval> counted = new ArrayList<>();
        Duration left = staffed;
        ZoneId zone = settings.zone(shop);
        LocalDate date = LocalDate.ofInstant(start, zone);
        for (int day = 0; !left.isZero() && day < FARTHEST_DAYS; day++, date = date.plusDays(1)) {
            for (Interval open : staffedOn(shop, date, zone)) {
                Instant from = open.from().isBefore(start) ? start : open.from();
                if (left.isZero() || !from.isBefore(open.to())) {
                    continue;
                }
                Duration length = Duration.between(from, open.to());
                Duration used = length.compareTo(left) < 0 ? length : left;
                append(counted, new Interval(from, from.plus(used)));
                left = left.minus(used);
            }
        }
        Instant due = counted.isEmpty() ? start : counted.get(counted.size() - 1).to();
        return new Counted(due.plus(left), List.copyOf(counted));
    }

    public boolean isStaffed(String shop, Instant at) {
        ZoneId zone = settings.zone(shop);
        return staffedOn(shop, LocalDate.ofInstant(at, zone), zone).stream()
                .anyMatch(open -> !at.isBefore(open.from()) && at.isBefore(open.to()));
    }

    /** The moment itself when the shop is staffed up to it, else the end of the last staffed stretch before it. */
    public Instant lastStaffed(String shop, Instant notAfter) {
        ZoneId zone = settings.zone(shop);
        LocalDate date = LocalDate.ofInstant(notAfter, zone);
        for (int day = 0; day < FARTHEST_DAYS; day++, date = date.minusDays(1)) {
            List<Interval> open = staffedOn(shop, date, zone);
            for (int i = open.size() - 1; i >= 0; i--) {
                if (open.get(i).from().isBefore(notAfter)) {
                    return open.get(i).to().isBefore(notAfter) ? open.get(i).to() : notAfter;
                }
            }
        }
        return notAfter;
    }

    /** The staffed stretches of one calendar day, in order, none touching another. */
    public List<Interval> staffedOn(String shop, LocalDate date) {
        return staffedOn(shop, date, settings.zone(shop));
    }

    private List<Interval> staffedOn(String shop, LocalDate date, ZoneId zone) {
        List<TimeRange> own = days.on(shop, date);
        if (own != null) {
            return intervals(own, date, zone);
        }
        Instant begin = date.atStartOfDay(zone).toInstant();
        Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
        List<Instant> borders = new ArrayList<>(settings.changes(Figure.STAFFED_HOURS, shop, begin, end));
        borders.add(end);
        List<Interval> open = new ArrayList<>();
        Instant from = begin;
        for (Instant to : borders) {
            WeeklyHours hours = WeeklyHours.parse(settings.textAt(Figure.STAFFED_HOURS, shop, from));
            for (Interval whole : intervals(hours.on(date.getDayOfWeek()), date, zone)) {
                Instant cutFrom = whole.from().isBefore(from) ? from : whole.from();
                Instant cutTo = whole.to().isAfter(to) ? to : whole.to();
                if (cutFrom.isBefore(cutTo)) {
                    append(open, new Interval(cutFrom, cutTo));
                }
            }
            from = to;
        }
        return open;
    }

    private static List<Interval> intervals(List<TimeRange> ranges, LocalDate date, ZoneId zone) {
        List<Interval> open = new ArrayList<>();
        ranges.stream().sorted(Comparator.comparing(TimeRange::from))
                .filter(range -> range.start(date, zone).isBefore(range.end(date, zone)))
                .forEach(range -> append(open, new Interval(range.start(date, zone), range.end(date, zone))));
        return open;
    }

    /** Adds a stretch that starts no earlier than the last one; what touches or overlaps becomes one. */
    private static void append(List<Interval> intervals, Interval next) {
        Interval last = intervals.isEmpty() ? null : intervals.get(intervals.size() - 1);
        if (last == null || last.to().isBefore(next.from())) {
            intervals.add(next);
        } else if (last.to().isBefore(next.to())) {
            intervals.set(intervals.size() - 1, new Interval(last.from(), next.to()));
        }
    }

    /** Stretches as a deadline's reason keeps them: ISO instants. */
    static List<Map<String, Object>> told(List<Interval> intervals) {
        return intervals.stream()
                .map(one -> Map.<String, Object>of("from", one.from().toString(), "to", one.to().toString())).toList();
    }
}
