package org.shouhou.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * What one case counts as on one day.
 *
 * @param currency empty for what is no money
 * @param n        how often: one case, so many clocks, so many payments
 * @param total    seconds or minor units, see {@link Measure}
 */
record Fact(Key key, long n, long total, Marks marks) {

    /** @param currency empty for what is no money */
    record Key(Measure measure, LocalDate day, String currency) {
    }

    /** What a case is known by; empty text where that is not known. */
    record Marks(String shop, String type, String reason, String sku, String courier, String responsible, String agent) {

        String of(Dimension dimension) {
            return switch (dimension) {
                case TYPE -> type;
                case REASON -> reason;
                case SKU -> sku;
                case COURIER -> courier;
                case RESPONSIBLE -> responsible;
                case AGENT -> agent;
            };
        }
    }

    Fact plus(Fact other) {
        return new Fact(key, n + other.n, total + other.total, marks);
    }

    static Fact map(ResultSet row, int no) throws SQLException {
        return new Fact(new Key(Measure.valueOf(row.getString("measure")), row.getObject("on_day", LocalDate.class), row.getString("currency")),
                row.getLong("n"), row.getLong("total"), new Marks(row.getString("shop"), row.getString("type"), row.getString("reason"),
                        row.getString("sku"), row.getString("courier"), row.getString("responsible"), row.getString("agent")));
    }
}
