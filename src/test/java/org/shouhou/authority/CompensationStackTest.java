package org.shouhou.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is given beyond what is owed, from the proposal to the customer. */
class CompensationStackTest extends AuthorityFixture {

    private static final Map<String, Object> APPROVE = Map.of("decision", "APPROVE");

    @Test
    void r10_an_agents_own_limit_is_nothing_a_supervisor_consents_and_the_money_goes_out() {
        String caseId = opened();
        Map<String, Object> proposed = proposes("agent1", caseId, cash(5000)).is(201).json();
        assertThat(proposed).containsEntry("state", "PROPOSED").containsKey("compensationId");
        settle();
        assertThat(paidOutside()).isZero();
        as("agent2").tries(caseId, "approveCompensation", APPROVE).isProblem(403, "not-your-role");
        as("supervisor1").decides(caseId, "approveCompensation", APPROVE);
        settle();
        state(caseId, "COMPENSATED", "CONSENT");
        assertThat(paidOutside()).isEqualTo(5000);
        assertThat(consents(caseId)).containsExactly("BEYOND_LIMIT agent2", "APPROVE supervisor1");
        assertThat(as("auditor1").sees(caseId)).containsEntry("status", "OPEN");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = 'compensation-given'").param(caseId)
                .query(Long.class).single()).isEqualTo(1);
        assertThat(kinds(caseId)).contains("COMPENSATION_PROPOSED", "COMPENSATION_AGREED", "COMPENSATION_PAID", "COMPENSATION_GIVEN");
    }

    @Test
    void r13_compensation_and_freight_are_kinds_of_their_own_and_use_up_nothing_of_what_was_paid() {
        String caseId = opened();
        as("agent1").decides(caseId, "reviewRefund", APPROVE);
        proposes("supervisor1", caseId, cash(15000)).is(201);
        proposes("supervisor1", caseId, freight(1200)).is(201);
        settle();
        assertThat(ledger(caseId)).containsExactlyInAnyOrder("REFUND SUCCEEDED 30000", "COMPENSATION SUCCEEDED 15000", "FREIGHT SUCCEEDED 1200");
        assertThat(balance()).isEqualTo(List.of(30000L, 0L, 0L));
        assertThat(paidOutside()).isEqualTo(46200);
        assertThat(as("auditor1").get("/api/ledger").is(200).body()).contains("\"kind\":\"FREIGHT\"", "\"kind\":\"COMPENSATION\"");
    }

    private static long number(Object given) {
        return ((Number) given).longValue();
    }

    /** The money of compensations that went out. */
    @SuppressWarnings("unchecked")
    private static long compensations(Map<String, Object> sums) {
        return ((List<Map<String, Object>>) sums.get("parts")).stream().filter(part -> part.get("kind").equals("COMPENSATION") && part.get("state").equals("SUCCEEDED"))
                .mapToLong(part -> number(part.get("sumMinor"))).sum();
    }

    @Test
    void r13_the_ledgers_sum_of_refunds_leaves_compensation_out() {
        String caseId = opened();
        Map<String, Object> before = as("finance1").get("/api/ledger").is(200).json();
        as("agent1").decides(caseId, "reviewRefund", APPROVE);
        proposes("supervisor1", caseId, cash(7700)).is(201);
        settle();
        Map<String, Object> after = as("finance1").get("/api/ledger").is(200).json();
        assertThat(number(after.get("count")) - number(before.get("count"))).isEqualTo(1);
        assertThat(number(after.get("sumMinor")) - number(before.get("sumMinor"))).isEqualTo(30000);
        assertThat(compensations(after) - compensations(before)).isEqualTo(7700);
    }

    @Test
    void r13_an_order_gets_no_more_of_a_kind_than_its_own_limit() {
        String caseId = opened();
        setting("compensation.freight.perOrder", 2000);
        try {
            proposes("supervisor1", caseId, freight(1500)).is(201);
            proposes("supervisor1", caseId, freight(600)).isProblem(422, "beyond-order");
            settle();
            assertThat(ledger(caseId)).containsExactly("FREIGHT SUCCEEDED 1500");
            assertThat(consents(caseId)).contains("BEYOND_ORDER supervisor1");
        } finally {
            setting("compensation.freight.perOrder", 50000);
        }
    }

    @Test
    void r10_beyond_the_supervisors_limit_the_manager_consents_and_nobody_approves_what_they_proposed() {
        String caseId = opened();
        proposes("supervisor1", caseId, cash(20100)).is(201);
        as("supervisor1").tries(caseId, "approveCompensation", APPROVE).isProblem(403, "four-eyes");
        as("supervisor2").tries(caseId, "approveCompensation", APPROVE).isProblem(403, "not-your-role");
        as("manager1").decides(caseId, "approveCompensation", APPROVE);
        settle();
        state(caseId, "COMPENSATED", "CONSENT");
        assertThat(consents(caseId)).containsExactly("FOUR_EYES supervisor1", "BEYOND_LIMIT supervisor2", "APPROVE manager1");
        assertThat(kinds(caseId)).contains("ATTEMPT_REFUSED");
    }

    @Test
    void r10_beyond_a_managers_limit_a_second_manager_consents_as_well() {
        String caseId = opened();
        proposes("agent1", caseId, cash(300000)).is(201);
        as("manager1").decides(caseId, "approveCompensation", APPROVE);
        settle();
        assertThat(paidOutside()).isZero();
        as("manager1").tries(caseId, "approveCompensation", APPROVE).isProblem(403, "four-eyes");
        as("manager2").decides(caseId, "approveCompensation", APPROVE);
        settle();
        state(caseId, "COMPENSATED", "CONSENT");
    }

    @Test
    void r10_with_no_other_manager_active_it_counts_as_approved_and_is_marked_for_the_auditor() {
        withoutOtherManager(() -> {
            String caseId = opened();
            proposes("manager1", caseId, cash(300000)).is(201);
            settle();
            state(caseId, "COMPENSATED", "SELF_CONSENT");
            assertThat(kinds(caseId)).containsOnlyOnce("SELF_CONSENT");
            assertThat(as("auditor1").get("/api/consents?decision=SELF_CONSENT&caseId=" + caseId).is(200).body()).contains("manager1");
        });
    }

    @Test
    void r10_what_the_approver_refuses_is_not_given_and_stays_on_record() {
        String caseId = opened();
        proposes("agent1", caseId, cash(5000)).is(201);
        as("supervisor1").decides(caseId, "approveCompensation", Map.of("decision", "REFUSE", "note", "没有依据"));
        settle();
        assertThat(given(caseId)).containsEntry("state", "REJECTED").containsEntry("why", "REFUSED_BY_APPROVER");
        assertThat(consents(caseId)).containsExactly("REFUSE supervisor1");
        assertThat(paidOutside()).isZero();
    }

    @Test
    void r10_a_limit_can_be_widened_for_a_dated_promotion() {
        as("manager1").put("/api/settings/compensation.cash.limit.agent", Map.of("value", "2000",
                "from", clock.instant().plus(Duration.ofHours(1)).toString(), "to", clock.instant().plus(Duration.ofHours(3)).toString())).is(200);
        String before = opened();
        proposes("agent1", before, cash(2000)).is(201);
        assertThat(as("agent1").tasks(before)).contains("approveCompensation");
        pass(Duration.ofHours(2));
        String during = opened();
        proposes("agent1", during, cash(2000)).is(201);
        proposes("agent1", during, cash(2001)).is(201);
        settle();
        assertThat(paidOutside()).isEqualTo(2000);
        assertThat(consents(during)).containsExactly("OWN_LIMIT agent1");
        pass(Duration.ofHours(2));
        String after = opened();
        proposes("agent1", after, cash(2000)).is(201);
        settle();
        assertThat(paidOutside()).isZero();
        assertThat(as("agent1").tasks(after)).contains("approveCompensation");
    }

    @Test
    void r43_compensation_for_a_review_is_refused_and_the_attempt_is_on_record() {
        String caseId = opened();
        Map<String, Object> wanted = cash(500);
        wanted.put("text", "给个好 评就返现五元");
        proposes("agent1", caseId, wanted).isProblem(422, "review-condition");
        Map<String, Object> coded = cash(500);
        coded.put("reasonCode", "WITHDRAW_REVIEW");
        proposes("supervisor1", caseId, coded).isProblem(422, "review-condition");
        assertThat(as("auditor1").list("/api/cases/" + caseId + "/compensations")).isEmpty();
        assertThat(consents(caseId)).containsExactly("REVIEW_CONDITION agent1", "REVIEW_CONDITION supervisor1");
        assertThat(kinds(caseId)).contains("ATTEMPT_REFUSED").doesNotContain("COMPENSATION_PROPOSED");
    }

    @Test
    void r44_a_buyer_who_extorts_gets_nothing_without_a_supervisor() {
        setting("compensation.cash.limit.agent", 10000);
        try {
            String flagged = opened("EXTORTION");
            proposes("agent1", flagged, cash(5000)).is(201);
            settle();
            assertThat(as("agent1").tasks(flagged)).contains("approveCompensation");
            assertThat(paidOutside()).isZero();
        } finally {
            setting("compensation.cash.limit.agent", 0);
        }
    }

    @Test
    void a_closed_case_may_still_be_given_something_and_stays_closed() {
        String caseId = opened();
        as("agent1").decides(caseId, "reviewRefund", APPROVE);
        settle();
        assertThat(as("auditor1").sees(caseId)).containsEntry("status", "CLOSED");
        proposes("agent1", caseId, cash(3000)).is(201);
        as("supervisor1").decides(caseId, "approveCompensation", APPROVE);
        settle();
        state(caseId, "COMPENSATED", "CONSENT");
        assertThat(as("auditor1").sees(caseId)).containsEntry("status", "CLOSED").containsEntry("outcome", "REFUNDED");
        assertThat(kinds(caseId).stream().filter("CASE_CLOSED"::equals)).hasSize(1);
    }

    @Test
    void a_compensation_is_paid_while_the_refund_of_the_same_case_is_unknown_and_neither_stops_the_other() {
        String caseId = opened();
        sandbox("PAYMENT", "refund", "behaviour", "UNKNOWN_NOT_DONE", "times", 1);
        as("agent1").decides(caseId, "reviewRefund", APPROVE);
        settle();
        assertThat(ledger(caseId)).containsExactly("REFUND UNKNOWN 30000");
        proposes("supervisor1", caseId, cash(1000)).is(201);
        settle();
        assertThat(ledger(caseId)).contains("COMPENSATION SUCCEEDED 1000");
        pass(Duration.ofMinutes(5));
        assertThat(ledger(caseId)).containsExactly("REFUND SUCCEEDED 30000", "COMPENSATION SUCCEEDED 1000");
        assertThat(paidOutside()).isEqualTo(31000);
    }

    @Test
    void who_withdraws_the_case_still_gets_the_compensation_that_runs_beside_it() {
        String caseId = opened();
        proposes("agent1", caseId, cash(1000)).is(201);
        assertThat(as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "不退了"))).isEqualTo("DELIVERED");
        settle();
        assertThat(as("auditor1").sees(caseId)).containsEntry("outcome", "WITHDRAWN");
        as("supervisor1").decides(caseId, "approveCompensation", APPROVE);
        settle();
        state(caseId, "COMPENSATED", "CONSENT");
    }

    @Test
    void what_the_cases_own_process_was_about_to_give_is_called_off_when_the_customer_withdraws() {
        String sku = "STAR-" + id().substring(0, 8);
        as("operator1").post("/api/demo/sandbox/stock", Map.of("sku", sku, "pieces", 0)).is(200);
        orderNo = order().line(sku, 1, "200.00").imported();
        String caseId = as("presale1").opens(Map.of("type", "oversold", "orderNo", orderNo, "reason", "OUT_OF_STOCK"));
        settle();
        as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "WAIT", "date",
                now().toLocalDate().plusDays(5).toString(), "gift", "MUG"));
        settle();
        assertThat(as("agent1").tasks(caseId)).contains("approveCompensation");
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "不等了"));
        settle();
        assertThat(as("agent1").tasks(caseId)).doesNotContain("approveCompensation");
        assertThat(given(caseId)).as(kinds(caseId).toString()).containsEntry("state", "CANCELLED");
        assertThat(kinds(caseId)).contains("COMPENSATION_NOT_GIVEN");
    }

    @Test
    void a_payment_of_unknown_end_beside_the_case_does_not_keep_the_customer_from_withdrawing() {
        String caseId = opened();
        sandbox("PAYMENT", "refund", "behaviour", "UNKNOWN_NOT_DONE", "times", 1);
        proposes("supervisor1", caseId, cash(1000)).is(201);
        settle();
        assertThat(ledger(caseId)).containsExactly("COMPENSATION UNKNOWN 1000");
        assertThat(as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "不退了"))).isEqualTo("DELIVERED");
        pass(Duration.ofMinutes(5));
        state(caseId, "COMPENSATED", "OWN_LIMIT");
        assertThat(paidOutside()).isEqualTo(1000);
    }

    @Test
    void a_declined_payment_is_settled_by_hand_by_two_people() {
        String caseId = opened();
        sandbox("PAYMENT", "refund", "behaviour", "DECLINE", "times", 1);
        proposes("supervisor1", caseId, cash(1000)).is(201);
        settle();
        Map<String, Object> task = as("finance1").task(caseId, "settleRefundByHand");
        assertThat(as("finance1").get("/api/tasks/" + task.get("taskId")).is(200).json().get("data").toString())
                .contains("openMinor=1000", "kind=COMPENSATION");
        Map<String, Object> paid = Map.of("decision", "PAID_BY_HAND", "reference", "B-1");
        as("finance1").decides(caseId, "settleRefundByHand", paid);
        as("finance1").tries(caseId, "settleRefundByHand", paid).isProblem(403, "four-eyes");
        as("supervisor2").decides(caseId, "settleRefundByHand", paid);
        settle();
        state(caseId, "COMPENSATED", "OWN_LIMIT");
        assertThat(ledger(caseId)).containsExactly("COMPENSATION DECLINED 1000", "COMPENSATION EXTERNAL 1000");
        assertThat(balance()).isEqualTo(List.of(0L, 0L, 0L));
    }

    @Test
    void a_payment_given_up_is_no_compensation_and_the_customer_names_another_account_otherwise() {
        String caseId = opened();
        sandbox("PAYMENT", "refund", "behaviour", "DECLINE", "times", 1);
        proposes("supervisor1", caseId, cash(1000)).is(201);
        settle();
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "ASK_PAYEE"));
        assertThat(as("agent1").tells(caseId, "payeeProvided", Map.of("payee", "6222 **** 1234"))).isEqualTo("DELIVERED");
        settle();
        state(caseId, "COMPENSATED", "OWN_LIMIT");

        String other = opened();
        sandbox("PAYMENT", "refund", "behaviour", "DECLINE", "times", 1);
        proposes("supervisor1", other, cash(1000)).is(201);
        settle();
        as("finance1").decides(other, "settleRefundByHand", Map.of("decision", "GIVE_UP", "reasonCode", "OTHER"));
        assertThat(given(other)).containsEntry("state", "REJECTED").containsEntry("why", "OTHER");
    }

    @Test
    void a_coupon_is_issued_by_the_shops_platform_and_a_gift_sent_by_the_warehouse() {
        String caseId = opened();
        proposes("supervisor1", caseId, map("requestId", id(), "kind", "COUPON", "amountMinor", 2000, "reasonCode", "GOODWILL")).is(201);
        proposes("supervisor1", caseId, map("requestId", id(), "kind", "GIFT", "sku", "MUG", "quantity", 2, "reasonCode", "GOODWILL")).is(201);
        settle();
        assertThat(jdbc.sql("SELECT operation FROM sandbox_effect WHERE order_no = ? AND operation IN ('coupon', 'ship-gift') ORDER BY operation")
                .param(orderNo).query(String.class).list()).containsExactly("coupon", "ship-gift");
        assertThat(as("auditor1").list("/api/cases/" + caseId + "/compensations")).allSatisfy(one ->
                assertThat((Map<String, Object>) asMap(one)).containsEntry("state", "COMPENSATED"));
        assertThat(jdbc.sql("SELECT body_text FROM outgoing_message WHERE case_id = ? AND template = 'compensation-given' ORDER BY id").param(caseId)
                .query(String.class).list()).anyMatch(text -> text.contains("20.00")).anyMatch(text -> text.contains("MUG × 2"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void a_gift_the_warehouse_has_not_is_not_given_and_the_supervisors_hear_of_it() {
        String caseId = opened();
        sandbox("WAREHOUSE", "ship-gift", "behaviour", "DECLINE");
        proposes("supervisor1", caseId, map("requestId", id(), "kind", "GIFT", "sku", "MUG", "quantity", 1, "reasonCode", "GOODWILL")).is(201);
        settle();
        assertThat(given(caseId)).containsEntry("state", "REJECTED");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = 'effect-failed'").param(caseId)
                .query(Long.class).single()).isPositive();
    }

    @Test
    void the_same_request_twice_gives_once_and_with_other_content_is_refused() {
        String caseId = opened();
        Map<String, Object> wanted = cash(1000);
        Object first = proposes("supervisor1", caseId, wanted).is(201).json().get("compensationId");
        assertThat(proposes("supervisor1", caseId, wanted).is(200).json()).containsEntry("compensationId", first);
        wanted.put("amountMinor", 2000);
        proposes("supervisor1", caseId, wanted).isProblem(409, "request-id-used");
        settle();
        assertThat(paidOutside()).isEqualTo(1000);
    }

    @Test
    void bad_proposals_get_an_answer_at_the_field_and_write_nothing() {
        String caseId = opened();
        for (Map<String, Object> wrong : List.of(map(), map("requestId", id(), "kind", "GOLD", "reasonCode", "QUALITY"),
                cash(0), cash(-5), map("requestId", id(), "kind", "CASH", "reasonCode", "QUALITY"),
                map("requestId", id(), "kind", "CASH", "amountMinor", 100, "reasonCode", "NONSENSE"),
                map("requestId", id(), "kind", "CASH", "amountMinor", 100, "sku", "X", "reasonCode", "QUALITY"),
                map("requestId", id(), "kind", "GIFT", "reasonCode", "QUALITY"),
                map("requestId", id(), "kind", "GIFT", "sku", "x".repeat(65), "quantity", 0, "reasonCode", "QUALITY"),
                map("requestId", "x".repeat(151), "kind", "CASH", "amountMinor", 100, "reasonCode", "QUALITY"),
                map("requestId", id(), "kind", "CASH", "amountMinor", 100, "reasonCode", "QUALITY", "text", "好".repeat(2001)))) {
            proposes("agent1", caseId, wrong).isProblem(400, "invalid-fields");
        }
        assertThat(proposes("agent1", caseId, map("requestId", id(), "kind", "CASH", "amountMinor", "many")).status()).isEqualTo(400);
        assertThat(proposes("agent1", caseId, map("requestId", id(), "kind", "CASH", "amountMinor", 1.5)).status()).isEqualTo(400);
        assertThat(proposes("agent1", caseId, map("colour", "red")).status()).isEqualTo(400);
        proposes("agent1", "99999999", cash(100)).is(404);
        proposes("auditor1", caseId, cash(100)).is(403);
        proposes("warehouse1", caseId, cash(100)).is(403);
        assertThat(as("auditor1").list("/api/cases/" + caseId + "/compensations")).isEmpty();
        as("supervisor1").get("/api/consents?decision=NONE").isProblem(400, "invalid-fields");
        as("supervisor1").get("/api/consents?cursor=x").isProblem(400, "invalid-fields");
        as("supervisor1").get("/api/consents?caseId=77777777").is(404);
        as("agent1").get("/api/consents").is(403);
    }
}
