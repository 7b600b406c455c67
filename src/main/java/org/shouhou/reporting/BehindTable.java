package org.shouhou.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.queue.TaskSubject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lists behind the points, each along an index, a page from where the one before ended. */
@Repository
class BehindTable {

    private static final String CASE = "c.id AS case_id, c.number, c.type, c.status, c.outcome, c.order_no, c.reason, c.opened_at";
    private static final String TASK = "q.task_id, q.task_key, q.case_id, q.case_number, q.case_type, q.order_no, q.reason, q.due_at, q.owner, q.subject";

    private final JdbcClient jdbc;
    private final Map<String, TaskSubject> subjects;

    BehindTable(JdbcClient jdbc, List<TaskSubject> subjects) {
        this.jdbc = jdbc;
        this.subjects = subjects.stream().collect(Collectors.toMap(TaskSubject::kind, Function.identity()));
    }

    List<Behind.Share> facts(Ask ask, Measure measure, String andValue, String cursor, int most) {
        List<Object> values = new ArrayList<>(List.of(measure.name(), ask.from(), ask.to()));
        StringBuilder sql = new StringBuilder("SELECT f.on_day, f.n, f.total, " + CASE
                + " FROM figure_fact f JOIN case_file c ON c.id = f.case_id WHERE f.measure = ? AND f.on_day >= ? AND f.on_day <= ?");
        condition(sql, values, " AND f.shop = ?", ask.shop());
        condition(sql, values, " AND f." + ask.by().column() + " = ?", ask.value());
        condition(sql, values, " AND f." + ask.columns().column() + " = ?", andValue);
        condition(sql, values, " AND f.currency = ?", measure.unit() == Measure.Unit.MONEY ? ask.currency() : null);
        if (cursor != null) {
            LocalDate day = place(cursor, LocalDate::parse);
            sql.append(" AND f.on_day <= ? AND (f.on_day < ? OR f.case_id < ?)");
            values.addAll(List.of(day, day, id(cursor)));
        }
        sql.append(" ORDER BY f.on_day DESC, f.case_id DESC LIMIT ").append(most);
        return jdbc.sql(sql.toString()).params(values).query((row, n) -> ofCase(row, row.getObject("on_day", LocalDate.class), row.getLong("n"), row.getLong("total"))).list();
    }

    /** @param age null for any */
    List<Behind.Share> open(String shop, Age age, Instant now, String cursor, int most) {
        Instant after = (age == null ? Age.OLDER : age).openedAfter(now);
        Instant until = (age == null ? Age.DAY_1 : age).openedUntil(now);
        List<Object> values = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        for (String status : List.of("OPEN", "WAITING")) {
            StringBuilder sql = new StringBuilder("(SELECT " + CASE + " FROM case_file c WHERE c.status = ? AND c.opened_at > ? AND c.opened_at <= ? AND c.merged_into IS NULL");
            values.addAll(List.of(status, Db.utc(after), Db.utc(until)));
            condition(sql, values, " AND c.shop = ?", shop);
            if (cursor != null) {
                Instant at = place(cursor, Instant::parse);
                sql.append(" AND c.opened_at >= ? AND (c.opened_at > ? OR c.id > ?)");
                values.addAll(List.of(Db.utc(at), Db.utc(at), id(cursor)));
            }
            pieces.add(sql.append(" ORDER BY c.opened_at, c.id LIMIT ").append(most).append(')').toString());
        }
        return jdbc.sql("SELECT * FROM (" + String.join(" UNION ALL ", pieces) + ") o ORDER BY opened_at, case_id LIMIT " + most).params(values)
                .query((row, n) -> ofCase(row, null, 1, 0)).list();
    }

