package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** R2: the customer can wait for the parcel, not for the answer. */
class FirstReplyStackTest extends StackTest {

    private String opened() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").mail("buyer@example.org").imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        return caseId;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> firstReply(String caseId) {
        return ((List<Map<String, Object>>) as("auditor1").sees(caseId).get("deadlines")).stream()
                .filter(clock -> clock.get("kind").equals("FIRST_REPLY")).findFirst().orElseThrow();
    }

    private Instant at(int hour, int minute) {
        return now().toLocalDate().atTime(hour, minute).atZone(SHANGHAI).toInstant();
    }

    private void reached(String caseId, String channel, Instant when) {
        as("agent1").post("/api/cases/" + caseId + "/contacts", when == null ? Map.of("channel", channel, "outcome", "REACHED")
                : Map.of("channel", channel, "outcome", "REACHED", "at", when.toString())).is(204);
    }

    @Test
    void r2_ten_staffed_minutes_from_intake_with_the_reason_told() {
        String caseId = opened();
        assertThat(firstReply(caseId)).containsEntry("due", at(10, 10).toString()).containsEntry("state", "RUNNING").containsEntry("overdue", false);
        assertThat(firstReply(caseId).get("why").toString()).contains("10:00").isNotBlank();
    }

    @Test
    void r2_a_case_of_the_night_waits_for_the_morning_and_one_before_midnight_for_both() {
        passTo(now().toLocalDate().plusDays(1).atTime(3, 0));
        assertThat(firstReply(opened())).containsEntry("due", at(9, 10).toString());
        LocalDateTime late = now().toLocalDate().atTime(23, 55);
        passTo(late);
        String caseId = opened();
        Instant due = late.toLocalDate().plusDays(1).atTime(9, 5).atZone(SHANGHAI).toInstant();
        assertThat(firstReply(caseId)).containsEntry("due", due.toString());
    }

    @Test
    void r2_only_a_person_who_reaches_the_customer_stops_it() {
        String caseId = opened();
        as("agent1").post("/api/tasks/" + as("agent1").task(caseId, "reviewRefund").get("taskId") + "/claim", null).is(200);
        as("agent1").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", "hello?"));
        as("agent1").post("/api/cases/" + caseId + "/notes", Map.of("text", "looked at it")).is(204);
        as("agent1").post("/api/cases/" + caseId + "/contacts", Map.of("channel", "PHONE", "outcome", "NOT_REACHED")).is(204);
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "ASK_CUSTOMER", "question", "photos?"));
        settle();
        assertThat(kinds(caseId)).contains("MESSAGE_SENT");
        assertThat(firstReply(caseId)).as("a mail of the system is no reply").containsEntry("state", "RUNNING");
        pass(Duration.ofMinutes(4));
        reached(caseId, "CHAT", null);
        assertThat(firstReply(caseId)).containsEntry("state", "MET").containsEntry("endedAt", at(10, 4).toString());
        assertThat(as("auditor1").sees(caseId)).containsEntry("firstReplyAt", at(10, 4).toString());
    }

    @Test
    void r2_it_warns_at_half_time_tells_when_missed_and_a_late_reply_is_late() {
        String caseId = opened();
        pass(Duration.ofMinutes(5));
        assertThat(kinds(caseId)).contains("DEADLINE_WARNED");
        pass(Duration.ofMinutes(6));
        assertThat(kinds(caseId)).contains("DEADLINE_MISSED");
        assertThat(firstReply(caseId)).containsEntry("overdue", true);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template IN ('deadline-warning', 'deadline-missed')")
                .param(caseId).query(Long.class).single()).isGreaterThanOrEqualTo(2);
        reached(caseId, "PHONE", null);
        assertThat(firstReply(caseId)).containsEntry("state", "MISSED");
    }

    @Test
    void r2_a_reply_made_outside_counts_with_its_own_time_when_it_is_recorded_later() {
        String caseId = opened();
        pass(Duration.ofMinutes(40));
        reached(caseId, "CHAT", at(10, 7));
        assertThat(firstReply(caseId)).containsEntry("state", "MET").containsEntry("endedAt", at(10, 7).toString());
        assertThat(as("auditor1").sees(caseId)).containsEntry("firstReplyAt", at(10, 7).toString());
    }

    @Test
    void r2_an_earlier_reply_recorded_after_a_later_one_puts_the_clock_right() {
        String caseId = opened();
        pass(Duration.ofMinutes(40));
        reached(caseId, "PHONE", null);
        assertThat(firstReply(caseId)).containsEntry("state", "MISSED");
        reached(caseId, "CHAT", at(10, 3));
        assertThat(firstReply(caseId)).containsEntry("state", "MET").containsEntry("endedAt", at(10, 3).toString());
        reached(caseId, "CHAT", at(10, 30));
        assertThat(firstReply(caseId)).containsEntry("state", "MET").containsEntry("endedAt", at(10, 3).toString());
        assertThat(as("auditor1").sees(caseId)).containsEntry("firstReplyAt", at(10, 3).toString());
    }

    @Test
    void r2_a_word_from_before_the_case_is_no_reply_to_it() {
        String caseId = opened();
        reached(caseId, "CHAT", at(9, 30));
        assertThat(firstReply(caseId)).containsEntry("state", "RUNNING");
        assertThat(as("auditor1").sees(caseId).get("firstReplyAt")).isNull();
    }

    @Test
    void r2_a_case_that_ends_unanswered_after_its_time_has_missed_it() {
        String caseId = opened();
        pass(Duration.ofMinutes(30));
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "REFUNDED");
        assertThat(firstReply(caseId)).containsEntry("state", "MISSED");
        reached(caseId, "CHAT", at(10, 5));
        assertThat(firstReply(caseId)).containsEntry("state", "MET");
    }
}
