package org.shouhou.reporting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.shouhou.desk.Shown;
import org.shouhou.reporting.Chart.Cell;
import org.shouhou.reporting.Chart.Form;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** How figures are said: the names of rows and series, values with their units, and where a point leads. */
@Component("chartWords")
public class ChartWords {

    private final Shown shown;

    ChartWords(Shown shown) {
        this.shown = shown;
    }

    /** The name of a row. */
    public String row(Chart chart, String key) {
        return switch (chart.rowsAre()) {
            case "DAY" -> key.substring(5);
            case "HOUR" -> key.equals(NowCharts.LATE) ? shown.text("figures.late") : shown.time(Instant.parse(key));
            case "AGE" -> shown.text("figures.age." + key);
            default -> value(chart.rowsAre(), key);
        };
    }

    /** As {@link #row}, complete: what a file or a title holds. */
    public String wholeRow(Chart chart, String key) {
        return switch (chart.rowsAre()) {
            case "DAY" -> key;
            case "HOUR" -> key.equals(NowCharts.LATE) ? shown.text("figures.late") : shown.full(Instant.parse(key));
            default -> row(chart, key);
        };
    }

    /** The name of a series. */
    public String series(Chart chart, Chart.Series series) {
        return chart.seriesAre().equals("SERIES") ? shown.text("figures.series." + series.key()) : value(chart.seriesAre(), series.key());
    }

    /** The name of a value of a {@link Dimension}. */
    public String value(String dimension, String key) {
        if (key.equals(Chart.REST)) {
            return shown.text("figures.rest");
        }
        if (key.isEmpty()) {
            return shown.text(dimension.equals("AGENT") ? "figures.nobody" : "figures.unknown");
        }
        return switch (dimension) {
            case "TYPE" -> shown.code("type", key);
            case "REASON" -> shown.code("reason", key);
            case "RESPONSIBLE" -> shown.code("responsible", key);
            default -> key;
        };
    }

    /** A value as people read it; a dash where there is nothing to tell. */
    public String value(Chart chart, int series, Cell cell) {
        if (cell.value() == null) {
            return "–";
        }
        return switch (chart.series().get(series).form()) {
            case COUNT -> Long.toString(cell.value());
            case PERCENT -> cell.value() + " %";
            case SECONDS -> length(cell.value());
            case MONEY -> shown.money(cell.value(), chart.currency());
        };
    }

    /** Seconds as people say them. */
    public String length(long seconds) {
        return seconds < 60 ? shown.text("figures.seconds", seconds) : shown.length(Duration.ofSeconds(seconds));
    }

    /** A case's share, in its unit; empty text for what is only counted. */
    public String share(Behind.Page page, Behind.Share one) {
        return sum(page.unit(), page.currency(), one.share());
    }

    public String sum(String unit, String currency, long total) {
        return switch (unit) {
            case "SECONDS" -> length(total);
            case "MONEY" -> shown.money(total, currency);
            default -> "";
        };
    }

    /** The number a chart draws, in its {@link #unit}; empty text for nothing. */
    public String drawn(Chart chart, int series, Cell cell) {
        if (cell.value() == null) {
            return "";
        }
        Form form = chart.series().get(series).form();
        return form != Form.SECONDS ? plain(form, cell.value(), chart.currency())
                : BigDecimal.valueOf(cell.value()).divide(BigDecimal.valueOf(hours(chart) ? 3600 : 60), 2, RoundingMode.HALF_UP).toPlainString();
    }

    /** Replies are a matter of minutes, solving one of hours. */
    private static boolean hours(Chart chart) {
        return chart.name().equals("solve");
    }

    /** How a series is drawn: bar, stack (one upon another) or line; null for what is no drawing. */
    public String draw(Chart chart, Chart.Series series) {
        return switch (chart.name()) {
            case "backlog", "flow" -> "bar";
            case "due" -> series.key().equals("ON_DUTY") ? "line" : "bar";
            case "deadlines" -> series.form() == Form.PERCENT ? "line" : "stack";
            case "reply", "solve" -> series.form() == Form.SECONDS ? "line" : "bar";
            case "money" -> series.key().equals("WHOLE") ? "line" : "stack";
            default -> null;
        };
    }

