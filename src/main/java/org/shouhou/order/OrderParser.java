package org.shouhou.order;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.shouhou.common.Money;
import org.shouhou.order.ImportedOrder.Facts;
import org.shouhou.order.ImportedOrder.ImportedLine;

/** Makes an order of its rows, or says of each row what is wrong. */
final class OrderParser {

    private final Profile profile;
    private final ZoneId zone;

    OrderParser(Profile profile, ZoneId shopZone) {
        this.profile = profile;
        this.zone = profile.zone() == null ? shopZone : profile.zone();
    }

    /**
     * @param rows     of one order, at least one
     * @param rejected gets a rejection for each row if one of them is wrong: an order comes in whole or not at all
     * @return the order, or null if rows were rejected
     */
    ImportedOrder parse(List<Row> rows, List<Rejection> rejected) {
        List<Rejection> wrong = new ArrayList<>();
        List<ImportedLine> lines = new ArrayList<>();
        String currency = rows.stream().map(row -> row.cell(Field.CURRENCY)).filter(Objects::nonNull).findFirst()
                .orElse(profile.currency());
        for (Row row : rows) {
            try {
                if (row.damage() != null) {
                    throw new BadValue(null, row.damage());
                }
                Values values = new Values(row, zone, Values.currency(currency));
                values.orderNo();
                if (profile.hasLines()) {
                    lines.add(line(values, lines.size() + 1));
                }
            } catch (BadValue e) {
                wrong.add(rejection(row, e));
            }
        }
        Row first = rows.get(0);
        ImportedOrder order = null;
        if (wrong.isEmpty()) {
            try {
                order = order(rows, lines, currency);
            } catch (BadValue e) {
                wrong.add(rejection(first, e));
            }
        }
        if (wrong.isEmpty()) {
            return order;
        }
        rejected.addAll(wrong);
        Set<Long> told = new HashSet<>(wrong.stream().map(Rejection::line).toList());
        rows.stream().filter(row -> !told.contains(row.line())).forEach(row -> rejected.add(new Rejection(row.line(), null,
                "Not imported: line " + wrong.get(0).line() + " of the same order is wrong.")));
        return null;
    }

    private Rejection rejection(Row row, BadValue e) {
        return new Rejection(row.line(), e.field() == null ? null : profile.header(e.field()), e.getMessage());
    }

    private ImportedLine line(Values values, int place) throws BadValue {
        Long paid = values.money(Field.LINE_PAID);
        return new ImportedLine(values.count(Field.LINE_NO, place), values.text(Field.SKU, 64), values.text(Field.BATCH, 64), values.text(Field.TITLE, 200),
                values.count(Field.QUANTITY, 1), paid == null ? -1 : paid);
    }

    private ImportedOrder order(List<Row> rows, List<ImportedLine> given, String currency) throws BadValue {
        Values values = new Values(merged(rows), zone, currency);
        Instant paidAt = values.time(Field.PAID_AT);
        long refunded = orZero(values.money(Field.REFUNDED));
        Long total = values.money(Field.TOTAL);
        long paid = paid(values, given, paidAt, refunded, total);
        List<ImportedLine> lines = lines(given, paid);
        check(currency, paidAt, refunded, total, paid);
        Facts facts = new Facts(values.orderNo(), currency, total == null ? paid : total, paid,
                values.time(Field.CREATED_AT), paidAt, values.text(Field.BUYER, 100), values.buyerFlag(),
                values.text(Field.RECIPIENT, 100), values.text(Field.PHONE, 40), values.email(), values.text(Field.REGION, 60),
                values.text(Field.ADDRESS, 500), values.text(Field.COURIER, 60), values.text(Field.WAYBILL, 64),
                values.time(Field.SHIPPED_AT), values.time(Field.RECEIVED_AT), values.time(Field.SHIP_BY),
                rows.get(0).has(Field.SHIPPED_AT) || rows.get(0).has(Field.RECEIVED_AT), lines);
        return new ImportedOrder(rows.get(0).line(), facts, refunded);
    }

