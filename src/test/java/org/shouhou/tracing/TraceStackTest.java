package org.shouhou.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** An auditor follows a case from first contact to last cent. */
class TraceStackTest extends StackTest {

    private Map<String, Object> trace(String caseId, String query) {
        return as("auditor1").get("/api/audit/cases/" + caseId + query).is(200).json();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> events(Map<String, Object> trace) {
        return (List<Map<String, Object>>) trace.get("events");
    }

    private static Map<String, Object> only(Map<String, Object> trace, String kind) {
        return events(trace).stream().filter(event -> event.get("kind").equals(kind)).findFirst().orElseThrow();
    }

    private static long minor(Map<String, Object> from, String name) {
        return ((Number) from.get(name)).longValue();
    }

    private String refund(String orderNo) {
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY", "amount", Map.of("minor", 12345, "currency", "CNY")));
        settle();
        return caseId;
    }

    private Map<String, Object> compensation(String kind, long minor, String reason) {
        return Map.of("requestId", id(), "kind", kind, "amountMinor", minor, "reasonCode", reason, "text", "表达歉意");
    }

    @Test
    void a_complaint_that_paid_refund_freight_and_compensation_and_got_money_back_from_the_courier_adds_up_to_the_cent() {
        String orderNo = order().line("SKU-R", 1, "300.00").line("SKU-2", 1, "200.00").shipped("SFT" + System.nanoTime()).mail("wang@example.com").imported();
        // one parcel is lost: sent again, and the courier pays for it
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "COURIER", "operation", "trace", "orderNo", orderNo, "behaviour", "SUCCEED", "outcome", "LOST")).is(200);
        String reship = as("agent1").opens(Map.of("type", "reship", "orderNo", orderNo, "reason", "PARCEL_LOST", "lines", List.of(1)));
        settle();
        pass(Duration.ofDays(3));
        as("agent1").decides(reship, "claimFromCourier", Map.of("decision", "FILED", "reference", "C-1"));
        as("agent1").decides(reship, "claimFromCourier", Map.of("decision", "RECOVERED", "amountMinor", 25007));
        // and the customer complains about the other line
        String complaint = as("agent1").opens(Map.of("type", "complaint", "orderNo", orderNo, "reason", "LATE_SHIPMENT", "lines", List.of(2)));
        as("supervisor1").post("/api/cases/" + complaint + "/alerts/acknowledge", null).is(200);
        settle();
        as("supervisor1").post("/api/cases/" + complaint + "/compensations", compensation("CASH", 1501, "QUALITY")).is(201);
        as("supervisor1").post("/api/cases/" + complaint + "/compensations", compensation("FREIGHT", 1203, "RETURN_FREIGHT")).is(201);
        as("agent1").decides(complaint, "investigateComplaint", Map.of("decision", "REFUND", "responsible", "COURIER", "amountMinor", 9999));
        settle();
        if (as("agent1").tasks(complaint).contains("confirmWithCustomer")) {
            as("agent1").decides(complaint, "confirmWithCustomer", Map.of("decision", "ACCEPTED"));
            settle();
        }

        Map<String, Object> alone = trace(complaint, "");
        assertThat(minor(alone, "paid")).isEqualTo(9999 + 1501 + 1203);
        assertThat(minor(alone, "approved")).isEqualTo(9999 + 1501 + 1203);
        assertThat(minor(alone, "recovered")).isZero();
        assertThat(alone).containsEntry("agreesWithLedger", true);

        Map<String, Object> all = trace(complaint, "?order=true");
        assertThat(all.get("cases")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST).hasSize(2);
        assertThat(minor(all, "paid")).isEqualTo(jdbc.sql("SELECT SUM(amount_minor) FROM sandbox_payment WHERE order_no = ?").param(orderNo).query(Long.class).single());
        assertThat(minor(all, "recovered")).isEqualTo(25007);
        assertThat(minor(all, "ledgerPaid")).isEqualTo(minor(all, "paid"));
        assertThat(minor(all, "ledgerRecovered")).isEqualTo(25007);
        assertThat(all).containsEntry("agreesWithLedger", true);
        List<Long> running = events(all).stream().map(event -> minor(event, "paid")).toList();
        assertThat(running).isSorted();
        assertThat(running.get(running.size() - 1)).isEqualTo(minor(all, "paid"));

