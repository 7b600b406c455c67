package org.shouhou.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.shouhou.common.Db;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much open work there is, by person and by kind, counted over the list's index alone. */
@Component
public class TeamLoad {

    /**
     * How much of one person, or of one kind.
     *
     * @param name     the user, or the task's id in the model
     * @param hour     due within an hour, besides what is overdue
     * @param today    due by the end of the shop's day, besides what is overdue
     * @param firstDue when the first of them is, or was, due
     */
    public record Load(String name, int open, int overdue, int hour, int today, Instant firstDue) {
    }

    private static final String COUNTS = """
            COUNT(*) AS all_of, SUM(CASE WHEN due_at < ? THEN 1 ELSE 0 END) AS late,
              SUM(CASE WHEN due_at >= ? AND due_at < ? THEN 1 ELSE 0 END) AS hour_of,
              SUM(CASE WHEN due_at >= ? AND due_at < ? THEN 1 ELSE 0 END) AS today_of, MIN(due_at) AS first_due FROM queue_entry""";

    private final JdbcClient jdbc;
    private final Settings settings;
    private final Clock clock;

    TeamLoad(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whoever has open tasks, by name. */
    public List<Load> people() {
        return counted("SELECT owner AS name, " + COUNTS + " WHERE owner IS NOT NULL GROUP BY owner ORDER BY owner");
    }

    /** What nobody has claimed, kind by kind, the one due first first. */
    public List<Load> free() {
        return counted("SELECT task_key AS name, " + COUNTS + " WHERE owner IS NULL GROUP BY task_key ORDER BY first_due, task_key");
    }

    /** When an hour from now is, up to which {@code hour} counts. */
    public Instant hourEnds() {
        return clock.instant().plus(java.time.temporal.ChronoUnit.HOURS.getDuration());
    }

    /** When the shop's day ends, up to which {@code today} counts. */
    public Instant dayEnds() {
        var zone = settings.zone(Settings.ALL_SHOPS);
        return clock.instant().atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }

    private List<Load> counted(String sql) {
        LocalDateTime now = Db.utc(clock.instant());
        return jdbc.sql(sql).params(now, now, Db.utc(hourEnds()), now, Db.utc(dayEnds())).query(TeamLoad::load).list();
    }

    private static Load load(ResultSet row, int n) throws SQLException {
        return new Load(row.getString("name"), row.getInt("all_of"), row.getInt("late"), row.getInt("hour_of"), row.getInt("today_of"),
                row.getObject("first_due", LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }
}
