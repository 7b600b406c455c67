package org.shouhou.proof;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to write into a field, going by its name and kind alone; nothing here knows a task or a process. */
public final class GenericValues {

    private static final ZoneId SHOP = ZoneId.of("Asia/Shanghai");
    /** An article there is plenty of. */
    static final String SPARE_SKU = "SPARE-1";

    private GenericValues() {
    }

    /** The fields a decision needs, filled: amounts in minor units. @param also fields that were missed at the last try */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> of(List<Map<String, Object>> fields, String decision, int variant, Set<String> also, Instant now) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (Map<String, Object> field : fields) {
            String key = (String) field.get("key");
            List<String> requiredFor = (List<String>) field.get("requiredFor");
            if (key.equals("decision")) {
                data.put(key, decision);
            } else if (Boolean.TRUE.equals(field.get("required")) || requiredFor.contains(decision) || also.contains(key)) {
                Object value = value(field, variant, now);
                if (value != null) {
                    data.put(key, value);
                }
            }
        }
        return data;
    }

    /** How many different fillings of a decision are worth a try. */
    @SuppressWarnings("unchecked")
    static int variants(List<Map<String, Object>> fields, String decision) {
        int most = 1;
        for (Map<String, Object> field : fields) {
            boolean used = Boolean.TRUE.equals(field.get("required")) || ((List<String>) field.get("requiredFor")).contains(decision);
            if (used && !field.get("key").equals("decision")) {
                if (field.get("values") instanceof List<?> values) {
                    most = Math.max(most, Math.min(4, values.size()));
                } else if (Boolean.TRUE.equals(field.get("money"))) {
                    most = Math.max(most, 2);
                }
            }
        }
        return most;
    }

    private static Object value(Map<String, Object> field, int variant, Instant now) {
        if (field.get("values") instanceof List<?> values) {
            return values.isEmpty() ? null : values.get(variant % values.size());
        }
        String key = (String) field.get("key");
        return switch ((String) field.get("type")) {
            case "number" -> Boolean.TRUE.equals(field.get("money")) || key.toLowerCase().contains("amount")
                    ? variant == 0 ? 100L : 60_000L : 1L;
            case "date" -> LocalDate.ofInstant(now, SHOP).plusDays(3).toString();
            default -> text(key);
        };
    }

    /** A text by the field's name; also what messages carry. */
    static String text(String key) {
        return switch (key) {
            case "sku", "giftSku", "substituteSku" -> SPARE_SKU;
            case "lines" -> "1";
            case "to", "owner" -> "supervisor2";
            case "waybill" -> "WB" + Long.toString(System.nanoTime(), 36).toUpperCase();
            case "courier" -> "SF";
            case "photos" -> null;
            case "oldAddress" -> "上海市浦东新区世纪大道100号";
            case "newAddress" -> "杭州市西湖区文三路90号5栋302室";
            default -> "按实际情况填写 " + key;
        };
    }

    /** What a message's field holds; {@code variant} tells apart what the platform may have decided. */
    static Object told(String message, String field, String otherType, int variant, Instant now) {
        return switch (field) {
            case "decision" -> variant == 2 ? "REJECT" : "REFUND";
            case "amount", "amountMinor" -> 500L;
            case "paidByPlatform" -> variant == 1;
            case "toType", "type" -> otherType;
            case "at", "platformDeadline" -> now.toString();
            case "channel" -> "CHAT";
            case "payee" -> "****1234";
            default -> text(field);
        };
    }
}
