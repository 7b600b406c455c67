package org.shouhou.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every figure once more, the slow and plain way: all rows of the tables the facts are kept in, looked at one by one. It
 * shares nothing with what it checks but the names of the measures.
 */
final class Recount {

    /** @param amount seconds or minor units */
    record Counted(String caseId, String measure, LocalDate day, long amount, Map<String, String> marks) {
    }

    private static final ZoneId SHOP = ZoneId.of("Asia/Shanghai");
    private final JdbcClient jdbc;
    private final List<Counted> all = new ArrayList<>();

    Recount(JdbcClient jdbc) {
        this.jdbc = jdbc;
        Map<Object, Map<String, Object>> orders = byKey("SELECT * FROM shop_order", "id");
        Map<Object, Map<String, Object>> responsible = byKey("SELECT * FROM case_responsible", "case_id");
        List<Map<String, Object>> lines = rows("SELECT * FROM order_line");
        List<Map<String, Object>> caseLines = rows("SELECT * FROM case_line");
        List<Map<String, Object>> events = rows("SELECT seq, case_id, at_ms, actor, kind FROM case_event ORDER BY seq");
        for (Map<String, Object> one : rows("SELECT * FROM case_file")) {
            Object id = one.get("id");
            Map<String, String> marks = new TreeMap<>();
            marks.put("shop", text(one.get("shop")));
            marks.put("TYPE", text(one.get("type")));
            marks.put("REASON", text(one.get("reason")));
            marks.put("COURIER", text(orders.get(one.get("order_id")).get("courier")));
            String cause = responsible.containsKey(id) ? text(responsible.get(id).get("responsible")) : "";
            marks.put("RESPONSIBLE", cause);
            Set<Object> about = caseLines.stream().filter(line -> line.get("case_id").equals(id)).map(line -> line.get("line_id")).collect(Collectors.toSet());
            Map<String, Object> dearest = null;
            for (Map<String, Object> line : lines) {
                boolean mine = line.get("order_id").equals(one.get("order_id")) && (about.isEmpty() || about.contains(line.get("id")));
                if (mine && (dearest == null || number(line, "paid_minor") > number(dearest, "paid_minor")
                        || number(line, "paid_minor") == number(dearest, "paid_minor") && number(line, "line_no") < number(dearest, "line_no"))) {
                    dearest = line;
                }
            }
            marks.put("SKU", dearest == null ? "" : text(dearest.get("sku")));
            List<Map<String, Object>> its = events.stream().filter(event -> event.get("case_id").equals(id)).toList();
            String agent = its.stream().filter(event -> event.get("kind").equals("TASK_COMPLETED") && !event.get("actor").equals("system"))
                    .map(event -> text(event.get("actor"))).reduce((first, second) -> second).orElse("");
            marks.put("AGENT", List.of("COURIER", "WAREHOUSE", "PRODUCT", "PLATFORM").contains(cause) ? "" : agent);
            one(one, marks, its);
        }
    }

    private void one(Map<String, Object> one, Map<String, String> marks, List<Map<String, Object>> events) {
        Object id = one.get("id");
        boolean merged = one.get("merged_into") != null;
        if (!merged) {
            Instant opened = at(one.get("opened_at"));
            count(id, "INTAKE", opened, 0, marks);
            if (one.get("first_reply_at") != null) {
                Instant replied = at(one.get("first_reply_at"));
                count(id, "FIRST_REPLY", replied, replied.getEpochSecond() - opened.getEpochSecond(), marks);
            }
            if (one.get("closed_at") != null) {
                Instant closed = at(one.get("closed_at"));
                count(id, "CLOSED", closed, closed.getEpochSecond() - opened.getEpochSecond(), marks);
            }
            events.stream().filter(event -> event.get("kind").equals("CASE_REOPENED")).forEach(event -> count(id, "REOPENED", Instant.ofEpochMilli(number(event, "at_ms")), 0, marks));
            of("deadline", id).stream().filter(row -> Set.of("MET", "MISSED").contains(row.get("state"))).forEach(row -> count(id, text(row.get("state")), at(row.get("ended_at")), 0, marks));
        }
        of("refund", id).stream().filter(row -> Set.of("SUCCEEDED", "EXTERNAL").contains(row.get("state")))
                .forEach(row -> count(id, text(row.get("kind")), Instant.ofEpochMilli(number(row, "settled_ms")), number(row, "amount_minor"), marks));
        of("compensation", id).stream().filter(row -> row.get("state").equals("COMPENSATED") && Set.of("GIFT", "COUPON").contains(row.get("kind")))
                .forEach(row -> count(id, "GIFT", Instant.ofEpochMilli(number(row, "ended_ms")), number(row, "amount_minor"), marks));
        of("courier_claim", id).stream().filter(row -> row.get("state").equals("RECOVERED"))
                .forEach(row -> count(id, "RECOVERED", Instant.ofEpochMilli(number(row, "ended_ms")), -number(row, "recovered_minor"), marks));
        for (Map<String, Object> parcel : of("second_parcel", id)) {
            if (parcel.get("purpose").equals("RESHIP") && Set.of("ORDERED", "DELIVERED").contains(parcel.get("state"))) {
                long worth = 0;
                for (Map<String, Object> goods : rows("SELECT g.quantity AS sent, l.quantity AS bought, l.paid_minor FROM second_parcel_line g JOIN order_line l ON l.id = g.line_id WHERE g.parcel_id = " + parcel.get("id"))) {
                    worth += number(goods, "paid_minor") * number(goods, "sent") / number(goods, "bought");
                }
                count(id, "RESHIP", Instant.ofEpochMilli(number(parcel, "ordered_ms")), worth, marks);
            }
        }
    }

    private void count(Object caseId, String measure, Instant at, long amount, Map<String, String> marks) {
        all.add(new Counted(caseId.toString(), measure, LocalDate.ofInstant(at, SHOP), amount, marks));
    }

    List<Counted> all() {
        return all;
    }

    List<Counted> of(String measure, LocalDate from, LocalDate to, Predicate<Counted> which) {
        return all.stream().filter(one -> one.measure.equals(measure) && !one.day.isBefore(from) && !one.day.isAfter(to)).filter(which).toList();
    }

    /** How many, and the sum. */
    static List<Long> sum(List<Counted> counted) {
        return List.of((long) counted.size(), counted.stream().mapToLong(Counted::amount).sum());
    }

    private List<Map<String, Object>> of(String table, Object caseId) {
        return rows("SELECT * FROM " + table + " WHERE case_id = " + caseId);
    }

    private Map<Object, Map<String, Object>> byKey(String sql, String key) {
        return rows(sql).stream().collect(Collectors.toMap(row -> row.get(key), row -> row));
    }

    private List<Map<String, Object>> rows(String sql) {
        return jdbc.sql(sql).query().listOfRows().stream().map(row -> {
            Map<String, Object> lower = new TreeMap<>();
            row.forEach((name, value) -> lower.put(name.toLowerCase(), value));
            return lower;
        }).collect(Collectors.toList());
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    private static String text(Object value) {
        return Objects.toString(value, "");
    }

    private static Instant at(Object value) {
        return value instanceof LocalDateTime utc ? utc.toInstant(ZoneOffset.UTC) : ((java.sql.Timestamp) value).toLocalDateTime().toInstant(ZoneOffset.UTC);
    }
}
