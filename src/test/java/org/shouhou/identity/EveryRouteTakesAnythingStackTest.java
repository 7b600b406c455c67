package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.common.Json;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whatever is sent to whatever route there is, it gets a clear answer: routes and the shapes of their bodies are read from
 * the application, so a new one is tried without a line here. Ids are ones nobody has.
 */
class EveryRouteTakesAnythingStackTest extends StackTest {

    private static final List<String> PEOPLE = List.of("supervisor1", "manager1", "agent1", "operator1", "finance1", "warehouse1");
    private static final List<String> IDS = List.of("999999999", "-1", "99999999999999999999", "x", "SH-1-1", "%E5%94%AE", "'", "%2e%2e");
    private static final List<String> TEXTS = List.of("", " ", "x", "-1", "99999999999999999999", "2026-13-45", "1.5", "null", "售后\u0007", "x".repeat(5000));
    private static final List<Object> VALUES = Arrays.asList(null, "", " ", "x", "x".repeat(5000), "\u0000", "2026-13-45", "2026-11-11T00:00:00Z",
            -1, 0, 1.5, Long.MAX_VALUE, true, List.of(), Arrays.asList((Object) null), List.of("x"), List.of(List.of()), List.of(Map.of()),
            Map.of(), Map.of("x", "y"), nothing("x"));

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private final List<String> wrong = new ArrayList<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();