    List<Behind.Share> due(String shop, Instant from, Instant until, String cursor, int most) {
        List<Object> values = new ArrayList<>(List.of(Db.utc(from), Db.utc(until)));
        StringBuilder sql = new StringBuilder("SELECT " + TASK + ", c.status, c.outcome, c.opened_at FROM queue_entry q LEFT JOIN case_file c ON c.id = q.case_id WHERE q.due_at >= ? AND q.due_at < ?");
        condition(sql, values, " AND q.shop = ?", shop);
        if (cursor != null) {
            Instant at = place(cursor, Instant::parse);
            sql.append(" AND q.due_at >= ? AND (q.due_at > ? OR q.task_id > ?)");
            values.addAll(List.of(Db.utc(at), Db.utc(at), cursor.substring(cursor.indexOf('~') + 1)));
        }
        sql.append(" ORDER BY q.due_at, q.task_id LIMIT ").append(most);
        return jdbc.sql(sql.toString()).params(values).query(this::ofTask).list();
    }

    long countDue(String shop, Instant from, Instant until) {
        List<Object> values = new ArrayList<>(List.of(Db.utc(from), Db.utc(until)));
        StringBuilder sql = new StringBuilder("SELECT COUNT(*) FROM queue_entry q WHERE q.due_at >= ? AND q.due_at < ?");
        condition(sql, values, " AND q.shop = ?", shop);
        return jdbc.sql(sql.toString()).params(values).query(Long.class).single();
    }

    /** Consents and budgets that wait for a manager, by their due time. */
    List<OpenComplaints.Approval> approvals() {
        return jdbc.sql("SELECT q.task_id, q.task_key, q.case_number, q.reason, q.amount_minor, q.currency, q.due_at, q.owner, q.subject FROM queue_entry q"
                + " WHERE q.role = 'manager' AND q.task_key LIKE 'approve%' ORDER BY q.due_at, q.task_id LIMIT 50")
                .query((row, n) -> new OpenComplaints.Approval(row.getString("task_id"), row.getString("task_key"), row.getString("case_number"), row.getString("reason"),
                        Db.nullableLong(row, "amount_minor"), row.getString("currency"), Db.instant(row, "due_at"), row.getString("owner"), page(row))).list();
    }

    private String page(ResultSet row) throws SQLException {
        String subject = row.getString("subject");
        String number = row.getString("case_number");
        return (subject == null ? "/cases/" + number : subjects.get(subject).page(number)) + "?task=" + row.getString("task_id");
    }

    private static void condition(StringBuilder sql, List<Object> values, String condition, Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    private static <T> T place(String cursor, Function<String, T> parse) {
        try {
            T place = parse.apply(cursor.substring(0, Math.max(0, cursor.indexOf('~'))));
            if (!(place instanceof Instant at) || Db.keeps(at)) {
                return place;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw noCursor();
    }

    private static long id(String cursor) {
        String id = cursor.substring(cursor.indexOf('~') + 1);
        if (!id.matches("\\d{1,18}")) {
            throw noCursor();
        }
        return Long.parseLong(id);
    }

    private static Problem noCursor() {
        return Problem.fields(List.of(new FieldProblem("cursor", "Is not one this list gave.")));
    }

    private static Behind.Share ofCase(ResultSet row, LocalDate day, long n, long share) throws SQLException {
        return new Behind.Share(Long.toString(row.getLong("case_id")), row.getString("number"), row.getString("type"), row.getString("status"), row.getString("outcome"),
                row.getString("order_no"), row.getString("reason"), null, null, null, null, "/cases/" + row.getString("number"), Db.instant(row, "opened_at"), day, n, share);
    }

    private Behind.Share ofTask(ResultSet row, int no) throws SQLException {
        String subject = row.getString("subject");
        String number = row.getString("case_number");
        return new Behind.Share(subject == null ? Long.toString(row.getLong("case_id")) : null, number, row.getString("case_type"), row.getString("status"), row.getString("outcome"),
                row.getString("order_no"), row.getString("reason"), row.getString("task_id"), row.getString("task_key"), Db.instant(row, "due_at"), row.getString("owner"), page(row),
                Db.instant(row, "opened_at"), null, 1, 0);
    }
}
