package org.shouhou.slowreview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R21: one call serves all held orders of a buyer, and no two agents call the same one. */
class PhoneRoundStackTest extends HeldOrderStackTest {

    @BeforeEach
    void nobodyElseWaits() {
        jdbc.sql("UPDATE queue_entry SET quiet = TRUE WHERE task_key = 'contactCustomer'").update();
        jdbc.sql("UPDATE phone_round_call SET open_key = NULL, open_agent = NULL, ended_ms = 1 WHERE ended_ms IS NULL").update();
    }

    private String heldOf(String buyer) {
        return hold(anOrder().buyer(buyer, "").imported());
    }

    private static String buyer() {
        return "买家" + id().substring(0, 8);
    }

    private Map<String, Object> next(String agent) {
        return as(agent).post("/api/phone-round/next", null).is(200).json();
    }

    private org.shouhou.Desk.Answer says(String agent, Map<String, Object> call, Map<String, Object> said) {
        org.shouhou.Desk.Answer answer = as(agent).post("/api/phone-round/calls/" + call.get("id"), said);
        settle();
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static List<String> results(org.shouhou.Desk.Answer answer) {
        return ((List<Map<String, Object>>) answer.is(200).json().get("rows")).stream().map(row -> (String) row.get("result")).toList();
    }

    @Test
    void r21_one_call_nobody_answers_is_a_try_in_every_held_order_of_the_buyer_with_chat_and_sms() {
        String name = buyer();
        String one = heldOf(name);
        String other = heldOf(name);
        Map<String, Object> call = next("agent1");
        assertThat(call).containsEntry("buyer", name);
        assertThat((List<?>) call.get("orders")).hasSize(2);
        assertThat(call.get("phones")).isEqualTo(List.of("13800000000"));

        Map<String, Object> said = Map.of("outcome", "NO_ANSWER", "words", "响了两次");
        assertThat(results(says("agent1", call, said))).containsExactly("RECORDED", "RECORDED");

        for (String caseId : List.of(one, other)) {
            assertThat(slots(caseId)).startsWith("1 MORNING ATTEMPTED");
            assertThat(told(caseId, "CONTACT").stream().map(try_ -> try_.get("channel") + " " + try_.get("outcome")).toList())
                    .containsExactly("PHONE NOT_REACHED", "CHAT NOT_REACHED", "SMS NOT_REACHED");
        }
        assertThat(messages(one, "held-order-question") + messages(other, "held-order-question")).as("one chat, one SMS for both").isEqualTo(2);
        assertThat(results(says("agent1", call, said))).as("the same again").containsExactly("RECORDED", "RECORDED");
        assertThat(told(one, "CONTACT")).hasSize(3);
        says("agent1", call, Map.of("outcome", "REACHED")).isProblem(409, "call-ended");
        as("agent1").post("/api/phone-round/next", null).is(204);
    }

    @Test
    void r21_no_two_agents_call_the_same_buyer_until_nothing_is_heard_of_the_first() {
        String name = buyer();
        heldOf(name);
        heldOf(name);
        String second = buyer();
        heldOf(second);
        Map<String, Object> mine = next("agent1");
        Map<String, Object> theirs = next("agent2");
        assertThat(mine.get("buyer")).isNotEqualTo(theirs.get("buyer"));
        assertThat(next("agent1")).as("one buyer at a time").containsEntry("id", mine.get("id"));
        as("supervisor1").post("/api/phone-round/next", null).is(204);
        assertThat(as("supervisor1").get("/api/phone-round").is(200).body()).contains("\"calling\":\"agent1\"", "\"calling\":\"agent2\"");

        pass(Duration.ofMinutes(9));
        as("agent1").post("/api/phone-round/calls/" + mine.get("id") + "/keep", null).is(200);
        pass(Duration.ofMinutes(2));
        assertThat(next("supervisor1")).as("agent2 was not heard of").containsEntry("buyer", theirs.get("buyer"));
        says("agent2", theirs, Map.of("outcome", "NO_ANSWER")).isProblem(409, "call-not-yours");
        assertThat(results(says("agent1", mine, Map.of("outcome", "WRONG_NUMBER")))).containsOnly("RECORDED");
    }

    @Test
    void r24_a_buyer_who_is_reached_has_all_orders_shipped_to_one_new_address() {
        String name = buyer();
        String one = heldOf(name);
        String other = heldOf(name);
        Map<String, Object> call = next("agent1");
        says("agent1", call, Map.of("outcome", "REACHED", "then", "CHANGE_ADDRESS", "newAddress", "那里")).isProblem(400, "invalid-fields");
        assertThat(results(says("agent1", call, Map.of("outcome", "REACHED", "words", "改寄公司", "then", "CHANGE_ADDRESS",
                "newAddress", "浙江省杭州市西湖区文三路90号3幢501室")))).containsExactly("ADDRESS_CHANGED", "ADDRESS_CHANGED");
        assertThat(shipment(orderOf(one))).isEqualTo("RELEASED");
        assertThat(shipment(orderOf(other))).isEqualTo("RELEASED");
    }

    @Test
    void r4_who_reached_the_buyer_finds_the_orders_on_the_own_list() {
        String caseId = heldOf(buyer());
        assertThat(results(says("agent2", next("agent2"), Map.of("outcome", "REACHED", "words", "要改颜色")))).containsExactly("TO_RESOLVE");
        assertThat(as("auditor1").task(caseId, "resolveHeldOrder")).containsEntry("owner", "agent2");
        assertThat(told(caseId, "CONTACT").get(0)).containsEntry("text", "要改颜色").containsEntry("outcome", "REACHED");
    }

    @Test
    void r21_chat_and_sms_go_to_all_who_wait_once_a_slot() {
        String name = buyer();
        String one = heldOf(name);
        heldOf(name);
        String other = heldOf(buyer());
        assertThat(as("agent1").post("/api/phone-round/messages", null).is(200).json()).containsEntry("buyers", 2).containsEntry("messages", 4);
        assertThat(as("agent2").post("/api/phone-round/messages", null).is(200).json()).containsEntry("messages", 0);
        assertThat(jdbc.sql("SELECT body_text FROM outgoing_message WHERE case_id = ? AND template = 'held-order-question' AND channel = 'CHAT'")
                .param(one).query(String.class).single()).contains(orderOf(one)).contains("地址");
        assertThat(messages(other, "held-order-question")).isEqualTo(2);
        passTo(now().withHour(18).withMinute(0));
        as("agent1").post("/api/phone-round/messages", null).is(200);
        assertThat(messages(other, "held-order-question")).as("the evening's slot").isEqualTo(4);
    }

    @Test
    void a_row_somebody_else_took_meanwhile_says_so_and_the_others_are_recorded() {
        String name = buyer();
        heldOf(name);
        String taken = heldOf(name);
        Map<String, Object> call = next("agent1");
        as("agent2").post("/api/tasks/" + as("agent2").task(taken, "contactCustomer").get("taskId") + "/claim", null).is(200);
        org.shouhou.Desk.Answer answer = says("agent1", call, Map.of("outcome", "PHONE_OFF"));
        assertThat(results(answer)).containsExactlyInAnyOrder("RECORDED", "FAILED");
        assertThat(answer.body()).contains("agent2");
    }

    @Test
    void what_cannot_be_is_said_and_changes_nothing() {
        String caseId = heldOf(buyer());
        Map<String, Object> call = next("agent1");
        says("agent1", call, Map.of("outcome", "MAYBE")).isProblem(400, "invalid-fields");
        says("agent1", call, Map.of()).isProblem(400, "invalid-fields");
        says("agent1", call, Map.of("outcome", "NO_ANSWER", "then", "RELEASE")).isProblem(400, "invalid-fields");
        says("agent1", call, Map.of("outcome", "REACHED", "then", "SELL")).isProblem(400, "invalid-fields");
        says("agent1", call, Map.of("outcome", "NO_ANSWER", "words", "字".repeat(4001))).isProblem(400, "invalid-fields");
        says("agent1", call, Map.of("outcome", "NO_ANSWER", "who", "x")).isProblem(400, "invalid-fields");
        says("agent2", call, Map.of("outcome", "NO_ANSWER")).isProblem(409, "call-not-yours");
        says("agent1", Map.of("id", "999999999"), Map.of("outcome", "NO_ANSWER")).isProblem(404, "not-found");
        as("agent1").post("/api/phone-round/calls/x", Map.of("outcome", "NO_ANSWER")).is(404);
        as("warehouse1").post("/api/phone-round/next", null).is(403);
        as("auditor1").get("/api/phone-round").is(200);
        as("auditor1").post("/api/phone-round/messages", null).is(403);
        assertThat(tasks(caseId)).containsExactly("contactCustomer");
        as("agent1").post("/api/phone-round/calls/" + call.get("id") + "/give-back", null).is(204);
        as("agent1").post("/api/phone-round/calls/" + call.get("id") + "/give-back", null).is(204);
        assertThat(next("agent2").get("buyer")).isEqualTo(call.get("buyer"));
    }
}
