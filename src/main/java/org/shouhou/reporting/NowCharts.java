package org.shouhou.reporting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.duty.OnDuty;
import org.shouhou.identity.Role;
import org.shouhou.identity.User;
import org.shouhou.reporting.Chart.Cell;
import org.shouhou.reporting.Chart.Form;
import org.shouhou.reporting.Chart.Row;
import org.shouhou.reporting.Chart.Series;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How it stands now: what is open, by its age, and what becomes due hour by hour against the people on duty then. */
@Component
class NowCharts {

    static final String BACKLOG = "BACKLOG";
    static final String DUE = "DUE";
    /** The row of what is late already. */
    static final String LATE = "LATE";
    private static final Duration FARTHEST = Duration.ofDays(14);

    private final JdbcClient jdbc;
    private final OnDuty duty;
    private final Settings settings;
    private final Clock clock;

    NowCharts(JdbcClient jdbc, OnDuty duty, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.duty = duty;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param shop null for all */
    Chart backlog(String shop) {
        Instant now = clock.instant();
        List<Row> rows = new ArrayList<>();
        long all = 0;
        for (Age age : Age.values()) {
            long open = count(shop, "OPEN", age, now);
            long waiting = count(shop, "WAITING", age, now);
            all += open + waiting;
            rows.add(new Row(age.name(), List.of(Cell.count(open + waiting, behind(shop, "age", age.name(), BACKLOG)))));
        }
        return new Chart("backlog", "AGE", "SERIES", List.of(new Series(BACKLOG, Form.COUNT)), rows, List.of(Cell.count(all, behind(shop, null, null, BACKLOG))), null);
    }

    private long count(String shop, String status, Age age, Instant now) {
        return jdbc.sql("SELECT COUNT(*) FROM case_file WHERE status = :status AND opened_at > :after AND opened_at <= :until AND merged_into IS NULL"
                + (shop == null ? "" : " AND shop = :shop")).param("status", status).param("after", Db.utc(age.openedAfter(now)))
                .param("until", Db.utc(age.openedUntil(now))).param("shop", shop).query(Long.class).single();
    }

    /** Tasks by the hour they are due, beginning with what is late, and how many are on duty as the hour begins. */
    Chart due(String shop) {
        Instant now = clock.instant();
        Instant first = now.truncatedTo(ChronoUnit.HOURS);
        Duration ahead = settings.duration(Figure.FIGURES_DUE_AHEAD, shop == null ? Settings.ALL_SHOPS : shop);
        int hours = (int) Math.max(1, (ahead.compareTo(FARTHEST) > 0 ? FARTHEST : ahead).toHours());
        List<Instant> starts = new ArrayList<>();
        for (int i = 0; i < hours; i++) {
            starts.add(first.plus(Duration.ofHours(i)));
        }
        List<Integer> people = duty.countAt(starts.stream().map(at -> at.isBefore(now) ? now : at).toList(), NowCharts::works);
        Map<Instant, Long> tasks = perHour(shop, now, first.plus(Duration.ofHours(hours)));
        List<Row> rows = new ArrayList<>();
        long late = jdbc.sql("SELECT COUNT(*) FROM queue_entry WHERE due_at < :now" + ofShop(shop)).param("now", Db.utc(now)).param("shop", shop).query(Long.class).single();
        rows.add(new Row(LATE, List.of(Cell.count(late, behind(shop, "hour", LATE, DUE)), new Cell(null, 0, 0, null))));
        long sum = late;
        for (int i = 0; i < hours; i++) {
            long count = tasks.getOrDefault(starts.get(i), 0L);
            sum += count;
            rows.add(new Row(starts.get(i).toString(), List.of(Cell.count(count, behind(shop, "hour", starts.get(i).toString(), DUE)),
                    new Cell((long) people.get(i), people.get(i), 0, null))));
        }
        return new Chart("due", "HOUR", "SERIES", List.of(new Series(DUE, Form.COUNT), new Series("ON_DUTY", Form.COUNT)), rows,
                List.of(Cell.count(sum, null), new Cell(null, 0, 0, null)), null);
    }

    private static boolean works(User user) {
        return user.actor().mayDo(Role.AGENT) || user.actor().mayDo(Role.WAREHOUSE) || user.actor().mayDo(Role.FINANCE);
    }

    private Map<Instant, Long> perHour(String shop, Instant from, Instant until) {
        Map<Instant, Long> tasks = new HashMap<>();
        jdbc.sql("SELECT CAST(due_at AS DATE) AS on_day, EXTRACT(HOUR FROM due_at) AS at_hour, COUNT(*) AS n FROM queue_entry WHERE due_at >= :from AND due_at < :until"
                + ofShop(shop) + " GROUP BY CAST(due_at AS DATE), EXTRACT(HOUR FROM due_at)")
                .param("from", Db.utc(from)).param("until", Db.utc(until)).param("shop", shop).query(row -> {
                    tasks.put(row.getObject("on_day", LocalDate.class).atTime(row.getInt("at_hour"), 0).toInstant(ZoneOffset.UTC), row.getLong("n"));
                });
        return tasks;
    }

    private static String ofShop(String shop) {
        return shop == null ? "" : " AND shop = :shop";
    }

    private static Map<String, String> behind(String shop, String name, String value, String measure) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("measure", measure);
        if (name != null) {
            query.put(name, value);
        }
        if (shop != null) {
            query.put("shop", shop);
        }
        return query;
    }
}
