package org.shouhou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Every sentence the program says about a field, as its source has it, is read in the reader's language, with what it is about. */
@TestInstance(Lifecycle.PER_CLASS)
class FieldWordsTest {

    /** Examples, lists of what is allowed, limits in minor units, and what stands in the field: words need not name them. */
    private static final Pattern NOT_NAMED = Pattern.compile("0-9|^Order \\d+|^\"\\d+\"| (?:such as|like) .*|(?:[Oo]nes? of|[Aa]llowed:|decision|known for|no role|minor units,) .*");
    /** Where sentences are thrown, to be caught and said at a field; the last two catch them. */
    private static final List<String> THROWN = List.of("TimeRange.java", "Destinations.java", "CalendarBook.java", "Webhooks.java");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    private SaidAtFields said;

    @BeforeAll
    void sourceIsRead() throws IOException {
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        try (Stream<Path> bundles = Files.list(Path.of("src/main/resources/i18n"))) {
            texts.setBasenames(bundles.map(file -> file.getFileName().toString()).filter(name -> !name.contains("_"))
                    .map(name -> "i18n/" + name.replace(".properties", "")).toArray(String[]::new));
        }
        said = new SaidAtFields(Path.of("src/main/java"));
        THROWN.forEach(said::thrownIn);
    }

    @Test
    void every_sentence_at_a_field_has_words_in_the_readers_language() {
        assertThat(said.sentences).hasSizeGreaterThan(200).allSatisfy(sentence -> assertThat(words(Locale.SIMPLIFIED_CHINESE, sentence)).containsPattern("\\p{IsHan}"));
    }

    @Test
    void the_words_name_every_number_and_name_the_sentence_is_about() {
        assertThat(said.sentences).allSatisfy(sentence -> {
            Matcher number = NUMBER.matcher(NOT_NAMED.matcher(sentence).replaceAll(""));
            while (number.find()) {
                assertThat(words(Locale.SIMPLIFIED_CHINESE, sentence)).as(sentence).contains(number.group());
                assertThat(words(Locale.ENGLISH, sentence)).as(sentence).contains(number.group());
            }
        });
    }

    @Test
    void what_is_said_at_a_field_otherwise_was_read_before_or_is_a_librarys() {
        Set<String> otherwise = new TreeSet<>(said.unread);
        otherwise.removeAll(THROWN.stream().map(file -> file + ": e.getMessage()").toList());

        assertThat(otherwise).containsExactlyInAnyOrder("ApiProblems.java: error.getDefaultMessage()", "ApiProblems.java: violation.getMessage()",
                "Migrations.java: impossible.getMessage()", "SettingsPages.java: words.rule(\"SHOP\")", "SettingsPages.java: words.rule(figure)",
                "MovedWork.java: row.backProblem()", "MovedWork.java: row.detail()", "MovedWork.java: row.problem()");
    }

    private String words(Locale locale, String sentence) {
        return FieldWords.in(locale, texts, sentence);
    }
}
