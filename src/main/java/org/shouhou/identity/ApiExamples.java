package org.shouhou.identity;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Examples that look like what the shop works with, made from the schemas: so that they fit them, and no call is without
 * one. The same name has the same value everywhere, and calls can be tried one after another.
 */
final class ApiExamples {

    private static final int DEEPEST = 6;
    private static final String DATE_TIME = "2026-11-11T02:00:00Z";

    /** By the name of a property or parameter. */
    private static final Map<String, Object> KNOWN = Map.ofEntries(
            Map.entry("requestId", "6f0d6f3e-7c3b-4c52-9f0e-2a1b3c4d5e6f"), Map.entry("messageId", "2b1c6d1e-8a54-4f0e-9d6c-0f1e2d3c4b5a"),
            Map.entry("caseId", "1042"), Map.entry("caseNumber", "SH-1042-7"), Map.entry("number", "SH-1042-7"), Map.entry("orderNo", "2611110001234567"),
            Map.entry("taskId", "0198f3a2-51c7-7d11-8f7e-3a5b9c2d1e4f"), Map.entry("shop", "main"), Map.entry("type", "refund"), Map.entry("reason", "QUALITY"),
            Map.entry("text", "外套拉链坏了，请退款"), Map.entry("note", "已与买家确认"), Map.entry("channel", "CHAT"), Map.entry("currency", "CNY"),
            Map.entry("sku", "COAT-M-BLUE"), Map.entry("title", "羽绒服 蓝色 M"), Map.entry("courier", "SF"), Map.entry("waybill", "SF1234567890123"),
            Map.entry("buyer", "蓝天白云"), Map.entry("name", "erp"), Map.entry("displayName", "王晓"), Map.entry("owner", "agent1"), Map.entry("actor", "agent1"),
            Map.entry("setBy", "manager1"), Map.entry("by", "supervisor1"), Map.entry("key", "reviewRefund"), Map.entry("task", "reviewRefund"),
            Map.entry("url", "https://erp.example.com/hooks/shouhou"), Map.entry("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="),
            Map.entry("kinds", List.of("case.opened", "refund.paid")), Map.entry("scopes", List.of("cases:read", "cases:write")), Map.entry("shops", List.of("main")),
            Map.entry("shares", List.of("ORDER", "MONEY")), Map.entry("lines", List.of()), Map.entry("email", "wang@example.com"), Map.entry("language", "zh-CN"),
            Map.entry("phone", "138****8000"), Map.entry("address", "浙江省杭州市西湖区某路 1 号"), Map.entry("region", "浙江省"), Map.entry("status", "OPEN"),
            Map.entry("password", "a-long-password-of-ones-own"), Map.entry("externalReference", "TB-98765"), Map.entry("page", "/cases/SH-1042-7"),
            Map.entry("value", "PT30M"), Map.entry("advance", "P1D"), Map.entry("beginning", "sh_kX3v9a"), Map.entry("fileName", "zip.jpg"),
            Map.entry("quantity", 1), Map.entry("revision", 3), Map.entry("amountMinor", 29900), Map.entry("minor", 29900), Map.entry("id", 17),
            Map.entry("view", "mine"), Map.entry("format", "standard"), Map.entry("source", "payment"), Map.entry("q", "SH-1042-7"), Map.entry("cursor", 1042));

    private final OpenAPI api;

    ApiExamples(OpenAPI api) {
        this.api = api;
    }

    /** @param name of the property or parameter, or null @return null only where a schema allows nothing else */
    Object of(Schema<?> schema, String name) {
        return of(schema, name, 0);
    }

    private Object of(Schema<?> given, String name, int depth) {
        Schema<?> schema = resolved(given);
        if (schema == null || depth > DEEPEST) {
            return Map.of();
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return schema.getEnum().get(0);
        }
        if (schema.getOneOf() != null && !schema.getOneOf().isEmpty()) {
            return of(schema.getOneOf().get(0), name, depth + 1);
        }
        if (schema.getAllOf() != null && !schema.getAllOf().isEmpty()) {
            return of(schema.getAllOf().get(0), name, depth + 1);
        }
        return switch (type(schema)) {
            case "array" -> array(schema, name, depth);
            case "integer" -> whole(schema, known(name));
            case "number" -> 0.95;
            case "boolean" -> Boolean.TRUE;
            case "string" -> text(schema, name);
            case "object" -> object(schema, depth);
            default -> Map.of();
        };
    }

    private Object array(Schema<?> schema, String name, int depth) {
        Schema<?> items = resolved(schema.getItems());
        if (known(name) instanceof List<?> known && items != null && type(items).equals("string")
                && (items.getEnum() == null || items.getEnum().containsAll(known))) {
            return known;
        }
        return items == null || depth >= DEEPEST ? List.of() : List.of(of(items, name == null ? null : name.replaceAll("s$", ""), depth + 1));
    }

    private static Object whole(Schema<?> schema, Object known) {
        Object number = known instanceof Integer ? known : known instanceof String text && text.matches("\\d{1,9}") ? Integer.valueOf(text) : 1;
        return schema.getMinimum() != null && schema.getMinimum().intValue() > (Integer) number ? schema.getMinimum().intValue() : number;
    }

    private static String text(Schema<?> schema, String name) {
        String format = schema.getFormat() == null ? "" : schema.getFormat();
        return switch (format) {
            case "date-time" -> DATE_TIME;
            case "date" -> "2026-11-11";
            case "time", "partial-time" -> "18:00:00";
            case "duration" -> "PT30M";
            case "uuid" -> "6f0d6f3e-7c3b-4c52-9f0e-2a1b3c4d5e6f";
            case "byte", "binary" -> "b3JkZXJObyxjcmVhdGVkQXQK";
            default -> known(name) instanceof String known ? known : name == null ? "…" : name.toLowerCase(Locale.ROOT).endsWith("id") ? "17" : name;
        };
    }

    private Object object(Schema<?> schema, int depth) {
        Map<String, Object> example = new LinkedHashMap<>();
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                if (depth < DEEPEST - 1 || required(schema, name)) {
                    example.put(name, of(property, name, depth + 1));
                }
            });
        } else if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            example.put("name", of(values, null, depth + 1));
        }
        return example;
    }

    private static Object known(String name) {
        return name == null ? null : KNOWN.get(name);
    }

    private static boolean required(Schema<?> schema, String name) {
        return schema.getRequired() != null && schema.getRequired().contains(name);
    }

    private Schema<?> resolved(Schema<?> schema) {
        Schema<?> now = schema;
        while (now != null && now.get$ref() != null) {
            now = api.getComponents().getSchemas().get(now.get$ref().replaceFirst(".*/", ""));
        }
        return now;
    }

    /** A schema without a type allows anything. */
    private static String type(Schema<?> schema) {
        Set<String> types = schema.getTypes();
        String type = schema.getType() != null ? schema.getType() : types == null ? null : types.stream().filter(one -> !one.equals("null")).findFirst().orElse(null);
        return type != null ? type : schema.getProperties() != null ? "object" : "";
    }
}
