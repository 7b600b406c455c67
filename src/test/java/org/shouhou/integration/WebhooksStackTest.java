package org.shouhou.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shouhou.Desk.Answer;
import org.shouhou.StackTest;

/** What happens is told to other systems: signed, in order, at least once, and never more than they may know. */
class WebhooksStackTest extends StackTest {

    private final Receiver receiver = new Receiver();
    private final java.util.ArrayList<Object> ids = new java.util.ArrayList<>();
    private String secret;

    @AfterEach
    void nobodyIsTold() {
        ids.forEach(id -> as("operator1").post("/api/webhooks/" + id + "/state", Map.of("state", "OFF")));
        receiver.close();
    }

    @Test
    void a_receiver_hears_of_a_case_from_its_opening_to_its_end_in_order_signed_by_its_secret() {
        webhook(List.of("case.opened", "case.closed", "case.status-changed", "task.opened", "task.claimed", "task.completed", "refund.paid"), List.of("MONEY", "ORDER"));
        String caseId = refundCase();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE", "note", "同意"));
        settle();
        List<Receiver.Call> ofCase = receiver.calls.stream().filter(call -> caseId.equals(call.data().get("caseId"))).toList();
        assertThat(ofCase.stream().map(Receiver.Call::type)).startsWith("case.opened", "task.opened")
                .containsSubsequence("case.opened", "task.opened", "task.claimed", "task.completed", "refund.paid", "case.closed");
        assertThat(ofCase).allMatch(call -> call.signedWith(secret)).noneMatch(call -> call.signedWith("whsec_AAAA"));
        assertThat(ofCase.stream().map(Receiver.Call::id)).doesNotHaveDuplicates().allMatch(id -> id.startsWith("msg_"));
        Map<String, Object> paid = ofCase.stream().filter(call -> call.type().equals("refund.paid")).findFirst().orElseThrow().data();
        assertThat(paid).containsEntry("amountMinor", 30000).containsEntry("currency", "CNY").containsKeys("orderNo", "caseNumber");
        Map<String, Object> closed = ofCase.stream().filter(call -> call.type().equals("case.closed")).findFirst().orElseThrow().data();
        assertThat(closed).containsEntry("outcome", "REFUNDED").containsEntry("status", "CLOSED");
    }

    @Test
    void nothing_of_a_buyer_leaves_the_house_and_no_more_than_the_webhook_may_hold() {
        webhook(List.of(), List.of());
        String caseId = refundCase();
        as("agent1").post("/api/cases/" + caseId + "/notes", Map.of("text", "电话 13800138000"));
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE", "note", "买家住杭州"));
        settle();
        assertThat(receiver.calls).isNotEmpty();
        for (Receiver.Call call : receiver.calls) {
            assertThat(call.body()).doesNotContain("13800138000", "杭州", "张三", "请帮我处理", "orderNo", "amountMinor", "agent1", "buyer", "phone", "address");
        }
    }

    @Test
    void what_did_not_happen_is_not_told() {
        webhook(List.of("case.opened"), List.of());
        as("agent1").post("/api/cases", Map.of("requestId", id(), "type", "refund", "orderNo", "NONE", "reason", "QUALITY", "channel", "CHAT", "text", "x")).is(422);
        settle();
        assertThat(receiver.calls).isEmpty();
    }

    @Test
    void a_receiver_that_is_down_is_tried_again_with_growing_pauses_and_hears_everything_in_order() {
        webhook(List.of("task.opened", "task.claimed", "task.completed", "case.closed"), List.of());
        receiver.always = "503";
        String caseId = refundCase();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE", "note", "好"));
        settle();
        receiver.calls.removeIf(call -> !caseId.equals(call.data().get("caseId")));
        assertThat(receiver.types()).as("later ones wait").containsOnly("task.opened");
        int before = receiver.calls.size();
        pass(Duration.ofMinutes(3));
        assertThat(receiver.calls.size() - before).as("pauses double").isBetween(3, 7);
        assertThat(receiver.calls.stream().map(Receiver.Call::id).distinct()).as("the same id at every try").hasSize(1);
        receiver.always = "200";
        receiver.calls.clear();
        pass(Duration.ofHours(1));
        assertThat(receiver.types()).containsSubsequence("task.opened", "task.claimed", "task.completed", "case.closed");
    }

