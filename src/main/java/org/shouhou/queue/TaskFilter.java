package org.shouhou.queue;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;

/**
 * What a list of tasks is narrowed to; null for anything.
 *
 * @param type      kind of case
 * @param task      the task's id in the model
 * @param owner     user name, or {@link #NOBODY}
 * @param overMinor only amounts above this many minor units
 * @param dueBy     only what is due before this moment
 */
public record TaskFilter(String type, String task, String reason, String courier, String owner, Long overMinor, boolean overdue,
        Instant dueBy) {

    /** For the owner: nobody has claimed it. */
    public static final String NOBODY = "-";
    public static final TaskFilter NONE = new TaskFilter(null, null, null, null, null, null, false, null);

    private static final int LONGEST = 100;
    private static final List<String> TEXTS = List.of("type", "task", "reason", "courier", "owner");

    /** From the parameters of a call; blank ones count for nothing. @throws Problem 400 naming what is wrong */
    public static TaskFilter of(Map<String, String> given) {
        List<FieldProblem> problems = new ArrayList<>();
        for (String name : TEXTS) {
            if (text(given, name) != null && text(given, name).length() > LONGEST) {
                problems.add(new FieldProblem(name, "Is longer than " + LONGEST + " characters."));
            }
        }
        String over = text(given, "overMinor");
        if (over != null && !over.matches("\\d{1,15}")) {
            problems.add(new FieldProblem("overMinor", "Must be a whole number of minor units (fen)."));
        }
        String overdue = text(given, "overdue");
        if (overdue != null && !overdue.equals("true") && !overdue.equals("false")) {
            problems.add(new FieldProblem("overdue", "Must be one of [true, false]."));
        }
        Instant dueBy = dueBy(text(given, "dueBy"), problems);
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        return new TaskFilter(text(given, "type"), text(given, "task"), text(given, "reason"), text(given, "courier"),
                text(given, "owner"), over == null ? null : Long.valueOf(over), "true".equals(overdue), dueBy);
    }

    private static Instant dueBy(String text, List<FieldProblem> problems) {
        try {
            Instant at = text == null ? null : Instant.parse(text);
            if (at == null || Db.keeps(at)) {
                return at;
            }
        } catch (DateTimeParseException none) {
            // said below
        }
        problems.add(new FieldProblem("dueBy", "Must be an instant such as 2026-11-11T08:00:00Z."));
        return null;
    }

    private static String text(Map<String, String> given, String name) {
        String value = given.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** As parameters again, only those that narrow. */
    public Map<String, String> parameters() {
        Map<String, String> named = new LinkedHashMap<>();
        put(named, "type", type);
        put(named, "task", task);
        put(named, "reason", reason);
        put(named, "courier", courier);
        put(named, "owner", owner);
        put(named, "overMinor", overMinor);
        put(named, "overdue", overdue ? "true" : null);
        put(named, "dueBy", dueBy);
        return named;
    }

    private static void put(Map<String, String> named, String name, Object value) {
        if (value != null) {
            named.put(name, value.toString());
        }
    }

    TaskFilter onlyOverdue() {
        return new TaskFilter(type, task, reason, courier, owner, overMinor, true, dueBy);
    }

    /** Until when what is listed is due, of the two moments the earlier; null for any time. */
    Instant until(Instant now) {
        return !overdue ? dueBy : dueBy == null || dueBy.isAfter(now) ? now : dueBy;
    }

    /** Adds its conditions, each beginning with AND; what is due is the caller's. */
    void narrow(StringBuilder sql, List<Object> values) {
        equal(sql, values, "case_type", type);
        equal(sql, values, "task_key", task);
        equal(sql, values, "reason", reason);
        equal(sql, values, "courier", courier);
        if (NOBODY.equals(owner)) {
            sql.append(" AND owner IS NULL");
        } else {
            equal(sql, values, "owner", owner);
        }
        if (overMinor != null) {
            sql.append(" AND amount_minor > ?");
            values.add(overMinor);
        }
    }

    private static void equal(StringBuilder sql, List<Object> values, String column, String value) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            values.add(value);
        }
    }
}
