package org.shouhou.deadline;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.shouhou.settings.TimeRange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The single dates that differ from the week's hours. A shop's own date goes before one for all shops. */
@Repository
class CalendarDays {

    /** @param shop empty for all shops @param hours empty when closed */
    record Day(String shop, LocalDate date, List<TimeRange> hours, String name) {
    }

    private record Key(String shop, LocalDate date) {
    }

    private record Snapshot(Map<Key, Day> days, long readAt) {
    }

    private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();

    private final JdbcClient jdbc;
    private volatile Snapshot snapshot;
    /** Set in what {@link #with} gives only. */
    private Map<Key, Day> imagined;

    CalendarDays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The dates as they would stand if some were set and others taken back; nothing is. */
    CalendarDays with(List<Day> set, String shop, List<LocalDate> takenBack) {
        Map<Key, Day> other = new HashMap<>(days());
        takenBack.forEach(date -> other.remove(new Key(shop, date)));
        set.forEach(day -> other.put(new Key(day.shop(), day.date()), day));
        CalendarDays wanted = new CalendarDays(jdbc);
        wanted.imagined = other;
        return wanted;
    }

    /** Forgets what was read a moment ago, for whoever must not miss what another node just set. */
    void readAnew() {
        snapshot = null;
    }

    /** The hours of a date that has its own; null when it is as any other of its week. */
    List<TimeRange> on(String shop, LocalDate date) {
        Map<Key, Day> days = days();
        Day day = days.getOrDefault(new Key(shop == null ? "" : shop, date), days.get(new Key("", date)));
        return day == null ? null : day.hours();
    }

    /** The dates of one shop (empty: for all shops) between two dates, both included, in order. */
    List<Day> between(String shop, LocalDate from, LocalDate to) {
        return jdbc.sql("SELECT shop, on_date, intervals, name FROM calendar_day WHERE shop = ? AND on_date BETWEEN ? AND ? ORDER BY on_date")
                .params(shop, from, to).query((row, n) -> day(row.getString("shop"), row.getObject("on_date", LocalDate.class),
                        row.getString("intervals"), row.getString("name"))).list();
    }

    void put(Day day) {
        remove(day.shop(), day.date());
        jdbc.sql("INSERT INTO calendar_day (shop, on_date, intervals, name) VALUES (?, ?, ?, ?)")
                .params(day.shop(), day.date(), day.hours().stream().map(TimeRange::toString).collect(Collectors.joining(",")), day.name()).update();
        forgetNowAndAfterwards();
    }

    void remove(String shop, LocalDate date) {
        jdbc.sql("DELETE FROM calendar_day WHERE shop = ? AND on_date = ?").params(shop, date).update();
        forgetNowAndAfterwards();
    }

    private static Day day(String shop, LocalDate date, String intervals, String name) {
        return new Day(shop, date, TimeRange.parseAll(intervals), name);
    }

    private Map<Key, Day> days() {
        if (imagined != null) {
            return imagined;
        }
        Snapshot known = snapshot;
        if (known == null || System.nanoTime() - known.readAt() > FRESH_NANOS) {
            Map<Key, Day> days = new HashMap<>();
            jdbc.sql("SELECT shop, on_date, intervals, name FROM calendar_day").query((row, n) -> day(row.getString("shop"),
                    row.getObject("on_date", LocalDate.class), row.getString("intervals"), row.getString("name")))
                    .list().forEach(day -> days.put(new Key(day.shop(), day.date()), day));
            known = new Snapshot(days, System.nanoTime());
            snapshot = known;
        }
        return known.days();
    }

    private void forgetNowAndAfterwards() {
        snapshot = null;
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    snapshot = null;
                }
            });
        }
    }
}
