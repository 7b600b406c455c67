package org.shouhou.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.AdjustableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class DeadlineWatchStackTest extends StackTest {

    private static final Instant START = Instant.parse("2031-03-04T02:00:00Z");
    private static final Instant WARN = START.plusSeconds(300);
    private static final Instant DUE = START.plusSeconds(600);

    @Autowired
    DeadlineWatch watch;
    @Autowired
    Deadlines deadlines;
    @Autowired
    CaseHistory history;
    @Autowired
    AdjustableClock clock;
    @Autowired
    JdbcClient jdbc;

    private long caseId;

    @BeforeEach
    void openCase() {
        jdbc.sql("UPDATE deadline SET state = 'CANCELLED' WHERE state = 'RUNNING'").update();
        clock.standAt(START);
        caseId = CaseRows.open(jdbc, START);
    }

    @AfterEach
    void leaveNothingBehind() {
        CaseRows.remove(jdbc, caseId);
        clock.run(Duration.ZERO);
    }

    @Test
    void the_supervisor_is_warned_once_and_told_once_when_the_time_is_up() {
        start(Deadlines.REFUND_ANSWER);
        assertThat(watch.workOnce()).isFalse();
        assertThat(watch.nextDue()).contains(WARN);

        clock.standAt(WARN);
        assertThat(watch.workOnce()).isTrue();
        assertThat(watch.workOnce()).isFalse();
        assertThat(notices()).containsExactly("DEADLINE_WARNED");
        assertThat(letters()).containsExactly("deadline-warning");
        assertThat(watch.nextDue()).contains(DUE.plusSeconds(1));

        clock.standAt(DUE);
        assertThat(watch.workOnce()).isFalse();
        assertThat(watch.nextDue()).contains(DUE.plusSeconds(1));
        clock.standAt(DUE.plusSeconds(1));
        assertThat(watch.workOnce()).isTrue();
        assertThat(watch.workOnce()).isFalse();
        assertThat(watch.nextDue()).isEmpty();
        assertThat(notices()).containsExactly("DEADLINE_WARNED", "DEADLINE_MISSED");
        assertThat(letters()).containsExactly("deadline-warning", "deadline-missed");
        // it runs on, overdue, until somebody does the work
        assertThat(deadlines.of(caseId)).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(Deadlines.State.RUNNING);
            assertThat(view.overdue()).isTrue();
        });
    }

    @Test
    void after_an_outage_only_the_missed_deadline_is_told_not_a_warning_that_comes_too_late() {
        start(Deadlines.FIRST_REPLY);
        clock.standAt(DUE.plusSeconds(2 * 86_400));
        while (watch.workOnce()) {
            continue;
        }
        assertThat(notices()).containsExactly("DEADLINE_MISSED");
        assertThat(letters()).containsExactly("deadline-missed");
        assertThat(watch.nextDue()).isEmpty();
    }

    @Test
    void what_was_done_in_time_alarms_nobody() {
        start(Deadlines.FIRST_REPLY);
        deadlines.met(caseId, Deadlines.FIRST_REPLY);
        clock.standAt(DUE.plusSeconds(60));
        assertThat(watch.workOnce()).isFalse();
        assertThat(notices()).isEmpty();
    }

    @Test
    void a_deadline_that_was_moved_warns_anew() {
        start(Deadlines.REFUND_ANSWER);
        clock.standAt(DUE.plusSeconds(1));
        watch.workOnce();
        deadlines.move(caseId, Deadlines.REFUND_ANSWER, DUE.plusSeconds(3600), DUE.plusSeconds(1800), Map.of());
        assertThat(watch.nextDue()).contains(DUE.plusSeconds(1800));
        clock.standAt(DUE.plusSeconds(3601));
        assertThat(watch.workOnce()).isTrue();
        assertThat(notices()).containsExactly("DEADLINE_MISSED", "DEADLINE_MISSED");
        assertThat(letters()).containsExactly("deadline-missed", "deadline-missed");
    }

    @Test
    void r21_an_hour_before_a_slot_ends_the_supervisor_is_alarmed_and_its_end_is_noted() {
        deadlines.start(caseId, null, Deadlines.SLOT, START, DUE, WARN, Why.slotEnd(DUE, 2, 1, "EVENING"));
        clock.standAt(WARN);
        watch.workOnce();
        clock.standAt(DUE.plusSeconds(1));
        watch.workOnce();
        assertThat(notices()).containsExactly("DEADLINE_WARNED", "DEADLINE_MISSED");
        assertThat(letters()).containsExactly("slot-alarm");
    }

    @Test
    void several_nodes_at_once_tell_each_deadline_once() throws Exception {
        for (int n = 0; n < 10; n++) {
            start(Deadlines.TASK);
        }
        clock.standAt(DUE.plusSeconds(1));
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> all = Collections.nCopies(4, watch::workOnce);
            for (Future<Boolean> done : nodes.invokeAll(all)) {
                done.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(watch.workOnce()).isFalse();
        assertThat(notices()).hasSize(10);
        assertThat(letters()).hasSize(10);
    }

    private void start(String kind) {
        deadlines.start(caseId, null, kind, START, DUE, WARN, Map.of());
    }

    private List<String> notices() {
        return history.of(caseId).stream().map(CaseHistory.Event::kind).filter(kind -> kind.startsWith("DEADLINE_")).toList();
    }

    /** One each, however many supervisors read it. */
    private List<String> letters() {
        return jdbc.sql("SELECT template, message_key FROM outgoing_message WHERE case_id = ? ORDER BY id").param(caseId)
                .query((row, n) -> Map.entry(row.getString("template"), row.getString("message_key").replaceAll("@.*", ""))).list()
                .stream().distinct().map(Map.Entry::getKey).toList();
    }
}
