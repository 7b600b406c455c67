package org.shouhou.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shouhou.common.AdjustableClock;

/** How much, how long and how often is a setting with dates, never a constant; changing one needs no code and no restart. */
class FiguresTest {

    private static final Path CODE = Path.of("src/main/java/org/shouhou");
    /** How machines deal with each other is no matter of the shop's. */
    private static final List<String> MACHINERY = List.of("common", "demo", "engine", "gateway", "identity", "messaging", "settings");
    private static final Pattern TIME = Pattern.compile("(?:Duration|Period)\\.(?:of(?:Days|Hours|Minutes)|parse)\\(|\\.(?:plus|minus)(?:Days|Hours|Minutes)\\(\\d+\\)"
            + "|static final (?:int|long) \\w*(?:DAYS|HOURS|MINUTES|LIMIT|AMOUNT|BUDGET|MINOR|_CAP)\\w* =");
    /** File by file, with the reason. What is new here is asked: may a shop want another value? */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("casefile/web/BuyerCard.java", "to the end of a day"),
            Map.entry("deadline/CalendarBook.java", "how many dates are taken at once"),
            Map.entry("returns/web/LinkTries.java", "how guessing of links is slowed down"),
            Map.entry("reship/ReshipFlow.java", "far away: a timer that is not meant to come"),
            Map.entry("reporting/FiguresApi.java", "how long a stretch is counted at once"),
            Map.entry("reporting/Age.java", "the classes a chart shows; nothing is decided by them"),
            Map.entry("reporting/Ask.java", "how far back a page looks by itself, and how long a stretch is read at once"),
            Map.entry("reporting/Behind.java", "to the end of an hour"),
            Map.entry("reporting/DayCharts.java", "to the end of a day"),
            Map.entry("reporting/NowCharts.java", "an hour at a time, and no farther than a screen shows"),
            Map.entry("returns/ReturnTasks.java", "what a person says may be waited for, within reason"),
            Map.entry("promise/Promises.java", "a slip of the finger, not a promise"),
            Map.entry("order/ImportJobs.java", "a few signs of life too few"),
            Map.entry("operation/NodeSigns.java", "how long a server that is gone stays in the list"),
            Map.entry("operation/OverdueEffects.java", "by when a busy worker comes to everything"),
            Map.entry("operation/RefundSums.java", "many times the pause between two looks"),
            Map.entry("order/ImportWork.java", "when a stalled import is taken up by another node"),
            Map.entry("slowreview/MissedSlotsList.java", "how far back a list that was not made is looked for"),
            Map.entry("slowreview/SlotRules.java", "no figure makes a slot shorter than a minute"),
            Map.entry("slowreview/SlotPlan.java", "three days are the rule itself (R22)"),
            Map.entry("refund/RefundCase.java", "the ninety days are part of the question the rule asks"),
            Map.entry("desk/Shown.java", "reads what is shown"),
            Map.entry("deadline/Recalculation.java", "reads what a deadline keeps as its reason"),
            Map.entry("deadline/BusinessCalendar.java", "how far ahead staffed time is looked for"),
            Map.entry("authority/ConsentReport.java", "how far back a list that was not made is looked for"),
            Map.entry("authority/web/StandingRemedyPages.java", "to the end of a day"),
            Map.entry("queue/TeamLoad.java", "to the end of a day"),
            Map.entry("duty/Shifts.java", "no shift is longer than a day"),
            Map.entry("duty/web/DutyApi.java", "how much a list shows when nothing is said"),
            Map.entry("duty/Roster.java", "the day after, for a shift that passes midnight"),
            Map.entry("changes/web/CalendarPages.java", "with the last of the days"),
            Map.entry("changes/web/FigureWords.java", "reads what is shown"));

    private static DataSource source;

    @BeforeAll
    static void open() {
        source = SettingsFixture.database();
    }

    @AfterAll
    static void close() {
        ((HikariDataSource) source).close();
    }

    @ParameterizedTest
    @EnumSource
    void a_value_set_for_later_holds_from_its_moment_to_its_end_without_a_restart(Figure figure) {
        AdjustableClock clock = new AdjustableClock();
        Instant now = Instant.parse("2026-11-11T02:00:00Z");
        clock.standAt(now);
        Settings settings = SettingsFixture.settings(source, clock);
        String before = settings.text(figure, "");
        String after = another(figure, before);
        settings.set(figure, "", after, now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(3)), "manager1");
        assertThat(settings.text(figure, "")).isEqualTo(before);
        clock.standAt(now.plus(Duration.ofDays(1)));
        assertThat(settings.text(figure, "")).isEqualTo(after).isNotEqualTo(before);
        clock.standAt(now.plus(Duration.ofDays(3)));
        assertThat(settings.text(figure, "")).isEqualTo(before);
    }

    private static String another(Figure figure, String before) {
        if (!figure.codes().isEmpty()) {
            return figure.codes().stream().filter(code -> !code.equals(before)).reduce((one, last) -> last).orElseThrow();
        }
        return switch (figure.kind()) {
            case NUMBER -> before.equals("7") ? "8" : "7";
            case FLAG -> before.equals("true") ? "false" : "true";
            case DURATION -> before.equals("PT7H") ? "PT8H" : "PT7H";
            case TIME -> before.equals("17:00") ? "17:30" : "17:00";
            case TIME_RANGE -> before.startsWith("0") ? "09:30-11:30" : "18:30-20:30";
            case HOURS -> "10:00-22:00";
            case ZONE -> "Asia/Tokyo";
            case ADDRESS -> "https://alerts.example.org/in";
            case TEXT, LIST, CHOICE -> "another";
        };
    }

    @Test
    void no_time_and_no_limit_stands_in_the_code_of_a_feature() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path file : files()) {
            String name = CODE.relativize(file).toString().replace('\\', '/');
            if (MACHINERY.stream().noneMatch(one -> name.startsWith(one + "/"))) {
                Files.readAllLines(file).stream().filter(line -> TIME.matcher(line).find())
                        .forEach(line -> found.computeIfAbsent(name, ignored -> new ArrayList<>()).add(line.strip()));
            }
        }
        assertThat(ALLOWED.keySet()).as("nothing is allowed that is not there").allMatch(name -> Files.exists(CODE.resolve(name)));
        found.keySet().removeAll(ALLOWED.keySet());
        assertThat(found).isEmpty();
    }

    @Test
    void every_figure_is_used() throws IOException {
        StringBuilder code = new StringBuilder();
        for (Path file : files()) {
            if (!file.endsWith("Figure.java")) {
                code.append(Files.readString(file));
            }
        }
        TreeSet<String> unused = new TreeSet<>();
        for (Figure figure : Figure.values()) {
            // the reasons of a kind of case are found by its name
            if (!figure.code().startsWith("reasons.") && !code.toString().contains("Figure." + figure.name()) && !code.toString().contains("(" + figure.name() + ")")) {
                unused.add(figure.name());
            }
        }
        assertThat(unused).isEmpty();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(CODE)) {
            return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
