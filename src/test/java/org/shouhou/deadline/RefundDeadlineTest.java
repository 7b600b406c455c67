package org.shouhou.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.common.AdjustableClock;
import org.shouhou.common.Json;
import org.shouhou.deadline.RefundDeadline.WorkDue;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.shouhou.settings.SettingsFixture;
import org.springframework.jdbc.core.simple.JdbcClient;

class RefundDeadlineTest {

    private static final String SHOP = "main";
    private static DataSource database;

    private final AdjustableClock clock = new AdjustableClock();
    private Settings settings;
    private BusinessCalendar calendar;
    private RefundDeadline refundDeadline;

    @BeforeAll
    static void open() {
        database = SettingsFixture.database();
    }

    @BeforeEach
    void empty() {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("DELETE FROM setting").update();
        clock.standAt(Instant.parse("2026-01-01T00:00:00Z"));
        settings = SettingsFixture.settings(database, clock);
        calendar = new BusinessCalendar(settings, new CalendarDays(jdbc));
        refundDeadline = new RefundDeadline(settings, calendar);
    }

    @Test
    void r12_without_a_platform_deadline_the_answer_is_due_48_hours_after_intake_and_work_12_hours_before() {
        WorkDue work = refundDeadline.of(SHOP, at("2026-11-10T10:00"), null);
        assertThat(work.due()).isEqualTo(at("2026-11-11T22:00"));
        assertThat(work.why()).containsEntry("code", "BEFORE_ANSWER").containsEntry("answerFrom", "SETTING")
                .containsEntry("answerBy", at("2026-11-12T10:00").toString()).containsEntry("left", "PT48H")
                .containsEntry("margin", "PT12H").doesNotContainKey("movedBackTo");
    }

    @Test
    void r12_the_margin_is_a_quarter_of_what_was_left_when_that_is_less_than_12_hours() {
        WorkDue work = refundDeadline.of(SHOP, at("2026-11-10T10:00"), at("2026-11-10T18:00"));
        assertThat(work.due()).isEqualTo(at("2026-11-10T16:00"));
        assertThat(work.why()).containsEntry("answerFrom", "PLATFORM").containsEntry("margin", "PT2H").containsEntry("marginFrom", "QUARTER");
    }

    @Test
    void r12_the_margin_is_never_more_than_12_hours() {
        WorkDue work = refundDeadline.of(SHOP, at("2026-11-10T10:00"), at("2026-11-17T10:00"));
        assertThat(work.due()).isEqualTo(at("2026-11-16T22:00"));
        assertThat(work.why()).containsEntry("marginFrom", "MAXIMUM");
    }

    @Test
    void r12_work_due_at_night_is_moved_back_to_the_last_staffed_moment() {
        // 48 hours and a 12 hour margin after 17:00 is 05:00, when nobody is there
        WorkDue work = refundDeadline.of(SHOP, at("2026-11-10T17:00"), null);
        assertThat(work.due()).isEqualTo(at("2026-11-12T00:00"));
        assertThat(work.why()).containsEntry("before", at("2026-11-12T05:00").toString())
                .containsEntry("movedBackTo", at("2026-11-12T00:00").toString()).containsEntry("zone", "Asia/Shanghai");
    }

    @Test
    void r12_when_nobody_is_on_duty_from_intake_on_work_is_not_due_before_the_case_came() {
        WorkDue work = refundDeadline.of(SHOP, at("2026-11-10T01:00"), at("2026-11-10T09:00"));
        assertThat(work.due()).isEqualTo(at("2026-11-10T07:00"));
        assertThat(work.why()).containsEntry("notMovedBack", "NOBODY_ON_DUTY");
    }

    @Test
    void r12_a_deadline_that_had_passed_at_intake_is_due_as_given() {
        WorkDue work = refundDeadline.of(SHOP, at("2026-11-10T10:00"), at("2026-11-10T09:30"));
        assertThat(work.due()).isEqualTo(at("2026-11-10T09:30"));
        assertThat(work.why()).containsEntry("left", "PT0S");
    }

    @Test
    void r12_is_never_missed_and_never_wrong_whenever_a_refund_comes() {
        Random random = new Random(12);
        for (int n = 0; n < 3_000; n++) {
            Instant intake = at("2026-11-01T00:00").plusSeconds(random.nextInt(40 * 86_400));
            Instant platform = intake.plusSeconds(random.nextInt(9 * 86_400));
            WorkDue work = refundDeadline.of(SHOP, intake, platform);
            Duration left = Duration.between(intake, platform);
            Duration margin = left.dividedBy(4).compareTo(Duration.ofHours(12)) < 0 ? left.dividedBy(4) : Duration.ofHours(12);
            assertThat(work.due()).isBeforeOrEqualTo(platform.minus(margin)).isAfterOrEqualTo(intake);
            assertThat(work.why()).containsEntry("answerBy", platform.toString());
            if (!work.why().containsKey("notMovedBack")) {
                assertThat(calendar.lastStaffed(SHOP, work.due())).isEqualTo(work.due());
                assertThat(calendar.after(SHOP, work.due(), Duration.ofSeconds(1)).due())
                        .isAfterOrEqualTo(platform.minus(margin).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
            }
            assertThat(Json.readMap(Json.write(work.why()))).isEqualTo(work.why());
        }
    }

    @Test
    void the_figures_of_r12_are_settings() {
        settings.set(Figure.REFUND_ANSWER_WITHIN, null, "PT24H", null, null, "manager1");
        settings.set(Figure.REFUND_MARGIN_MAX, null, "PT3H", null, null, "manager1");
        assertThat(refundDeadline.of(SHOP, at("2026-11-10T15:00"), null).due()).isEqualTo(at("2026-11-11T12:00"));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }
}
