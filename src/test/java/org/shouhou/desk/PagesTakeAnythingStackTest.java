package org.shouhou.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whatever is sent from whatever page there is, it gets an answer, and what is refused says why in the reader's language,
 * in no code. The forms are read from the application; cases are real, other ids are ones nobody has.
 */
class PagesTakeAnythingStackTest extends StackTest {

    private static final List<String> PEOPLE = List.of("supervisor1", "agent1", "manager1", "operator1", "warehouse1", "finance1", "auditor1");
    private static final List<String> TEXTS = List.of("", "x", "-1", "99999999999999999999", "2026-13-45", "x".repeat(5000));
    private static final Pattern SAID = Pattern.compile("<(p|small|li|ul)[^>]* class=\"[^\"]*\\b(?:bad|wrong)\\b[^\"]*\"[^>]*>(.*?)</\\1>", Pattern.DOTALL);
    /** A name of the program's: of two words, or with something in the middle. */
    private static final Pattern CODE = Pattern.compile("\\b[a-z]+[A-Z]\\w*|\\b\\w+[_.]\\w*[a-z]\\w*|\\b[A-Z]+_[A-Z_]+");
    private static final Pattern FORM = Pattern.compile("<form[^>]*th:action=\"@\\{([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile(" name=\"(\\w+)\"");
    /** They would end what goes on here, or let weeks pass; the last is the customers, who have no desk. */
    private static final Set<String> NOT_SENT = Set.of("/sign-in", "/sign-out", "/language", "/error", "/demo/clock", "/r/{token}");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private final Map<String, Set<String>> forms = forms();
    private final Map<String, Browser> browsers = new HashMap<>();
    /** One example of each. */
    private final Map<String, String> wrong = new TreeMap<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private int refused;

    @Test
    void whatever_is_sent_from_a_page_nothing_answers_500_and_what_is_refused_says_why_in_the_readers_language() {
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", order().line("SKU-1", 1, "450.00").imported(), "reason", "QUALITY"));
        settle();
        mappings.getHandlerMethods().forEach((mapping, handler) -> mapping.getPatternValues().forEach(pattern -> {
            if (mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST) && !pattern.startsWith("/api/") && !NOT_SENT.contains(pattern)) {
                Set<String> names = fields(pattern, handler.getMethod());
                String path = pattern.replace("{caseId}", caseId).replaceAll("\\{[^/]+}", "999999999");
                sends(path, Map.of());
                names.forEach(name -> TEXTS.forEach(text -> {
                    sends(path, Map.of(name, text));
                    Map<String, String> all = new LinkedHashMap<>();
                    names.forEach(other -> all.put(other, other.equals(name) ? text : "1"));
                    sends(path, all);
                }));
            }
        }));
        assertThat(wrong).as("%s", answers).isEmpty();
        assertThat(refused).as("what was refused, %s", answers).isGreaterThan(200);
    }

    /** What a form's method takes: one by one, or whatever is in the form that is sent there. */
    private Set<String> fields(String pattern, Method method) {
        Set<String> names = new TreeSet<>();
        for (Parameter one : method.getParameters()) {
            RequestParam field = one.getAnnotation(RequestParam.class);
            if (field != null && Map.class.isAssignableFrom(one.getType())) {
                assertThat(forms).as(pattern).containsKey(ending(pattern));
                names.addAll(forms.get(ending(pattern)));
            } else if (field != null) {
                names.add(Stream.of(field.name(), field.value(), one.getName()).filter(name -> !name.isEmpty()).findFirst().orElseThrow());
            }
        }
        return names;
    }

    /** The fields of every form of the templates, by where it is sent. */
    private static Map<String, Set<String>> forms() {
        Map<String, Set<String>> forms = new HashMap<>();
        try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
            for (Path template : templates.filter(file -> file.toString().endsWith(".html")).toList()) {
                String html = Files.readString(template);
                Matcher form = FORM.matcher(html);
                while (form.find()) {
                    Set<String> names = forms.computeIfAbsent(ending(form.group(1).replaceAll("\\(.*", "")), ignored -> new TreeSet<>());
                    FIELD.matcher(form.group(2)).results().forEach(field -> names.add(field.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return forms;
    }

    /** The last part of an address that is no id. */
    private static String ending(String address) {
        return address.replaceAll("\\$?\\{[^/'+}]+}|[^a-z/-]", "/").replaceAll("/+$", "").replaceAll(".*/", "");
    }

    /** By the first of the people who may. */
    private void sends(String path, Map<String, String> fields) {
        for (String person : PEOPLE) {
            Browser browser = browsers.computeIfAbsent(person, this::signedIn);
            HttpResponse<String> answer = browser.post(path, fields);
            if (answer.statusCode() == 403) {
                continue;
            }
            answers.merge(answer.statusCode(), 1, Integer::sum);
            if (answer.statusCode() >= 500) {
                wrong.put(path + ": " + answer.statusCode(), fields + " by " + person);
            }
            String page = answer.statusCode() == 302 ? browser.get(answer.headers().firstValue("Location").orElseThrow()).body() : answer.body();
            Matcher said = SAID.matcher(page);
            while (said.find()) {
                refused++;
                reads(path, fields, said.group(2).replaceAll("<[^>]*>", " ").strip());
            }
            return;
        }
    }

    private Browser signedIn(String person) {
        Browser browser = new Browser(port, "zh-CN").signIn(person);
        browser.get(browser.get("/").headers().firstValue("Location").orElseThrow());
        return browser;
    }

    private void reads(String path, Map<String, String> sent, String words) {
        if (!words.isEmpty() && words.codePoints().noneMatch(Character::isIdeographic)) {
            wrong.put(path + " in English: " + words, sent.toString());
        }
        List<String> codes = new ArrayList<>();
        CODE.matcher(words.replace("https://example.com/hook", "")).results().forEach(code -> codes.add(code.group()));
        if (!codes.isEmpty()) {
            wrong.put(path + " codes " + codes + ": " + words, sent.toString());
        }
    }
}
