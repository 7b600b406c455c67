package org.shouhou.order;

import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.shouhou.common.Json;
import tools.jackson.core.JacksonException;

/**
 * How to read the files of one source: which of its columns is which field.
 *
 * @param columns   the header of each field, as people see it
 * @param charset   null: recognised
 * @param zone      of times without one; null: the shop's
 * @param currency  where the file names none
 * @param onlyThese whether a column that is not of the profile is refused, because it would be a misspelt one
 */
record Profile(Map<Field, String> columns, Charset charset, ZoneId zone, String currency, boolean onlyThese) {

    static final Profile STANDARD = new Profile(Arrays.stream(Field.values()).filter(field -> field != Field.NET_PAID)
            .collect(Collectors.toMap(field -> field, Field::code)), null, null, "CNY", true);

    static final Profile TMALL_ORDER_REPORT = new Profile(Map.of(
            Field.ORDER_NO, "订单编号",
            Field.TOTAL, "总金额",
            Field.NET_PAID, "买家实际支付金额",
            Field.REGION, "收货地址",
            Field.CREATED_AT, "订单创建时间",
            Field.PAID_AT, "订单付款时间",
            Field.REFUNDED, "退款金额"), null, null, "CNY", false);

    private static final Set<String> KEYS = Set.of("columns", "charset", "zone", "currency");
    private static final Set<Field> AMOUNTS = Set.of(Field.TOTAL, Field.PAID, Field.NET_PAID, Field.LINE_PAID);

    Profile {
        EnumMap<Field, String> copy = new EnumMap<>(Field.class);
        copy.putAll(columns);
        columns = copy;
    }

    boolean has(Field field) {
        return columns.containsKey(field);
    }

    /** Whether an order can take several rows. */
    boolean hasLines() {
        return columns.keySet().stream().anyMatch(Field::ofLine);
    }

    /** The header of a field, for messages. */
    String header(Field field) {
        return columns.getOrDefault(field, field.code());
    }

    /** Fields a file of this profile cannot do without. In the standard format every other column may be left out. */
    boolean needs(Field field) {
        return field == Field.ORDER_NO || field == Field.PAID_AT || !onlyThese;
    }

    /**
     * A profile as the settings keep it: {@code {"columns": {"orderNo": "订单号", ...}, "charset": "GB18030",
     * "zone": "Asia/Shanghai", "currency": "CNY"}}; all but columns may be left out.
     *
     * @throws IllegalArgumentException saying in plain words what is wrong
     */
    static Profile parse(String json) {
        Map<String, Object> map = map(json);
        Set<String> unknown = new TreeSet<>(map.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("An import profile has no " + unknown + "; it has " + new TreeSet<>(KEYS) + ".");
        }
        Map<Field, String> columns = columns(map.get("columns"));
        String currency = map.containsKey("currency") ? text(map, "currency") : "CNY";
        return new Profile(columns, map.containsKey("charset") ? charset(text(map, "charset")) : null,
                map.containsKey("zone") ? zone(text(map, "zone")) : null, currency(currency), false);
    }

    private static Map<String, Object> map(String json) {
        try {
            return Json.readMap(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("An import profile is a JSON object.", e);
        }
    }

    private static Map<Field, String> columns(Object value) {
        if (!(value instanceof Map<?, ?> given) || given.isEmpty()) {
            throw new IllegalArgumentException("\"columns\" maps fields to the headers of the file.");
        }
        EnumMap<Field, String> columns = new EnumMap<>(Field.class);
        given.forEach((code, header) -> {
            Field field = Field.named(String.valueOf(code)).orElseThrow(() -> new IllegalArgumentException(
                    "There is no field \"" + code + "\"; the fields are " + codes(List.of(Field.values())) + "."));
            if (!(header instanceof String text) || Columns.plain(text).isEmpty()) {
                throw new IllegalArgumentException("The header of " + code + " is a text.");
            }
            columns.put(field, text.strip());
        });
        if (columns.values().stream().map(Columns::plain).distinct().count() < columns.size()) {
            throw new IllegalArgumentException("Each field has a header of its own.");
        }
        if (!columns.containsKey(Field.ORDER_NO) || !columns.containsKey(Field.PAID_AT)
                || columns.keySet().stream().noneMatch(AMOUNTS::contains)) {
            throw new IllegalArgumentException("A profile needs the columns orderNo, paidAt and one of " + codes(AMOUNTS) + ".");
        }
        if (columns.containsKey(Field.PAID) && columns.containsKey(Field.NET_PAID)) {
            throw new IllegalArgumentException("A profile has paid or netPaid, not both.");
        }
        return columns;
    }

    private static String codes(Iterable<Field> fields) {
        TreeSet<String> codes = new TreeSet<>();
        fields.forEach(field -> codes.add(field.code()));
        return String.join(", ", codes);
    }

    private static String text(Map<String, Object> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("\"" + key + "\" is a text.");
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no character set \"" + name + "\".", e);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no time zone \"" + name + "\".", e);
        }
    }

    private static String currency(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no currency \"" + code + "\".", e);
        }
    }
}