    @Test
    void whatever_is_asked_of_a_page_or_the_api_nothing_answers_500() {
        routes((route, handler) -> {
            if (route.startsWith("GET ")) {
                String path = route.substring(4);
                IDS.forEach(id -> calls("GET", filled(path, id), null));
                parameters(handler).forEach(name -> TEXTS.forEach(text -> calls("GET",
                        filled(path, IDS.get(0)) + "?" + name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8), null)));
            }
        });
        assertThat(wrong).as("%s", answers).isEmpty();
        assertThat(answers.get(400)).as("what was refused, %s", answers).isGreaterThan(200);
    }

    @Test
    void whatever_is_sent_to_the_api_nothing_answers_500_and_what_is_refused_says_why_in_the_readers_language() {
        routes((route, handler) -> {
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(method.length() + 1);
            if (method.equals("GET") || !path.startsWith("/api/")) {
                return;
            }
            IDS.forEach(id -> calls(method, filled(path, id), "{}"));
            Stream.of("", "null", "[]", "[null]", "1", "\"x\"", "{", "{\"nobodyKnows\":1}").forEach(body -> calls(method, filled(path, IDS.get(0)), body));
            body(handler).ifPresent(type -> bodies(type).forEach(body -> calls(method, filled(path, IDS.get(0)), Json.write(body))));
        });
        assertThat(wrong).as("%s", answers).isEmpty();
        assertThat(answers.get(400)).as("what was refused, %s", answers).isGreaterThan(200);
    }

    private void routes(BiConsumer<String, HandlerMethod> each) {
        mappings.getHandlerMethods().forEach((mapping, handler) -> mapping.getPatternValues().forEach(pattern -> {
            for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                each.accept(method + " " + pattern, handler);
            }
        }));
    }

    private static String filled(String pattern, String id) {
        return pattern.replaceAll("\\{[^/]+}", id).replaceAll("/\\*\\*.*", "/x");
    }

    /** By the first of the people who may: who may not would only be told so. */
    private void calls(String method, String path, String body) {
        Optional<AccessRules.Rule> rule = AccessRules.of(method, path.replaceAll("\\?.*", "").replace("'", "x"));
        String person = rule.flatMap(found -> PEOPLE.stream().filter(one -> found.audience() != AccessRules.Audience.ROLES
                || found.allows(new Actor(one, java.util.Set.of(Role.ofId(one.replaceAll("\\d", "")).orElseThrow())))).findFirst()).orElse("supervisor1");
        Desk.Answer answer = as(person).reading("zh-CN").call(method, path, body);
        answers.merge(answer.status(), 1, Integer::sum);
        if (answer.status() >= 500) {
            wrong.add("%s %s %s by %s: %d %s".formatted(method, shortened(path), shortened(body), person, answer.status(), answer.body()));
        } else if (answer.status() >= 400 && path.startsWith("/api/") && !answer.body().contains("\"type\"")) {
            wrong.add("%s %s %s by %s: %d without a reason: %s".formatted(method, shortened(path), shortened(body), person, answer.status(), answer.body()));
        } else if (answer.status() >= 400 && answer.body().startsWith("{")) {
            inAnotherLanguage(answer.json()).forEach(said -> wrong.add("%s %s %s by %s in English: %s".formatted(method, shortened(path), shortened(body), person, said)));
        }
    }

    /** What of a refusal is not in Chinese, for those who read Chinese. */
    private static List<String> inAnotherLanguage(Map<String, Object> problem) {
        Stream<Object> fields = problem.get("fields") instanceof List<?> all ? all.stream().map(field -> ((Map<?, ?>) field).get("problem")) : Stream.of();
        return Stream.concat(Stream.of(problem.get("title")), fields).map(String::valueOf).filter(said -> said.codePoints().noneMatch(Character::isIdeographic)).toList();
    }

    private static String shortened(String text) {
        return text == null || text.length() < 200 ? text : text.substring(0, 200) + "...";
    }

    private static List<String> parameters(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters()).filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(parameter -> Optional.of(parameter.getParameterAnnotation(RequestParam.class).name()).filter(name -> !name.isEmpty())
                        .orElseGet(() -> name(parameter))).toList();
    }

    private static String name(MethodParameter parameter) {
        return parameter.getExecutable().getParameters()[parameter.getParameterIndex()].getName();
    }

    private static Optional<Type> body(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters()).filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                .map(MethodParameter::getGenericParameterType).findFirst();
    }

    /** The shape with one part at a time that is wrong, the others once left out and once something plausible. */
    private static List<Object> bodies(Type type) {
        List<Object> bodies = new ArrayList<>();
        if (!(type instanceof Class<?> shape) || !shape.isRecord()) {
            return VALUES;
        }
        for (boolean full : new boolean[] {false, true}) {
            Map<String, Object> others = new LinkedHashMap<>();
            if (full) {
                for (RecordComponent part : shape.getRecordComponents()) {
                    others.put(part.getName(), plausible(part.getGenericType()));
                }
                bodies.add(others);
            }
            for (RecordComponent part : shape.getRecordComponents()) {
                Stream.concat(VALUES.stream(), inner(part.getGenericType()).stream()).forEach(value -> {
                    Map<String, Object> body = new LinkedHashMap<>(others);
                    body.put(part.getName(), value);
                    bodies.add(body);
                });
            }
        }
        return bodies;
    }

    /** What is inside a part that has parts itself, or a list of such. */
    private static List<Object> inner(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() instanceof Class<?> raw && Collection.class.isAssignableFrom(raw)) {
            return inner(list.getActualTypeArguments()[0]).stream().map(one -> (Object) List.of(one)).toList();
        }
        return type instanceof Class<?> shape && shape.isRecord() ? bodies(shape) : List.of();
    }

    private static Object plausible(Type type) {
        if (type instanceof ParameterizedType several) {
            return several.getRawType() instanceof Class<?> raw && Map.class.isAssignableFrom(raw) ? Map.of() : List.of();
        }
        if (!(type instanceof Class<?> shape)) {
            return null;
        }
        if (shape.isEnum()) {
            return shape.getEnumConstants()[0];
        }
        if (shape == boolean.class || shape == Boolean.class) {
            return true;
        }
        return shape.isPrimitive() || Number.class.isAssignableFrom(shape) ? (Object) 1 : shape == String.class ? "x" : null;
    }

    private static Map<String, Object> nothing(String name) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(name, null);
        return map;
    }
}
