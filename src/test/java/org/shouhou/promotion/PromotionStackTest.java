package org.shouhou.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** R42: a checklist before a promotion, a bulletin everyone has to have read during it. */
class PromotionStackTest extends StackTest {

    @AfterEach
    void nothingIsLeftToRead() {
        jdbc.sql("DELETE FROM bulletin_read").update();
        jdbc.sql("DELETE FROM bulletin").update();
    }

    private String in(int hours) {
        return clock.instant().plus(Duration.ofHours(hours)).toString();
    }

    @Test
    @SuppressWarnings("unchecked")
    void r42_the_checklist_has_owners_and_dates_and_says_what_is_late() {
        Map<String, Object> wanted = Map.of("name", "Double 11 " + id(), "startsAt", in(72), "endsAt", in(96));
        Map<String, Object> promotion = as("supervisor1").post("/api/promotions", wanted).is(200).json();
        assertThat(as("supervisor1").post("/api/promotions", wanted).is(200).json()).as("planned once").isEqualTo(promotion);
        String items = "/api/promotions/" + promotion.get("id") + "/items";
        as("supervisor1").post(items, Map.of("what", "replies checked", "owner", "agent1", "due", in(24))).is(200);
        Map<String, Object> two = as("supervisor1").post(items, Map.of("what", "stock checked", "owner", "warehouse1", "due", in(48))).is(200).json();
        String first = (String) ((List<Map<String, Object>>) two.get("items")).get(0).get("id");
        String second = (String) ((List<Map<String, Object>>) two.get("items")).get(1).get("id");
        as("agent2").post(items + "/" + first + "/done", null).isProblem(403, "not-your-role");
        as("agent1").post(items + "/" + first + "/done", null).is(200);
        pass(Duration.ofHours(50));
        Map<String, Object> now = as("auditor1").list("/api/promotions").stream().map(one -> (Map<String, Object>) one)
                .filter(one -> one.get("id").equals(promotion.get("id"))).findFirst().orElseThrow();
        assertThat((List<Map<String, Object>>) now.get("items")).extracting(item -> item.get("late")).containsExactly(false, true);
        assertThat(now).containsEntry("ready", false);
        assertThat(as("supervisor1").post(items + "/" + second + "/done", null).is(200).json()).containsEntry("ready", true);
    }

    @Test
    @SuppressWarnings("unchecked")
    void r42_no_new_work_before_the_bulletin_is_read_and_the_supervisor_sees_who_has_not() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported();
        as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        Map<String, Object> bulletin = Map.of("requestId", id(), "title", "No dates before the 15th", "text", "Ship dates: none before the 15th.", "until", in(48));
        as("supervisor1").post("/api/bulletins", bulletin).is(204);
        as("supervisor1").post("/api/bulletins", bulletin).is(204);
        Map<String, Object> seen = (Map<String, Object>) as("agent1").list("/api/bulletins").get(0);
        assertThat(seen).containsEntry("mine", false);
        assertThat((List<String>) seen.get("unread")).contains("agent1", "warehouse1").doesNotContain("auditor1", "operator1");
        String remind = "/api/bulletins/" + seen.get("id") + "/remind";
        as("agent1").post(remind, null).is(403);
        as("supervisor1").post("/api/bulletins/0/remind", null).is(404);
        int unread = ((List<String>) seen.get("unread")).size();
        assertThat(as("supervisor1").post(remind, null).is(200).json()).containsEntry("unread", unread);
        as("supervisor1").post(remind, null).is(200);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE template = 'bulletin-reminder' AND message_key LIKE ?")
                .param("bulletin-" + seen.get("id") + "-agent1-%").query(Long.class).single()).as("once an hour").isEqualTo(1);
        as("agent1").post("/api/tasks/next", null).isProblem(409, "bulletin-unread");
        as("agent1").post("/api/bulletins/" + seen.get("id") + "/read", null).is(204);
        as("agent1").post("/api/bulletins/" + seen.get("id") + "/read", null).is(204);
        as("agent1").post("/api/tasks/next", null).is(200);
        assertThat((List<String>) ((Map<String, Object>) as("supervisor1").list("/api/bulletins").get(0)).get("read")).containsExactly("agent1");
        pass(Duration.ofHours(49));
        assertThat(as("agent2").list("/api/bulletins")).isEmpty();
    }

    @Test
    void what_is_no_promotion_point_or_bulletin_is_refused() {
        SoftAssertions soft = new SoftAssertions();
        String promotion = (String) as("supervisor1").post("/api/promotions", Map.of("name", id(), "startsAt", in(72), "endsAt", in(96))).is(200).json().get("id");
        String items = "/api/promotions/" + promotion + "/items";
        Map<String, Map<String, Object>> plans = new LinkedHashMap<>();
        plans.put("no name", Map.of("startsAt", in(1), "endsAt", in(2)));
        plans.put("long name", Map.of("name", "x".repeat(101), "startsAt", in(1), "endsAt", in(2)));
        plans.put("backwards", Map.of("name", "x", "startsAt", in(2), "endsAt", in(1)));
        plans.put("no time", Map.of("name", "x", "startsAt", "soon", "endsAt", in(1)));
        plans.forEach((what, plan) -> soft.assertThat(as("supervisor1").post("/api/promotions", plan).status()).as(what).isEqualTo(400));
        soft.assertThat(as("supervisor1").post(items, Map.of("what", "x", "owner", "ghost", "due", in(1))).status()).isEqualTo(400);
        soft.assertThat(as("supervisor1").post(items, Map.of("what", "x", "owner", "agent1", "due", in(90))).status()).isEqualTo(400);
        soft.assertThat(as("supervisor1").post(items, Map.of("owner", "agent1", "due", in(1))).status()).isEqualTo(400);
        soft.assertThat(as("supervisor1").post("/api/promotions/999999/items", Map.of("what", "x", "owner", "agent1", "due", in(1))).status()).isEqualTo(404);
        soft.assertThat(as("supervisor1").post(items + "/999999/done", null).status()).isEqualTo(404);
        soft.assertThat(as("agent1").post("/api/promotions", Map.of("name", "x", "startsAt", in(1), "endsAt", in(2))).status()).isEqualTo(403);
        soft.assertThat(as("agent1").post("/api/bulletins", Map.of("requestId", id(), "title", "x", "text", "x", "until", in(1))).status()).isEqualTo(403);
        soft.assertThat(as("supervisor1").post("/api/bulletins", Map.of("requestId", id(), "title", "x", "text", "x", "until", in(-1))).status()).isEqualTo(400);
        soft.assertThat(as("supervisor1").post("/api/bulletins", Map.of("title", "x", "text", "x".repeat(4001), "until", in(1))).status()).isEqualTo(400);
        soft.assertThat(as("agent1").post("/api/bulletins/999999/read", null).status()).isEqualTo(404);
        soft.assertThat(as("agent1").post("/api/bulletins/x/read", null).status()).isEqualTo(404);
        soft.assertThat(as("auditor1").post("/api/bulletins/1/read", null).status()).isEqualTo(403);
        soft.assertAll();
    }
}
