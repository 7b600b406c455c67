package org.shouhou.reporting;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.settings.Settings;

/**
 * What figures somebody wants to see.
 *
 * @param from  the first day, and {@code to} the last one, of the shop
 * @param shop  null for all
 * @param by    what the parts are told apart by
 * @param value only those of this value of {@code by} (empty text: where it is not known); null for all
 * @param rows  and {@code columns}: what is crossed with what
 */
public record Ask(LocalDate from, LocalDate to, String shop, Dimension by, String value, Dimension rows, Dimension columns, String currency) {

    public static final String USUAL_CURRENCY = "CNY";
    private static final int USUAL_DAYS = 14;
    private static final int LONGEST_DAYS = 366;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9000, 1, 1);

    /**
     * What is left out gets its usual value: the two weeks until today, all shops.
     *
     * @throws Problem 400 for a stretch that is none or longer than a year, a shop that cannot be, a thing crossed with itself
     */
    public static Ask of(LocalDate from, LocalDate to, String shop, Dimension by, String value, Dimension rows, Dimension columns, String currency, LocalDate today) {
        LocalDate last = to != null ? to : from == null || from.isBefore(today.minusDays(USUAL_DAYS - 1)) ? today : from.plusDays(USUAL_DAYS - 1);
        LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1) : from;
        List<FieldProblem> problems = new ArrayList<>();
        if (first.isBefore(EARLIEST) || first.isAfter(LATEST)) {
            problems.add(new FieldProblem("from", "Must be a day between " + EARLIEST + " and " + LATEST + "."));
        } else if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= LONGEST_DAYS) {
            problems.add(new FieldProblem("to", "Must not be before the first day, and at most " + LONGEST_DAYS + " days in all."));
        }
        if (shop != null && !shop.isEmpty() && !Settings.isShopCode(shop)) {
            problems.add(new FieldProblem("shop", "Is no name of a shop."));
        }
        if (value != null && value.length() > 64) {
            problems.add(new FieldProblem("value", "Is longer than any there is."));
        }
        if (currency != null && !currency.matches("[A-Z]{3}")) {
            problems.add(new FieldProblem("currency", "Must be the code of a currency, such as CNY."));
        }
        Dimension down = rows != null ? rows : columns == Dimension.REASON ? Dimension.COURIER : Dimension.REASON;
        Dimension across = columns != null ? columns : down == Dimension.COURIER ? Dimension.REASON : Dimension.COURIER;
        if (down == across || !Dimension.CROSSED.contains(down) || !Dimension.CROSSED.contains(across)) {
            problems.add(new FieldProblem("columns", "Two different ones of " + Dimension.CROSSED + " can be crossed."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
        return new Ask(first, last, shop == null || shop.isEmpty() ? null : shop, by == null ? Dimension.TYPE : by, value, down, across,
                currency == null ? USUAL_CURRENCY : currency);
    }

    /** The same for the whole, whatever one value is looked at. */
    Ask whole() {
        return new Ask(from, to, shop, by, null, rows, columns, currency);
    }

    /** As the query of an address says it; what is usual is said too, so that a link stays what it is tomorrow. */
    public Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("from", from.toString());
        query.put("to", to.toString());
        if (shop != null) {
            query.put("shop", shop);
        }
        query.put("by", by.name());
        if (value != null) {
            query.put("value", value);
        }
        query.put("rows", rows.name());
        query.put("columns", columns.name());
        query.put("currency", currency);
        return query;
    }
}
