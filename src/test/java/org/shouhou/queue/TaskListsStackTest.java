package org.shouhou.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;

/** The lists people work from. */
class TaskListsStackTest extends StackTest {

    @Autowired
    private TaskLists lists;
    @Autowired
    private SavedViews views;

    private final Actor supervisor = new Actor("supervisor1", java.util.Set.of(Role.SUPERVISOR));

    @BeforeEach
    void nothingIsLeftOfOthers() {
        // tasks other tests left behind are somebody's of whom no test asks
        jdbc.sql("UPDATE queue_entry SET owner = 'gone', role = 'finance', other_role = NULL").update();
        jdbc.sql("DELETE FROM saved_view").update();
    }

    private String refund(String reason, String paid, String waybill) {
        var draft = order().line("SKU-1", 1, paid);
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo",
                (waybill == null ? draft : draft.shipped(waybill)).imported(), "reason", reason));
        settle();
        return caseId;
    }

    private List<String> team(String more) {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, Object> page = as("agent1").get("/api/tasks?view=team" + more + (cursor == null ? "" : "&cursor=" + cursor)).is(200).json();
            rows(page).forEach(row -> all.add((String) row.get("caseId")));
            cursor = (String) page.get("cursor");
        } while (cursor != null);
        return all;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> page) {
        return (List<Map<String, Object>>) page.get("tasks");
    }

    @Test
    void the_team_list_is_narrowed_by_kind_task_reason_courier_owner_amount_and_lateness() {
        String quality = refund("QUALITY", "300.00", "SF1");
        String other = refund("OTHER", "900.00", "SF2");
        String held = as("agent1").opens(Map.of("type", "slowReview", "orderNo", order().line("SKU-2", 1, "80.00").imported(), "reason", "ADDRESS_UNCLEAR"));
        settle();
        assertThat(team("")).containsExactlyInAnyOrder(quality, other, held);
        assertThat(team("&type=slowReview")).containsExactly(held);
        assertThat(team("&task=reviewRefund")).containsExactlyInAnyOrder(quality, other);
        assertThat(team("&reason=OTHER")).containsExactly(other);
        assertThat(team("&courier=SF")).containsExactlyInAnyOrder(quality, other);
        assertThat(team("&courier=YTO")).isEmpty();
        assertThat(team("&type=refund&overMinor=30000")).containsExactly(other);
        as("agent2").post("/api/tasks/" + as("agent2").task(other, "reviewRefund").get("taskId") + "/claim", null).is(200);
        assertThat(team("&owner=agent2")).containsExactly(other);
        assertThat(team("&owner=-")).containsExactlyInAnyOrder(quality, held);
        assertThat(team("&overdue=true")).isEmpty();
        jdbc.sql("UPDATE queue_entry SET due_at = ? WHERE case_id = ?")
                .params(org.shouhou.common.Db.utc(clock.instant().minusSeconds(60)), Long.parseLong(quality)).update();
        assertThat(team("&overdue=true")).containsExactly(quality);
        assertThat(team("&overdue=true&reason=OTHER")).isEmpty();
    }

    @Test
    void paging_shows_every_task_once_and_in_order() {
        List<String> opened = new ArrayList<>();
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String first = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        // a hundred and twenty more like it: what the engine knows of them does not matter to a list
        for (int i = 0; i < 120; i++) {
            jdbc.sql("""
                    INSERT INTO queue_entry (task_id, case_id, case_number, case_type, task_key, definition_id, role, other_role, shop, order_no,
                      reason, currency, due_at, created_ms, priority)
                    SELECT ?, case_id, case_number, case_type, task_key, definition_id, ?, ?, shop, order_no, reason, currency, due_at,
                      created_ms, ? FROM queue_entry WHERE case_id = ? AND task_id NOT LIKE 'copy-%'""")
                    .param("copy-" + i).param(i % 3 == 0 ? "supervisor" : "agent").param(i % 3 == 0 ? "agent" : null)
                    .param(i % 7 == 0 ? 1 : 2).param(Long.parseLong(first)).update();
        }
        try {
            String cursor = null;
            do {
                Map<String, Object> page = as("supervisor1").get("/api/tasks?view=team" + (cursor == null ? "" : "&cursor=" + cursor)).is(200).json();
                rows(page).forEach(row -> opened.add((Boolean.TRUE.equals(row.get("first")) ? "1" : "2") + row.get("due") + row.get("taskId")));
                cursor = (String) page.get("cursor");
            } while (cursor != null);
            assertThat(opened).hasSize(121).doesNotHaveDuplicates().isSorted();
            assertThat(as("agent1").get("/api/tasks/counts").is(200).json()).containsEntry("team", 121).containsEntry("free", 121);
        } finally {
            jdbc.sql("DELETE FROM queue_entry WHERE task_id LIKE 'copy-%'").update();
        }
    }

    @Test
    void my_tasks_stand_in_groups_by_how_late_they_are_as_the_settings_say() {
        Map<TaskLists.Urgency, Duration> times = new LinkedHashMap<>();
        times.put(TaskLists.Urgency.CRITICAL, Duration.ofHours(-5));
        times.put(TaskLists.Urgency.OVERDUE, Duration.ofHours(-3));
        times.put(TaskLists.Urgency.SOON, Duration.ofHours(1));
        times.put(TaskLists.Urgency.LATER, Duration.ofHours(30));
        Map<String, String> cases = new LinkedHashMap<>();
        times.forEach((urgency, due) -> {
            String caseId = refund("QUALITY", "300.00", "SF1");
            String taskId = (String) as("supervisor1").task(caseId, "reviewRefund").get("taskId");
            as("supervisor1").post("/api/tasks/" + taskId + "/claim", null).is(200);
            jdbc.sql("UPDATE queue_entry SET due_at = ? WHERE task_id = ?")
                    .params(org.shouhou.common.Db.utc(clock.instant().plus(due)), taskId).update();
            cases.put(urgency.name(), caseId);
        });
        Map<String, String> shown = new LinkedHashMap<>();
        lists.mine(supervisor).forEach(group -> group.tasks().forEach(task -> shown.put(group.urgency().name(), task.caseId())));
        assertThat(shown).isEqualTo(cases);
        assertThat(as("supervisor1").get("/api/tasks/counts").is(200).json()).containsEntry("mine", 4).containsEntry("mineOverdue", 2);
    }

    @Test
    void what_came_since_a_list_was_shown_is_counted_for_whom_it_is() {
        long since = clock.millis();
        pass(Duration.ofMinutes(1));
        assertThat(fresh("agent1", since)).isZero();
        refund("QUALITY", "300.00", "SF1");
        assertThat(fresh("agent1", since)).isEqualTo(1);
        assertThat(fresh("finance1", since)).isZero();
        assertThat(fresh("agent1", clock.millis())).isZero();
    }

    private int fresh(String user, long since) {
        return (Integer) as(user).get("/api/tasks/counts?since=" + since).is(200).json().get("fresh");
    }

    @Test
    void a_view_is_kept_for_who_made_it_and_one_of_them_comes_first() {
        Actor other = new Actor("agent2", java.util.Set.of(Role.AGENT));
        SavedViews.SavedView late = views.save("late", TaskFilter.of(Map.of("overdue", "true", "type", "refund")), true, supervisor);
        SavedViews.SavedView mine = views.save("陈列", TaskFilter.of(Map.of("reason", "QUALITY")), false, supervisor);
        assertThat(views.first(supervisor)).get().extracting(SavedViews.SavedView::name).isEqualTo("late");
        views.showFirst(mine.id(), supervisor);
        assertThat(views.first(supervisor)).get().extracting(SavedViews.SavedView::name).isEqualTo("陈列");
        assertThat(views.of(other)).isEmpty();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> views.remove(late.id(), other))).hasMessageContaining("saved view");
        views.save("late", TaskFilter.of(Map.of("owner", "-")), false, supervisor);
        assertThat(views.of(supervisor)).hasSize(2).anySatisfy(view -> assertThat(view.parameters()).isEqualTo(Map.of("owner", "-")));
        views.remove(mine.id(), supervisor);
        assertThat(views.first(supervisor)).isEmpty();
    }

    @Test
    void filters_that_make_no_sense_are_said_and_odd_ones_find_nothing() {
        Desk agent = as("agent1");
        agent.get("/api/tasks?view=team&overMinor=abc").isProblem(400, "invalid-fields");
        agent.get("/api/tasks?view=team&overMinor=-1").isProblem(400, "invalid-fields");
        agent.get("/api/tasks?view=team&overdue=perhaps").isProblem(400, "invalid-fields");
        agent.get("/api/tasks?view=team&reason=" + "x".repeat(101)).isProblem(400, "invalid-fields");
        agent.get("/api/tasks?view=team&cursor=x").isProblem(400, "invalid-fields");
        agent.get("/api/tasks?view=all").isProblem(400, "invalid-fields");
        agent.get("/api/tasks/counts?since=x").is(400);
        assertThat(team("&type=nothing&owner=nobody&courier=%27")).isEmpty();
    }
}
