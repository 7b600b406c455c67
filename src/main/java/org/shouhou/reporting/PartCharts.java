package org.shouhou.reporting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.shouhou.reporting.Chart.Cell;
import org.shouhou.reporting.Chart.Form;
import org.shouhou.reporting.Chart.Row;
import org.shouhou.reporting.Chart.Series;
import org.springframework.stereotype.Component;

/** The stretch as a whole, told apart: by one thing with every figure of it, or by two crossed. */
@Component
class PartCharts {

    /** So much is shown singly; the rest is one row or column. */
    static final int ROWS = 20;
    private static final int COLUMNS = 10;
    private static final List<Measure> COUNTED = List.of(Measure.INTAKE, Measure.CLOSED, Measure.FIRST_REPLY, Measure.MET, Measure.MISSED, Measure.REOPENED);

    private final Numbers numbers;

    PartCharts(Numbers numbers) {
        this.numbers = numbers;
    }

    /** Every figure, a value at a time, most cases first. @param all every value, however many */
    Chart parts(Ask ask, boolean all) {
        Map<String, Map<Measure, Numbers.Sum>> found = new HashMap<>();
        List<Measure> measures = new ArrayList<>(COUNTED);
        measures.addAll(Numbers.MONEY);
        numbers.byValue(ask.whole(), measures).forEach(sum -> found.computeIfAbsent(sum.one(), none -> new EnumMap<>(Measure.class)).merge(sum.measure(), sum, PartCharts::plus));
        List<String> values = found.keySet().stream().sorted(Comparator.comparingLong((String value) -> -n(found.get(value), Measure.INTAKE)).thenComparing(value -> value)).toList();
        int shown = all || values.size() <= ROWS + 1 ? values.size() : ROWS;
        List<Row> rows = new ArrayList<>(values.subList(0, shown).stream().map(value -> new Row(value, cells(ask, found.get(value), value))).toList());
        if (shown < values.size()) {
            rows.add(new Row(Chart.REST, cells(ask, whole(found, values.subList(shown, values.size())), Chart.REST)));
        }
        return new Chart("parts", ask.by().name(), "SERIES", List.of(new Series("INTAKE", Form.COUNT), new Series("CLOSED", Form.COUNT), new Series("REOPENED", Form.COUNT),
                new Series("KEPT", Form.PERCENT), new Series("REPLY", Form.SECONDS), new Series("SOLVE", Form.SECONDS), new Series("WHOLE", Form.MONEY)),
                rows, cells(ask, whole(found, values), null), ask.currency());
    }

    /** @param value null for all together, {@link Chart#REST} for what has no list of its own */
    private static List<Cell> cells(Ask ask, Map<Measure, Numbers.Sum> sums, String value) {
        Ask one = new Ask(ask.from(), ask.to(), ask.shop(), ask.by(), value, ask.rows(), ask.columns(), ask.currency());
        List<Cell> cells = new ArrayList<>();
        for (Measure measure : List.of(Measure.INTAKE, Measure.CLOSED, Measure.REOPENED)) {
            cells.add(Cell.count(n(sums, measure), behind(one, measure)));
        }
        Cell kept = DayCharts.kept(n(sums, Measure.MET), n(sums, Measure.MISSED));
        cells.add(new Cell(kept.value(), kept.n(), kept.total(), n(sums, Measure.MISSED) == 0 ? null : behind(one, Measure.MISSED)));
        cells.add(DayCharts.mean(of(sums, Measure.FIRST_REPLY), behind(one, Measure.FIRST_REPLY)));
        cells.add(DayCharts.mean(of(sums, Measure.CLOSED), behind(one, Measure.CLOSED)));
        long n = Numbers.MONEY.stream().mapToLong(measure -> n(sums, measure)).sum();
        long money = Numbers.MONEY.stream().mapToLong(measure -> of(sums, measure).total()).sum();
        cells.add(new Cell(money, n, money, null));
        return cells;
    }

