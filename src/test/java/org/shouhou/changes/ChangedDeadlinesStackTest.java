package org.shouhou.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;

/** Each test has a shop of its own, so that no other test's deadlines move. */
class ChangedDeadlinesStackTest extends StackTest {

    private String shop;
    private String caseId;

    @BeforeEach
    void aShopWithACase() {
        shop = "S" + id().substring(0, 8);
        caseId = open("refund", "NO_LONGER_WANTED");
        settle();
    }

    @AfterEach
    void nothingStaysOpen() {
        jdbc.sql("SELECT id FROM case_file WHERE shop = ? AND status <> 'CLOSED'").param(shop).query(String.class).list()
                .forEach(id -> as("supervisor1").tells(id, "customerWithdrew", Map.of("reason", "looked at")));
        settle();
    }

    private String open(String type, String reason) {
        String orderNo = "C" + id();
        String csv = "orderNo,createdAt,paidAt,buyer,phone,lineNo,sku,title,quantity,linePaid\n" + orderNo
                + ",2026-11-01T10:00:00+08:00,2026-11-01T10:00:00+08:00,买家,13800000000,1,A-1,货品,1,300.00\n";
        as("supervisor1").upload("/api/orders/import?format=standard&shop=" + shop, csv.getBytes(StandardCharsets.UTF_8)).is(200);
        return as("agent1").opens(Map.of("type", type, "orderNo", orderNo, "shop", shop, "reason", reason,
                "platformDeadline", clock.instant().plus(Duration.ofHours(60)).toString()));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> clockOf(String id, String kind) {
        return ((List<Map<String, Object>>) as("agent1").sees(id).get("deadlines")).stream().filter(one -> one.get("kind").equals(kind))
                .findFirst().orElseThrow();
    }

    private Instant due(String kind) {
        return Instant.parse((String) clockOf(caseId, kind).get("due"));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> moved(String id) {
        return as("auditor1").list("/api/cases/" + id + "/history").stream().map(one -> (Map<String, Object>) one)
                .filter(one -> one.get("kind").equals("DEADLINE_MOVED")).toList();
    }

    private Map<String, Object> closed(int inDays, String name) {
        return Map.of("shop", shop, "days", List.of(Map.of("date", today().plusDays(inDays).toString(), "intervals", "closed", "name", name)));
    }

    private LocalDate today() {
        return now().toLocalDate();
    }

    private Map<String, Object> preview(Map<String, Object> days) {
        return as("supervisor1").post("/api/calendar/preview", days).is(200).json();
    }

    private Desk.Answer confirm(Map<String, Object> preview) {
        return as("supervisor1").post("/api/calendar/changes", Map.of("preview", preview.get("preview")));
    }

    private Map<String, Object> figure(String name, String value) {
        return as("manager1").post("/api/settings/" + name + "/preview", Map.of("shop", shop, "value", value)).is(200).json();
    }

    private Desk.Answer confirmFigure(Map<String, Object> preview) {
        return as("manager1").post("/api/settings/changes", Map.of("preview", preview.get("preview")));
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_calendar_change_moves_open_deadlines_as_previewed_never_silently_and_is_in_the_history_of_every_case_it_touched() {
        Instant reply = due("FIRST_REPLY");
        Instant platform = due("PLATFORM");
        Map<String, Object> shown = preview(closed(0, "台风"));
        assertThat(due("FIRST_REPLY")).as("looking moves nothing").isEqualTo(reply);
        List<Map<String, Object>> first = (List<Map<String, Object>>) shown.get("first");
        Map<String, Object> line = first.stream().filter(one -> one.get("kind").equals("FIRST_REPLY")).findFirst().orElseThrow();
        Instant tomorrow = today().plusDays(1).atTime(9, 10).atZone(SHANGHAI).toInstant();
        assertThat(line).containsEntry("from", reply.toString()).containsEntry("to", tomorrow.toString());
        assertThat(shown).containsEntry("cases", 1);

        as("supervisor1").put("/api/calendar", closed(0, "台风")).isProblem(409, "preview-needed");
        Map<String, Object> done = confirm(shown).is(200).json();
        assertThat(done).containsEntry("clocks", first.size()).containsEntry("waiting", 0);
        assertThat(due("FIRST_REPLY")).isEqualTo(tomorrow);
        assertThat(due("PLATFORM")).as("the platform's own time stays as given").isEqualTo(platform);
        assertThat(moved(caseId)).hasSize(first.size()).allSatisfy(event -> {
            assertThat(event).containsEntry("actor", "supervisor1");
            assertThat((Map<String, Object>) event.get("data")).containsEntry("dates", today() + " 台风").containsEntry("hoursAfter", "closed").containsKeys("before", "after");
        });
        assertThat(as("supervisor1").post("/api/calendar/changes", Map.of("preview", shown.get("preview"))).is(200).json())
                .as("said again, nothing happens again").containsEntry("id", done.get("id"));
        assertThat(moved(caseId)).hasSize(first.size());
        pass(Duration.ofMinutes(30));
        assertThat(kinds(caseId)).as("it is not late at the old time").doesNotContain("DEADLINE_MISSED");
    }

    @Test
    @SuppressWarnings("unchecked")
    void r12_work_due_before_the_answer_moves_with_the_hours_and_so_do_its_task_and_what_the_process_waits_for() {
        // 60 hours: due 48 hours from now, at ten in the morning two days ahead; that day closes
        Instant work = due("REFUND_ANSWER");
        Map<String, Object> shown = preview(closed(2, "盘点"));
        confirm(shown).is(200);
        Instant lastHour = today().plusDays(2).atStartOfDay(SHANGHAI).toInstant();
        assertThat(work).isAfter(lastHour);
        assertThat(due("REFUND_ANSWER")).isEqualTo(lastHour);
        Map<String, Object> task = as("agent1").task(caseId, "reviewRefund");
        assertThat(task).containsEntry("due", lastHour.toString());
        pass(Duration.between(clock.instant(), lastHour).plusSeconds(2));
        assertThat(as("agent1").tasks(caseId)).as("too late at the new time, and not hours later").contains("decideOverdueRefund");
    }

    @Test
    void r2_another_time_for_the_first_reply_moves_those_that_wait_and_leaves_those_that_are_late() {
        Instant reply = due("FIRST_REPLY");
        pass(Duration.ofMinutes(11));
        String younger = open("refund", "NO_LONGER_WANTED");
        settle();
        Map<String, Object> shown = figure("firstReply.within", "PT1H");
        assertThat(shown).containsEntry("deadlines", 1).containsEntry("before", "PT10M");
        confirmFigure(shown).is(200);
        assertThat(due("FIRST_REPLY")).as("what is late stays late").isEqualTo(reply);
        assertThat(Instant.parse((String) clockOf(younger, "FIRST_REPLY").get("due"))).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        assertThat(moved(younger)).singleElement().satisfies(event -> assertThat(event.get("data").toString())
                .contains("figure=firstReply.within").contains("valueBefore=PT10M").contains("valueAfter=PT1H"));
        Map<String, Object> back = figure("firstReply.within", "PT0S");
        assertThat(back).as("shortened, it is late at once").containsEntry("deadlines", 1);
    }

    @Test
    void r29_another_time_to_answer_a_complaint_moves_when_it_is_passed_up() {
        String complaint = open("complaint", "NOT_AS_DESCRIBED");
        settle();
        Instant before = Instant.parse((String) as("agent1").task(complaint, "investigateComplaint").get("due"));
        String name = List.of("complaint.within.short", "complaint.within.medium", "complaint.within.long").stream()
                .filter(one -> !figure(one, "PT6H").get("deadlines").equals(0)).findFirst().orElseThrow();
        confirmFigure(figure(name, "PT6H")).is(200);
        Instant after = clock.instant().plus(Duration.ofHours(6));
        assertThat(Instant.parse((String) as("agent1").task(complaint, "investigateComplaint").get("due"))).isEqualTo(after).isBefore(before);
        pass(Duration.ofHours(6).plusSeconds(2));
        assertThat(kinds(complaint)).contains("COMPLAINT_PASSED_UP");
    }

    @Test
    void what_somebody_else_changed_in_between_is_looked_at_again_and_nothing_moves() {
        Instant reply = due("FIRST_REPLY");
        Map<String, Object> shown = preview(closed(0, "台风"));
        as("manager1").put("/api/settings/list.soonWithin", Map.of("shop", shop, "value", "PT3H")).is(200);
        confirm(shown).isProblem(409, "preview-stale");
        assertThat(due("FIRST_REPLY")).isEqualTo(reply);
        assertThat(as("agent1").get("/api/calendar?shop=" + shop).is(200).json().get("days")).isEqualTo(List.of());
        assertThat(moved(caseId)).isEmpty();
    }

    @Test
    void what_stopped_in_between_stays_and_what_began_in_between_moves_too() {
        String other = open("refund", "NO_LONGER_WANTED");
        Map<String, Object> shown = preview(closed(0, "台风"));
        as("agent1").tells(other, "customerWithdrew", Map.of("reason", "不退了"));
        String younger = open("refund", "NO_LONGER_WANTED");
        settle();
        confirm(shown).is(200);
        assertThat(moved(other)).isEmpty();
        assertThat(moved(caseId)).isNotEmpty();
        assertThat(moved(younger)).isNotEmpty();
    }

    @Test
    void longer_hours_bring_deadlines_forward() {
        // somebody asks at one at night of the day the sale begins: nobody is there before nine
        pass(Duration.ofHours(15));
        String night = open("refund", "NO_LONGER_WANTED");
        settle();
        Instant due = Instant.parse((String) clockOf(night, "FIRST_REPLY").get("due"));
        assertThat(due).isEqualTo(today().atTime(9, 10).atZone(SHANGHAI).toInstant());
        confirm(preview(Map.of("shop", shop, "days", List.of(Map.of("date", today().toString(), "intervals", "00:00-24:00", "name", "双11"))))).is(200);
        assertThat(Instant.parse((String) clockOf(night, "FIRST_REPLY").get("due"))).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
        confirm(preview(Map.of("shop", shop, "days", List.of(Map.of("date", today().toString(), "intervals", "usual"))))).is(200);
        assertThat(Instant.parse((String) clockOf(night, "FIRST_REPLY").get("due"))).isEqualTo(due);
    }

    @Test
    @SuppressWarnings("unchecked")
    void r10_another_limit_shows_which_open_decisions_it_weighs_otherwise() {
        Map<String, Object> shown = figure("refund.limit.agent", "29900");
        assertThat(shown).containsEntry("deadlines", 0).containsEntry("weighed", 1);
        assertThat(((List<Map<String, Object>>) shown.get("touched")).get(0)).containsEntry("task", "reviewRefund")
                .containsEntry("before", "AGENT").containsEntry("after", "SUPERVISOR");
        confirmFigure(shown).is(200);
        assertThat(moved(caseId)).isEmpty();
        assertThat(as("auditor1").list("/api/settings/changes").get(0).toString()).contains("refund.limit.agent").contains("before=50000")
                .contains("after=29900").contains("madeBy=manager1");
    }

    @Test
    void a_value_that_begins_later_holds_for_what_begins_then() {
        Map<String, Object> shown = as("manager1").post("/api/settings/firstReply.within/preview", Map.of("shop", shop, "value", "PT2H",
                "from", clock.instant().plus(Duration.ofHours(1)).toString())).is(200).json();
        assertThat(shown).containsEntry("deadlines", 0);
    }

    @Test
    void wrong_words_wrong_people_and_unknown_previews_are_refused() {
        Desk manager = as("manager1");
        manager.post("/api/settings/firstReply.within/preview", Map.of("value", "soon")).isProblem(400, "invalid-setting");
        manager.post("/api/settings/firstReply.within/preview", Map.of()).isProblem(400, "invalid-fields");
        manager.post("/api/settings/firstReply.within/preview", Map.of("value", "PT1H", "from", "2020-01-01T00:00:00Z")).isProblem(400, "invalid-fields");
        manager.post("/api/settings/no.such/preview", Map.of("value", "1")).isProblem(404, "not-found");
        manager.post("/api/settings/changes", new HashMap<>()).isProblem(400, "invalid-fields");
        manager.post("/api/settings/changes", Map.of("preview", id())).isProblem(404, "not-found");
        manager.post("/api/calendar/preview", Map.of("days", List.of(Map.of("intervals", "closed")))).isProblem(400, "invalid-fields");
        Map<String, Object> shown = preview(closed(0, "台风"));
        manager.post("/api/settings/changes", Map.of("preview", shown.get("preview"))).isProblem(404, "not-found");
        as("agent1").post("/api/calendar/preview", closed(0, "台风")).is(403);
        as("auditor1").post("/api/calendar/changes", Map.of("preview", shown.get("preview"))).is(403);
        as("supervisor1").post("/api/settings/changes", Map.of("preview", shown.get("preview"))).is(403);
        pass(Duration.ofMinutes(31));
        confirm(shown).isProblem(404, "not-found");
    }
}
