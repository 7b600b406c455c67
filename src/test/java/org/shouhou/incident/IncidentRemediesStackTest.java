package org.shouhou.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What one decision gives to every case: goods again, something besides, and what comes to nothing goes back (R37). */
class IncidentRemediesStackTest extends IncidentFixture {

    private final String sku = "HIT-" + id();

    private String orderOf(String price) {
        return order().line(sku, 1, price).shipped("SF1").imported();
    }

    private String caseOf(String orderNo) {
        return as("agent1").opens(request(orderNo, "reason", "QUALITY"));
    }

    private void stock(String article, int pieces) {
        as("operator1").post("/api/demo/sandbox/stock", Map.of("sku", article, "pieces", pieces)).is(200);
    }

    private void declines(String gateway, String operation, String orderNo) {
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", gateway, "operation", operation, "orderNo", orderNo,
                "behaviour", "DECLINE")).is(200);
    }

    private void decideAll(String incident, Map<String, Object> decision) {
        Map<String, Object> data = new LinkedHashMap<>(Map.of("message", "非常抱歉，我们统一处理。"));
        data.putAll(decision);
        decide(incident, "decideIncident", "supervisor1", data);
        decide(incident, "approveIncidentBudget", "manager1", Map.of("decision", "APPROVE"));
        settle();
    }

    private List<Map<String, Object>> parcels(String caseId) {
        return jdbc.sql("SELECT p.state, l.sku FROM second_parcel p JOIN second_parcel_line l ON l.parcel_id = p.id WHERE p.case_id = ?")
                .param(caseId).query().listOfRows();
    }

    private long claims(String caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM courier_claim WHERE case_id = ?").param(caseId).query(Long.class).single();
    }

    private List<String> given(String caseId) {
        return jdbc.sql("SELECT state FROM compensation WHERE case_id = ? ORDER BY id").param(caseId).query(String.class).list();
    }

    private String why(String incident, String caseId) {
        return rows(incident).stream().map(row -> (Map<?, ?>) row).filter(row -> row.get("caseId").equals(caseId))
                .map(row -> String.valueOf(row.get("why"))).findFirst().orElseThrow();
    }

    @Test
    void r37_a_bad_batch_is_sent_again_to_everybody_whose_order_left_and_counts_with_what_was_paid() {
        stock(sku, 10);
        String refund = caseOf(orderOf("300.00"));
        String several = as("agent1").opens(Map.of("type", "reship", "orderNo", order().line("FINE", 1, "99.00").line(sku, 2, "400.00")
                .shipped("SF2").imported(), "reason", "PARCEL_DAMAGED"));
        String never = caseOf(order().line(sku, 1, "300.00").imported());
        settle();
        String incident = report(Map.of("sku", sku));

        decideAll(incident, Map.of("decision", "RESHIP", "capMinor", 50_000, "budgetMinor", 100_000));

        for (String caseId : List.of(refund, several)) {
            assertThat(parcels(caseId)).as(kinds(caseId).toString()).hasSize(1).allSatisfy(parcel -> assertThat(parcel)
                    .containsEntry("state", "ORDERED").containsEntry("sku", sku));
            assertThat(claims(caseId)).as("no courier is to blame for a batch").isZero();
            assertThat(as("agent1").sees(caseId)).containsEntry("type", "reship");
            assertThat(told("incident-notice", List.of(caseId))).isEqualTo(1);
        }
        assertThat(why(incident, never)).isEqualTo("NOT_SHIPPED");
        assertThat(sees(incident)).containsEntry("spentMinor", 70_000);
        pass(Duration.ofDays(3));
        assertThat(as("auditor1").sees(refund)).containsEntry("outcome", "RESHIPPED");
        assertThat(sees(incident)).as("it was spent for good").containsEntry("spentMinor", 70_000);
    }

    @Test
    void r37_parcels_a_courier_lost_are_sent_again_and_claimed_from_it_and_what_cannot_be_sent_goes_back_to_the_budget() {
        String courier = "YT" + id().substring(0, 6);
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String orderNo = order().line(sku + i, 1, "300.00").shipped("YT" + i).imported();
            jdbc.sql("UPDATE shop_order SET courier = ? WHERE order_no = ?").params(courier, orderNo).update();
            cases.add(as("agent1").opens(request(orderNo, "reason", "QUALITY")));
        }
        stock(sku + "0", 5);
        stock(sku + "1", 0);
        settle();
        String incident = report(Map.of("courier", courier));

        decideAll(incident, Map.of("decision", "RESHIP", "capMinor", 30_000, "budgetMinor", 60_000));

        assertThat(sees(incident)).containsEntry("spentMinor", 60_000);
        assertThat(claims(cases.get(0))).isEqualTo(1);
        assertThat(as("agent1").tasks(cases.get(1))).contains("offerSubstituteOrRefund");
        as("agent1").tells(cases.get(1), "customerWithdrew", Map.of("reason", "不要了"));
        settle();

        assertThat(as("auditor1").sees(cases.get(1))).containsEntry("outcome", "WITHDRAWN");
        assertThat(sees(incident)).containsEntry("spentMinor", 30_000);
        assertThat(kinds(cases.get(1))).containsOnlyOnce("BUDGET_GIVEN_BACK");
    }

    @Test
    void r37_every_order_is_compensated_once_however_many_cases_it_has_and_however_often_it_is_decided() {
        String twice = orderOf("300.00");
        List<String> cases = List.of(caseOf(twice), as("agent1").opens(Map.of("type", "inquiry", "orderNo", twice, "reason", "WHY_NOT_SHIPPED",
                "text", "?")), caseOf(orderOf("300.00")));
        settle();
        String incident = report(Map.of("sku", sku));
        Map<String, Object> ten = Map.of("decision", "COMPENSATE", "kind", "CASH", "amountMinor", 1_000, "budgetMinor", 1_500);

        decideAll(incident, ten);

        assertThat(sees(incident)).containsEntry("spentMinor", 1_000);
        assertThat(why(incident, cases.get(2))).isEqualTo("OVER_BUDGET");
        Map<String, Object> more = new LinkedHashMap<>(ten);
        more.put("budgetMinor", 5_000);
        decideAll(incident, more);
        assertThat(sees(incident)).containsEntry("spentMinor", 2_000);
        assertThat(cases.stream().flatMap(caseId -> given(caseId).stream()).toList()).containsExactly("COMPENSATED", "COMPENSATED");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM refund r JOIN compensation k ON k.id = r.compensation_id WHERE r.kind = 'COMPENSATION' AND r.amount_minor = 1000 "
                + "AND k.case_id IN (:ids)").param("ids", cases.stream().map(Long::valueOf).toList()).query(Long.class).single()).isEqualTo(2);
        assertThat(as("agent1").tasks(cases.get(0))).as("what the customer asked for is still to be decided").containsExactly("reviewRefund");
        assertThat(as("auditor1").get("/api/consents?decision=APPROVE&caseId=" + cases.get(2)).body()).contains("\"decidedBy\":\"manager1\"");
    }

    @Test
    void r37_a_gift_may_come_with_a_date_until_which_everything_rests() {
        stock("GIFT-1", 10);
        String caseId = caseOf(orderOf("300.00"));
        settle();
        String incident = report(Map.of("sku", sku));

        decideAll(incident, Map.of("decision", "COMPENSATE", "kind", "GIFT", "sku", "GIFT-1", "quantity", 1, "budgetMinor", 100_000,
                "restUntil", now().toLocalDate().plusDays(2).toString()));

        assertThat(given(caseId)).containsExactly("COMPENSATED");
        assertThat(jdbc.sql("SELECT quiet FROM case_file WHERE id = ?").param(caseId).query(Boolean.class).single()).isTrue();
        assertThat(as("supervisor1").get("/incidents/" + incident).is(200).body()).doesNotContain("??").contains("GIFT-1 × 1");
    }

    @Test
    void r37_what_was_promised_and_came_to_nothing_goes_back_to_the_budget_once() {
        String bad = orderOf("300.00");
        String good = orderOf("200.00");
        declines("PAYMENT", "refund", bad);
        String refused = caseOf(bad);
        String paid = caseOf(good);
        settle();
        String incident = report(Map.of("sku", sku));
        refundAll(incident, 30_000, 50_000);
        assertThat(sees(incident)).containsEntry("spentMinor", 50_000);

        as("finance1").decides(refused, "settleRefundByHand", Map.of("decision", "GIVE_UP", "reasonCode", "BUYER_UNREACHABLE"));
        settle();

        assertThat(as("auditor1").sees(refused)).containsEntry("outcome", "REJECTED");
        assertThat(as("auditor1").sees(paid)).containsEntry("outcome", "REFUNDED");
        assertThat(sees(incident)).containsEntry("spentMinor", 20_000);
        assertThat(why(incident, refused)).isEqualTo("GIVEN_BACK");
        assertThat(kinds(refused)).containsOnlyOnce("BUDGET_GIVEN_BACK");
        pass(Duration.ofHours(2));
        assertThat(sees(incident)).containsEntry("spentMinor", 20_000);
        String next = caseOf(orderOf("300.00"));
        settle();
        assertThat(as("auditor1").sees(next)).as("what came back is there for others").containsEntry("outcome", "REFUNDED");
    }

    @Test
    void r37_a_compensation_the_platform_refuses_goes_back_to_the_budget() {
        String orderNo = orderOf("300.00");
        declines("ORDER", "coupon", orderNo);
        String caseId = caseOf(orderNo);
        settle();
        String incident = report(Map.of("sku", sku));

        decideAll(incident, Map.of("decision", "COMPENSATE", "kind", "COUPON", "amountMinor", 1_000, "budgetMinor", 1_000));

        assertThat(given(caseId)).containsExactly("REJECTED");
        assertThat(sees(incident)).containsEntry("spentMinor", 0);
        assertThat(kinds(caseId)).containsOnlyOnce("BUDGET_GIVEN_BACK");
    }

    @Test
    void r10_what_the_only_active_manager_decides_counts_as_approved_and_is_marked_for_the_auditor() {
        String caseId = caseOf(order().line(sku, 1, "9000.00").shipped("SF1").imported());
        settle();
        String incident = report(Map.of("sku", sku));
        Map<String, Object> refund = Map.of("decision", "REFUND", "capMinor", 900_000, "budgetMinor", 900_000, "message", "x");
        jdbc.sql("UPDATE user_account SET active = FALSE WHERE username = 'manager2'").update();
        try {
            decide(incident, "decideIncident", "manager1", refund);
        } finally {
            // hired while it is carried out: it stays as it was decided
            jdbc.sql("UPDATE user_account SET active = TRUE WHERE username = 'manager2'").update();
        }
        settle();

        assertThat(as("auditor1").sees(caseId)).as(kinds(caseId).toString()).containsEntry("outcome", "REFUNDED");
        assertThat(kinds(caseId)).containsOnlyOnce("SELF_CONSENT");
        assertThat(as("auditor1").get("/api/consents?decision=SELF_CONSENT&caseId=" + caseId).is(200).body()).contains("manager1");
        Map<?, ?> decision = (Map<?, ?>) as("auditor1").get("/api/incidents/" + incident).json().get("decision");
        assertThat(decision.get("alone")).isEqualTo(true);
        assertThat(as("auditor1").get("/api/incidents/" + incident + "/history").is(200).body()).contains("SELF_CONSENT");
        assertThat(as("auditor1").get("/incidents/" + incident).is(200).body()).doesNotContain("??");
    }

    @Test
    void what_is_wrong_with_a_compensation_for_all_is_said_at_its_fields() {
        String incident = report(Map.of("sku", sku));
        SoftAssertions soft = new SoftAssertions();
        Map<String, Object> right = Map.of("decision", "COMPENSATE", "kind", "CASH", "amountMinor", 1_000, "budgetMinor", 5_000, "message", "x");
        as("supervisor1").post("/api/tasks/" + taskOf(incident, "decideIncident") + "/claim", null).is(200);
        for (Map<String, Object> wrong : List.of(Map.<String, Object>of("kind", "CASTLE"), Map.<String, Object>of("kind", "GIFT"),
                Map.<String, Object>of("kind", "GIFT", "sku", "S", "quantity", 100_000), Map.<String, Object>of("amountMinor", 0),
                Map.<String, Object>of("amountMinor", "many"), Map.<String, Object>of("budgetMinor", 999),
                Map.<String, Object>of("restUntil", "2020-01-01"))) {
            Map<String, Object> data = new LinkedHashMap<>(right);
            data.putAll(wrong);
            soft.assertThat(tries(incident, "decideIncident", "supervisor1", data).status()).as(wrong.toString()).isEqualTo(400);
        }
        Map<String, Object> forReview = new LinkedHashMap<>(right);
        forReview.put("message", "给好评返现");
        tries(incident, "decideIncident", "supervisor1", forReview).isProblem(422, "review-condition");
        soft.assertThat(sees(incident)).containsEntry("state", "OPEN");
        soft.assertAll();
    }
}
