package org.shouhou.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.common.AdjustableClock;
import org.shouhou.common.Json;
import org.shouhou.deadline.BusinessCalendar.Counted;
import org.shouhou.deadline.BusinessCalendar.Interval;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.shouhou.settings.SettingsFixture;
import org.shouhou.settings.TimeRange;
import org.springframework.jdbc.core.simple.JdbcClient;

class BusinessCalendarTest {

    private static final String SHOP = "main";
    private static DataSource database;

    private final AdjustableClock clock = new AdjustableClock();
    private ZoneId zone = ZoneId.of("Asia/Shanghai");
    private Settings settings;
    private CalendarDays days;
    private BusinessCalendar calendar;

    @BeforeAll
    static void open() {
        database = SettingsFixture.database();
    }

    @BeforeEach
    void empty() {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("DELETE FROM setting").update();
        jdbc.sql("DELETE FROM calendar_day").update();
        clock.standAt(Instant.parse("2026-01-01T00:00:00Z"));
        settings = SettingsFixture.settings(database, clock);
        days = new CalendarDays(jdbc);
        calendar = new BusinessCalendar(settings, days);
    }

    @Test
    void r2_staffed_time_runs_within_the_staffed_hours() {
        Counted counted = calendar.after(SHOP, at("2026-11-10T10:00"), Duration.ofMinutes(10));
        assertThat(counted.due()).isEqualTo(at("2026-11-10T10:10"));
        assertThat(told(counted)).containsExactly("2026-11-10T10:00/2026-11-10T10:10");
    }

    @Test
    void r2_a_case_handed_in_at_night_is_answered_in_the_first_minutes_of_the_morning() {
        assertThat(calendar.after(SHOP, at("2026-11-10T03:30"), Duration.ofMinutes(10)).due()).isEqualTo(at("2026-11-10T09:10"));
    }

    @Test
    void r2_across_midnight_the_rest_is_counted_from_the_next_opening_and_the_reason_names_both_stretches() {
        Counted counted = calendar.after(SHOP, at("2026-11-10T23:56"), Duration.ofMinutes(10));
        assertThat(told(counted)).containsExactly("2026-11-10T23:56/2026-11-11T00:00", "2026-11-11T09:00/2026-11-11T09:06");
        assertThat(counted.due()).isEqualTo(at("2026-11-11T09:06"));
    }

    @Test
    void time_that_ends_with_the_day_is_due_at_midnight_not_in_the_morning() {
        assertThat(calendar.after(SHOP, at("2026-11-10T23:50"), Duration.ofMinutes(10)).due()).isEqualTo(at("2026-11-11T00:00"));
        assertThat(calendar.after(SHOP, at("2026-11-11T00:00"), Duration.ofMinutes(10)).due()).isEqualTo(at("2026-11-11T09:10"));
    }

    @Test
    void several_intervals_a_day_are_counted_one_after_the_other() {
        hours("09:00-12:00,13:30-18:00,19:00-21:00");
        Counted counted = calendar.after(SHOP, at("2026-11-10T11:00"), Duration.ofHours(7));
        assertThat(told(counted)).containsExactly("2026-11-10T11:00/2026-11-10T12:00",
                "2026-11-10T13:30/2026-11-10T18:00", "2026-11-10T19:00/2026-11-10T20:30");
        // begun in a break
        assertThat(calendar.after(SHOP, at("2026-11-10T12:30"), Duration.ofHours(1)).due()).isEqualTo(at("2026-11-10T14:30"));
    }

    @Test
    void hours_that_pass_midnight_are_one_stretch() {
        hours("00:00-02:00,20:00-24:00");
        Counted counted = calendar.after(SHOP, at("2026-11-10T23:00"), Duration.ofHours(2));
        assertThat(told(counted)).containsExactly("2026-11-10T23:00/2026-11-11T01:00");
    }

    @Test
    void a_shop_staffed_around_the_clock_counts_elapsed_time() {
        hours("00:00-24:00");
        Counted counted = calendar.after(SHOP, at("2026-11-10T23:00"), Duration.ofHours(60));
        assertThat(counted.due()).isEqualTo(at("2026-11-13T11:00"));
        assertThat(counted.counted()).hasSize(1);
    }

    @Test
    void weekdays_have_their_own_hours() {
        hours("MON-FRI 09:00-18:00; SAT 10:00-12:00");
        // a Friday
        Counted counted = calendar.after(SHOP, at("2026-11-13T17:00"), Duration.ofHours(4));
        assertThat(told(counted)).containsExactly("2026-11-13T17:00/2026-11-13T18:00",
                "2026-11-14T10:00/2026-11-14T12:00", "2026-11-16T09:00/2026-11-16T10:00");
    }

