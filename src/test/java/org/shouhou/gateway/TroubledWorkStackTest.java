package org.shouhou.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** What did not come off, by its cause: tried again together, done by hand, or given up without money ever getting lost. */
class TroubledWorkStackTest extends StackTest {

    @AfterEach
    void allWorksAgain() {
        payment("SUCCEED");
        as("operator1").post("/api/gateways/payment/back", null).is(204);
        as("operator1").post("/api/gateways/payment/try", null).is(200);
        settle();
    }

    @Test
    void a_refund_that_could_not_be_reached_shows_its_tries_and_goes_on_with_all_of_its_cause() {
        payment("FAIL_TRANSIENT");
        String one = refund();
        String other = refund();
        pass(Duration.ofMinutes(20));
        assertThat(entry(one)).containsEntry("kind", "RETRYING").containsEntry("cause", "NOT_REACHED");
        assertThat(entry(one).get("next")).as("it is tried again by itself").isNotNull();
        assertThat(gateway().get("failedLastHour")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.INTEGER).isGreaterThanOrEqualTo(6);

        pass(Duration.ofHours(24));
        assertThat(entry(one)).containsEntry("kind", "EFFECT").containsEntry("cause", "NOT_REACHED").containsEntry("gateway", "PAYMENT");
        assertThat(entry(one).get("next")).isNull();
        assertThat((List<?>) entry(one).get("history")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(as("operator1").get("/failed-work").is(200).body()).contains("/cases/" + one, "NOT_REACHED:PAYMENT");
        payment("SUCCEED");

        Map<String, Object> retried = as("operator1").post("/api/failed-work/retry-cause?cause=NOT_REACHED:PAYMENT", null).is(200).json();
        settle();

        assertThat((Integer) retried.get("retried")).isGreaterThanOrEqualTo(2);
        assertThat(as("agent1").sees(one).get("outcome")).isEqualTo("REFUNDED");
        assertThat(as("agent1").sees(other).get("outcome")).isEqualTo("REFUNDED");
        assertThat(paid(one)).isEqualTo(1);
    }

    @Test
    void r40_while_people_stand_in_for_a_gateway_what_failed_goes_to_the_list_to_do_outside() {
        payment("FAIL_TRANSIENT");
        String caseId = refund();
        pass(Duration.ofHours(24));
        as("operator1").post("/api/gateways/payment/by-hand", Map.of("why", "")).isProblem(400, "invalid-fields");
        as("operator1").post("/api/gateways/payment/by-hand", Map.of("why", "the account is closed")).is(204);
        assertThat(gateway().get("adapter")).isEqualTo("by-hand");

        Map<String, Object> entry = entry(caseId);
        as("operator1").post("/api/failed-work/EFFECT/" + entry.get("id") + "/retry", null).is(202);
        settle();

        assertThat(entry(caseId)).isNull();
        assertThat(as("finance1").get("/api/todo-outside").is(200).body()).contains(caseId);
        long effect = jdbc.sql("SELECT id FROM outside_effect WHERE case_id = ? AND adapter = 'by-hand'").param(caseId).query(Long.class).single();
        as("finance1").post("/api/todo-outside/" + effect, Map.of("outcome", "DONE", "reference", "BANK-1")).is(204);
        settle();
        assertThat(as("agent1").sees(caseId).get("outcome")).isEqualTo("REFUNDED");
        assertThat(paid(caseId)).isZero();
    }

    @Test
    void a_payment_given_up_becomes_a_persons_task_and_its_reservation_is_free() {
        payment("FAIL_TRANSIENT");
        String caseId = refund();
        pass(Duration.ofHours(24));
        Map<String, Object> entry = entry(caseId);
        assertThat(entry.get("mayEnd")).isEqualTo(true);
        as("operator1").post("/api/failed-work/EFFECT/" + entry.get("id") + "/give-up", Map.of("reason", "")).isProblem(400, "invalid-fields");

        as("operator1").post("/api/failed-work/EFFECT/" + entry.get("id") + "/give-up", Map.of("reason", "the buyer's account is closed")).is(204);
        settle();

        assertThat(entry(caseId)).isNull();
        assertThat(as("agent1").tasks(caseId)).contains("settleRefundByHand");
        assertThat(kinds(caseId)).contains("EFFECT_GIVEN_UP");
        assertThat(jdbc.sql("SELECT state FROM refund WHERE case_id = ?").param(caseId).query(String.class).single()).isEqualTo("DECLINED");
        payment("SUCCEED");
        as("supervisor1").decides(caseId, "settleRefundByHand", Map.of("decision", "TRY_AGAIN"));
        settle();
        assertThat(as("agent1").sees(caseId).get("outcome")).isEqualTo("REFUNDED");
    }

    @Test
    void an_event_that_will_never_match_is_given_up_and_what_may_have_been_done_never_is() {
        String unmatched = id();
        jdbc.sql("INSERT INTO hook_event (source, event_id, body, effect, problem, received_ms) VALUES ('order', ?, '{}', 'UNMATCHED', 'no order', 1)").param(unmatched).update();
        long event = jdbc.sql("SELECT id FROM hook_event WHERE event_id = ?").param(unmatched).query(Long.class).single();
        as("operator1").post("/api/failed-work/EVENT/" + event + "/give-up", Map.of("reason", "not ours")).is(204);
        as("operator1").post("/api/failed-work/EVENT/" + event + "/give-up", Map.of("reason", "not ours")).isProblem(409, "already-done");
        as("operator1").post("/api/failed-work/UNKNOWN/1/give-up", Map.of("reason", "x")).isProblem(409, "cannot-be-given-up");
        as("operator1").post("/api/failed-work/EFFECT/none/give-up", Map.of("reason", "x")).isProblem(404, "not-found");
        as("operator1").post("/api/failed-work/EVENT/none/give-up", Map.of("reason", "x")).isProblem(404, "not-found");
        as("operator1").post("/api/gateways/none/by-hand", Map.of("why", "x")).isProblem(404, "not-found");
        as("supervisor1").post("/api/gateways/payment/by-hand", Map.of("why", "x")).is(403);
        as("supervisor1").get("/gateways").is(200);
    }

    private String refund() {
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("S1", 1, "30.00").imported(), "reason", "OTHER"));
        settle();
        return caseId;
    }

    private void payment(String behaviour) {
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "PAYMENT", "operation", "refund", "behaviour", behaviour)).is(200);
    }

    private long paid(String caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM sandbox_payment WHERE order_no = (SELECT order_no FROM case_file WHERE id = ?)").param(caseId).query(Long.class).single();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> gateway() {
        return as("operator1").list("/api/gateways").stream().map(one -> (Map<String, Object>) one).filter(one -> one.get("gateway").equals("PAYMENT")).findFirst().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> entry(String caseId) {
        return as("operator1").list("/api/failed-work/all").stream().map(one -> (Map<String, Object>) one)
                .filter(one -> one.get("caseId") != null && one.get("caseId").toString().equals(caseId)).findFirst().orElse(null);
    }
}