    /** The order's own columns, which may stand on one of its rows or, the same, on several. */
    private static Row merged(List<Row> rows) throws BadValue {
        if (rows.size() == 1) {
            return rows.get(0);
        }
        String[] cells = new String[Field.values().length];
        for (Field field : Field.values()) {
            List<String> different = rows.stream().map(row -> row.cell(field)).filter(Objects::nonNull).distinct().toList();
            if (different.size() > 1 && !field.ofLine()) {
                throw new BadValue(field, "The rows of the order differ: \"" + Columns.shortened(different.get(0)) + "\" and \""
                        + Columns.shortened(different.get(1)) + "\".");
            }
            cells[field.ordinal()] = different.isEmpty() ? null : different.get(0);
        }
        return new Row(rows.get(0).line(), cells, null);
    }

    private long paid(Values values, List<ImportedLine> lines, Instant paidAt, long refunded, Long total) throws BadValue {
        Long gross = values.money(Field.PAID);
        Long net = values.money(Field.NET_PAID);
        if (gross != null) {
            return gross;
        }
        if (net != null) {
            return net + refunded;
        }
        if (profile.has(Field.NET_PAID)) {
            throw new BadValue(Field.NET_PAID, "The amount is missing.");
        }
        if (!lines.isEmpty() && lines.stream().allMatch(line -> line.paidMinor() >= 0)) {
            return lines.stream().mapToLong(ImportedLine::paidMinor).sum();
        }
        if (paidAt == null) {
            return 0;
        }
        if (total == null) {
            throw new BadValue(Field.TOTAL, "The amount is missing.");
        }
        return total;
    }

    private List<ImportedLine> lines(List<ImportedLine> given, long paid) throws BadValue {
        if (given.size() == 1) {
            ImportedLine only = given.get(0);
            if (only.paidMinor() < 0) {
                return List.of(new ImportedLine(only.lineNo(), only.sku(), only.batch(), only.title(), only.quantity(), paid));
            }
        }
        long sum = 0;
        Set<Integer> numbers = new HashSet<>();
        List<ImportedLine> lines = new ArrayList<>();
        for (ImportedLine line : given) {
            if (line.paidMinor() < 0 && paid > 0) {
                throw new BadValue(Field.LINE_PAID, "An order of several lines needs what was paid for each.");
            }
            if (!numbers.add(line.lineNo())) {
                throw new BadValue(Field.LINE_NO, "The order has the line " + line.lineNo() + " twice.");
            }
            sum += Math.max(0, line.paidMinor());
            lines.add(new ImportedLine(line.lineNo(), line.sku(), line.batch(), line.title(), line.quantity(), Math.max(0, line.paidMinor())));
        }
        if (!given.isEmpty() && sum != paid) {
            throw new BadValue(Field.LINE_PAID, "The lines add up to another amount than was paid for the order.");
        }
        return lines;
    }

    private void check(String currency, Instant paidAt, long refunded, Long total, long paid) throws BadValue {
        if (total == null && profile.has(Field.TOTAL) && (paidAt == null || profile.has(Field.NET_PAID))) {
            throw new BadValue(Field.TOTAL, "The amount is missing.");
        }
        if (paidAt == null && paid > 0) {
            throw new BadValue(Field.PAID_AT, "Paid or refunded are " + plain(paid, currency) + ", but the order has no time of payment.");
        }
        if (paidAt == null && refunded > 0) {
            throw new BadValue(Field.REFUNDED, "The order is unpaid, but " + plain(refunded, currency) + " are refunded.");
        }
        if (refunded > paid) {
            throw new BadValue(Field.REFUNDED, "Refunded are " + plain(refunded, currency) + ", more than the " + plain(paid, currency) + " paid.");
        }
        if (paidAt != null && total != null && profile.has(Field.NET_PAID) && total != paid) {
            throw new BadValue(Field.TOTAL, "The total " + plain(total, currency) + " is not what was paid and refunded together, "
                    + plain(paid, currency) + ".");
        }
        if (total != null && paid > total) {
            throw new BadValue(Field.TOTAL, "The total " + plain(total, currency) + " is less than the " + plain(paid, currency) + " paid.");
        }
    }

    private static String plain(long minor, String currency) {
        return new Money(minor, currency).plain();
    }

    private static long orZero(Long amount) {
        return amount == null ? 0 : amount;
    }
}
