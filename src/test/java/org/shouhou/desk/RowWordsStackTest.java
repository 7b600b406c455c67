package org.shouhou.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.i18n.LocaleContextHolder;

/** What is wrong with a file is said in the reader's language. */
class RowWordsStackTest extends StackTest {

    @Autowired
    RowWords words;

    @Test
    void a_refused_row_says_why_in_both_languages() {
        Desk.Answer answer = as("supervisor1").upload("/api/orders/import?format=standard",
                ("orderNo,createdAt,paidAt,total,buyer\nT" + id() + ",2026-11-01T09:59:00+08:00,2026-11-01T10:00:00+08:00,viel,甲\n").getBytes(StandardCharsets.UTF_8)).is(200);
        String page = "/orders/import/" + answer.json().get("importId");
        assertThat(answer.body()).as("programs read plain English").contains("is no amount; write 12.50");
        assertThat(new Browser(port, "en").signIn("supervisor1").get(page).body()).contains("“viel” is no amount");
        assertThat(new Browser(port, "zh-CN").signIn("supervisor1").get(page).body()).contains("“viel”不是金额").doesNotContain("is no amount");
    }

    @Test
    void what_is_said_about_rows_is_known_in_both_languages() {
        List<String> sentences = List.of("The order number is missing.", "The amount 3.123 has more than the 2 decimals of CNY.",
                "The order T1 stands already in line 4 of this file, with other values.", "The file has no column orderNo, total.",
                "The rows of the order differ: \"a\" and \"b\".", "was answered before: DONE by agent1", "not JSON such as {\"1\": 3}",
                "one of [LOST, MOVING]", "there is no such case", "say why it was refused", "The row is torn: a quote in it does not close.",
                "The row has 4 columns, the header 16.");
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
        try {
            assertThat(sentences).allSatisfy(sentence -> assertThat(words.say(sentence)).containsPattern("\\p{IsHan}"));
            assertThat(words.say("The file has no column orderNo, total.")).contains("orderNo、total");
            assertThat(words.say("Something new.")).isEqualTo("Something new.");
            LocaleContextHolder.setLocale(Locale.ENGLISH);
            assertThat(sentences).allSatisfy(sentence -> assertThat(words.say(sentence)).isNotBlank().doesNotContainPattern("\\p{IsHan}|\\{\\d}"));
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }
}