    @Test
    void one_case_that_a_receiver_cannot_take_does_not_keep_the_others_waiting() {
        webhook(List.of("case.opened"), List.of());
        receiver.answers.add("400");
        String first = refundCase();
        String second = refundCase();
        settle();
        assertThat(receiver.calls.stream().map(call -> call.data().get("caseId"))).containsExactly(first, second);
        pass(Duration.ofMinutes(1));
        assertThat(receiver.calls.get(2).data()).containsEntry("caseId", first);
    }

    @Test
    void an_event_nobody_takes_is_given_up_in_the_end_and_the_operator_is_told_and_can_deliver_it_again() {
        long id = webhook(List.of("case.opened"), List.of());
        receiver.always = "422";
        receiver.says = "x".repeat(5000);
        as("operator1").put("/api/settings/webhook.pauseAfter", Map.of("value", "P20D")).is(200);
        try {
            refundCase();
            pass(Duration.ofDays(4));
        } finally {
            as("operator1").put("/api/settings/webhook.pauseAfter", Map.of("value", "P2D")).is(200);
        }
        Map<String, Object> given = delivery(id, "GIVEN_UP");
        assertThat(given).containsEntry("lastStatus", 422).containsEntry("kind", "case.opened");
        assertThat((Integer) given.get("attempts")).isBetween(10, 25);
        Map<String, Object> full = as("auditor1").get("/api/webhooks/deliveries/" + given.get("id")).is(200).json();
        assertThat((List<?>) full.get("tries")).first().asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP).containsEntry("response", "x".repeat(1024))
                .containsKeys("at", "tookMs", "status");
        assertThat(told()).contains("webhook-trouble");
        receiver.always = "200";
        receiver.calls.clear();
        as("operator1").post("/api/webhooks/deliveries/" + given.get("id") + "/redeliver", null).is(200);
        settle();
        assertThat(receiver.calls).singleElement().satisfies(call -> assertThat(call.id()).isEqualTo(given.get("messageId")));
        assertThat(delivery(id, "DELIVERED")).containsEntry("id", given.get("id"));
    }

    @Test
    void everything_since_a_moment_is_delivered_again() {
        long id = webhook(List.of("case.opened"), List.of());
        refundCase();
        settle();
        pass(Duration.ofHours(1));
        Instant since = clock.instant();
        String second = refundCase();
        String third = refundCase();
        settle();
        receiver.calls.clear();
        as("operator1").post("/api/webhooks/" + id + "/redeliver", Map.of("since", since.toString())).is(200);
        settle();
        assertThat(receiver.calls.stream().map(call -> call.data().get("caseId"))).containsExactly(second, third);
        as("operator1").post("/api/webhooks/" + id + "/redeliver", Map.of("since", since.plusSeconds(999).toString())).isProblem(400, "invalid-fields");
        as("operator1").post("/api/webhooks/" + id + "/redeliver", Map.of()).isProblem(400, "invalid-fields");
    }

    @Test
    void who_says_that_it_is_gone_is_left_alone_and_the_operator_is_told() {
        long id = webhook(List.of("case.opened"), List.of());
        receiver.always = "410";
        refundCase();
        refundCase();
        settle();
        assertThat(receiver.calls).hasSize(1);
        assertThat(see(id)).containsEntry("state", "OFF").containsEntry("why", "GONE");
        assertThat(told()).contains("webhook-trouble");
        as("operator1").post("/api/webhooks/" + id + "/test", null).isProblem(409, "webhook-not-active");
    }

    @Test
    void who_fails_for_days_is_paused_and_gets_what_was_missed_once_switched_on_again() {
        long id = webhook(List.of("case.opened"), List.of());
        receiver.always = "500";
        refundCase();
        pass(Duration.ofDays(3));
        assertThat(see(id)).containsEntry("state", "PAUSED").containsEntry("why", "FAILING");
        refundCase();
        settle();
        receiver.calls.clear();
        receiver.always = "200";
        pass(Duration.ofDays(1));
        assertThat(receiver.calls).isEmpty();
        as("operator1").post("/api/webhooks/" + id + "/state", Map.of("state", "ACTIVE")).is(200);
        settle();
        assertThat(receiver.calls).hasSize(2);
        assertThat(see(id)).containsEntry("state", "ACTIVE").containsEntry("failures", 0);
    }

    @Test
    void while_a_secret_is_replaced_both_sign_then_only_the_new_one() {
        long id = webhook(List.of("case.opened"), List.of());
        String old = secret;
        String fresh = (String) as("operator1").post("/api/webhooks/" + id + "/secret", null).is(200).json().get("secret");
        assertThat(fresh).startsWith("whsec_").isNotEqualTo(old);
        refundCase();
        settle();
        assertThat(receiver.calls).singleElement().satisfies(call -> {
            assertThat(call.signedWith(old)).isTrue();
            assertThat(call.signedWith(fresh)).isTrue();
        });
        pass(Duration.ofHours(25));
        refundCase();
        settle();
        assertThat(receiver.calls.get(1).signedWith(old)).isFalse();
        assertThat(receiver.calls.get(1).signedWith(fresh)).isTrue();
    }

    @Test
    void a_secret_is_shown_once_and_never_read_again() {
        long id = webhook(List.of("case.opened"), List.of());
        String bare = secret.substring("whsec_".length());
        assertThat(as("operator1").get("/api/webhooks").is(200).body()).doesNotContain(bare);
        assertThat(as("operator1").get("/api/webhooks/" + id).is(200).body()).doesNotContain(bare, "secret\"");
        assertThat(as("operator1").get("/integrations/webhooks/" + id).is(200).body()).doesNotContain(bare);
        assertThat(jdbc.sql("SELECT sealed FROM webhook_secret WHERE webhook_id = ?").param(id).query(String.class).single()).doesNotContain(bare);
    }

    @Test
    void a_redirect_is_not_followed() {
        try (Receiver other = new Receiver()) {
            webhook(List.of("case.opened"), List.of());
            receiver.answers.add("302 " + other.url());
            refundCase();
            settle();
            assertThat(other.calls).isEmpty();
            assertThat(receiver.calls).hasSize(1);
        }
    }

    @Test
    void a_test_event_shows_whether_all_is_well() {
        long id = webhook(List.of("incident.opened"), List.of());
        as("operator1").post("/api/webhooks/" + id + "/test", null).is(202);
        settle();
        assertThat(receiver.calls).singleElement().satisfies(call -> {
            assertThat(call.type()).isEqualTo("webhook.test");
            assertThat(call.signedWith(secret)).isTrue();
        });
    }

    @Test
    void an_incident_and_a_missed_deadline_are_told_too() {
        webhook(List.of("incident.opened", "deadline.missed", "task.overdue"), List.of());
        String number = (String) as("supervisor1").post("/api/incidents", Map.of("requestId", id(), "title", "停运", "sku", "SKU-" + id().substring(0, 8))).is(201).json().get("number");
        String caseId = refundCase();
        pass(Duration.ofDays(3));
        assertThat(receiver.calls).anyMatch(call -> call.type().equals("incident.opened") && number.equals(call.data().get("incidentNumber")));
        assertThat(receiver.calls).anyMatch(call -> call.type().equals("deadline.missed") && caseId.equals(call.data().get("caseId")));
        assertThat(receiver.calls).anyMatch(call -> call.type().equals("task.overdue") && "decideOverdueRefund".equals(call.data().get("task")));
        as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "done"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "ftp://example.com/x", "https://", "https://user:pw@example.com/", "https://a b/", "javascript:alert(1)", "http:///x"})
    void an_address_nobody_can_be_called_at_is_refused(String url) {
        create(body("x-" + id(), url)).isProblem(400, "invalid-fields");
    }

    @ParameterizedTest
    @CsvSource({"kinds,nothing.such", "kinds,webhook.test", "shops,a b", "shares,BUYER"})
    void unknown_kinds_shops_and_shares_are_refused(String field, String value) {
        Map<String, Object> body = body("x-" + id(), receiver.url());
        body.put(field, List.of(value));
        create(body).isProblem(400, "invalid-fields");
    }

    @Test
    void what_is_not_there_or_twice_there_or_not_allowed_is_answered_plainly() {
        long id = webhook(List.of(), List.of());
        String name = (String) see(id).get("name");
        create(body(name, receiver.url())).isProblem(409, "webhook-name-used");
        create(body("", receiver.url())).isProblem(400, "invalid-fields");
        create(body("x".repeat(101), receiver.url())).isProblem(400, "invalid-fields");
        as("operator1").get("/api/webhooks/999999").isProblem(404, "not-found");
        as("operator1").get("/api/webhooks/x").isProblem(404, "not-found");
        as("operator1").get("/api/webhooks/deliveries/999999").isProblem(404, "not-found");
        as("operator1").post("/api/webhooks/999999/secret", null).isProblem(404, "not-found");
        as("operator1").post("/api/webhooks/deliveries/999999/redeliver", null).isProblem(404, "not-found");
        as("operator1").post("/api/webhooks/" + id + "/state", Map.of("state", "AWAY")).isProblem(400, "invalid-fields");
        as("operator1").get("/api/webhooks/" + id + "/deliveries?state=AWAY").isProblem(400, "invalid-fields");
        as("auditor1").get("/api/webhooks/" + id).is(200);
        as("auditor1").post("/api/webhooks/" + id + "/test", null).isProblem(403, "not-allowed");
        as("manager1").get("/api/webhooks").isProblem(403, "not-allowed");
    }

    private String refundCase() {
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("SKU-W", 1, "300.00").imported(), "reason", "QUALITY"));
        settle();
        return caseId;
    }

    private List<String> told() {
        return jdbc.sql("SELECT template FROM outgoing_message WHERE audience = 'STAFF' AND created_ms >= ?")
                .param(clock.instant().minus(Duration.ofDays(5)).toEpochMilli()).query(String.class).list();
    }

    private Map<String, Object> see(long id) {
        return as("operator1").get("/api/webhooks/" + id).is(200).json();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> delivery(long id, String state) {
        List<Map<String, Object>> found = (List<Map<String, Object>>) as("operator1").get("/api/webhooks/" + id + "/deliveries?state=" + state).is(200).json().get("deliveries");
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Map<String, Object> body(String name, String url) {
        return new HashMap<>(Map.of("name", name, "url", url, "kinds", List.of(), "shops", List.of(), "shares", List.of()));
    }

    private Answer create(Map<String, Object> body) {
        return as("operator1").post("/api/webhooks", body);
    }

    @SuppressWarnings("unchecked")
    private long webhook(List<String> kinds, List<String> shares) {
        Map<String, Object> body = body("w-" + id(), receiver.url());
        body.put("kinds", kinds);
        body.put("shares", shares);
        Map<String, Object> created = create(body).is(201).json();
        secret = (String) created.get("secret");
        assertThat(secret).matches("whsec_[A-Za-z0-9+/=]{44}");
        long id = ((Number) ((Map<String, Object>) created.get("webhook")).get("id")).longValue();
        ids.add(id);
        return id;
    }
}
