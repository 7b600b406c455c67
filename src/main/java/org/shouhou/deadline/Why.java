package org.shouhou.deadline;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.settings.Figure;

/**
 * The reason why a deadline stands where it stands, as a map of plain values: {@code code} says how it was found, the
 * others are its figures. Instants and durations are ISO 8601 text, stretches of staffed time a list
 * {@code counted: [{from, to}]}. Pages translate the codes.
 */
public final class Why {

    /** {@code start, time}: elapsed time from the start. */
    public static final String ELAPSED = "ELAPSED";
    /** {@code start, time, zone, counted}: staffed time from the start. */
    public static final String STAFFED = "STAFFED";
    /** {@code given}: came from outside and is kept as given. */
    public static final String GIVEN = "GIVEN";
    /** R12; see {@link RefundDeadline}. */
    public static final String BEFORE_ANSWER = "BEFORE_ANSWER";
    /** {@code ends, no, day, part}: the end of a contact slot (R21). */
    public static final String SLOT_END = "SLOT_END";
    /** {@code decideBy}: when work on the refund is due (R12). */
    public static final String CASE_DUE = "CASE_DUE";

    /** Which figure gave the time, so that a change of it finds what hangs on it. */
    static final String FIGURE = "figure";

    private Why() {
    }

    /** The same reason, naming the figure the time comes from. */
    public static Map<String, Object> by(Figure figure, Map<String, Object> why) {
        Map<String, Object> named = new LinkedHashMap<>(why);
        named.put(FIGURE, figure.code());
        return named;
    }

    public static Map<String, Object> elapsed(Instant start, Duration time) {
        Map<String, Object> why = new LinkedHashMap<>();
        why.put("code", ELAPSED);
        why.put("start", start.toString());
        why.put("time", time.toString());
        return why;
    }

    /** @param zone the shop's, in which pages show the stretches */
    public static Map<String, Object> staffed(Instant start, Duration time, BusinessCalendar.Counted counted, String zone) {
        Map<String, Object> why = elapsed(start, time);
        why.put("code", STAFFED);
        why.put("zone", zone);
        why.put("counted", BusinessCalendar.told(counted.counted()));
        return why;
    }

    /** @param code {@link #GIVEN}, {@link #SLOT_END} or {@link #CASE_DUE} with the field named there */
    static Map<String, Object> at(String code, String field, Instant moment) {
        Map<String, Object> why = new LinkedHashMap<>();
        why.put("code", code);
        why.put(field, moment.toString());
        return why;
    }

    /** The platform's deadline, as given (R12). */
    public static Map<String, Object> given(Instant deadline) {
        return at(GIVEN, "given", deadline);
    }

    /** The end of a contact slot (R21). @param part MORNING or EVENING, which the alarm names */
    public static Map<String, Object> slotEnd(Instant ends, int no, int day, String part) {
        Map<String, Object> why = at(SLOT_END, "ends", ends);
        why.put("no", no);
        why.put("day", day);
        why.put("part", part);
        return why;
    }
}
