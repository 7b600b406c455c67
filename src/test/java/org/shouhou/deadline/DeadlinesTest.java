package org.shouhou.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shouhou.common.AdjustableClock;
import org.shouhou.deadline.Deadlines.State;
import org.shouhou.settings.Settings;
import org.shouhou.settings.SettingsFixture;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("stack")
class DeadlinesTest {

    /** 20:00 in the shop's zone. */
    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final Instant DUE = NOW.plusSeconds(600);
    private static DataSource database;

    private final AdjustableClock clock = new AdjustableClock();
    private Deadlines deadlines;
    private TaskDue taskDue;
    private long caseId;

    @BeforeAll
    static void open() {
        database = SettingsFixture.database();
    }

    @BeforeEach
    void openCase() {
        clock.standAt(NOW);
        JdbcClient jdbc = JdbcClient.create(database);
        deadlines = new Deadlines(jdbc, event -> { }, clock);
        Settings settings = SettingsFixture.settings(database, clock);
        taskDue = new TaskDue(jdbc, settings, new BusinessCalendar(settings, new CalendarDays(jdbc)), deadlines, clock);
        caseId = CaseRows.open(jdbc, NOW);
    }

    @Test
    void r2_the_clock_shows_when_it_started_when_it_is_due_and_why() {
        Map<String, Object> why = Why.elapsed(NOW, Duration.ofMinutes(10));
        deadlines.start(caseId, null, Deadlines.FIRST_REPLY, NOW, DUE, Deadlines.halfTime(NOW, DUE), why);
        assertThat(deadlines.of(caseId)).singleElement().satisfies(view -> {
            assertThat(view.kind()).isEqualTo("FIRST_REPLY");
            assertThat(view.startsAt()).isEqualTo(NOW);
            assertThat(view.due()).isEqualTo(DUE);
            assertThat(view.warnAt()).isEqualTo(NOW.plusSeconds(300));
            assertThat(view.state()).isEqualTo(State.RUNNING);
            assertThat(view.why()).isEqualTo(why);
            assertThat(view.overdue()).isFalse();
        });
    }

    @Test
    void r12_the_platforms_deadline_is_stored_as_given() {
        Instant given = Instant.parse("2026-11-12T03:04:05Z");
        deadlines.start(caseId, null, Deadlines.PLATFORM, NOW, given, null, Why.given(given));
        assertThat(deadlines.of(caseId)).singleElement().satisfies(view -> {
            assertThat(view.due()).isEqualTo(given);
            assertThat(view.why()).containsEntry("given", "2026-11-12T03:04:05Z");
        });
    }

    @Test
    void what_is_done_up_to_the_very_second_is_in_time() {
        assertThat(endedAt(DUE)).isEqualTo(State.MET);
        assertThat(endedAt(DUE.plusMillis(999))).isEqualTo(State.MET);
        assertThat(endedAt(DUE.plusSeconds(1))).isEqualTo(State.MISSED);
    }

    private State endedAt(Instant at) {
        clock.standAt(NOW);
        long another = CaseRows.open(JdbcClient.create(database), NOW);
        deadlines.start(another, null, Deadlines.FIRST_REPLY, NOW, DUE, null, Map.of());
        clock.standAt(at);
        assertThat(deadlines.of(another).get(0).overdue()).isEqualTo(at.isAfter(DUE.plusMillis(999)));
        deadlines.met(another, Deadlines.FIRST_REPLY);
        return deadlines.of(another).get(0).state();
    }

