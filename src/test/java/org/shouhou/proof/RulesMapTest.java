package org.shouhou.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * src/docs/rules.md says for each rule of the shop what carries it: a place in a model, a class, a test. What it names
 * is there, and every rule has a test that begins with its number.
 */
class RulesMapTest {

    private static final int RULES = 47;
    private static final Pattern ROW = Pattern.compile("\\| R(\\d+) \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("void (r(\\d+)_[a-z0-9_]+)\\(");

    private record Row(int rule, String what, List<String> places, List<String> classes, List<String> tests) {
    }

    private static Map<Integer, Row> rows() throws IOException {
        Map<Integer, Row> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/docs/rules.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                int rule = Integer.parseInt(row.group(1));
                assertThat(rows.put(rule, new Row(rule, row.group(2).strip(), named(row.group(3)), named(row.group(4)), named(row.group(5)))))
                        .as("R%d stands there twice", rule).isNull();
            }
        }
        return rows;
    }

    private static List<String> named(String cell) {
        return NAMED.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    @Test
    void every_rule_has_a_row_that_names_what_carries_it_and_a_test() throws IOException {
        Map<Integer, Row> rows = rows();
        assertThat(rows.keySet()).containsExactlyElementsOf(IntStream.rangeClosed(1, RULES).boxed().toList());
        assertThat(rows.values()).allSatisfy(row -> {
            assertThat(row.what()).as("R%d", row.rule()).isNotBlank();
            assertThat(row.classes()).as("classes of R%d", row.rule()).isNotEmpty();
            assertThat(row.tests()).as("tests of R%d", row.rule()).isNotEmpty();
        });
    }

    @Test
    void what_the_map_names_is_there() throws IOException {
        List<String> missing = new ArrayList<>();
        Map<String, List<Integer>> tests = tests();
        for (Row row : rows().values()) {
            row.places().stream().filter(place -> !isThere(place)).forEach(place -> missing.add("R" + row.rule() + ": " + place + " in no model"));
            row.classes().stream().filter(name -> !Files.exists(Path.of("src/main/java/org/shouhou/" + name.replace('.', '/') + ".java")))
                    .forEach(name -> missing.add("R" + row.rule() + ": no class " + name));
            for (String test : row.tests()) {
                if (!tests.getOrDefault(test, List.of()).contains(row.rule())) {
                    missing.add("R" + row.rule() + ": no test " + test + " with this number");
                }
            }
        }
        assertThat(missing).as(String.join("\n", missing)).isEmpty();
    }

    @Test
    void every_test_with_a_rules_number_is_about_a_rule_there_is() throws IOException {
        Map<String, List<Integer>> strange = new LinkedHashMap<>(tests());
        strange.values().removeIf(rules -> rules.stream().allMatch(rule -> rule >= 1 && rule <= RULES));
        assertThat(strange).isEmpty();
    }

    /** {@code refund#reviewRefund} is an element of a process, {@code refundRoute} a process or a decision. */
    private static boolean isThere(String place) {
        String[] parts = place.split("#");
        for (String ending : List.of(".bpmn", ".dmn")) {
            Path file = Path.of("processes/" + parts[0] + ending);
            if (Files.exists(file) && (parts.length == 1 || read(file).contains(" id=\"" + parts[1] + "\""))) {
                return true;
            }
        }
        return false;
    }

    /** Tests named after rules, {@code refund.RefundStackTest#r12_...}, with the rules' numbers: {@code r13_r38_...} is about two. */
    private static Map<String, List<Integer>> tests() throws IOException {
        Map<String, List<Integer>> found = new TreeMap<>();
        Path root = Path.of("src/test/java/org/shouhou");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                String name = root.relativize(file).toString().replace(".java", "").replace('\\', '.').replace('/', '.');
                TEST.matcher(read(file)).results().forEach(test -> found.put(name + "#" + test.group(1),
                        Arrays.stream(test.group(1).split("_")).takeWhile(part -> part.matches("r\\d+"))
                                .map(part -> Integer.parseInt(part.substring(1))).toList()));
            }
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