    @Test
    void a_holiday_is_not_counted_and_a_make_up_workday_is() {
        hours("MON-FRI 09:00-18:00");
        for (LocalDate date = LocalDate.of(2026, 10, 1); date.getDayOfMonth() <= 7; date = date.plusDays(1)) {
            day(date, "", "国庆节");
        }
        day(LocalDate.of(2026, 10, 10), "09:00-18:00", "调休上班");
        // 30 September, a Wednesday; 8 October is a Thursday, the 10th a Saturday
        assertThat(told(calendar.after(SHOP, at("2026-09-30T17:00"), Duration.ofHours(21)))).containsExactly(
                "2026-09-30T17:00/2026-09-30T18:00", "2026-10-08T09:00/2026-10-08T18:00",
                "2026-10-09T09:00/2026-10-09T18:00", "2026-10-10T09:00/2026-10-10T11:00");
    }

    @Test
    void a_promotions_day_has_longer_hours() {
        day(LocalDate.of(2026, 11, 11), "00:00-24:00", "双11");
        assertThat(told(calendar.after(SHOP, at("2026-11-10T23:55"), Duration.ofMinutes(10))))
                .containsExactly("2026-11-10T23:55/2026-11-11T00:05");
        assertThat(calendar.isStaffed(SHOP, at("2026-11-11T04:00"))).isTrue();
    }

    @Test
    void a_shops_own_date_goes_before_the_one_for_all_shops() {
        days.put(new CalendarDays.Day("", LocalDate.of(2026, 11, 10), List.of(), "盘点"));
        days.put(new CalendarDays.Day(SHOP, LocalDate.of(2026, 11, 10), TimeRange.parseAll("10:00-11:00"), "盘点"));
        assertThat(calendar.isStaffed(SHOP, at("2026-11-10T10:30"))).isTrue();
        assertThat(calendar.isStaffed("second", at("2026-11-10T10:30"))).isFalse();
        days.remove(SHOP, LocalDate.of(2026, 11, 10));
        assertThat(calendar.isStaffed(SHOP, at("2026-11-10T10:30"))).isFalse();
    }

    @Test
    void hours_that_change_at_a_moment_count_as_they_hold_at_each_moment() {
        settings.set(Figure.STAFFED_HOURS, null, "00:00-24:00", at("2026-11-10T20:00"), at("2026-11-12T00:00"), "manager1");
        settings.set(Figure.STAFFED_HOURS, SHOP, "09:00-18:00", Instant.parse("2025-12-01T00:00:00Z"), at("2026-11-10T20:00"), "manager1");
        assertThat(told(calendar.after(SHOP, at("2026-11-10T17:00"), Duration.ofHours(3)))).containsExactly(
                "2026-11-10T17:00/2026-11-10T18:00", "2026-11-10T20:00/2026-11-10T22:00");
        assertThat(calendar.isStaffed(SHOP, at("2026-11-11T03:00"))).isTrue();
        assertThat(calendar.isStaffed(SHOP, at("2026-11-12T03:00"))).isFalse();
    }

    @Test
    void a_moment_is_staffed_from_the_opening_on_and_no_longer_at_the_close() {
        hours("09:00-12:00");
        assertThat(calendar.isStaffed(SHOP, at("2026-11-10T08:59:59"))).isFalse();
        assertThat(calendar.isStaffed(SHOP, at("2026-11-10T09:00"))).isTrue();
        assertThat(calendar.isStaffed(SHOP, at("2026-11-10T11:59:59"))).isTrue();
        assertThat(calendar.isStaffed(SHOP, at("2026-11-10T12:00"))).isFalse();
    }

    @Test
    void r12_the_last_staffed_moment_is_the_moment_itself_or_the_last_close_before_it() {
        hours("09:00-12:00,13:00-18:00");
        assertThat(calendar.lastStaffed(SHOP, at("2026-11-10T10:00"))).isEqualTo(at("2026-11-10T10:00"));
        assertThat(calendar.lastStaffed(SHOP, at("2026-11-10T12:30"))).isEqualTo(at("2026-11-10T12:00"));
        assertThat(calendar.lastStaffed(SHOP, at("2026-11-10T13:00"))).isEqualTo(at("2026-11-10T12:00"));
        assertThat(calendar.lastStaffed(SHOP, at("2026-11-10T18:00"))).isEqualTo(at("2026-11-10T18:00"));
        assertThat(calendar.lastStaffed(SHOP, at("2026-11-10T09:00"))).isEqualTo(at("2026-11-09T18:00"));
        day(LocalDate.of(2026, 11, 9), "", "休息");
        assertThat(calendar.lastStaffed(SHOP, at("2026-11-10T08:00"))).isEqualTo(at("2026-11-08T18:00"));
        hours("09:00-24:00");
        assertThat(calendar.lastStaffed(SHOP, at("2026-11-11T03:00"))).isEqualTo(at("2026-11-11T03:00").minusSeconds(3 * 3600));
    }