    private static Map<String, String> behind(Ask one, Measure measure) {
        return Chart.REST.equals(one.value()) ? null : DayCharts.cases(one, measure, one.from(), one.to());
    }

    private static Map<Measure, Numbers.Sum> whole(Map<String, Map<Measure, Numbers.Sum>> found, List<String> values) {
        Map<Measure, Numbers.Sum> whole = new EnumMap<>(Measure.class);
        values.forEach(value -> found.get(value).forEach((measure, sum) -> whole.merge(measure, sum, PartCharts::plus)));
        return whole;
    }

    private static Numbers.Sum plus(Numbers.Sum one, Numbers.Sum other) {
        return new Numbers.Sum(one.measure(), null, one.one(), "", one.n() + other.n(), one.total() + other.total());
    }

    private static Numbers.Sum of(Map<Measure, Numbers.Sum> sums, Measure measure) {
        return sums.getOrDefault(measure, new Numbers.Sum(measure, null, "", "", 0, 0));
    }

    private static long n(Map<Measure, Numbers.Sum> sums, Measure measure) {
        return of(sums, measure).n();
    }

    /** Cases taken in, one thing against another; most first, down and across. @param all every value, however many */
    Chart crossed(Ask ask, boolean all) {
        Map<String, Map<String, Long>> found = new HashMap<>();
        Map<String, Long> across = new HashMap<>();
        numbers.crossed(ask).forEach(sum -> {
            found.computeIfAbsent(sum.one(), none -> new HashMap<>()).merge(sum.other(), sum.n(), Long::sum);
            across.merge(sum.other(), sum.n(), Long::sum);
        });
        Map<String, Long> down = found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                row -> row.getValue().values().stream().mapToLong(Long::longValue).sum()));
        List<String> rows = most(down, all ? Integer.MAX_VALUE : ROWS);
        List<String> columns = most(across, all ? Integer.MAX_VALUE : COLUMNS);
        List<Row> shown = rows.stream().map(row -> new Row(row, columns.stream().map(column -> cell(ask, found, down.keySet(), across.keySet(), rows, columns, row, column)).toList())).toList();
        List<Cell> sum = columns.stream().map(column -> Cell.count(shown.stream().mapToLong(row -> row.cells().get(columns.indexOf(column)).n()).sum(), null)).toList();
        return new Chart("crossed", ask.rows().name(), ask.columns().name(), columns.stream().map(column -> new Series(column, Form.COUNT)).toList(), shown, sum, null);
    }

    private static List<String> most(Map<String, Long> counts, int many) {
        List<String> values = counts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey).toList();
        if (values.size() <= (many == Integer.MAX_VALUE ? many : many + 1)) {
            return values;
        }
        List<String> shown = new ArrayList<>(values.subList(0, many));
        shown.add(Chart.REST);
        return shown;
    }

    private static Cell cell(Ask ask, Map<String, Map<String, Long>> found, Set<String> allRows, Set<String> allColumns, List<String> rows, List<String> columns, String row, String column) {
        long n = rest(allRows, rows, row).stream().mapToLong(one -> rest(allColumns, columns, column).stream()
                .mapToLong(other -> found.getOrDefault(one, Map.of()).getOrDefault(other, 0L)).sum()).sum();
        if (row.equals(Chart.REST) || column.equals(Chart.REST)) {
            return Cell.count(n, null);
        }
        Map<String, String> query = new LinkedHashMap<>(DayCharts.cases(ask.whole(), Measure.INTAKE, ask.from(), ask.to()));
        query.put("by", ask.rows().name());
        query.put("value", row);
        query.put("columns", ask.columns().name());
        query.put("andValue", column);
        return Cell.count(n, query);
    }

    private static Set<String> rest(Set<String> all, List<String> shown, String key) {
        if (!key.equals(Chart.REST)) {
            return Set.of(key);
        }
        Set<String> rest = new LinkedHashSet<>(all);
        shown.forEach(rest::remove);
        return rest;
    }
}
