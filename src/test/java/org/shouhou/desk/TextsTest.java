package org.shouhou.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every word people read comes from the texts, and every text is there in both languages. */
class TextsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern KEY = Pattern.compile("#\\{([A-Za-z][\\w.-]*)");
    private static final Pattern TEXT_NODE = Pattern.compile(">([^<>]*)<");
    private static final Pattern SPOKEN_ATTRIBUTE = Pattern.compile("\\s(?:title|placeholder|aria-label|aria-description|alt|label)=\"[^\"]+\"");
    /** A text by its key, and what a key does. */
    private static final Pattern ASKED_BY_SCRIPT = Pattern.compile("(?:words|text|pageWords\\(\\))\\['([\\w.]+[\\w])']|\\bkey\\('[^']+', '([\\w.]+\\w)',");
    private static final Pattern SPOKEN_BY_SCRIPT = Pattern.compile("(?:textContent|innerText|placeholder|title) = ['`\"][^'`\"$]*[A-Za-z]{2}|setAttribute\\('(?:aria-label|title|placeholder|alt)', ['`\"]");

    static List<String> bundles() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("i18n"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.contains("_")).sorted().toList();
        }
    }

    static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("templates"))) {
            return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
        }
    }

    static List<Path> scriptsAndStyles() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("static"))) {
            return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void a_text_in_one_language_is_there_in_the_other_with_the_same_places_to_fill(String bundle) throws IOException {
        Properties english = load(bundle);
        Properties chinese = load(bundle.replace(".properties", "_zh_CN.properties"));

        assertThat(chinese.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(english.getProperty(key)).as(key).isNotBlank();
            assertThat(chinese.getProperty(key)).as(key).isNotBlank();
            assertThat(places(chinese.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
            assertThat(english.getProperty(key)).as("an apostrophe would be eaten: " + key).doesNotContain("'");
        }
    }

    @Test
    void a_text_stands_in_one_place() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String bundle : bundles()) {
            assertThat(load(bundle).stringPropertyNames()).as(bundle).allMatch(known::add);
        }
    }

    /** What a case's timeline and the drawings beside it call by a code. */
    @Test
    void every_letter_and_every_process_of_a_case_has_a_name() throws IOException {
        Properties named = new Properties();
        for (String bundle : bundles()) {
            named.putAll(load(bundle));
        }
        Matcher letter = Pattern.compile("^ {4}[A-Z_]+\\(\"([a-z-]+)\"", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("src/main/java/org/shouhou/messaging/MessageTemplate.java")));
        while (letter.find()) {
            assertThat(named).containsKey("template." + letter.group(1));
        }
        String page = Files.readString(Path.of("src/main/java/org/shouhou/casefile/web/CasePages.java"));
        try (Stream<Path> models = Files.list(Path.of("processes"))) {
            models.map(model -> model.getFileName().toString()).filter(name -> name.endsWith(".bpmn") && !name.equals("incident.bpmn")).forEach(name -> {
                String key = "process." + name.replace(".bpmn", "");
                assertThat(named).containsKey(key);
                assertThat(page).as("the page of a case knows the name").contains('"' + key + '"');
            });
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_template_holds_no_words_of_its_own(Path template) throws IOException {
        String html = Files.readString(template);
        Matcher node = TEXT_NODE.matcher(html);
        while (node.find()) {
            assertThat(node.group(1)).as("text in %s", template).doesNotContainPattern("[\\p{IsHan}A-Za-z]{2,}");
        }
        assertThat(html).as("attributes in %s", template).doesNotContainPattern(SPOKEN_ATTRIBUTE);
        assertThat(html.replaceAll("<!--.*?-->", "")).as("Chinese in %s", template).doesNotContainPattern("\\p{IsHan}");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_template_has_no_inline_script_style_or_handler(Path template) throws IOException {
        String html = Files.readString(template);

        assertThat(html).doesNotContainPattern("(?i)\\sstyle=|\\son[a-z]+=|<style|javascript:");
        assertThat(html).doesNotContainPattern("<script(?![^>]*(th:src|type=\"application/json\"))");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void every_text_a_template_asks_for_exists(Path template) throws IOException {
        Set<String> known = new TreeSet<>();
        for (String bundle : bundles()) {
            known.addAll(load(bundle).stringPropertyNames());
        }
        Matcher key = KEY.matcher(Files.readString(template));
        while (key.find()) {
            assertThat(known).as("in %s", template).contains(key.group(1));
        }
    }

    @ParameterizedTest
    @MethodSource("scriptsAndStyles")
    void a_script_holds_no_chinese_words(Path script) throws IOException {
        assertThat(Files.readString(script)).doesNotContainPattern("\\p{IsHan}");
    }

    @ParameterizedTest
    @MethodSource("scriptsAndStyles")
    void a_script_says_nothing_but_texts_that_exist(Path script) throws IOException {
        String code = Files.readString(script).replaceAll("(?m)^\\s*(//|/?\\*).*$", "");
        Set<String> known = new TreeSet<>();
        for (String bundle : bundles()) {
            known.addAll(load(bundle).stringPropertyNames());
        }
        Matcher asked = ASKED_BY_SCRIPT.matcher(code);
        while (asked.find()) {
            assertThat(known).as("in %s", script).contains(asked.group(1) == null ? asked.group(2) : asked.group(1));
        }
        assertThat(code).as("words in %s", script).doesNotContainPattern(SPOKEN_BY_SCRIPT);
    }

    @Test
    void every_name_in_a_diagram_has_its_chinese_words() throws IOException {
        var chinese = org.shouhou.common.Json.readMap(Files.readString(RESOURCES.resolve("static/texts/models.zh.json")));
        Pattern named = Pattern.compile("<bpmn:(?!message|error|process|definitions)\\w+ id=\"[^\"]+\" name=\"([^\"]+)\"");
        try (Stream<Path> models = Files.list(Path.of("processes"))) {
            for (Path model : models.filter(file -> file.toString().endsWith(".bpmn")).toList()) {
                Matcher name = named.matcher(Files.readString(model));
                while (name.find()) {
                    assertThat(chinese).as("in %s", model).containsKey(name.group(1).replace("&#10;", " ").replace("&#39;", "'").replaceAll("\\s+", " "));
                }
            }
        }
    }

    @Test
    void every_role_task_and_field_problem_has_its_words() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String bundle : bundles()) {
            known.addAll(load(bundle).stringPropertyNames());
        }
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            List<String> tasks = forms.map(form -> "task." + form.getFileName().toString().replace(".form", "")).toList();
            assertThat(known).containsAll(tasks);
        }
        assertThat(load("messages.properties").stringPropertyNames()).containsAll(Stream.of(org.shouhou.identity.Role.values())
                .map(role -> "role." + role.id()).collect(Collectors.toSet()));
    }

    private static Set<String> places(String text) {
        return Pattern.compile("\\{\\d+}").matcher(text).results().map(result -> result.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties load(String name) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(RESOURCES.resolve("i18n").resolve(name))) {
            texts.load(reader);
        }
        return texts;
    }
}