    @Test
    void in_a_zone_whose_clocks_change_a_staffed_hour_is_still_an_hour() {
        settings.set(Figure.SHOP_ZONE, null, "America/New_York", null, null, "manager1");
        zone = ZoneId.of("America/New_York");
        hours("00:00-04:00");
        // 8 March 2026: 02:00 to 03:00 does not exist; 1 November 2026: 01:00 to 02:00 comes twice
        assertThat(calendar.after(SHOP, at("2026-03-08T00:00"), Duration.ofHours(3)).due()).isEqualTo(at("2026-03-08T04:00"));
        assertThat(calendar.after(SHOP, at("2026-11-01T00:00"), Duration.ofHours(5)).due()).isEqualTo(at("2026-11-01T04:00"));
        hours("00:00-02:30,02:45-03:30");
        assertThat(told(calendar.after(SHOP, at("2026-03-08T01:00"), Duration.ofMinutes(90))))
                .containsExactly("2026-03-08T01:00/2026-03-08T03:30");
    }

    @Test
    void no_time_at_all_is_due_at_once_and_time_is_not_counted_backwards() {
        assertThat(calendar.after(SHOP, at("2026-11-10T03:00"), Duration.ZERO)).isEqualTo(new Counted(at("2026-11-10T03:00"), List.of()));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> calendar.after(SHOP, at("2026-11-10T03:00"), Duration.ofMinutes(-1)));
    }

    @Test
    void whatever_is_counted_lies_within_staffed_time_and_adds_up() {
        Random random = new Random(42);
        List<String> hours = List.of("09:00-24:00", "09:00-12:00,13:00-18:00", "MON-FRI 08:30-17:30; SUN 00:00-24:00", "00:00-00:20,23:50-24:00");
        List<String> zones = List.of("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe");
        for (int n = 0; n < 40; n++) {
            clock.standAt(clock.instant().plusSeconds(1));
            settings.set(Figure.SHOP_ZONE, null, zones.get(random.nextInt(4)), null, null, "manager1");
            hours(hours.get(random.nextInt(4)));
            for (int m = 0; m < 25; m++) {
                Instant start = Instant.parse("2026-01-02T00:00:00Z").plusSeconds(random.nextInt(400 * 86_400));
                Duration asked = Duration.ofSeconds(1 + random.nextInt(30 * 3600));
                Counted counted = calendar.after(SHOP, start, asked);
                Duration sum = Duration.ZERO;
                Instant before = start;
                for (Interval one : counted.counted()) {
                    assertThat(one.from()).isAfterOrEqualTo(before);
                    assertThat(calendar.isStaffed(SHOP, one.from())).isTrue();
                    assertThat(calendar.isStaffed(SHOP, one.to().minusNanos(1))).isTrue();
                    sum = sum.plus(Duration.between(one.from(), one.to()));
                    before = one.to();
                }
                assertThat(sum).isEqualTo(asked);
                assertThat(counted.due()).isEqualTo(before);
                assertThat(calendar.lastStaffed(SHOP, counted.due())).isEqualTo(counted.due());
            }
        }
    }

    @Test
    void the_reason_survives_being_kept_as_json() {
        Counted counted = calendar.after(SHOP, at("2026-11-10T23:56"), Duration.ofMinutes(10));
        Map<String, Object> why = Why.staffed(at("2026-11-10T23:56"), Duration.ofMinutes(10), counted, "Asia/Shanghai");
        assertThat(Json.readMap(Json.write(why))).isEqualTo(why).containsEntry("code", "STAFFED").containsEntry("time", "PT10M")
                .containsEntry("counted", List.of(
                        Map.of("from", "2026-11-10T15:56:00Z", "to", "2026-11-10T16:00:00Z"),
                        Map.of("from", "2026-11-11T01:00:00Z", "to", "2026-11-11T01:06:00Z")));
    }

    private void hours(String text) {
        settings.set(Figure.STAFFED_HOURS, null, text, null, null, "manager1");
    }

    private void day(LocalDate date, String intervals, String name) {
        days.put(new CalendarDays.Day("", date, TimeRange.parseAll(intervals), name));
    }

    private Instant at(String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private List<String> told(Counted counted) {
        return counted.counted().stream()
                .map(one -> LocalDateTime.ofInstant(one.from(), zone) + "/" + LocalDateTime.ofInstant(one.to(), zone)).toList();
    }
}
