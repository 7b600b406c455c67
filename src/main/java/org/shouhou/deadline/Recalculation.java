package org.shouhou.deadline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.settings.Figure;
import org.shouhou.settings.SettingRow;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Where open clocks would stand if a figure or the calendar were different. What the platform gave, what the law sets in
 * natural time (R14), what a customer was told and what was promised (R8) stays; so do the contact slots that are planned
 * (R21), and a clock whose time is past: what is late stays late. A figure that begins later holds for what begins then.
 */
@Service
public class Recalculation {

    /** Set from outside, by law, or said to a customer. */
    private static final Set<String> STAY = Set.of(Deadlines.PLATFORM, Deadlines.RETURN_REFUND, Deadlines.PROMISE, Deadlines.SLOT);

    /**
     * A clock that would move.
     *
     * @param caseId     null for the clock of a task that belongs to no case
     * @param caseNumber as people know it; of what else the task belongs to
     * @param task       the task's key; null for a clock of the case itself
     * @param warnAt     when people would be warned; null for never
     */
    public record Move(long deadlineId, Long caseId, String caseNumber, String taskId, String task, String kind, Instant from,
            Instant to, Instant warnAt, Map<String, Object> why) {
    }

    private record Open(long id, Long caseId, String number, String shop, String taskId, String task, String kind, Instant due,
            Instant warnAt, Map<String, Object> why) {
    }

    private record Stand(Instant due, Map<String, Object> why) {
    }

    private final JdbcClient jdbc;
    private final Settings settings;
    private final CalendarDays days;
    private final CalendarBook book;
    private final Clock clock;

    Recalculation(JdbcClient jdbc, Settings settings, CalendarDays days, CalendarBook book, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.days = days;
        this.book = book;
        this.clock = clock;
    }

    /** Which open clocks would move, and to when, if a value were set; by due time. */
    public List<Move> ifSet(SettingRow row) {
        Figure figure = Figure.named(row.name()).orElse(null);
        if (figure == null) {
            return List.of();
        }
        Settings then = settings.with(row);
        boolean hours = figure == Figure.STAFFED_HOURS || figure == Figure.SHOP_ZONE;
        if (!hours && !row.holds(now())) {
            return List.of();
        }
        return moves(row.shop(), then, new BusinessCalendar(then, days), hours ? null : figure);
    }

    /** As {@link #ifSet}, for dates. @throws org.shouhou.common.Problem 400 with each field that is not right */
    public List<Move> ifSet(CalendarChange change) {
        return moves(change.ofShop(), settings, new BusinessCalendar(settings, book.ifSet(change)), null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private List<Move> moves(String shop, Settings then, BusinessCalendar calendar, Figure figure) {
        RefundDeadline refunds = new RefundDeadline(then, calendar);
        List<Move> moves = new ArrayList<>();
        Map<String, Instant> ofCases = new HashMap<>();
        List<Open> following = new ArrayList<>();
        for (Open open : open(shop)) {
            if (Why.CASE_DUE.equals(open.why().get("code"))) {
                following.add(open);
                continue;
            }
            Stand stand = STAY.contains(open.kind()) ? null : again(open, then, calendar, refunds, figure);
            if (stand != null && !stand.due().equals(open.due())) {
                moves.add(move(open, stand));
                if (open.kind().equals(Deadlines.REFUND_ANSWER)) {
                    ofCases.put(open.caseId() + "@" + open.due(), stand.due());
                }
            }
        }
        for (Open open : following) {
            Instant to = ofCases.get(open.caseId() + "@" + open.due());
            if (to != null) {
                moves.add(move(open, new Stand(to, Why.at(Why.CASE_DUE, "decideBy", to))));
            }
        }
        moves.sort(Comparator.comparing(Move::from).thenComparing(Move::deadlineId));
        return moves;
    }

    /** A warning keeps its place between the start and the end: halfway stays halfway. */
    private static Move move(Open open, Stand stand) {
        Instant warn = open.warnAt() == null ? null
                : open.warnAt().plus(Duration.between(open.due(), stand.due()).dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        return new Move(open.id(), open.caseId(), open.number(), open.taskId(), open.task(), open.kind(), open.due(), stand.due(), warn, stand.why());
    }

    /** @return null when neither hours nor the figure have to do with it */
    private Stand again(Open open, Settings then, BusinessCalendar calendar, RefundDeadline refunds, Figure figure) {
        Map<String, Object> why = open.why();
        boolean of = figure != null && figure.code().equals(why.get(Why.FIGURE));
        switch (String.valueOf(why.get("code"))) {
            case Why.STAFFED:
                if (figure != null && !of) {
                    return null;
                }
                Instant start = Instant.parse((String) why.get("start"));
                Duration time = of ? then.duration(figure, open.shop()) : Duration.parse((String) why.get("time"));
                BusinessCalendar.Counted counted = calendar.after(open.shop(), start, time);
                return stand(counted.due(), named(why, Why.staffed(start, time, counted, then.zone(open.shop()).getId())));
            case Why.ELAPSED:
                if (!of) {
                    return null;
                }
                Instant from = Instant.parse((String) why.get("start"));
                Duration elapsed = then.duration(figure, open.shop());
                return stand(from.plus(elapsed), named(why, Why.elapsed(from, elapsed)));
            case Why.BEFORE_ANSWER:
                if (figure != null && figure != Figure.REFUND_ANSWER_WITHIN && figure != Figure.REFUND_MARGIN_MAX) {
                    return null;
                }
                RefundDeadline.WorkDue work = refunds.again(open.shop(), why, figure);
                return stand(work.due(), work.why());
            default:
                return null;
        }
    }

    private static Stand stand(Instant due, Map<String, Object> why) {
        return new Stand(due.truncatedTo(ChronoUnit.SECONDS), why);
    }

    private static Map<String, Object> named(Map<String, Object> before, Map<String, Object> why) {
        if (before.get(Why.FIGURE) != null) {
            why.put(Why.FIGURE, before.get(Why.FIGURE));
        }
        return why;
    }

    private List<Open> open(String shop) {
        String sql = """
                SELECT d.id, d.case_id, COALESCE(c.number, q.case_number) AS number, COALESCE(c.shop, q.shop, '') AS shop, d.task_id,
                  q.task_key, d.kind, d.due_at, d.warn_at, d.why
                FROM deadline d LEFT JOIN case_file c ON c.id = d.case_id LEFT JOIN queue_entry q ON q.task_id = d.task_id
                WHERE d.state = 'RUNNING' AND d.told_at IS NULL AND d.due_at >= :now""";
        return jdbc.sql(shop.isEmpty() ? sql : sql + " AND COALESCE(c.shop, q.shop, '') = :shop").param("now", Db.utc(clock.instant()))
                .param("shop", shop).query((row, n) -> new Open(row.getLong("id"), Db.nullableLong(row, "case_id"), row.getString("number"),
                        row.getString("shop"), row.getString("task_id"), row.getString("task_key"), row.getString("kind"),
                        Db.instant(row, "due_at"), Db.instant(row, "warn_at"), Json.readMap(row.getString("why")))).list();
    }
}
