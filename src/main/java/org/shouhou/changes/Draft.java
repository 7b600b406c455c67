package org.shouhou.changes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shouhou.common.Json;
import org.shouhou.deadline.CalendarChange;
import org.shouhou.settings.SettingRow;

/**
 * A change somebody thinks of: a figure's value, or dates of the calendar.
 *
 * @param row  null when it is about dates
 * @param days null when it is about a figure
 */
public record Draft(SettingRow row, CalendarChange days) {

    static final String FIGURE = "FIGURE";
    static final String CALENDAR = "CALENDAR";
    private static final int LONGEST_REASON = 50;

    static Draft of(SettingRow row) {
        return new Draft(row, null);
    }

    static Draft of(CalendarChange days) {
        return new Draft(null, days);
    }

    String what() {
        return row != null ? FIGURE : CALENDAR;
    }

    /** The figure's name, or the dates with the reason. */
    String name() {
        if (row != null) {
            return row.name();
        }
        List<LocalDate> dates = days.days().stream().map(CalendarChange.DayChange::date).sorted().toList();
        LocalDate first = dates.get(0);
        LocalDate last = dates.get(dates.size() - 1);
        String reason = days.days().stream().map(CalendarChange.DayChange::name).filter(Objects::nonNull).findFirst().orElse("").strip();
        return ((first.equals(last) ? first.toString() : first + " – " + last) + " "
                + reason.substring(0, Math.min(reason.length(), LONGEST_REASON))).strip();
    }

    /** Empty for all shops. */
    public String shop() {
        return row != null ? row.shop() : days.shop() == null ? "" : days.shop();
    }

    String written() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (row != null) {
            body.put("name", row.name());
            body.put("shop", row.shop());
            body.put("value", row.value());
            body.put("from", row.from().toString());
            body.put("to", row.to() == null ? null : row.to().toString());
            body.put("by", row.setBy());
        } else {
            body.put("shop", shop());
            body.put("days", days.days().stream().map(Draft::day).toList());
        }
        return Json.write(body);
    }

    private static Map<String, Object> day(CalendarChange.DayChange day) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("date", day.date().toString());
        written.put("intervals", day.intervals());
        written.put("name", day.name());
        return written;
    }

    static Draft read(String what, String json) {
        Map<String, Object> body = Json.readMap(json);
        if (what.equals(FIGURE)) {
            return of(new SettingRow((String) body.get("name"), (String) body.get("shop"), (String) body.get("value"),
                    Instant.parse((String) body.get("from")), body.get("to") == null ? null : Instant.parse((String) body.get("to")),
                    (String) body.get("by")));
        }
        return of(new CalendarChange((String) body.get("shop"), ((List<?>) body.get("days")).stream().map(one -> (Map<?, ?>) one)
                .map(one -> new CalendarChange.DayChange(LocalDate.parse((String) one.get("date")), (String) one.get("intervals"),
                        (String) one.get("name"))).toList()));
    }
}
