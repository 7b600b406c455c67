package org.shouhou.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.shouhou.common.AdjustableClock;
import org.shouhou.common.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("stack")
class SettingsTest {

    private static final Instant NOW = Instant.parse("2026-11-10T04:00:00Z");
    private static DataSource database;

    private final AdjustableClock clock = new AdjustableClock();
    private Settings settings;

    @BeforeAll
    static void open() {
        database = SettingsFixture.database();
    }

    @BeforeEach
    void empty() {
        JdbcClient.create(database).sql("DELETE FROM setting").update();
        clock.standAt(NOW);
        settings = SettingsFixture.settings(database, clock, profiles());
    }

    @Test
    void without_any_setting_the_defaults_hold() {
        assertThat(settings.text(Figure.SHOP_DEFAULT, "main")).isEqualTo("main");
        assertThat(settings.number(Figure.REFUND_LIMIT_AGENT, "main")).isEqualTo(50_000);
        assertThat(settings.flag(Figure.INTERCEPT_INSPECT_FIRST, "main")).isTrue();
        assertThat(settings.duration(Figure.INTERCEPT_SILENT_AFTER, "main")).isEqualTo(Duration.ofHours(72));
        assertThat(settings.time(Figure.WAREHOUSE_CUT_OFF, "main")).isEqualTo(LocalTime.of(18, 0));
        assertThat(settings.zone("main")).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(settings.list(Figure.CUSTOMER_CHANNELS, "main")).containsExactly("CHAT", "MAIL", "SMS");
        assertThat(settings.list(Figure.ADDRESS_UNDELIVERABLE, "main")).containsExactly("地址不详");
        assertThat(settings.ranges(Figure.SLOT_EVENING, "main")).containsExactly(new TimeRange(LocalTime.of(18, 0), LocalTime.of(21, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void every_default_is_a_value_one_may_set(Figure figure) {
        assertThatNoException().isThrownBy(() -> figure.check(figure.usual()));
        assertThat(Figure.named(figure.code())).contains(figure);
        assertThat(figure.code().length()).isLessThan(80);
    }

    @Test
    void names_of_figures_are_used_once() {
        Set<String> codes = Arrays.stream(Figure.values()).map(Figure::code).collect(Collectors.toSet());
        assertThat(codes).hasSize(Figure.values().length);
    }

    @Test
    void a_shops_own_value_goes_before_the_one_for_all_shops() {
        settings.set(Figure.REFUND_LIMIT_AGENT, "main", "100", null, null, "manager1");
        settings.set(Figure.REFUND_LIMIT_AGENT, null, "200", null, null, "manager1");
        assertThat(settings.number(Figure.REFUND_LIMIT_AGENT, "main")).isEqualTo(100);
        assertThat(settings.number(Figure.REFUND_LIMIT_AGENT, "second")).isEqualTo(200);
        assertThat(settings.number(Figure.REFUND_LIMIT_AGENT, null)).isEqualTo(200);
    }

    @Test
    void r10_a_dated_promotion_widens_a_limit_and_afterwards_the_former_one_holds_again() {
        settings.set(Figure.REFUND_LIMIT_AGENT, null, "60000", null, null, "manager1");
        settings.set(Figure.REFUND_LIMIT_AGENT, null, "90000", NOW.plusSeconds(3600), NOW.plusSeconds(7200), "manager1");
        assertThat(settings.number(Figure.REFUND_LIMIT_AGENT, "main")).isEqualTo(60_000);
        clock.standAt(NOW.plusSeconds(3600));
        assertThat(settings.number(Figure.REFUND_LIMIT_AGENT, "main")).isEqualTo(90_000);
        clock.standAt(NOW.plusSeconds(7199));
        assertThat(settings.number(Figure.REFUND_LIMIT_AGENT, "main")).isEqualTo(90_000);
        clock.standAt(NOW.plusSeconds(7200));
        assertThat(settings.number(Figure.REFUND_LIMIT_AGENT, "main")).isEqualTo(60_000);
    }

    @Test
    void who_set_what_stays_readable_and_a_second_value_of_the_same_moment_takes_the_firsts_place() {
        settings.set(Figure.PAYEE_REMINDERS, null, "2", null, null, "manager1");
        settings.set(Figure.PAYEE_REMINDERS, null, "4", null, null, "manager2");
        clock.standAt(NOW.plusSeconds(60));
        settings.set(Figure.PAYEE_REMINDERS, null, "5", null, null, "manager1");
        assertThat(settings.valuesOf("payee.reminders")).extracting(SettingRow::value, SettingRow::setBy)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("4", "manager2"), org.assertj.core.groups.Tuple.tuple("5", "manager1"));
        assertThat(settings.number(Figure.PAYEE_REMINDERS, "main")).isEqualTo(5);
    }

    @Test
    void another_node_reads_what_this_one_set() {
        settings.set(Figure.PAYEE_REMINDERS, null, "7", null, null, "manager1");
        assertThat(SettingsFixture.settings(database, clock).number(Figure.PAYEE_REMINDERS, "main")).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "shop.zone|Asia/Nowhere", "shop.zone|''", "shop.default|' '", "shop.default|my shop", "slot.morning|12:00-09:00", "slot.morning|09:00",
        "slot.morning|9:00-12:00", "slot.morning|22:00-02:00", "slot.minimumAhead|30", "slot.minimumAhead|-PT30M",
        "slot.minimumAhead|P5000D", "warehouse.cutOff|25:00", "warehouse.cutOff|24:00", "staffed.hours|''", "staffed.hours|09:00-12:00,11:00-13:00",
        "staffed.hours|09:00-24:00,00:00-02:00,23:00-23:30", "staffed.hours|MON-FRI", "staffed.hours|XYZ 09:00-12:00", "staffed.hours|MON-FRI 09:00-12:00; WED 10:00-11:00",
        "staffed.hours|MON-TUE-WED 09:00-12:00", "staffed.hours|MON-FRI 09:00-12:00;", "refund.limit.agent|-1", "refund.limit.agent|500.00", "refund.limit.agent|99999999999999",
        "intercept.inspectFirst|yes", "customer.channels|CHAT,FAX", "customer.channels|CHAT,CHAT", "customer.channels|''",
        "customer.language|fr", "customer.language|zh-CN,en"})
    void a_value_that_makes_no_sense_is_refused_in_plain_words(String name, String value) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> settings.setNamed(name, null, value, null, null, "manager1"))
                .satisfies(problem -> assertThat(problem.status().value()).isEqualTo(400))
                .satisfies(problem -> assertThat(problem.slug()).isEqualTo("invalid-setting"))
                .satisfies(problem -> assertThat(problem.getMessage()).isNotBlank());
        assertThat(settings.valuesOf(name)).isEmpty();
    }

