package org.shouhou.reporting;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
@Component("figureWords")
public class FigureWords {

    private final Shown shown;

    FigureWords(Shown shown) {
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

    /** The number a chart draws: counts, per cent, minutes, whole units of a currency; empty text for nothing. */
    public String drawn(Chart chart, int series, Cell cell) {
        return cell.value() == null ? "" : plain(chart.series().get(series).form(), cell.value(), chart.currency());
    }

    /** A number as a file holds it: seconds as they are, amounts in whole units. */
    static String filed(Form form, Long value, String currency) {
        return value == null ? "" : form == Form.SECONDS ? Long.toString(value) : plain(form, value, currency);
    }

    private static String plain(Form form, long value, String currency) {
        return switch (form) {
            case MONEY -> BigDecimal.valueOf(value, Currency.getInstance(currency).getDefaultFractionDigits()).toPlainString();
            case SECONDS -> BigDecimal.valueOf(value).divide(BigDecimal.valueOf(60), 1, java.math.RoundingMode.HALF_UP).toPlainString();
            default -> Long.toString(value);
        };
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
        return java.util.Arrays.stream(parts).filter(part -> part != null && !part.isEmpty()).collect(Collectors.joining(" · "));
    }

    /** The kinds of things figures are told apart by. */
    public List<Dimension> dimensions() {
        return List.of(Dimension.values());
    }

    public List<Dimension> crossed() {
        return Dimension.CROSSED;
    }
}
