package org.shouhou.settings;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The hours of an ordinary week: the same ranges every day ({@code 09:00-12:00,13:00-24:00}), or by weekday
 * ({@code MON-FRI 09:00-12:00,13:00-18:00; SAT 10:00-16:00}), where a day not named has none.
 *
 * @param days every weekday with its ranges, in order of time
 */
public record WeeklyHours(Map<DayOfWeek, List<TimeRange>> days) {

    /** @throws IllegalArgumentException saying what is wrong; also when the whole week has no hour at all */
    public static WeeklyHours parse(String text) {
        Map<DayOfWeek, List<TimeRange>> days = new EnumMap<>(DayOfWeek.class);
        if (text.strip().isEmpty() || Character.isDigit(text.strip().charAt(0))) {
            List<TimeRange> ranges = TimeRange.parseAll(text);
            Arrays.stream(DayOfWeek.values()).forEach(day -> days.put(day, ranges));
        } else {
            for (String part : text.strip().split(";", -1)) {
                readPart(part.strip(), days);
            }
            Arrays.stream(DayOfWeek.values()).forEach(day -> days.putIfAbsent(day, List.of()));
        }
        if (days.values().stream().allMatch(List::isEmpty)) {
            throw new IllegalArgumentException("A week without any hour has no next staffed moment; name at least one range.");
        }
        return new WeeklyHours(Map.copyOf(days));
    }

    private static void readPart(String part, Map<DayOfWeek, List<TimeRange>> days) {
        int gap = part.indexOf(' ');
        if (gap < 0) {
            throw new IllegalArgumentException("\"" + part + "\" is not a weekday with hours such as MON-FRI 09:00-18:00.");
        }
        String[] ends = part.substring(0, gap).split("-", -1);
        if (ends.length > 2) {
            throw new IllegalArgumentException("\"" + part.substring(0, gap) + "\" is not a weekday or a range of weekdays.");
        }
        List<TimeRange> ranges = TimeRange.parseAll(part.substring(gap + 1));
        DayOfWeek day = weekday(ends[0]);
        DayOfWeek last = weekday(ends[ends.length - 1]);
        while (true) {
            if (days.put(day, ranges) != null) {
                throw new IllegalArgumentException(day + " is named twice.");
            }
            if (day == last) {
                return;
            }
            day = day.plus(1);
        }
    }

    private static DayOfWeek weekday(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().substring(0, 3).equals(text.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text.strip() + "\" is not a weekday; write MON, TUE, WED, THU, FRI, SAT or SUN."));
    }

    /** The ranges of one weekday, in order of time. */
    public List<TimeRange> on(DayOfWeek day) {
        return days.get(day);
    }
}
