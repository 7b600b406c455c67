package org.shouhou.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shouhou.common.Money;

class LettersTest {

    private static final CaseFacts CASE = new CaseFacts(7, "C-0007", "main", "TM-10001", "CNY", "buyer88", "王小明",
            "13800000000", "wang@example.com", ZoneId.of("Asia/Shanghai"));
    private static final Instant TIME = Instant.parse("2024-11-11T10:00:00Z");
    private static final Set<String> OF_THE_CASE = Set.of("caseNumber", "orderNo", "shop", "buyer");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)");

    private final Letters letters = new Letters("https://desk.example.com/");

    static Stream<Arguments> everyLetter() {
        return Arrays.stream(MessageTemplate.values())
                .flatMap(template -> Stream.of(Arguments.of(template, "zh-CN"), Arguments.of(template, "en")));
    }

    @ParameterizedTest
    @MethodSource("everyLetter")
    void every_letter_shows_everything_it_is_given(MessageTemplate template, String language) {
        Map<String, Object> data = sample(template);

        Letter letter = letters.write(template, Words.in(language), CASE, "王小明", data);

        String all = letter.subject() + "\n" + letter.text();
        Map<String, Object> shown = new LetterData(template, Words.in(language), CASE).of(data);
        for (String name : template.optional()) {
            if (shown.get(name) instanceof String value) {
                assertThat(all).as(name).contains(value);
            }
        }
        readsWell(letter, language);
        assertThat(all).contains("TM-10001").contains("C-0007");
        assertThat(letter.text().contains("https://desk.example.com/cases/7")).isEqualTo(template.audience() == Audience.STAFF);
    }

    @ParameterizedTest
    @MethodSource("everyLetter")
    void every_letter_reads_well_with_nothing_but_what_it_needs(MessageTemplate template, String language) {
        Map<String, Object> needed = sample(template);
        needed.keySet().removeIf(name -> template.optional().contains(name) || template.optional().contains(name.replace("Minor", "")));

        readsWell(letters.write(template, Words.in(language), CASE, null, needed), language);
    }

    @ParameterizedTest
    @MethodSource("everyLetter")
    void every_letter_names_no_data_but_its_own(MessageTemplate template, String language) throws IOException {
        Set<String> known = new HashSet<>(OF_THE_CASE);
        known.addAll(template.required());
        known.addAll(template.optional());
        Set<String> used = new HashSet<>();
        Matcher placeholder = PLACEHOLDER.matcher(file("/mail/" + template.id() + "." + language + ".txt"));
        while (placeholder.find()) {
            if (!placeholder.group(1).equals("one")) {
                used.add(placeholder.group(1));
            }
        }
        assertThat(known).containsAll(used);
        used.addAll(OF_THE_CASE);
        assertThat(used).as("data nobody would read").containsAll(template.required()).containsAll(template.optional());
    }

    @Test
    void both_languages_have_the_same_words() {
        assertThat(Words.in("zh-CN").keys()).isEqualTo(Words.in("en").keys());
    }

    @Test
    void a_notice_about_no_case_reads_well_too() {
        for (MessageTemplate template : List.of(MessageTemplate.SLOTS_MISSED_LIST, MessageTemplate.EFFECT_FAILED,
                MessageTemplate.DEADLINE_MISSED)) {
            Letter letter = letters.write(template, Words.in("en"), null, "Li", sample(template));
            readsWell(letter, "en");
            assertThat(letter.text()).doesNotContain("/cases/");
        }
    }

    @Test
    void money_and_times_are_written_as_people_of_the_language_do() {
        assertThat(letters.write(MessageTemplate.REFUND_PAID, Words.in("zh-CN"), CASE, "王小明", Map.of("amountMinor", 12345)).text())
                .contains("王小明，您好！").contains("123.45 元");
        assertThat(letters.write(MessageTemplate.REFUND_PAID, Words.in("en"), CASE, "Wang", Map.of("amount", new Money(5, "CNY"))).text())
                .contains("Hello Wang,").contains("CNY 0.05");
        assertThat(letters.write(MessageTemplate.DEADLINE_MISSED, Words.in("zh-CN"), CASE, "Li", Map.of("due", TIME)).text())
                .contains("2024年11月11日 18:00");
        assertThat(letters.write(MessageTemplate.DEADLINE_MISSED, Words.in("en"), CASE, "Li", Map.of("due", TIME.toString())).text())
                .contains("11 November 2024, 18:00");
    }

    @Test
    void customers_never_see_a_code() {
        Letter unknown = letters.write(MessageTemplate.REFUND_REFUSED, Words.in("en"), CASE, "Wang", Map.of("reasonCode", "SHOP_RULE_17"));
        assertThat(unknown.text()).doesNotContain("SHOP_RULE_17").doesNotContain("reason:");
        Letter known = letters.write(MessageTemplate.REFUND_REFUSED, Words.in("en"), CASE, "Wang", Map.of("reasonCode", "USED_OR_DAMAGED"));
        assertThat(known.text()).contains("The reason: the goods have been used or damaged.");
    }

    @Test
    void a_question_without_a_question_is_refused() {
        assertThatThrownBy(() -> letters.write(MessageTemplate.REFUND_QUESTION, Words.in("en"), CASE, "Wang", Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("question");
        assertThatThrownBy(() -> MessageTemplate.of("no-such-letter")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_customers_wrote_stays_text() {
        String words = "<script>alert(1)</script> [[${caseNumber}]] [(${T(java.lang.Runtime)})] __${1+1}__";

        Letter letter = letters.write(MessageTemplate.REFUND_QUESTION, Words.in("en"), CASE, "<b>Eve</b>", Map.of("question", words));

        assertThat(letter.text()).contains(words).contains("Hello <b>Eve</b>,");
        assertThat(letter.html()).doesNotContain("<script>").doesNotContain("<b>Eve").contains("&lt;script&gt;").contains("&lt;b&gt;Eve");
    }

    @Test
    void a_line_break_in_the_data_never_reaches_the_subject() {
        CaseFacts torn = new CaseFacts(7, "C-0007", "main", "TM-1\r\nBcc: all@example.com\u2028x", "CNY", null, null, null, null,
                ZoneId.of("Asia/Shanghai"));

        String subject = letters.write(MessageTemplate.REFUND_PAID, Words.in("en"), torn, null, Map.of()).subject();

        assertThat(subject).doesNotContain("\n").doesNotContain("\r").doesNotContain("\u2028").hasLineCount(1);
    }

    private static void readsWell(Letter letter, String language) {
        assertThat(letter.subject()).isNotBlank().hasSizeLessThan(241);
        for (String part : List.of(letter.subject(), letter.text(), letter.brief(), letter.html())) {
            assertThat(part).doesNotContain("null").doesNotContain("${").doesNotContain("[(").doesNotContain("[#").doesNotContain("[/]")
                    .doesNotContain("??").doesNotContain("  ").doesNotContain(" .").doesNotContain(" ，").doesNotContain("，。")
                    .doesNotContain(", ,").doesNotContain("：，").doesNotContain("：。");
        }
        assertThat(letter.subject()).doesNotEndWith("：").doesNotEndWith(":").doesNotEndWith("，").doesNotEndWith(",");
        assertThat((letter.subject() + letter.text()).toLowerCase(java.util.Locale.ROOT)).doesNotContainPattern(
                "\\b(process|instance|engine|incident|gateway|webhook|bpmn|variable|idempoten\\w*|job|execution|external task)\\b");
        boolean chinese = letter.text().codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN && c != '王' && c != '小' && c != '明');
        assertThat(chinese).isEqualTo(language.equals("zh-CN"));
        assertThat(letter.html()).contains("lang=\"" + language + "\"").startsWith("<!DOCTYPE html>");
    }

    private static Map<String, Object> sample(MessageTemplate template) {
        Map<String, Object> data = new HashMap<>();
        Stream.concat(template.required().stream(), template.optional().stream()).forEach(name -> {
            switch (name) {
                case "amount", "refund", "keep" -> data.put(name + "Minor", 12345L);
                case "due", "until", "ends", "since" -> data.put(name, TIME);
                case "reminder" -> data.put(name, true);
                case "cases" -> data.put(name, List.of("C-0007 TM-10001", "C-0008"));
                case "freight" -> data.put(name, "SHOP");
                case "firstOption" -> data.put(name, "RETURN_SHOP_PAYS");
                case "secondOption" -> data.put(name, "KEEP_PART_REFUND");
                case "finding" -> data.put(name, "DEDUCT");
                case "kind" -> data.put(name, "REFUND_ANSWER");
                case "task" -> data.put(name, "reviewRefund");
                case "part" -> data.put(name, "EVENING");
                case "operation" -> data.put(name, "refund");
                case "decision" -> data.put(name, "REFUND");
                case "outcome" -> data.put(name, "REJECTED");
                case "complaint" -> data.put(name, "FALSE_SHIPMENT");
                case "upCode" -> data.put(name, "OVERDUE");
                case "remedy" -> data.put(name, "COMPENSATE");
                case "again" -> data.put(name, true);
                case "reasonCode" -> data.put(name, "USED_OR_DAMAGED");
                default -> data.put(name, "7-" + name.toUpperCase(java.util.Locale.ROOT));
            }
        });
        return data;
    }

    private static String file(String name) throws IOException {
        try (InputStream file = LettersTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
