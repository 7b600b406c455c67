package org.shouhou.reporting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.reporting.Chart.Cell;
import org.shouhou.reporting.Chart.Form;
import org.shouhou.reporting.Chart.Row;
import org.shouhou.reporting.Chart.Series;
import org.springframework.stereotype.Component;

/** What happened day by day: taken in and closed, clocks kept, time to reply and to solve, money. */
@Component
class DayCharts {

    private static final Numbers.Sum NOTHING = new Numbers.Sum(Measure.INTAKE, null, "", "", 0, 0);
    private final Numbers numbers;

    DayCharts(Numbers numbers) {
        this.numbers = numbers;
    }

    Chart flow(Ask ask) {
        return counts("flow", ask, List.of(Measure.INTAKE, Measure.CLOSED, Measure.REOPENED));
    }

    private Chart counts(String name, Ask ask, List<Measure> measures) {
        Map<Measure, Map<LocalDate, Numbers.Sum>> found = found(ask, measures);
        return days(name, ask, measures.stream().map(measure -> new Series(measure.name(), Form.COUNT)).toList(), null,
                (day, until) -> measures.stream().map(measure -> Cell.count(sum(found, measure, day, until).n(), cases(ask, measure, day, until))).toList());
    }

    /** Clocks met and missed, and how many of a hundred were met. */
    Chart deadlines(Ask ask) {
        Map<Measure, Map<LocalDate, Numbers.Sum>> found = found(ask, List.of(Measure.MET, Measure.MISSED));
        return days("deadlines", ask, List.of(new Series("MET", Form.COUNT), new Series("MISSED", Form.COUNT), new Series("KEPT", Form.PERCENT)), null, (day, until) -> {
            long met = sum(found, Measure.MET, day, until).n();
            long missed = sum(found, Measure.MISSED, day, until).n();
            return List.of(Cell.count(met, cases(ask, Measure.MET, day, until)), Cell.count(missed, cases(ask, Measure.MISSED, day, until)),
                    kept(met, missed));
        });
    }

    /** Per cent, rounded down: a hundred is a hundred. */
    static Cell kept(long met, long missed) {
        return new Cell(met + missed == 0 ? null : 100 * met / (met + missed), met + missed, met, null);
    }

    Chart means(String name, Ask ask, Measure measure) {
        Map<Measure, Map<LocalDate, Numbers.Sum>> found = found(ask, List.of(measure));
        return days(name, ask, List.of(new Series("MEAN", Form.SECONDS), new Series("CASES", Form.COUNT)), null, (day, until) -> {
            Numbers.Sum sum = sum(found, measure, day, until);
            return List.of(mean(sum, cases(ask, measure, day, until)), Cell.count(sum.n(), cases(ask, measure, day, until)));
        });
    }

    static Cell mean(Numbers.Sum sum, Map<String, String> cases) {
        return new Cell(sum.n() == 0 ? null : sum.total() / sum.n(), sum.n(), sum.total(), sum.n() == 0 ? null : cases);
    }

    /** What cases cost, by kind, and the whole. */
    Chart money(Ask ask) {
        Map<Measure, Map<LocalDate, Numbers.Sum>> found = found(ask, Numbers.MONEY);
        List<Series> series = new ArrayList<>(Numbers.MONEY.stream().map(measure -> new Series(measure.name(), Form.MONEY)).toList());
        series.add(new Series("WHOLE", Form.MONEY));
        return days("money", ask, series, ask.currency(), (day, until) -> {
            List<Cell> cells = new ArrayList<>();
            long n = 0;
            long whole = 0;
            for (Measure measure : Numbers.MONEY) {
                Numbers.Sum sum = sum(found, measure, day, until);
                cells.add(new Cell(sum.total(), sum.n(), sum.total(), sum.n() == 0 ? null : cases(ask, measure, day, until)));
                n += sum.n();
                whole += sum.total();
            }
            cells.add(new Cell(whole, n, whole, null));
            return cells;
        });
    }

    /** The cells of a stretch of days. */
    private interface Cells {

        List<Cell> of(LocalDate from, LocalDate to);
    }

    private static Chart days(String name, Ask ask, List<Series> series, String currency, Cells cells) {
        List<Row> rows = ask.from().datesUntil(ask.to().plusDays(1)).map(day -> new Row(day.toString(), cells.of(day, day))).toList();
        return new Chart(name, "DAY", "SERIES", series, rows, cells.of(ask.from(), ask.to()), currency);
    }

    private Map<Measure, Map<LocalDate, Numbers.Sum>> found(Ask ask, List<Measure> measures) {
        Map<Measure, Map<LocalDate, Numbers.Sum>> found = new EnumMap<>(Measure.class);
        measures.forEach(measure -> found.put(measure, new HashMap<>()));
        numbers.byDay(ask, measures).forEach(sum -> found.get(sum.measure()).put(sum.day(), sum));
        return found;
    }

    private static Numbers.Sum sum(Map<Measure, Map<LocalDate, Numbers.Sum>> found, Measure measure, LocalDate from, LocalDate to) {
        if (from.equals(to)) {
            return found.get(measure).getOrDefault(from, NOTHING);
        }
        return found.get(measure).values().stream().reduce(NOTHING, (one, other) ->
                new Numbers.Sum(measure, null, "", "", one.n() + other.n(), one.total() + other.total()));
    }

    /** The query of the list behind a point. */
    static Map<String, String> cases(Ask ask, Measure measure, LocalDate from, LocalDate to) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("measure", measure.name());
        query.put("from", from.toString());
        query.put("to", to.toString());
        if (ask.shop() != null) {
            query.put("shop", ask.shop());
        }
        if (ask.value() != null) {
            query.put("by", ask.by().name());
            query.put("value", ask.value());
        }
        if (measure.unit() == Measure.Unit.MONEY) {
            query.put("currency", ask.currency());
        }
        return query;
    }
}
