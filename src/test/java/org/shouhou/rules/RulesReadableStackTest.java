package org.shouhou.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.common.Json;
import org.shouhou.engine.DecisionTables;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.ui.ExtendedModelMap;

/** A supervisor reads in the desk what is decided by rule, in both languages, with the figures behind it. */
class RulesReadableStackTest extends StackTest {

    @Autowired
    DecisionTables tables;
    @Autowired
    RulePages pages;
    @Autowired
    Settings settings;

    @Test
    void every_decision_there_is_can_be_read_and_drawn() {
        assertThat(tables.all()).isNotEmpty().allSatisfy(name -> {
            DecisionTables.Table table = tables.find(name.id()).orElseThrow();
            assertThat(table.rows()).isNotEmpty().allSatisfy(row -> {
                assertThat(row.when()).hasSameSizeAs(table.asks());
                assertThat(row.then()).hasSameSizeAs(table.answers());
            });
            for (String who : List.of("agent1", "supervisor1", "manager1", "auditor1")) {
                assertThat(as(who).get("/api/rules/" + name.id()).is(200).body()).contains("<decisionTable");
            }
        });
        as("operator1").get("/api/rules/refundRoute").is(403);
        as("supervisor1").get("/api/rules/nothing").is(404);
    }

    @Test
    void every_word_and_code_of_every_table_has_its_words_in_both_languages_and_every_figure_its_name() throws IOException {
        Set<String> chinese = Json.readMap(Files.readString(Path.of("src/main/resources/static/texts/decisions.zh.json"))).keySet();
        Set<String> english = Json.readMap(Files.readString(Path.of("src/main/resources/static/texts/decisions.en.json"))).keySet();
        Set<String> said = new TreeSet<>();
        Set<String> codes = new TreeSet<>();
        Set<String> figures = new TreeSet<>();
        tables.all().forEach(name -> {
            DecisionTables.Table table = tables.find(name.id()).orElseThrow();
            said.add(name.name());
            said.addAll(table.asks());
            said.addAll(table.answers());
            table.rows().forEach(row -> {
                said.add(row.meaning());
                Stream.concat(row.when().stream().flatMap(List::stream), row.then().stream())
                        .filter(code -> Pattern.matches("[A-Za-z_]+", code)).forEach(codes::add);
            });
            RuleFigures.of(name.id(), table.inputs()).forEach(figure -> figures.add("figure." + figure.code()));
        });
        assertThat(chinese).containsAll(said).containsAll(codes);
        assertThat(english).as("codes in English words").isEqualTo(codes);
        assertThat(ResourceBundle.getBundle("i18n.rules", Locale.ROOT).keySet()).containsAll(figures);
    }

    @Test
    void the_figures_behind_a_table_say_since_when_and_until_when_they_hold() {
        settings.set(Figure.REFUND_LIMIT_AGENT, "", "60000", clock.instant(), clock.instant().plus(Duration.ofDays(3)), "manager1");
        ExtendedModelMap shown = new ExtendedModelMap();
        pages.one("refundRoute", shown);
        @SuppressWarnings("unchecked")
        List<RulePages.Holding> figures = (List<RulePages.Holding>) shown.get("figures");
        assertThat(figures).filteredOn(one -> one.figure() == Figure.REFUND_LIMIT_AGENT).singleElement().satisfies(one -> {
            assertThat(one.value()).isEqualTo("60000");
            assertThat(one.since()).isNotNull();
            assertThat(one.until()).isEqualTo(one.since().plus(Duration.ofDays(3)));
        });
        pass(Duration.ofDays(4));
        pages.one("refundRoute", shown);
        assertThat(shown.get("figures").toString()).contains("value=50000").doesNotContain("value=60000");
    }
}
