package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who writes a program for the API finds every call explained, with an example of what is sent, answered and refused. */
@SuppressWarnings("unchecked")
class ApiExamplesStackTest extends StackTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private Map<String, Object> api;

    @Test
    void every_call_has_words_examples_and_each_way_it_is_refused() {
        api = as("agent1").get("/v3/api-docs").is(200).json();
        Set<String> wrong = new TreeSet<>();
        int[] many = {0};
        ((Map<String, Map<String, Object>>) api.get("paths")).forEach((path, item) -> item.forEach((method, operation) -> {
            if (METHODS.contains(method)) {
                many[0]++;
                check(method.toUpperCase(java.util.Locale.ROOT) + " " + path, (Map<String, Object>) operation, wrong);
            }
        }));
        assertThat(many[0]).isGreaterThan(150);
        assertThat(wrong).as("a call without words gets a line in openapi/operations.txt").isEmpty();
    }

    @Test
    void it_says_how_to_sign_in_and_which_events_go_out() {
        api = as("agent1").get("/v3/api-docs").is(200).json();
        assertThat((String) api.get("openapi")).startsWith("3.1");
        assertThat(((Map<String, Map<String, Object>>) api.get("components")).get("securitySchemes")).containsKeys("basic", "bearer");
        Map<String, Map<String, Map<String, Object>>> events = (Map<String, Map<String, Map<String, Object>>>) api.get("webhooks");
        assertThat(events.keySet()).containsAll((List<String>) as("operator1").get("/api/webhooks/kinds").is(200).json().get("kinds"));
        Set<String> wrong = new HashSet<>();
        events.forEach((name, event) -> {
            Map<String, Object> media = media((Map<String, Object>) event.get("post").get("requestBody"));
            fits(name, media.get("schema"), media.get("example"), wrong);
            assertThat(((Map<String, Object>) media.get("example")).get("type")).isEqualTo(name);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_is_sent_and_answered_has_the_parts_the_program_has() {
        api = as("agent1").get("/v3/api-docs").is(200).json();
        Map<String, Map<String, Map<String, Object>>> paths = (Map<String, Map<String, Map<String, Object>>>) api.get("paths");
        Set<String> wrong = new TreeSet<>();
        int[] many = {0};
        mappings.getHandlerMethods().forEach((mapping, handler) -> mapping.getPatternValues().stream().filter(paths::containsKey)
                .forEach(path -> mapping.getMethodsCondition().getMethods().forEach(method -> {
                    Map<String, Object> operation = paths.get(path).get(method.name().toLowerCase(java.util.Locale.ROOT));
                    for (MethodParameter sent : handler.getMethodParameters()) {
                        if (sent.hasParameterAnnotation(RequestBody.class) && operation.get("requestBody") instanceof Map<?, ?> body) {
                            many[0] += parts(method + " " + path + " sent", ResolvableType.forMethodParameter(sent), (Map<String, Object>) body, wrong);
                        }
                    }
                    ((Map<String, Map<String, Object>>) operation.get("responses")).forEach((status, answer) -> {
                        if (status.matches("20[012]") && answer.containsKey("content")) {
                            many[0] += parts(method + " " + path + " " + status, ResolvableType.forMethodParameter(handler.getReturnType()), answer, wrong);
                        }
                    });
                })));
        assertThat(wrong).isEmpty();
        assertThat(many[0]).isGreaterThan(100);
    }

    private int parts(String where, ResolvableType type, Map<String, Object> body, Set<String> wrong) {
        ResolvableType inner = type;
        while (inner.hasGenerics() && !inner.resolve(Object.class).isRecord()) {
            inner = inner.getGeneric(inner.getGenerics().length - 1);
        }
        Class<?> shape = inner.resolve(Object.class);
        // a call that takes a form as well is described for both
        Map<String, Map<String, Object>> kinds = (Map<String, Map<String, Object>>) body.get("content");
        Map<String, Object> schema = (Map<String, Object>) kinds.getOrDefault("application/json", media(body)).get("schema");
        while (shape.isRecord() && schema != null && !schema.containsKey("properties")) {
            Object next = schema.get("$ref") instanceof String ref ? ((Map<String, Map<String, Object>>) api.get("components")).get("schemas").get(ref.replaceFirst(".*/", ""))
                    : schema.containsKey("items") ? schema.get("items") : schema.get("additionalProperties");
            schema = next instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
        }
        if (!shape.isRecord() || schema == null) {
            return 0;
        }
        Set<String> theirs = new TreeSet<>(((Map<String, Object>) schema.get("properties")).keySet());
        Set<String> ours = Arrays.stream(shape.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.toCollection(TreeSet::new));
        if (!theirs.equals(ours)) {
            wrong.add(where + " is described with " + theirs + ", but has " + ours);
        }
        return 1;
    }

    private void check(String call, Map<String, Object> operation, Set<String> wrong) {
        for (String wanted : List.of("summary", "description", "tags", "security")) {
            if (!operation.containsKey(wanted) || operation.get(wanted).toString().isBlank()) {
                wrong.add(call + " has no " + wanted);
            }
        }
        ((List<Map<String, Object>>) operation.getOrDefault("parameters", List.of())).forEach(parameter -> {
            if (!parameter.containsKey("description") || !parameter.containsKey("example")) {
                wrong.add(call + " does not explain " + parameter.get("name"));
            } else {
                fits(call + " " + parameter.get("name"), parameter.get("schema"), parameter.get("example"), wrong);
            }
        });
        if (operation.get("requestBody") instanceof Map<?, ?> body) {
            examples(call + " sent", (Map<String, Object>) body, wrong);
        }
        Map<String, Map<String, Object>> answers = (Map<String, Map<String, Object>>) operation.get("responses");
        if (answers.keySet().stream().noneMatch(status -> status.startsWith("2"))) {
            wrong.add(call + " has no good answer");
        }
        if (!answers.containsKey("401") || call.contains("{") && !answers.containsKey("404") || !call.startsWith("GET ") && !answers.containsKey("409")) {
            wrong.add(call + " does not say how it is refused: " + answers.keySet());
        }
        answers.forEach((status, answer) -> {
            if (!status.equals("default")) {
                examples(call + " " + status, answer, wrong);
            }
        });
    }

    private void examples(String where, Map<String, Object> body, Set<String> wrong) {
        ((Map<String, Map<String, Object>>) body.getOrDefault("content", Map.of())).forEach((kind, media) -> {
            if (!media.containsKey("example") && !media.containsKey("examples")) {
                wrong.add(where + " has no example");
            } else if (media.get("schema") != null) {
                fits(where, media.get("schema"), media.get("example"), wrong);
            }
        });
    }

    private static Map<String, Object> media(Map<String, Object> body) {
        return ((Map<String, Map<String, Object>>) body.get("content")).values().iterator().next();
    }

    /** As much of JSON Schema as the description uses. */
    private void fits(String where, Object given, Object value, Set<String> wrong) {
        Map<String, Object> schema = (Map<String, Object>) given;
        if (schema.get("$ref") instanceof String ref) {
            fits(where, ((Map<String, Map<String, Object>>) api.get("components")).get("schemas").get(ref.replaceFirst(".*/", "")), value, wrong);
            return;
        }
        if (schema.get("enum") instanceof List<?> codes && !codes.contains(value)) {
            wrong.add(where + ": " + value + " is none of the codes");
        }
        List<String> types = schema.get("type") instanceof List<?> several ? (List<String>) several
                : schema.get("type") == null ? List.of() : List.of((String) schema.get("type"));
        if (!types.isEmpty() && types.stream().noneMatch(type -> is(type, value))) {
            wrong.add(where + ": " + value + " is no " + types);
        }
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> properties = (Map<String, Object>) schema.getOrDefault("properties", Map.of());
            object.forEach((name, one) -> {
                if (properties.containsKey(name)) {
                    fits(where + "." + name, properties.get(name), one, wrong);
                }
            });
            ((List<String>) schema.getOrDefault("required", List.of())).stream().filter(name -> !object.containsKey(name))
                    .forEach(name -> wrong.add(where + " lacks " + name));
        }
        if (value instanceof List<?> list && schema.get("items") != null) {
            list.forEach(one -> fits(where + "[]", schema.get("items"), one, wrong));
        }
    }

    private static boolean is(String type, Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            case "null" -> value == null;
            default -> false;
        };
    }
}
