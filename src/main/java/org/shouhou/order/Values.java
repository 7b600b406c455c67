package org.shouhou.order;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of a row's cells. An empty cell is null. */
final class Values {

    private static final Pattern MONEY = Pattern.compile("[¥￥]?(-?)((?:\\d{1,3}(?:,\\d{3})+|\\d{1,18})(?:\\.\\d{1,18})?)");
    private static final Pattern TIME = Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})[ T]+(\\d{1,2}):(\\d{2})"
            + "(?::(\\d{2})(?:\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern ORDER_NO = Pattern.compile("[\\p{L}\\p{N}._:#@+-]{1,64}");
    private static final Pattern SHORTENED_NUMBER = Pattern.compile("\\d(\\.\\d+)?[eE]\\+\\d+");
    private static final Pattern EMAIL = Pattern.compile("[^\\s\\p{Cc}@<>,;\"]+@[^\\s\\p{Cc}@<>,;\"]+");
    private static final BigDecimal MOST = new BigDecimal("10000000000000");
    private static final Set<String> FLAGS = Set.of("EXTORTION", "IMPORTANT");

    private final Row row;
    private final ZoneId zone;
    private final String currency;

    /**
     * @param zone     of times without one
     * @param currency of the amounts, an ISO 4217 code that exists
     */
    Values(Row row, ZoneId zone, String currency) {
        this.row = row;
        this.zone = zone;
        this.currency = currency;
    }

    /** Checks a currency's code. */
    static String currency(String code) throws BadValue {
        try {
            if (Currency.getInstance(code).getDefaultFractionDigits() >= 0) {
                return code;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new BadValue(Field.CURRENCY, "\"" + Columns.shortened(code) + "\" is no currency; write CNY, for instance.");
    }

    String orderNo() throws BadValue {
        String text = row.cell(Field.ORDER_NO);
        if (text == null) {
            throw new BadValue(Field.ORDER_NO, "The order number is missing.");
        }
        if (SHORTENED_NUMBER.matcher(text).matches()) {
            throw new BadValue(Field.ORDER_NO, "A spreadsheet has shortened the order number to " + text + "; export the column as text.");
        }
        if (!ORDER_NO.matcher(text).matches()) {
            throw new BadValue(Field.ORDER_NO, "\"" + Columns.shortened(text) + "\" is no order number (letters, digits and ._:#@+-, at most 64).");
        }
        return text;
    }

    /** An amount in minor units; null when the cell is empty. */
    Long money(Field field) throws BadValue {
        String text = row.cell(field);
        if (text == null) {
            return null;
        }
        Matcher matcher = MONEY.matcher(text);
        if (!matcher.matches()) {
            throw new BadValue(field, "\"" + Columns.shortened(text) + "\" is no amount; write 12.50, for instance.");
        }
        BigDecimal amount = new BigDecimal(matcher.group(2).replace(",", ""));
        if (!matcher.group(1).isEmpty() && amount.signum() > 0) {
            throw new BadValue(field, "The amount " + text + " is negative.");
        }
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        if (amount.stripTrailingZeros().scale() > decimals) {
            throw new BadValue(field, "The amount " + text + " has more than the " + decimals + " decimals of " + currency + ".");
        }
        BigDecimal minor = amount.movePointRight(decimals);
        if (minor.compareTo(MOST) > 0) {
            throw new BadValue(field, "The amount " + text + " is too large.");
        }
        return minor.longValueExact();
    }

    Instant time(Field field) throws BadValue {
        String text = row.cell(field);
        if (text == null) {
            return null;
        }
        Matcher matcher = TIME.matcher(text);
        if (matcher.matches()) {
            try {
                LocalDateTime local = LocalDateTime.of(number(matcher, 1), number(matcher, 3), number(matcher, 4),
                        number(matcher, 5), number(matcher, 6), matcher.group(7) == null ? 0 : number(matcher, 7));
                if (local.getYear() >= 1990 && local.getYear() < 2200) {
                    return local.atZone(matcher.group(8) == null ? zone : ZoneOffset.of(matcher.group(8))).toInstant();
                }
            } catch (DateTimeException e) {
                // said below
            }
        }
        throw new BadValue(field, "\"" + Columns.shortened(text) + "\" is no time; write 2026-11-11 09:30:00.");
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** A text on one line, at most so long. */
    String text(Field field, int longest) throws BadValue {
        String text = row.cell(field);
        if (text == null) {
            return null;
        }
        String plain = text.replaceAll("\\p{Cc}+", " ").strip();
        if (plain.length() > longest) {
            throw new BadValue(field, "The text has " + plain.length() + " characters; at most " + longest + " fit.");
        }
        return plain.isEmpty() ? null : plain;
    }

    String email() throws BadValue {
        String text = text(Field.EMAIL, 200);
        if (text != null && !EMAIL.matcher(text).matches()) {
            throw new BadValue(Field.EMAIL, "\"" + Columns.shortened(text) + "\" is no mail address.");
        }
        return text;
    }

    String buyerFlag() throws BadValue {
        String text = row.cell(Field.BUYER_FLAG);
        if (text != null && !FLAGS.contains(text)) {
            throw new BadValue(Field.BUYER_FLAG, "\"" + Columns.shortened(text) + "\" is no flag of a buyer; write EXTORTION, IMPORTANT or nothing.");
        }
        return text;
    }

    /** A whole number from 1 on; the given one when the cell is empty. */
    int count(Field field, int otherwise) throws BadValue {
        String text = row.cell(field);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) == 0) {
            throw new BadValue(field, "\"" + Columns.shortened(text) + "\" is no whole number from 1 to 999999.");
        }
        return Integer.parseInt(text);
    }
}
