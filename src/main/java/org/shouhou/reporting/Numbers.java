package org.shouhou.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The sums, by day, by what they are told apart by, or by two such things. One statement adds what is folded and what is
 * not, so that it does not matter when the folding is done.
 */
@Repository
class Numbers {

    /** @param day null, {@code one} and {@code other} empty, where sums are not told apart by that */
    record Sum(Measure measure, LocalDate day, String one, String other, long n, long total) {
    }

    private final JdbcClient jdbc;

    Numbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A day at a time; of one value where the question names one. */
    List<Sum> byDay(Ask ask, Collection<Measure> measures) {
        return ask.value() == null ? sums(ask, measures, Dimension.ALL, "on_day", List.of(), null, null)
                : sums(ask, measures, ask.by().name(), "on_day", List.of(ask.by()), ask.value(), null);
    }

    /** Over the whole stretch, a value of what they are told apart by at a time. */
    List<Sum> byValue(Ask ask, Collection<Measure> measures) {
        return sums(ask, measures, ask.by().name(), "value_a", List.of(ask.by()), null, null);
    }

    /** Over the whole stretch, for each two values. {@code one} is of what stands in the rows. */
    List<Sum> crossed(Ask ask) {
        Dimension first = Dimension.first(ask.rows(), ask.columns());
        List<Sum> sums = sums(ask, List.of(Measure.INTAKE), Dimension.cut(ask.rows(), ask.columns()), "value_a, value_b",
                List.of(first, first == ask.rows() ? ask.columns() : ask.rows()), null, null);
        return first == ask.rows() ? sums : sums.stream().map(sum -> new Sum(sum.measure, null, sum.other, sum.one, sum.n, sum.total)).toList();
    }

    /** One sum over the whole stretch. @param andValue of the columns, of intake only; null for any */
    Sum of(Ask ask, Measure measure, String andValue) {
        List<Sum> found;
        if (andValue != null) {
            Dimension first = Dimension.first(ask.by(), ask.columns());
            boolean turned = first != ask.by();
            found = sums(ask, List.of(measure), Dimension.cut(ask.by(), ask.columns()), "", List.of(first, turned ? ask.by() : ask.columns()),
                    turned ? andValue : ask.value(), turned ? ask.value() : andValue);
        } else if (ask.value() != null) {
            found = sums(ask, List.of(measure), ask.by().name(), "", List.of(ask.by()), ask.value(), null);
        } else {
            found = sums(ask, List.of(measure), Dimension.ALL, "", List.of(), null, null);
        }
        return found.isEmpty() ? new Sum(measure, null, "", "", 0, 0) : found.get(0);
    }

    /** Shops there are figures of, and currencies, in the stretch. */
    List<String> shops(Ask ask) {
        return distinct("shop", ask, List.of(Measure.INTAKE));
    }

    List<String> currencies(Ask ask) {
        return distinct("currency", ask, MONEY);
    }

    static final List<Measure> MONEY = List.of(Measure.REFUND, Measure.FREIGHT, Measure.COMPENSATION, Measure.GIFT, Measure.RESHIP, Measure.RECOVERED);

    private List<String> distinct(String column, Ask ask, List<Measure> measures) {
        String in = String.join(", ", Collections.nCopies(measures.size(), "?"));
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            measures.forEach(measure -> values.add(measure.name()));
            if (i == 0) {
                values.add(Dimension.ALL);
            }
            values.add(ask.from());
            values.add(ask.to());
        }
        return jdbc.sql("SELECT DISTINCT " + column + " FROM (SELECT DISTINCT " + column + " FROM figure_day WHERE measure IN (" + in + ") AND cut = ? AND on_day >= ? AND on_day <= ?"
                + " UNION ALL SELECT DISTINCT " + column + " FROM figure_delta WHERE measure IN (" + in + ") AND on_day >= ? AND on_day <= ?) f ORDER BY " + column)
                .params(values).query(String.class).list();
    }

    private List<Sum> sums(Ask ask, Collection<Measure> measures, String cut, String apart, List<Dimension> dimensions, String one, String other) {
        List<Object> values = new ArrayList<>();
        String grouped = apart.isEmpty() ? "measure" : "measure, " + apart;
        String sql = "SELECT " + grouped + ", SUM(n) AS n, SUM(total) AS total FROM ("
                + folded(ask, measures, cut, grouped, one, other, values) + " UNION ALL " + loose(ask, measures, apart, dimensions, one, other, values)
                + ") f GROUP BY " + grouped + " HAVING SUM(n) <> 0 OR SUM(total) <> 0";
        return jdbc.sql(sql).params(values).query((row, n) -> map(row, apart)).list();
    }

    private static String folded(Ask ask, Collection<Measure> measures, String cut, String grouped, String one, String other, List<Object> values) {
        StringBuilder sql = new StringBuilder("SELECT " + grouped + ", SUM(n) AS n, SUM(total) AS total FROM figure_day WHERE ");
        measures(sql, measures, values);
        condition(sql, values, " AND cut = ?", cut);
        stretch(sql, ask, measures, values);
        condition(sql, values, " AND value_a = ?", one);
        condition(sql, values, " AND value_b = ?", other);
        return sql.append(" GROUP BY ").append(grouped).toString();
    }

    private static String loose(Ask ask, Collection<Measure> measures, String apart, List<Dimension> dimensions, String one, String other, List<Object> values) {
        String columns = switch (apart) {
            case "" -> "measure";
            case "on_day" -> "measure, on_day";
            case "value_a" -> "measure, " + dimensions.get(0).column();
            default -> "measure, " + dimensions.get(0).column() + ", " + dimensions.get(1).column();
        };
        StringBuilder sql = new StringBuilder("SELECT " + columns + ", SUM(n), SUM(total) FROM figure_delta WHERE ");
        measures(sql, measures, values);
        stretch(sql, ask, measures, values);
        if (one != null) {
            condition(sql, values, " AND " + dimensions.get(0).column() + " = ?", one);
        }
        if (other != null) {
            condition(sql, values, " AND " + dimensions.get(1).column() + " = ?", other);
        }
        return sql.append(" GROUP BY ").append(columns).toString();
    }

    private static void measures(StringBuilder sql, Collection<Measure> measures, List<Object> values) {
        sql.append("measure IN (").append(String.join(", ", Collections.nCopies(measures.size(), "?"))).append(')');
        measures.forEach(measure -> values.add(measure.name()));
    }

    private static void stretch(StringBuilder sql, Ask ask, Collection<Measure> measures, List<Object> values) {
        condition(sql, values, " AND on_day >= ?", ask.from());
        condition(sql, values, " AND on_day <= ?", ask.to());
        condition(sql, values, " AND shop = ?", ask.shop());
        if (measures.stream().anyMatch(measure -> measure.unit() == Measure.Unit.MONEY)) {
            // counts have no currency
            sql.append(" AND (currency = ? OR currency = '')");
            values.add(ask.currency());
        }
    }

    private static void condition(StringBuilder sql, List<Object> values, String condition, Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    private static Sum map(ResultSet row, String apart) throws SQLException {
        return new Sum(Measure.valueOf(row.getString("measure")), apart.equals("on_day") ? row.getObject("on_day", LocalDate.class) : null,
                apart.startsWith("value_a") ? row.getString("value_a") : "", apart.endsWith("value_b") ? row.getString("value_b") : "",
                row.getLong("n"), row.getLong("total"));
    }
}