    @Test
    void dates_and_shops_that_make_no_sense_are_refused() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.set(Figure.PAYEE_REMINDERS, null, "1", NOW, NOW, "manager1")).withMessageContaining("ends after");
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.set(Figure.PAYEE_REMINDERS, null, "1", NOW, Instant.MAX, "manager1"));
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.set(Figure.PAYEE_REMINDERS, "a shop'; --", "1", null, null, "manager1"));
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.setNamed("no.such.figure", null, "1", null, null, "manager1"))
                .satisfies(problem -> assertThat(problem.status().value()).isEqualTo(404));
    }

    @Test
    void r21_the_evening_slot_always_follows_the_morning_slot() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.set(Figure.SLOT_MORNING, null, "09:00-19:00", null, null, "manager1"));
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.set(Figure.SLOT_MORNING, "main", "09:00-24:00", null, null, "manager1"));
        settings.set(Figure.SLOT_EVENING, "main", "20:00-22:00", NOW.plusSeconds(60), null, "manager1");
        // now the evening still begins at 18:00, and other shops' always does
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.set(Figure.SLOT_MORNING, "main", "09:00-19:00", null, null, "manager1"));
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.set(Figure.SLOT_MORNING, null, "09:00-19:00", NOW.plusSeconds(60), null, "manager1"));
        settings.set(Figure.SLOT_MORNING, "main", "09:00-19:00", NOW.plusSeconds(60), null, "manager1");
        // and a coming evening must not begin inside of it
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.set(Figure.SLOT_EVENING, "main", "18:30-21:00", NOW.plusSeconds(120), NOW.plusSeconds(180), "manager1"));
    }

    @Test
    void the_weeks_hours_differ_by_weekday_when_said_so() {
        WeeklyHours week = WeeklyHours.parse("mon-fri 13:00-18:00,09:00-12:00; SAT 10:00-16:00");
        assertThat(week.on(java.time.DayOfWeek.WEDNESDAY)).hasToString("[09:00-12:00, 13:00-18:00]");
        assertThat(week.on(java.time.DayOfWeek.SATURDAY)).hasToString("[10:00-16:00]");
        assertThat(week.on(java.time.DayOfWeek.SUNDAY)).isEmpty();
        assertThat(WeeklyHours.parse("FRI-MON 00:00-24:00").on(java.time.DayOfWeek.SUNDAY)).hasToString("[00:00-24:00]");
    }

    @Test
    void a_features_own_texts_are_checked_by_the_feature() {
        settings.setNamed("import.profile.jd", null, "{}", null, null, "manager1");
        assertThat(settings.named("import.profile.jd", "main")).contains("{}");
        assertThat(settings.named("import.profile.other", "main")).isEmpty();
        assertThat(settings.namesUnder("import.profile.")).containsExactly("import.profile.jd");
        assertThatExceptionOfType(Problem.class).isThrownBy(() ->
                settings.setNamed("import.profile.jd", null, "no json", null, null, "manager1")).withMessage("Not JSON.");
    }

    @Test
    void a_figure_is_read_only_as_what_it_is() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> settings.number(Figure.SHOP_ZONE, "main"));
    }

    private static TextKind profiles() {
        return new TextKind() {
            @Override
            public String prefix() {
                return "import.profile.";
            }

            @Override
            public void check(String name, String text) {
                if (!Map.of("{}", true).containsKey(text)) {
                    throw new IllegalArgumentException("Not JSON.");
                }
            }
        };
    }
}
