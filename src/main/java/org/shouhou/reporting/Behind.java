package org.shouhou.reporting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is behind a point: exactly the cases it counts, each with its share, so that they add up to it. */
@Service
public class Behind {

    /**
     * Which point.
     *
     * @param measure  a {@link Measure}, or BACKLOG or DUE
     * @param ask      its days, shop and value
     * @param andValue of what is crossed with it (intake only); null for any
     * @param age      of BACKLOG: an {@link Age}; null for any
     * @param hour     of DUE: an instant, or LATE
     */
    public record Point(String measure, Ask ask, String andValue, String age, String hour) {
    }

    /**
     * A case behind a point.
     *
     * @param taskId of the task that is due and {@code task} what it is, for DUE; else null
     * @param page  where it is seen
     * @param day   the day it counts on; null for what is counted now
     * @param n     how often it counts
     * @param share seconds or minor units; 0 for what is only counted
     */
    public record Share(String caseId, String number, String type, String status, String outcome, String orderNo, String reason, String taskId, String task, Instant due,
            String owner, String page, Instant openedAt, LocalDate day, long n, long share) {
    }

    /**
     * A page of them, newest first; what is open, oldest first; tasks, by their due time.
     *
     * @param unit   COUNT, SECONDS or MONEY, for the shares
     * @param n      how many the point counts in all, and {@code total} what they add up to
     * @param cursor for the next page; null on the last one
     */
    public record Page(String unit, String currency, long n, long total, List<Share> cases, String cursor) {
    }

    static final int PAGE = 50;

    private final BehindTable table;
    private final Numbers numbers;
    private final NowCharts now;
    private final Clock clock;

    Behind(BehindTable table, Numbers numbers, NowCharts now, Clock clock) {
        this.table = table;
        this.numbers = numbers;
        this.now = now;
        this.clock = clock;
    }

    /** @throws Problem 400 for a measure, an age, an hour or a cursor there is not, or crossed values of anything but intake */
    @Transactional(readOnly = true)
    public Page page(Point point, String cursor) {
        return page(point, cursor, PAGE);
    }

    Page page(Point point, String cursor, int most) {
        String shop = point.ask().shop();
        if (NowCharts.BACKLOG.equals(point.measure())) {
            List<Share> found = table.open(shop, age(point.age()), clock.instant(), cursor, most + 1);
            Chart chart = now.backlog(shop);
            long n = point.age() == null ? chart.sum().get(0).n()
                    : chart.rows().stream().filter(row -> row.key().equals(point.age())).findFirst().orElseThrow().cells().get(0).n();
            return cut("COUNT", null, n, 0, found, most, last -> last.openedAt() + "~" + last.caseId());
        }
        if (NowCharts.DUE.equals(point.measure())) {
            Instant from = NowCharts.LATE.equals(point.hour()) ? Instant.parse("1970-01-02T00:00:00Z") : hour(point.hour());
            Instant late = clock.instant();
            // what is late of the present hour stands under what is late
            Instant until = NowCharts.LATE.equals(point.hour()) ? late : from.plus(Duration.ofHours(1));
            Instant start = !NowCharts.LATE.equals(point.hour()) && from.isBefore(late) && until.isAfter(late) ? late : from;
            return cut("COUNT", null, table.countDue(shop, start, until), 0, table.due(shop, start, until, cursor, most + 1), most,
                    last -> last.due() + "~" + last.taskId());
        }
        Measure measure = Arrays.stream(Measure.values()).filter(one -> one.name().equals(point.measure())).findFirst()
                .orElseThrow(() -> wrong("measure", "Must be one of " + List.of(Measure.values()) + ", BACKLOG, DUE."));
        if (point.andValue() != null && (measure != Measure.INTAKE || point.ask().value() == null)) {
            throw wrong("andValue", "Only cases taken in are crossed, and both values must be given.");
        }
        checkCrossed(point);
        Numbers.Sum sum = numbers.of(point.ask(), measure, point.andValue());
        boolean money = measure.unit() == Measure.Unit.MONEY;
        return cut(measure.unit().name(), money ? point.ask().currency() : null, sum.n(), sum.total(), table.facts(point.ask(), measure, point.andValue(), cursor, most + 1), most,
                last -> last.day() + "~" + last.caseId());
    }

    private static void checkCrossed(Point point) {
        Ask ask = point.ask();
        if (point.andValue() != null && (ask.by() == ask.columns() || !Dimension.CROSSED.contains(ask.by()))) {
            throw wrong("columns", "Two different ones of " + Dimension.CROSSED + " can be crossed.");
        }
    }

    private interface Place {

        String of(Share last);
    }

    private static Page cut(String unit, String currency, long n, long total, List<Share> found, int most, Place place) {
        return found.size() <= most ? new Page(unit, currency, n, total, found, null)
                : new Page(unit, currency, n, total, found.subList(0, most), place.of(found.get(most - 1)));
    }

    private static Age age(String age) {
        return age == null ? null : Arrays.stream(Age.values()).filter(one -> one.name().equals(age)).findFirst()
                .orElseThrow(() -> wrong("age", "Must be one of " + List.of(Age.values()) + "."));
    }

    private static Instant hour(String hour) {
        try {
            Instant at = Instant.parse(hour == null ? "" : hour);
            if (org.shouhou.common.Db.keeps(at)) {
                return at;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw wrong("hour", "Must be an instant such as 2026-11-11T08:00:00Z, or LATE.");
    }

    private static Problem wrong(String field, String why) {
        return Problem.fields(List.of(new FieldProblem(field, why)));
    }
}
