package org.shouhou.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;

/** The warehouse works by scanning; a parcel nobody expected is not lost (R46). */
class WarehouseScansStackTest extends ReturnsFixture {

    private static final String SCANS = "/api/warehouse/scans";

    private Map<String, Object> scan(String waybill) {
        return new LinkedHashMap<>(Map.of("requestId", id(), "waybill", waybill, "condition", "INTACT"));
    }

    private long unknown(String waybill) {
        Map<String, Object> answer = as("warehouse1").post(SCANS, scan(waybill)).is(200).json();
        assertThat(answer).containsEntry("result", "UNKNOWN");
        return ((Number) answer.get("parcelId")).longValue();
    }

    @Test
    void r46_a_known_waybill_arrives_at_its_case_and_the_clock_runs_from_the_couriers_signature() {
        String waybill = "RW" + System.nanoTime();
        String caseId = sent(waybill);
        pass(Duration.ofHours(30));
        Instant signed = clock.instant().minus(Duration.ofHours(10)).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> scan = scan(waybill);
        scan.put("signedAt", signed.toString());
        assertThat(as("warehouse1").post(SCANS, scan).is(200).json()).containsEntry("result", "ARRIVED").containsEntry("caseId", caseId);
        assertThat(as("auditor1").task(caseId, "inspectReturn")).containsEntry("due", signed.plus(Duration.ofHours(48)).toString());
        assertThat(clock(caseId, "RETURN_REFUND")).containsEntry("due", signed.plus(Duration.ofDays(7)).toString());
    }

    @Test
    void r46_scanned_twice_is_one_arrival() {
        String waybill = "RW" + System.nanoTime();
        String caseId = sent(waybill);
        Map<String, Object> scan = scan(waybill);
        Desk.Answer first = as("warehouse1").post(SCANS, scan).is(200);
        assertThat(as("warehouse1").post(SCANS, scan).is(200).json()).isEqualTo(first.json());
        assertThat(kinds(caseId).stream().filter("RETURN_PARCEL_ARRIVED"::equals)).hasSize(1);
        scan.put("condition", "DAMAGED");
        as("warehouse1").post(SCANS, scan).isProblem(409, "request-id-used");
    }

    @Test
    void r46_a_return_parcel_without_a_note_is_found_by_what_stands_on_it_and_given_to_its_case() {
        String caseId = authorised(shippedOrder("99.00"));
        String orderNo = (String) as("auditor1").sees(caseId).get("orderNo");
        String waybill = "NN" + System.nanoTime();
        long parcel = unknown(waybill);
        assertThat(as("warehouse1").post(SCANS, scan(waybill)).is(200).json()).containsEntry("result", "AGAIN");
        for (String hint : List.of(orderNo, (String) authorisation(caseId))) {
            assertThat(as("warehouse1").get("/api/warehouse/parcels/" + parcel + "?hint=" + hint).is(200).body())
                    .contains("\"caseId\":\"" + caseId + "\"").contains("HINT");
        }
        assertThat(as("warehouse1").get("/api/warehouse/parcels/" + parcel).is(200).body()).contains("\"caseId\":\"" + caseId + "\"");
        assertThat(as("warehouse1").get("/api/warehouse/parcels/" + parcel + "?hint=0000").is(200).body()).contains("suggestions");
        as("warehouse1").post("/api/warehouse/parcels/" + parcel + "/assign", Map.of("caseId", caseId)).is(200);
        as("warehouse1").post("/api/warehouse/parcels/" + parcel + "/assign", Map.of("caseId", caseId)).is(200);
        open(caseId, "inspectReturn");
        assertThat(as("auditor1").get("/api/warehouse/parcels").is(200).body()).doesNotContain(waybill);
        assertThat(as("auditor1").get("/api/warehouse/parcels?decided=true").is(200).body()).contains(waybill);
        as("warehouse1").post("/api/warehouse/parcels/" + parcel + "/close", Map.of("reasonCode", "DISPOSED")).isProblem(409, "parcel-decided");
    }

    private Object authorisation(String caseId) {
        return jdbc.sql("SELECT authorisation FROM return_case WHERE case_id = ?").param(caseId).query(String.class).single();
    }

    @Test
    void a_parcel_of_a_lapsed_return_takes_it_up_again() {
        String waybill = "RW" + System.nanoTime();
        String caseId = sent(waybill);
        pass(Duration.ofDays(10).plusMinutes(1));
        as("agent1").decides(caseId, "chaseReturnParcel", Map.of("decision", "LAPSE"));
        ends(caseId, "LAPSED");
        assertThat(as("warehouse1").post(SCANS, scan(waybill)).is(200).json()).containsEntry("result", "ARRIVED");
        open(caseId, "inspectReturn");
    }

    @Test
    void wrong_scans_assignments_and_people_change_nothing() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of(), Map.of("requestId", id(), "waybill", "A", "condition", "NICE"),
                Map.of("requestId", id(), "waybill", "x".repeat(65), "condition", "INTACT"),
                Map.of("requestId", id(), "waybill", "A", "condition", "INTACT", "signedAt", "2999-01-01T00:00:00Z"),
                Map.of("requestId", id(), "waybill", "A", "condition", "INTACT", "photos", "x".repeat(1001)))) {
            as("warehouse1").post(SCANS, wrong).isProblem(400, "invalid-fields");
        }
        as("warehouse1").raw(SCANS, "application/json", "{\"waybill\":").isProblem(400, "bad-json");
        as("auditor1").post(SCANS, scan("A")).isProblem(403, "not-allowed");
        as("presale1").get("/api/warehouse/parcels").isProblem(403, "not-allowed");
        long parcel = unknown("WP" + System.nanoTime());
        String refund = as("agent1").opens(Map.of("type", "refund", "orderNo", shippedOrder("300.00"), "reason", "QUALITY"));
        as("warehouse1").post("/api/warehouse/parcels/" + parcel + "/assign", Map.of("caseId", refund)).isProblem(422, "no-goods-awaited");
        as("warehouse1").post("/api/warehouse/parcels/" + parcel + "/assign", Map.of("caseId", "999999999")).isProblem(404, "not-found");
        as("warehouse1").post("/api/warehouse/parcels/" + parcel + "/assign", Map.of()).isProblem(400, "invalid-fields");
        as("warehouse1").post("/api/warehouse/parcels/999999999/assign", Map.of("caseId", refund)).isProblem(404, "not-found");
        as("warehouse1").post("/api/warehouse/parcels/" + parcel + "/close", Map.of("reasonCode", "X")).isProblem(400, "invalid-fields");
        as("warehouse1").post("/api/warehouse/parcels/" + parcel + "/close", Map.of("reasonCode", "OTHER", "note", "无法辨认")).is(204);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM return_case WHERE case_id = ?").param(refund).query(Long.class).single()).isZero();
    }
}
