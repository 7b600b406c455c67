package org.shouhou.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** R45: work reaches people on duty. R4: it changes hands with a list of what is open. */
class DutyStackTest extends StackTest {

    @AfterEach
    void everybodyIsBack() {
        jdbc.sql("DELETE FROM duty_shift").update();
        jdbc.sql("DELETE FROM duty_change").update();
        jdbc.sql("UPDATE user_account SET active = TRUE WHERE username = 'agent2'").update();
    }

    private String aCase() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        return caseId;
    }

    private void is(String user, String state) {
        as(user).put("/api/duty/me", Map.of("state", state)).is(200);
    }

    private String taskOf(String caseId, String key) {
        return (String) as("auditor1").task(caseId, key).get("taskId");
    }

    private Object ownerOf(String caseId, String key) {
        return as("auditor1").task(caseId, key).get("owner");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> last(String caseId, String kind) {
        return as("auditor1").list("/api/cases/" + caseId + "/history").stream().map(event -> (Map<String, Object>) event)
                .filter(event -> event.get("kind").equals(kind)).reduce((one, other) -> other)
                .map(event -> (Map<String, Object>) event.get("data")).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private String stateOf(String user) {
        return (String) as("agent1").list("/api/duty").stream().map(one -> (Map<String, Object>) one)
                .filter(one -> one.get("user").equals(user)).findFirst().orElseThrow().get("state");
    }

    @Test
    @SuppressWarnings("unchecked")
    void r45_a_week_shows_who_works_when_nobody_does_and_is_planned_like_another() {
        var monday = now().toLocalDate().plusWeeks(1).with(java.time.DayOfWeek.MONDAY);
        var starts = monday.atTime(9, 0).atZone(SHANGHAI).toInstant();
        as("supervisor1").post("/api/duty/shifts", Map.of("user", "agent1", "startsAt", starts.toString(),
                "endsAt", starts.plus(Duration.ofHours(9)).toString())).is(201);
        Map<String, Object> week = as("auditor1").get("/api/duty/week?from=" + monday.plusDays(3)).is(200).json();
        assertThat(week).containsEntry("monday", monday.toString());
        assertThat(((List<List<Map<String, Object>>>) week.get("gaps")).get(0)).extracting(gap -> gap.get("from"))
                .containsExactly(starts.plus(Duration.ofHours(9)).toString());
        assertThat(as("supervisor1").post("/api/duty/weeks/copy", Map.of("from", monday.toString(), "to", monday.plusWeeks(1).toString())).is(200)
                .json()).containsEntry("shifts", 1);
        assertThat(as("supervisor1").post("/api/duty/weeks/copy", Map.of("from", monday.toString(), "to", monday.plusWeeks(1).toString())).is(200)
                .json()).as("again, nothing comes to it").containsEntry("shifts", 0);
        Map<String, Object> copied = (Map<String, Object>) as("agent1").list("/api/duty/shifts?from=" + starts.plus(Duration.ofDays(6)) + "&to="
                + starts.plus(Duration.ofDays(8))).get(0);
        assertThat(copied).containsEntry("startsAt", starts.plus(Duration.ofDays(7)).toString());
        assertThat(as("supervisor1").put("/api/duty/shifts/" + copied.get("id"), Map.of("startsAt", starts.plus(Duration.ofDays(8)).toString(),
                "endsAt", starts.plus(Duration.ofDays(8)).plus(Duration.ofHours(4)).toString())).is(200).json()).containsEntry("user", "agent1");
        as("supervisor1").put("/api/duty/shifts/0", Map.of("startsAt", starts.toString(), "endsAt", starts.plusSeconds(60).toString())).is(404);
        as("supervisor1").post("/api/duty/weeks/copy", Map.of("from", monday.toString(), "to", monday.plusDays(2).toString())).is(400);
        as("supervisor1").post("/api/duty/weeks/copy", Map.of("from", monday.toString())).is(400);
        as("agent1").post("/api/duty/weeks/copy", Map.of("from", monday.toString(), "to", monday.plusWeeks(2).toString())).is(403);
    }

    @Test
    void r45_without_roster_or_word_everybody_is_on_duty_and_on_a_break_no_new_work_comes() {
        aCase();
        assertThat(stateOf("agent1")).isEqualTo("ON");
        is("agent1", "BREAK");
        as("agent1").post("/api/tasks/next", null).isProblem(409, "off-duty");
        is("agent1", "BREAK");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM duty_change").query(Long.class).single()).as("the same again").isEqualTo(1);
        is("agent1", "ON");
        as("agent1").post("/api/tasks/next", null).is(200);
    }

    @Test
    void r45_the_roster_says_who_is_on_duty_until_somebody_says_otherwise_till_the_next_shift() {
        as("supervisor1").post("/api/duty/shifts", Map.of("user", "agent1", "startsAt", clock.instant().plus(Duration.ofHours(2)).toString(),
                "endsAt", clock.instant().plus(Duration.ofHours(10)).toString())).is(201);
        assertThat(stateOf("agent1")).as("the shift has not begun").isEqualTo("OFF");
        is("agent1", "ON");
        assertThat(stateOf("agent1")).isEqualTo("ON");
        is("agent1", "OFF");
        pass(Duration.ofHours(2));
        assertThat(stateOf("agent1")).as("the shift begins").isEqualTo("ON");
        is("agent1", "BREAK");
        pass(Duration.ofHours(9));
        assertThat(stateOf("agent1")).as("the shift is over").isEqualTo("OFF");
        assertThat(stateOf("agent2")).isEqualTo("ON");
    }

    @Test
    void r45_handovers_and_escalations_reach_only_people_on_duty_and_all_when_nobody_is() {
        String caseId = aCase();
        as("agent1").post("/api/tasks/" + taskOf(caseId, "reviewRefund") + "/claim", null).is(200);
        is("agent2", "OFF");
        Desk.Answer refused = as("agent1").post("/api/tasks/" + taskOf(caseId, "reviewRefund") + "/handover", Map.of("to", "agent2", "note", "please"));
        assertThat(refused.isProblem(400, "invalid-fields").body()).contains("not on duty");
        is("supervisor1", "OFF");
        as("agent1").tells(caseId, "escalationRequested", Map.of("reason", "the customer threatens"));
        assertThat(reached(caseId)).as("those on duty hear").isNotEmpty().noneMatch(name -> name.contains("supervisor1"))
                .anyMatch(name -> name.contains("supervisor2"));

        is("supervisor2", "OFF");
        String other = aCase();
        as("agent1").tells(other, "escalationRequested", Map.of("reason", "again"));
        assertThat(reached(other)).as("never nobody").anyMatch(name -> name.contains("supervisor1")).anyMatch(name -> name.contains("supervisor2"));
        assertThat(last(other, "MESSAGE_QUEUED")).containsEntry("nobodyOnDuty", true);
    }

    private List<String> reached(String caseId) {
        return jdbc.sql("SELECT message_key FROM outgoing_message WHERE case_id = ? AND template = 'escalation'").param(Long.valueOf(caseId))
                .query(String.class).list();
    }

    /** A task that waits for a day, of supervisor1's. */
    private String aCaseOf() {
        String caseId = aCase();
        pass(Duration.ofHours(37));
        as("supervisor1").post("/api/tasks/" + taskOf(caseId, "decideOverdueRefund") + "/claim", null).is(200);
        return caseId;
    }

    @Test
    void r45_what_lies_late_with_somebody_off_duty_returns_to_the_pool_with_what_is_open() {
        String caseId = aCaseOf();
        is("supervisor1", "OFF");
        pass(Duration.ofHours(20));
        assertThat(ownerOf(caseId, "decideOverdueRefund")).as("not late yet").isEqualTo("supervisor1");
        pass(Duration.ofHours(4));
        assertThat(ownerOf(caseId, "decideOverdueRefund")).isNull();
        assertThat(last(caseId, "TASK_RETURNED")).containsEntry("before", "supervisor1").containsKey("clocks");
    }

    @Test
    void r45_late_work_returns_when_the_shift_ends_and_stays_over_a_break() {
        String caseId = aCaseOf();
        as("supervisor2").post("/api/duty/shifts", Map.of("user", "supervisor1", "startsAt", clock.instant().plus(Duration.ofHours(10)).toString(),
                "endsAt", clock.instant().plus(Duration.ofHours(30)).toString())).is(201);
        is("supervisor1", "ON");
        pass(Duration.ofHours(11));
        is("supervisor1", "BREAK");
        pass(Duration.ofHours(16));
        assertThat(ownerOf(caseId, "decideOverdueRefund")).as("late, but only on a break").isEqualTo("supervisor1");
        pass(Duration.ofHours(4));
        assertThat(ownerOf(caseId, "decideOverdueRefund")).isNull();
    }

    @Test
    void r4_whoever_takes_over_reads_what_is_open_whether_handed_over_or_taken_from_somebody_gone() {
        String orderNo = order().line("SKU-1", 1, "300.00").imported();
        String caseId = as("presale1").opens(Map.of("type", "slowReview", "orderNo", orderNo, "reason", "ADDRESS_UNCLEAR"));
        settle();
        as("agent1").post("/api/tasks/" + taskOf(caseId, "contactCustomer") + "/claim", null).is(200);
        as("agent1").post("/api/tasks/" + taskOf(caseId, "contactCustomer") + "/handover", Map.of("to", "agent2", "note", " "))
                .isProblem(400, "invalid-fields");
        as("agent1").post("/api/tasks/" + taskOf(caseId, "contactCustomer") + "/handover", Map.of("to", "agent2", "note", "she calls back at six")).is(204);
        Map<String, Object> handed = last(caseId, "TASK_HANDED_OVER");
        assertThat(handed).containsEntry("text", "she calls back at six").containsEntry("before", "agent1").containsEntry("after", "agent2");
        assertThat(handed.get("clocks").toString()).contains("FIRST_REPLY");
        assertThat(handed.get("nextSlot").toString()).contains("part");
        as("supervisor1").post("/api/tasks/" + taskOf(caseId, "contactCustomer") + "/handover", Map.of("to", "agent1", "note", "agent2 fell ill")).is(204);
        assertThat(last(caseId, "TASK_HANDED_OVER")).containsEntry("before", "agent2").containsKeys("clocks", "nextSlot");
        jdbc.sql("UPDATE user_account SET active = FALSE WHERE username = 'agent2'").update();
        as("agent1").post("/api/tasks/" + taskOf(caseId, "contactCustomer") + "/handover", Map.of("to", "agent2", "note", "x")).isProblem(400, "invalid-fields");
    }

    @Test
    void a_supervisor_keeps_the_roster_and_sets_who_has_gone_and_nobody_else_does() {
        Map<String, Object> shift = Map.of("user", "agent1", "startsAt", clock.instant().toString(), "endsAt", clock.instant().plus(Duration.ofHours(8)).toString());
        as("agent1").post("/api/duty/shifts", shift).isProblem(403, "not-allowed");
        as("auditor1").put("/api/duty/me", Map.of("state", "OFF")).isProblem(403, "not-allowed");
        as("agent1").put("/api/duty/people/agent2", Map.of("state", "OFF")).isProblem(403, "not-allowed");
        Map<String, Object> made = as("supervisor1").post("/api/duty/shifts", shift).is(201).json();
        assertThat(as("supervisor1").post("/api/duty/shifts", shift).is(200).json()).isEqualTo(made);
        as("supervisor1").post("/api/duty/shifts", Map.of("user", "agent1", "startsAt", clock.instant().plus(Duration.ofHours(7)).toString(),
                "endsAt", clock.instant().plus(Duration.ofHours(9)).toString())).isProblem(409, "shift-overlaps");
        as("supervisor1").put("/api/duty/people/agent2", Map.of("state", "OFF")).is(200);
        assertThat(stateOf("agent2")).isEqualTo("OFF");
        assertThat(as("agent1").list("/api/duty/shifts")).hasSize(1);
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Map<String, Map<String, Object>> bad = new LinkedHashMap<>();
        bad.put("nobody", with(shift, "user", "ghost"));
        bad.put("no user", with(shift, "user", null));
        bad.put("no start", with(shift, "startsAt", null));
        bad.put("no end", with(shift, "endsAt", null));
        bad.put("backwards", with(shift, "endsAt", clock.instant().minusSeconds(1).toString()));
        bad.put("for days", with(shift, "endsAt", clock.instant().plus(Duration.ofDays(2)).toString()));
        bad.put("beyond time", with(shift, "startsAt", "+100000-01-01T00:00:00Z"));
        bad.put("no time", with(shift, "startsAt", "morning"));
        bad.put("unknown field", with(shift, "mood", "x"));
        bad.forEach((what, one) -> unchanged.refused(soft, what, as("supervisor1").post("/api/duty/shifts", one), 400, "invalid-fields"));
        unchanged.refused(soft, "no state", as("agent1").put("/api/duty/me", Map.of("state", "ASLEEP")), 400, "invalid-fields");
        unchanged.refused(soft, "nobody's state", as("supervisor1").put("/api/duty/people/ghost", Map.of("state", "ON")), 404, "not-found");
        unchanged.refused(soft, "roster of no time", as("agent1").get("/api/duty/shifts?from=%2B100000-01-01T00:00:00Z"), 400, "invalid-fields");
        soft.assertAll();
    }

    private static Map<String, Object> with(Map<String, Object> shift, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(shift);
        changed.put(field, value);
        return changed;
    }
}
