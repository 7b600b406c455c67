package org.shouhou.reporting;

import java.util.List;
import java.util.Map;

/**
 * A chart, and the table that says the same.
 *
 * @param name      such as {@code flow}
 * @param rowsAre   DAY, HOUR (instants), AGE, or what the figures are told apart by; says what a row's key is
 * @param seriesAre SERIES, or what the figures are told apart by
 * @param sum       of all rows; empty where nothing adds up
 * @param currency  of amounts; null where there are none
 */
public record Chart(String name, String rowsAre, String seriesAre, List<Series> series, List<Row> rows, List<Cell> sum, String currency) {

    /** How a value is meant: a number, per cent, seconds, minor units. */
    public enum Form { COUNT, PERCENT, SECONDS, MONEY }

    /** The key of rows and series that stand for all that are not shown singly. */
    public static final String REST = "*";

    public record Series(String key, Form form) {
    }

    public record Row(String key, List<Cell> cells) {
    }

    /**
     * A point.
     *
     * @param value what is shown; null when there is nothing to tell (a mean of nothing)
     * @param n     how many are behind it, and {@code total} the sum they make, in seconds or minor units
     * @param cases the query of {@code /figures/cases} that lists what is behind it; null when it has no list of its own
     */
    public record Cell(Long value, long n, long total, Map<String, String> cases) {

        static Cell count(long n, Map<String, String> cases) {
            return new Cell(n, n, 0, n == 0 ? null : cases);
        }
    }

    /** Whether there is nothing to be seen. */
    public boolean empty() {
        return rows.stream().allMatch(row -> row.cells().stream().allMatch(cell -> cell.n() == 0 && cell.total() == 0));
    }
}