    @Test
    void r2_a_reply_given_outside_and_recorded_later_stops_the_clock_at_its_own_time() {
        deadlines.start(caseId, null, Deadlines.FIRST_REPLY, NOW, DUE, null, Map.of());
        clock.standAt(DUE.plusSeconds(3600));
        deadlines.met(caseId, Deadlines.FIRST_REPLY, NOW.plusSeconds(120));
        assertThat(deadlines.of(caseId)).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(State.MET);
            assertThat(view.endedAt()).isEqualTo(NOW.plusSeconds(120));
            assertThat(view.overdue()).isFalse();
        });
    }

    @Test
    void a_clock_that_was_stopped_stays_as_it_is() {
        deadlines.start(caseId, null, Deadlines.FIRST_REPLY, NOW, DUE, null, Map.of());
        deadlines.met(caseId, Deadlines.FIRST_REPLY);
        clock.standAt(DUE.plusSeconds(3600));
        deadlines.met(caseId, Deadlines.FIRST_REPLY);
        deadlines.cancelAll(caseId);
        assertThat(deadlines.move(caseId, Deadlines.FIRST_REPLY, DUE, null, Map.of())).isFalse();
        assertThat(deadlines.of(caseId)).singleElement().satisfies(view -> assertThat(view.state()).isEqualTo(State.MET));
    }

    @Test
    void a_tasks_clock_ends_with_the_task() {
        deadlines.start(caseId, "task1-" + caseId, Deadlines.TASK, NOW, DUE, null, Map.of());
        deadlines.start(caseId, "task2-" + caseId, Deadlines.TASK, NOW, DUE, null, Map.of());
        deadlines.start(caseId, "task3-" + caseId, Deadlines.SLOT, NOW, DUE, null, Map.of());
        deadlines.endForTask("task1-" + caseId);
        deadlines.cancelForTask("task2-" + caseId);
        // the slot's end takes the task away at the very moment it is due
        clock.standAt(DUE);
        deadlines.cancelForTask("task3-" + caseId);
        assertThat(deadlines.of(caseId)).extracting(Deadlines.View::state).containsExactly(State.MET, State.CANCELLED, State.MISSED);
    }

    @Test
    void when_a_case_ends_its_clocks_stop_and_what_was_late_stays_late() {
        deadlines.start(caseId, null, Deadlines.FIRST_REPLY, NOW, DUE, null, Map.of());
        deadlines.start(caseId, null, Deadlines.REFUND_ANSWER, NOW, DUE.plusSeconds(3600), null, Map.of());
        clock.standAt(DUE.plusSeconds(60));
        deadlines.cancelAll(caseId);
        assertThat(deadlines.of(caseId)).extracting(Deadlines.View::state).containsExactly(State.MISSED, State.CANCELLED);
    }

    @Test
    void r38_a_clock_that_is_moved_keeps_where_it_stood() {
        deadlines.start(caseId, null, Deadlines.REFUND_ANSWER, NOW, DUE, null, Map.of("code", "BEFORE_ANSWER"));
        assertThat(deadlines.move(caseId, Deadlines.REFUND_ANSWER, DUE.plusSeconds(60), DUE, Map.of("code", "ELAPSED"))).isTrue();
        assertThat(deadlines.running(caseId, Deadlines.REFUND_ANSWER)).singleElement().satisfies(view -> {
            assertThat(view.due()).isEqualTo(DUE.plusSeconds(60));
            assertThat(view.why()).isEqualTo(Map.of("code", "ELAPSED", "movedFrom", DUE.toString()));
        });
    }

    @Test
    void every_task_has_a_deadline() {
        Instant decideBy = NOW.plusSeconds(7200);
        Instant slotEnds = NOW.plusSeconds(3600);
        Map<String, Object> vars = Map.of("decideBy", Date.from(decideBy), "slotEnds", Date.from(slotEnds));
        assertThat(taskDue.of("reviewRefund", caseId, vars)).isEqualTo(decideBy);
        assertThat(taskDue.of("approveRefund", caseId, vars)).isEqualTo(decideBy);
        assertThat(taskDue.of("approveRefund", caseId, Map.of())).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(taskDue.of("contactCustomer", caseId, vars)).isEqualTo(slotEnds);
        assertThat(taskDue.of("inspectReturn", caseId, vars)).isEqualTo(NOW.plus(Duration.ofHours(48)));
        assertThat(taskDue.of("resolveHeldOrder", caseId, vars)).isEqualTo(NOW.plus(Duration.ofHours(2)));
        for (String other : List.of("settleRefundByHand", "settleOverpayment", "handleEscalation", "decideUnshippableOrder", "anything")) {
            assertThat(taskDue.of(other, caseId, vars)).isEqualTo(NOW.plus(Duration.ofHours(24)));
        }
    }

    @Test
    void a_held_order_is_resolved_within_two_staffed_hours() {
        clock.standAt(Instant.parse("2026-11-10T15:00:00Z"));
        TaskDue.Due due = taskDue.due("resolveHeldOrder", caseId, Map.of());
        assertThat(due.due()).isEqualTo("2026-11-11T02:00:00Z");
        assertThat(due.why()).containsEntry("code", "STAFFED").containsEntry("time", "PT2H").containsEntry("counted", List.of(
                Map.of("from", "2026-11-10T15:00:00Z", "to", "2026-11-10T16:00:00Z"),
                Map.of("from", "2026-11-11T01:00:00Z", "to", "2026-11-11T02:00:00Z")));
    }

    @Test
    void r12_an_overdue_refund_is_decided_before_the_platform_decides_itself() {
        Instant platform = NOW.plusSeconds(5 * 3600);
        assertThat(taskDue.of("decideOverdueRefund", caseId, Map.of())).isEqualTo(NOW.plus(Duration.ofHours(24)));
        deadlines.start(caseId, null, Deadlines.PLATFORM, NOW, platform, null, Why.given(platform));
        assertThat(taskDue.due("decideOverdueRefund", caseId, Map.of()))
                .isEqualTo(new TaskDue.Due(platform, Why.given(platform)));
        clock.standAt(platform.plusSeconds(60));
        assertThat(taskDue.of("decideOverdueRefund", caseId, Map.of())).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
    }
}
