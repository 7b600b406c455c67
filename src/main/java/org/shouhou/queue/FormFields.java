package org.shouhou.queue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;

/** The fields of a form (Camunda Forms JSON) and whether what somebody sent fits them. */
public final class FormFields {

    /**
     * One field.
     *
     * @param type        text, number, choice, date or attachments (ids of files of the case, separated by commas)
     * @param required    needed whatever is decided
     * @param values      what a choice may be; null for any
     * @param requiredFor decisions that need it
     * @param usedFor     decisions that may carry it; together with requiredFor empty when every decision may
     * @param money       a number of minor units
     */
    public record Field(String key, String type, boolean required, List<String> values, List<String> requiredFor,
            List<String> usedFor, boolean money) {

        /** Whether a decision needs it, or may carry it; the decision itself does not count. */
        public boolean goesWith(String decision) {
            return !key.equals("decision") && allowed(this, decision);
        }

        /** Whether a decision needs it. */
        public boolean neededFor(String decision) {
            return required || requiredFor.contains(decision);
        }
    }

    private final List<Field> fields;
    private final Map<String, Integer> longest;

    private FormFields(List<Field> fields, Map<String, Integer> longest) {
        this.fields = fields;
        this.longest = longest;
    }

    /** @param lists gives the values of a list that is not in the form itself, by its name ({@code @reasonCodes}) */
    @SuppressWarnings("unchecked")
    static FormFields of(String form, Function<String, List<String>> lists) {
        List<Field> fields = new ArrayList<>();
        Map<String, Integer> longest = new LinkedHashMap<>();
        collect((List<Map<String, Object>>) Json.readMap(form).get("components"), fields, longest, lists);
        return new FormFields(fields, longest);
    }

    @SuppressWarnings("unchecked")
    private static void collect(List<Map<String, Object>> components, List<Field> fields, Map<String, Integer> longest,
            Function<String, List<String>> lists) {
        for (Map<String, Object> component : components) {
            if (component.get("components") instanceof List<?> inner) {
                collect((List<Map<String, Object>>) inner, fields, longest, lists);
            }
            String key = (String) component.get("key");
            if (key == null || Boolean.TRUE.equals(component.get("disabled")) || Boolean.TRUE.equals(component.get("readonly"))) {
                continue;
            }
            Map<String, Object> properties = (Map<String, Object>) component.getOrDefault("properties", Map.of());
            Map<String, Object> validate = (Map<String, Object>) component.getOrDefault("validate", Map.of());
            List<String> requiredFor = codes(properties.get("requiredFor"));
            String codes = (String) properties.get("codes");
            List<String> values = codes == null ? null : codes.startsWith("@") ? lists.apply(codes.substring(1)) : codes(codes);
            String type = "true".equals(String.valueOf(properties.get("attachments"))) ? "attachments" : "number".equals(component.get("type")) ? "number" : values != null ? "choice"
                    : "datetime".equals(component.get("type")) ? "date" : "text";
            fields.add(new Field(key, type, Boolean.TRUE.equals(validate.get("required")) && requiredFor.isEmpty(), values,
                    requiredFor, codes(properties.get("usedFor")), "true".equals(String.valueOf(properties.get("money")))));
            longest.put(key, validate.get("maxLength") instanceof Number most ? most.intValue() : 4000);
        }
    }

    private static List<String> codes(Object text) {
        return text == null ? List.of() : Arrays.stream(text.toString().split(",")).map(String::strip).toList();
    }

    List<Field> list() {
        return fields;
    }

    /**
     * @param foreign which of the ids in a text are no files of the case
     * @throws Problem 400 naming every field that is unknown, missing, of the wrong type, or not for this decision
     */
    void check(Map<String, Object> data, Function<String, Set<String>> foreign) {
        List<FieldProblem> problems = new ArrayList<>();
        Set<String> known = fields.stream().map(Field::key).collect(Collectors.toSet());
        data.keySet().stream().filter(key -> !known.contains(key))
                .forEach(key -> problems.add(new FieldProblem(key, "Is not a field of this form.")));
        Object decision = data.get("decision");
        for (Field field : fields) {
            Object value = data.get(field.key());
            if (blank(value)) {
                if (field.required() || decision != null && field.requiredFor().contains(decision.toString())) {
                    problems.add(new FieldProblem(field.key(), "Is required."));
                }
            } else if (decision != null && !allowed(field, decision.toString())) {
                problems.add(new FieldProblem(field.key(), "Does not go with the decision " + decision + "."));
            } else {
                checkValue(field, value, problems, foreign);
            }
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static boolean allowed(Field field, String decision) {
        return field.requiredFor().isEmpty() && field.usedFor().isEmpty()
                || field.requiredFor().contains(decision) || field.usedFor().contains(decision);
    }

    private void checkValue(Field field, Object value, List<FieldProblem> problems, Function<String, Set<String>> foreign) {
        switch (field.type()) {
            case "number" -> {
                if (!(value instanceof Number number) || !whole(number)) {
                    problems.add(new FieldProblem(field.key(), field.money()
                            ? "Must be a whole number of minor units (fen)." : "Must be a whole number."));
                } else if (number.longValue() <= 0) {
                    problems.add(new FieldProblem(field.key(), "Must be more than 0."));
                }
            }
            case "choice" -> {
                if (!field.values().contains(String.valueOf(value))) {
                    problems.add(new FieldProblem(field.key(), "Must be one of " + field.values() + "."));
                }
            }
            case "date" -> {
                if (!value.toString().matches("\\d{4}-\\d{2}-\\d{2}") || !exists(value.toString())) {
                    problems.add(new FieldProblem(field.key(), "Must be a date such as 2026-11-11."));
                }
            }
            default -> {
                if (!(value instanceof String text)) {
                    problems.add(new FieldProblem(field.key(), "Must be text."));
                } else if (text.length() > longest.get(field.key())) {
                    problems.add(new FieldProblem(field.key(), "Is longer than " + longest.get(field.key()) + " characters."));
                } else if (field.type().equals("attachments") && !foreign.apply(text).isEmpty()) {
                    problems.add(new FieldProblem(field.key(), "Must be ids of files of this case, separated by commas."));
                }
            }
        }
    }

    private static boolean exists(String date) {
        try {
            java.time.LocalDate.parse(date);
            return true;
        } catch (java.time.format.DateTimeParseException e) {
            return false;
        }
    }

    private static boolean whole(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return true;
        }
        if (number instanceof Double real && !Double.isFinite(real)) {
            return false;
        }
        BigDecimal exact = new BigDecimal(number.toString());
        return exact.stripTrailingZeros().scale() <= 0 && exact.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    private static boolean blank(Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }
}
