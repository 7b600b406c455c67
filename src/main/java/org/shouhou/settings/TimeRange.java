package org.shouhou.settings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of one calendar day, as the clock on the wall shows it.
 *
 * @param from its first moment
 * @param to   its end, no longer part of it; midnight means the end of the day ({@code 24:00})
 */
public record TimeRange(LocalTime from, LocalTime to) {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);

    public TimeRange {
        if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
            throw new IllegalArgumentException("A time range ends after it starts; one that passes midnight is written "
                    + "as two, such as 22:00-24:00,00:00-02:00.");
        }
    }

    /** Reads {@code 09:00-12:00}; {@code 24:00} is allowed as the end. @throws IllegalArgumentException saying what is wrong */
    public static TimeRange parse(String text) {
        String[] ends = text.strip().split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("\"" + text.strip() + "\" is not a time range such as 09:00-12:00.");
        }
        String end = ends[1].strip();
        return new TimeRange(clock(ends[0].strip()), end.equals("24:00") ? LocalTime.MIDNIGHT : notMidnight(end));
    }

    /** Reads ranges separated by commas, in any order; empty text gives none. @throws IllegalArgumentException also when two overlap */
    public static List<TimeRange> parseAll(String text) {
        List<TimeRange> ranges = new ArrayList<>();
        if (text.isBlank()) {
            return ranges;
        }
        for (String part : text.split(",", -1)) {
            ranges.add(parse(part));
        }
        ranges.sort(Comparator.comparing(TimeRange::from));
        for (int i = 1; i < ranges.size(); i++) {
            TimeRange before = ranges.get(i - 1);
            if (before.endsWithTheDay() || ranges.get(i).from().isBefore(before.to())) {
                throw new IllegalArgumentException(before + " and " + ranges.get(i) + " overlap.");
            }
        }
        return ranges;
    }

    /** Reads a time of day such as {@code 18:00}. @throws IllegalArgumentException when it is none */
    static LocalTime clock(String text) {
        try {
            return LocalTime.parse(text, CLOCK);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a time of day such as 09:00.", e);
        }
    }

    private static LocalTime notMidnight(String text) {
        LocalTime time = clock(text);
        if (time.equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException("The end of a day is written 24:00.");
        }
        return time;
    }

    /** When it starts on a date. In an hour the clocks skip: the moment they skip it. In a repeated one: the first time. */
    public Instant start(LocalDate date, ZoneId zone) {
        return moment(date.atTime(from), zone, false);
    }

    /** When it ends on a date. In an hour the clocks skip: the moment they skip it. In a repeated one: the second time. */
    public Instant end(LocalDate date, ZoneId zone) {
        return moment(endsWithTheDay() ? date.plusDays(1).atStartOfDay() : date.atTime(to), zone, true);
    }

    private static Instant moment(LocalDateTime local, ZoneId zone, boolean second) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition skip = zone.getRules().getTransition(local);
            return skip.getInstant();
        }
        return local.toInstant(offsets.get(second ? offsets.size() - 1 : 0));
    }

    boolean endsWithTheDay() {
        return to.equals(LocalTime.MIDNIGHT);
    }

    /** As people write it: {@code 09:00-24:00}. */
    @Override
    public String toString() {
        return CLOCK.format(from) + "-" + (endsWithTheDay() ? "24:00" : CLOCK.format(to));
    }
}
