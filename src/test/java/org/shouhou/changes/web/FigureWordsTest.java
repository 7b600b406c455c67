package org.shouhou.changes.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shouhou.settings.Figure;

/** A figure nobody can read is a figure nobody changes. */
class FigureWordsTest {

    @ParameterizedTest
    @EnumSource
    void every_figure_has_a_name_and_says_what_it_does(Figure figure) throws IOException {
        assertThat(words()).contains("figure." + figure.code(), "figureHint." + figure.code());
        assertThat(words()).contains("matter." + Matter.of(figure), "matterHint." + Matter.of(figure));
    }

    @ParameterizedTest
    @EnumSource
    void what_a_form_shows_of_a_value_is_read_back_as_the_same_value(Figure figure) {
        FigureWords words = new FigureWords(null);
        if (!figure.usual().isEmpty()) {
            FigureWords.Typed typed = words.typed(figure, figure.usual());
            String read = words.read(figure, List.of(typed.value()), typed.unit());
            assertThat(figure.kind() == org.shouhou.settings.Kind.DURATION ? java.time.Duration.parse(read) : read)
                    .isEqualTo(figure.kind() == org.shouhou.settings.Kind.DURATION ? java.time.Duration.parse(figure.usual()) : figure.usual());
        }
    }

    @Test
    void yuan_and_units_are_read_as_people_type_them() {
        FigureWords words = new FigureWords(null);
        assertThat(words.read(Figure.REFUND_LIMIT_AGENT, List.of("12,5"), "")).isEqualTo("1250");
        assertThat(words.read(Figure.REFUND_LIMIT_AGENT, List.of("viel"), "")).as("refused by the settings").isEqualTo("?viel");
        assertThat(words.read(Figure.FIRST_REPLY_WITHIN, List.of("90"), "MINUTES")).isEqualTo("PT1H30M");
        assertThat(words.read(Figure.FIRST_REPLY_WITHIN, List.of("1"), "YEARS")).isEqualTo("?1");
        assertThat(words.read(Figure.URGENT_WORDS, List.of("急件，urgent"), "")).isEqualTo("急件,urgent");
    }

    private static Set<String> words() throws IOException {
        Set<String> known = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/i18n"))) {
            for (Path file : files.filter(path -> !path.toString().contains("_zh_CN")).toList()) {
                Properties words = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    words.load(reader);
                }
                known.addAll(words.stringPropertyNames());
            }
        }
        return known;
    }
}
