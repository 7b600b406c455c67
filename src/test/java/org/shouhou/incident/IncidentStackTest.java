package org.shouhou.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.Unchanged;

/** One event that hits many orders is decided once (R37). */
class IncidentStackTest extends IncidentFixture {

    @Test
    void r37_many_orders_of_one_oversold_product_are_decided_told_and_refunded_once_present_and_coming() {
        int many = 40;
        String sku = "STAR-" + id();
        List<String> orders = imported(sku, many + 1);
        Desk agent = as("agent1");
        List<String> cases = new ArrayList<>();
        orders.subList(0, many).forEach(order -> cases.add(agent.opens(request(order))));
        settle();

        String incident = report(Map.of("sku", sku));

        assertThat(counts(sees(incident))).containsEntry("JOINED", many);
        assertThat(agent.post("/api/tasks/next", null).status()).as("single follow-ups are not given out").isIn(204, 200);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM queue_entry WHERE case_id = ? AND quiet = TRUE").param(Long.valueOf(cases.get(0)))
                .query(Long.class).single()).isEqualTo(1);
        refundAll(incident, 60_000, 60_000L * (many + 1));

        assertThat(counts(sees(incident))).containsEntry("APPLIED", many).doesNotContainKeys("FAILED", "JOINED");
        assertThat(cases).allSatisfy(caseId -> assertThat(agent.sees(caseId)).containsEntry("outcome", "REFUNDED"));
        assertThat(told("incident-notice", cases)).isEqualTo(many);
        assertThat(sees(incident)).containsEntry("spentMinor", 60_000 * many);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM sandbox_payment p JOIN case_file c ON c.order_no = p.order_no WHERE c.id IN (:ids)")
                .param("ids", cases.stream().map(Long::valueOf).toList()).query(Long.class).single()).isEqualTo(many);

        String late = agent.opens(request(orders.get(many)));
        settle();
        assertThat(agent.sees(late)).containsEntry("outcome", "REFUNDED");
        assertThat(kinds(late)).contains("INCIDENT_JOINED", "INCIDENT_APPLIED");
        as("supervisor1").post("/api/incidents/" + incident + "/close", Map.of("reason", "全部处理完")).is(200);
        assertThat(sees(incident)).containsEntry("state", "CLOSED");
    }

    private List<String> imported(String sku, int many) {
        StringBuilder csv = new StringBuilder("orderNo,createdAt,paidAt,buyer,recipient,phone,region,address,lineNo,sku,batch,title,quantity,linePaid\n");
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String order = "M" + Math.abs(sku.hashCode()) + "-" + i;
            orders.add(order);
            csv.append(String.join(",", order, "2026-11-01T09:59:00+08:00", "2026-11-01T10:00:00+08:00", "买家" + order, "王", "13800000000",
                    "浙江", "浙江省杭州市1号", "1", sku, "B7", "爆款", "1", "600.00")).append('\n');
        }
        assertThat(as("supervisor1").upload("/api/orders/import?format=standard", csv.toString().getBytes(StandardCharsets.UTF_8))
                .is(200).json()).containsEntry("imported", many);
        return orders;
    }

    @Test
    void r37_the_cap_of_a_case_and_the_budget_of_all_hold_and_what_does_not_fit_is_decided_singly() {
        String sku = "CAP-" + id();
        List<String> cases = new ArrayList<>();
        for (String price : List.of("700.00", "600.00", "600.00", "900.00")) {
            cases.add(as("agent1").opens(request(order().line(sku, 1, price).shipped("SF1").imported())));
        }
        settle();
        String incident = report(Map.of("sku", sku));

        refundAll(incident, 80_000, 130_000);

        assertThat(sees(incident)).containsEntry("spentMinor", 130_000);
        assertThat(counts(sees(incident))).containsEntry("APPLIED", 2).containsEntry("SINGLE", 2);
        List<Object> rows = rows(incident);
        assertThat(rows.stream().map(row -> String.valueOf(((Map<?, ?>) row).get("why"))).toList())
                .containsExactlyInAnyOrder("null", "null", "OVER_BUDGET", "OVER_CAP");
        assertThat(as("agent1").tasks(cases.get(3))).containsExactly("reviewRefund");
        assertThat(jdbc.sql("SELECT quiet FROM case_file WHERE id = ?").param(Long.valueOf(cases.get(3))).query(Boolean.class).single()).isFalse();
    }

    @Test
    void r37_an_order_held_for_other_reasons_is_refunded_too_and_its_hold_undone() {
        String sku = "HELD-" + id();
        String held = as("agent1").opens(request(order().line(sku, 1, "600.00").imported(), "type", "slowReview", "reason", "STOCK_UNCLEAR"));
        settle();
        String incident = report(Map.of("sku", sku));

        refundAll(incident, 60_000, 60_000);

        assertThat(as("agent1").sees(held)).containsEntry("type", "refund").containsEntry("outcome", "REFUNDED").containsEntry("settled", true);
        assertThat(kinds(held)).contains("CASE_CONVERTED", "INCIDENT_APPLIED");
    }

    @Test
    void r37_while_an_incident_waits_single_reminders_rest_and_go_on_when_it_is_closed() {
        String sku = "WAIT-" + id();
        String caseId = as("agent1").opens(request(order().line(sku, 1, "600.00").shipped("SF1").imported()));
        settle();
        String incident = report(Map.of("sku", sku));
        decide(incident, "decideIncident", "supervisor1", Map.of("decision", "WAIT", "waitUntil", now().toLocalDate().plusDays(2).toString(),
                "message", "两天内给您答复。"));
        settle();

        assertThat(kinds(caseId)).contains("INCIDENT_APPLIED");
        pass(Duration.ofHours(3));
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template LIKE 'deadline-%'")
                .param(Long.valueOf(caseId)).query(Long.class).single()).as("first reply is overdue, but rests").isZero();
        pass(Duration.ofDays(2));
        assertThat(taskOf(incident, "decideIncident")).as("the date came: decided again").isNotNull();
        decide(incident, "decideIncident", "supervisor1", Map.of("decision", "CLOSE"));
        settle();

        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template LIKE 'deadline-%'")
                .param(Long.valueOf(caseId)).query(Long.class).single()).isPositive();
        assertThat(kinds(caseId)).contains("INCIDENT_JOINED");
        assertThat(as("agent1").tasks(caseId)).isNotEmpty();
    }

    @Test
    void r37_courier_and_region_and_batch_are_scopes_and_a_buyer_with_two_cases_is_told_once() {
        String batch = "B" + id();
        String buyer = "囤货客" + id();
        List<String> cases = new ArrayList<>();
        String csv = "orderNo,createdAt,paidAt,buyer,region,address,courier,waybill,shippedAt,lineNo,sku,batch,quantity,linePaid\n";
        for (int i = 0; i < 3; i++) {
            String order = "BATCH" + Math.abs(batch.hashCode()) + "-" + i;
            csv = csv.lines().findFirst().orElseThrow() + "\n" + String.join(",", order, "2026-11-01T09:59:00+08:00", "2026-11-01T10:00:00+08:00",
                    buyer, i == 2 ? "四川" : "浙江", i == 2 ? "四川省1号" : "浙江省1号", "YD", "YD" + order, "2026-11-02T10:00:00+08:00", "1",
                    "SKU-9", batch, "1", "600.00") + "\n";
            as("supervisor1").upload("/api/orders/import?format=standard", csv.getBytes(StandardCharsets.UTF_8)).is(200);
            cases.add(as("agent1").opens(request(order, "reason", "QUALITY")));
        }
        settle();
        String incident = report(Map.of("batch", batch, "courier", "YD", "region", "浙江"));

        assertThat(counts(sees(incident))).containsEntry("JOINED", 2);
        decide(incident, "decideIncident", "supervisor1", Map.of("decision", "INFORM", "message", "杭州中转站停运，包裹会晚到。"));
        settle();

        assertThat(told("incident-notice", cases)).isEqualTo(1);
        assertThat(as("agent1").tasks(cases.get(0))).containsExactly("reviewRefund");
    }

    @Test
    void r37_a_case_is_taken_out_and_another_one_in_by_hand() {
        String sku = "HAND-" + id();
        Desk agent = as("agent1");
        String inScope = agent.opens(request(order().line(sku, 1, "600.00").shipped("SF1").imported()));
        String other = agent.opens(request(order().line("OTHER", 1, "600.00").shipped("SF2").imported()));
        settle();
        String incident = report(Map.of("sku", sku));
        Desk supervisor = as("supervisor1");

        supervisor.post("/api/incidents/" + incident + "/cases/" + inScope + "/leave", Map.of("reason", "另有原因")).is(204);
        supervisor.post("/api/incidents/" + incident + "/cases", Map.of("caseId", other)).is(204);
        settle();

        assertThat(counts(sees(incident))).containsEntry("JOINED", 1).containsEntry("LEFT", 1);
        for (String page : List.of("/incidents", "/incidents/" + incident, "/clusters", "/cases/" + other, "/tasks/team")) {
            assertThat(supervisor.get(page).is(200).body()).as(page).doesNotContain("??").contains("</html>");
        }
        assertThat(supervisor.get("/cases/" + other).body()).contains(incident);
        refundAll(incident, 60_000, 60_000);
        assertThat(agent.sees(other)).containsEntry("outcome", "REFUNDED");
        assertThat(agent.tasks(inScope)).containsExactly("reviewRefund");
        agent.post("/api/incidents/" + incident + "/cases", Map.of("caseId", inScope)).is(403);
        supervisor.post("/api/incidents/" + incident + "/cases", Map.of("caseId", inScope)).isProblem(409, "incident-case");
    }

    @Test
    void bad_incidents_and_decisions_are_refused_and_nothing_is_written() {
        Desk supervisor = as("supervisor1");
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        String path = "/api/incidents";
        unchanged.refused(soft, "nothing", supervisor.post(path, Map.of()), 400, "invalid-fields");
        unchanged.refused(soft, "no scope", supervisor.post(path, Map.of("requestId", id(), "title", "x")), 400, "invalid-fields");
        unchanged.refused(soft, "long title", supervisor.post(path, Map.of("requestId", id(), "title", "x".repeat(201), "sku", "S")), 400, "invalid-fields");
        unchanged.refused(soft, "unknown reason", supervisor.post(path, Map.of("requestId", id(), "title", "x", "sku", "S", "reason", "NO")), 400, "invalid-fields");
        unchanged.refused(soft, "end before begin", supervisor.post(path, Map.of("requestId", id(), "title", "x", "sku", "S",
                "from", "2026-11-02T00:00:00Z", "to", "2026-11-01T00:00:00Z")), 400, "invalid-fields");
        unchanged.refused(soft, "no such incident", supervisor.get(path + "/INC-999999999-1"), 404, "not-found");
        unchanged.refused(soft, "state that is none", supervisor.get(path + "?state=MAYBE"), 400, "invalid-fields");
        soft.assertThat(as("agent1").post(path, Map.of("requestId", id(), "title", "x", "sku", "S")).status()).isEqualTo(403);
        soft.assertThat(as("auditor1").post(path, Map.of("requestId", id(), "title", "x", "sku", "S")).status()).isEqualTo(403);
        soft.assertThat(as("auditor1").get(path).status()).isEqualTo(200);
        soft.assertAll();

        Map<String, Object> body = Map.of("requestId", id(), "title", "一次", "sku", "NONE-" + id());
        String incident = (String) supervisor.post(path, body).is(201).json().get("number");
        opened.add(incident);
        assertThat(supervisor.post(path, body).is(200).json()).containsEntry("number", incident);
        Map<String, Object> twisted = new LinkedHashMap<>(body);
        twisted.put("title", "两次");
        supervisor.post(path, twisted).isProblem(409, "request-id-used");
        tries(incident, "decideIncident", "supervisor1", Map.of("decision", "REFUND", "capMinor", 200, "budgetMinor", 100, "message", "x"))
                .isProblem(400, "invalid-fields");
        tries(incident, "decideIncident", "supervisor1", Map.of("decision", "WAIT", "waitUntil", "2020-01-01", "message", "x"))
                .isProblem(400, "invalid-fields");
        tries(incident, "decideIncident", "supervisor1", Map.of("decision", "INFORM")).isProblem(400, "invalid-fields");
        supervisor.post(path + "/" + incident + "/close", Map.of("reason", "x")).isProblem(409, "incident-not-now");
        supervisor.post(path + "/" + incident + "/close", Map.of()).isProblem(400, "invalid-fields");
    }

    @Test
    void r37_nobody_approves_the_budget_they_proposed_and_a_refused_one_is_decided_again() {
        String incident = report(Map.of("sku", "EYES-" + id()));
        decide(incident, "decideIncident", "manager1", Map.of("decision", "REFUND", "capMinor", 100, "budgetMinor", 100, "message", "x"));

        tries(incident, "approveIncidentBudget", "manager1", Map.of("decision", "APPROVE")).isProblem(403, "four-eyes");
        decide(incident, "approveIncidentBudget", "manager2", Map.of("decision", "REFUSE"));

        assertThat(sees(incident)).containsEntry("state", "OPEN").containsEntry("spentMinor", 0);
        assertThat(as("supervisor1").get("/api/tasks?view=team&type=incident").is(200).body()).contains(incident);
    }

    @Test
    void r37_whoever_approves_a_budget_sees_on_the_page_what_was_proposed_and_no_longer_when_it_was_refused() {
        String incident = report(Map.of("sku", "SEEN-" + id()));
        decide(incident, "decideIncident", "supervisor1", Map.of("decision", "REFUND", "capMinor", 250000, "budgetMinor", 3000000, "message", "Sold out, sorry."));

        assertThat(as("manager1").get("/incidents/" + incident).is(200).body()).contains("Sold out, sorry.", "2,500.00", "30,000.00").doesNotContain("??");

        decide(incident, "approveIncidentBudget", "manager1", Map.of("decision", "REFUSE"));
        assertThat(sees(incident).get("proposed")).isNull();
        assertThat(as("manager1").get("/incidents/" + incident).is(200).body()).doesNotContain("Sold out, sorry.");
    }

    @Test
    @SuppressWarnings("unchecked")
    void r37_days_chosen_on_the_page_are_whole_days_of_the_shop_and_what_is_no_day_reports_nothing() {
        String sku = "DAYS-" + id();
        Desk supervisor = as("supervisor1");
        String form = "title=x&sku=" + sku + "&from=2026-11-01&requestId=";

        assertThat(supervisor.raw("/incidents", "application/x-www-form-urlencoded", form + id() + "&to=tomorrow").status()).isEqualTo(302);
        assertThat(supervisor.get("/api/incidents").body()).doesNotContain(sku);
        supervisor.raw("/incidents", "application/x-www-form-urlencoded", form + id() + "&to=2026-11-11").is(302);

        Map<String, Object> reported = supervisor.list("/api/incidents").stream().map(one -> (Map<String, Object>) one)
                .filter(one -> ((Map<String, Object>) one.get("scope")).get("sku").equals(sku)).findFirst().orElseThrow();
        opened.add((String) reported.get("number"));
        assertThat((Map<String, Object>) reported.get("scope")).containsEntry("from", "2026-10-31T16:00:00Z").containsEntry("to", "2026-11-11T15:59:59Z");
        assertThat(supervisor.get("/incidents/" + reported.get("number")).is(200).body()).doesNotContain("??");
    }
}