        String csv = as("auditor1").get("/api/audit/cases/" + complaint + "/trace.csv?order=true").is(200).body();
        assertThat(csv).startsWith("\uFEFF").contains("127.03", "250.07")
                .as("whenever it is read, it says of which day").containsPattern("(到期|Due): \\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}").doesNotContainPattern("(到期|Due):? \\d{2}[-:]\\d{2}");
        jdbc.sql("UPDATE courier_claim SET recovered_minor = recovered_minor + 1 WHERE case_id = ?").param(Long.valueOf(reship)).update();
        assertThat(trace(complaint, "?order=true")).as("a cent that only the ledger knows of is seen").containsEntry("agreesWithLedger", false);
        jdbc.sql("UPDATE courier_claim SET recovered_minor = recovered_minor - 1 WHERE case_id = ?").param(Long.valueOf(reship)).update();
    }

    @Test
    void every_event_says_who_when_and_from_where_and_leads_to_its_step_in_the_model_it_ran_on() {
        String caseId = refund(order().line("SKU-1", 1, "300.00").shipped("SF1").imported());
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE", "evidence", "照片"));
        settle();
        Map<String, Object> trace = trace(caseId, "");
        assertThat(events(trace).stream().map(event -> event.get("kind")).toList()).isEqualTo(kinds(caseId));
        assertThat(as("auditor1").get("/audit/cases/" + caseId).is(200).body()).contains("127.0.0.1", "123.45");
        Map<String, Object> opened = only(trace, "CASE_OPENED");
        assertThat(opened).containsEntry("actor", "agent1").containsEntry("cameBy", "API").containsEntry("asked", 12345);
        assertThat((String) opened.get("cameFrom")).matches("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");
        Map<String, Object> steps = as("auditor1").get("/api/audit/cases/" + caseId + "/steps").is(200).json();
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> taken = (List<Map<String, Object>>) steps.get("steps");
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> instances = (List<Map<String, Object>>) steps.get("instances");
        assertThat(instances.get(0)).containsEntry("process", "refund").containsKey("version");
        assertThat((String) instances.get(0).get("xml")).contains("<bpmn:process id=\"refund\"");
        assertThat(taken.get(((Number) only(trace, "TASK_OPENED").get("step")).intValue() - 1)).containsEntry("activityId", "reviewRefund");
        assertThat(taken.get(((Number) only(trace, "TASK_COMPLETED").get("step")).intValue() - 1)).containsEntry("activityId", "reviewRefund");
        assertThat(((Number) opened.get("step")).intValue()).as("the first contact is the first step").isEqualTo(1);
        assertThat(taken.stream().map(step -> ((Number) step.get("no")).intValue()).toList()).isSorted().startsWith(1);
        assertThat(events(trace).stream().filter(event -> event.get("step") == null).map(event -> event.get("kind")).collect(Collectors.toSet())).isEmpty();
    }

    @Test
    void a_trace_is_narrowed_by_kind_and_person_and_its_sums_stay_those_of_the_whole_story() {
        String caseId = refund(order().line("SKU-1", 1, "300.00").shipped("SF1").imported());
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE_PART", "amountMinor", 10001));
        settle();
        assertThat(events(trace(caseId, "?kind=task"))).isNotEmpty().allMatch(event -> ((String) event.get("kind")).startsWith("TASK_"));
        assertThat(events(trace(caseId, "?who=agent1"))).isNotEmpty().allMatch(event -> event.get("actor").equals("agent1"));
        Map<String, Object> money = trace(caseId, "?kind=money");
        assertThat(events(money).stream().map(event -> event.get("kind"))).contains("CASE_OPENED", "REFUND_PAID");
        assertThat(minor(money, "paid")).isEqualTo(10001);
        assertThat(events(trace(caseId, "?who=nobody"))).isEmpty();
    }

    @Test
    void cases_merged_into_one_another_are_one_story_from_either_end() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String one = refund(orderNo);
        String other = as("agent1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "OTHER"));
        settle();
        as("supervisor1").post("/api/cases/" + other + "/merge", Map.of("requestId", id(), "intoCaseId", one, "reason", "同一件事")).is(200);
        settle();
        assertThat(events(trace(one, "")).stream().map(event -> event.get("caseId"))).contains(one, other);
        assertThat(events(trace(one, "")).stream().map(event -> event.get("seq")).toList()).isEqualTo(events(trace(other, "")).stream().map(event -> event.get("seq")).toList());
    }

    @Test
    void what_is_no_case_no_kind_or_not_for_them_is_refused() {
        as("auditor1").get("/api/audit/cases/999999999").isProblem(404, "not-found");
        as("auditor1").get("/api/audit/cases/nonsense").isProblem(404, "not-found");
        as("auditor1").get("/audit/cases/999999999").is(404);
        String caseId = refund(order().line("SKU-1", 1, "300.00").imported());
        as("auditor1").get("/api/audit/cases/" + caseId + "?kind=nonsense").isProblem(400, "invalid-fields");
        as("auditor1").get("/api/audit/cases/" + caseId + "?order=perhaps").isProblem(400, "invalid-fields");
        as("auditor1").get("/api/audit/cases/" + caseId + "?who=" + "x".repeat(65)).isProblem(400, "invalid-fields");
        as("agent1").get("/api/audit/cases/" + caseId).isProblem(403, "not-allowed");
        as("agent1").get("/api/audit/cases/" + caseId + "/trace.csv").isProblem(403, "not-allowed");
    }
}