    /** The unit of a series' axis; empty text for counts. */
    public String unit(Chart chart, Chart.Series series) {
        return switch (series.form()) {
            case COUNT -> "";
            case PERCENT -> "%";
            case SECONDS -> shown.text(hours(chart) ? "figures.hours" : "figures.minutes");
            case MONEY -> chart.currency();
        };
    }

    /** A chart in a sentence: its name and what all adds up to. */
    public String said(Chart chart, String title) {
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < chart.series().size(); i++) {
            if (chart.sum().get(i).value() != null) {
                sums.add(series(chart, chart.series().get(i)) + " " + value(chart, i, chart.sum().get(i)));
            }
        }
        return title + ": " + shown.list(sums);
    }

    /** Where a chart's file is. */
    public String file(Chart chart, Ask ask) {
        return path("/api/figures/charts/" + chart.name() + ".csv", ask.query());
    }

    /** The same question about other days. */
    public String stretch(Ask ask, String from, String to) {
        Map<String, String> query = ask.query();
        query.put("from", from);
        query.put("to", to);
        return path("/figures", query);
    }

    /** A number as a file holds it: seconds as they are, amounts in whole units. */
    static String filed(Form form, Long value, String currency) {
        return value == null ? "" : plain(form, value, currency);
    }

    private static String plain(Form form, long value, String currency) {
        return form == Form.MONEY ? BigDecimal.valueOf(value, Currency.getInstance(currency).getDefaultFractionDigits()).toPlainString() : Long.toString(value);
    }

    /** How strongly a cell of a crossed table is coloured, 0 to 5, by the largest there is. */
    public int heat(Chart chart, Cell cell) {
        long most = chart.rows().stream().flatMap(row -> row.cells().stream()).mapToLong(Cell::n).max().orElse(0);
        return most == 0 || cell.n() == 0 ? 0 : (int) Math.max(1, Math.round(5.0 * cell.n() / most));
    }

    /** The page behind a point. */
    public String cases(Cell cell) {
        return path("/figures/cases", cell.cases());
    }

    /** A path with a query, every value encoded. */
    public String path(String path, Map<String, String> query) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        query.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(query).toUriString();
    }

    /** The same question with one thing said otherwise; null takes it away. */
    public String with(Ask ask, String name, String value) {
        Map<String, String> query = ask.query();
        if (value == null) {
            query.remove(name);
        } else {
            query.put(name, value);
        }
        return path("/figures", query);
    }

    /** What a point is, in words: the measure, the days, the value. */
    public String point(Behind.Point point) {
        Ask ask = point.ask();
        if (point.measure().equals(NowCharts.BACKLOG)) {
            return join(shown.text("figures.series.BACKLOG"), point.age() == null ? null : shown.text("figures.age." + point.age()), ask.shop());
        }
        if (point.measure().equals(NowCharts.DUE)) {
            return join(shown.text("figures.series.DUE"), point.hour().equals(NowCharts.LATE) ? shown.text("figures.late") : shown.full(Instant.parse(point.hour())), ask.shop());
        }
        return join(shown.text("figures.behind." + point.measure()), days(ask.from(), ask.to()), ask.shop(),
                ask.value() == null ? null : value(ask.by().name(), ask.value()), point.andValue() == null ? null : value(ask.columns().name(), point.andValue()));
    }

    public String days(LocalDate from, LocalDate to) {
        return from.equals(to) ? from.toString() : from + " – " + to;
    }

    private static String join(String... parts) {
        return Arrays.stream(parts).filter(part -> part != null && !part.isEmpty()).collect(Collectors.joining(" · "));
    }

    /** The kinds of things figures are told apart by. */
    public List<Dimension> dimensions() {
        return List.of(Dimension.values());
    }

    public List<Dimension> crossed() {
        return Dimension.CROSSED;
    }
}
