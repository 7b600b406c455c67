package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shouhou.StackTest;
import org.springframework.beans.factory.annotation.Autowired;

/** At the end of every case somebody is named responsible (R41). */
class ResponsibleStackTest extends StackTest {

    @Autowired
    Responsibilities responsibilities;

    private String refunded(String reason) {
        String orderNo = order().line("SKU-1", 1, "30.00").imported();
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", reason));
        assertThat(as("agent1").sees(caseId).get("responsible")).isNull();
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED");
        return caseId;
    }

    @Test
    void r41_at_closing_the_rule_names_who_caused_it() {
        assertThat(as("agent1").sees(refunded("QUALITY"))).containsEntry("responsible", "PRODUCT");
        assertThat(as("agent1").sees(refunded("LATE_SHIPMENT"))).containsEntry("responsible", "WAREHOUSE");
        assertThat(as("agent1").sees(refunded("NO_LONGER_WANTED"))).containsEntry("responsible", "CUSTOMER");
    }

    @Test
    void r41_what_is_withdrawn_is_nobody_elses_fault() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").imported();
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "误会"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("outcome", "WITHDRAWN").containsEntry("responsible", "CUSTOMER");
    }

    @Test
    void r41_a_supervisor_puts_it_right_and_the_history_says_what_stood_before() {
        String caseId = refunded("QUALITY");
        String path = "/api/cases/" + caseId + "/responsible";
        as("agent1").put(path, Map.of("responsible", "COURIER", "reason", "运输挤压")).is(403);
        as("auditor1").put(path, Map.of("responsible", "COURIER", "reason", "运输挤压")).is(403);
        as("supervisor1").put(path, Map.of("responsible", "COURIER", "reason", "运输挤压")).is(200);
        as("supervisor1").put(path, Map.of("responsible", "COURIER", "reason", "运输挤压")).is(200);
        assertThat(as("agent1").sees(caseId)).containsEntry("responsible", "COURIER");
        assertThat(kinds(caseId).stream().filter("RESPONSIBLE_NAMED"::equals)).hasSize(2);
        assertThat(as("auditor1").get("/api/cases/" + caseId + "/history").body()).contains("\"before\":\"PRODUCT\"").contains("运输挤压");
    }

    @Test
    void a_correction_that_cannot_be_understood_changes_nothing() {
        String caseId = refunded("QUALITY");
        String path = "/api/cases/" + caseId + "/responsible";
        as("supervisor1").put(path, Map.of("responsible", "NOBODY", "reason", "x")).isProblem(400, "invalid-fields");
        as("supervisor1").put(path, Map.of("responsible", "AGENT")).isProblem(400, "invalid-fields");
        as("supervisor1").put(path, Map.of("responsible", "AGENT", "reason", "x".repeat(4001))).isProblem(400, "invalid-fields");
        as("supervisor1").put(path, Map.of("responsible", "AGENT", "reason", "x", "more", 1)).is(400);
        as("supervisor1").put("/api/cases/999999999/responsible", Map.of("responsible", "AGENT", "reason", "x")).isProblem(404, "not-found");
        assertThat(as("agent1").sees(caseId)).containsEntry("responsible", "PRODUCT");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void every_reason_is_put_down_to_somebody(Reason reason) {
        assertThat(responsibilities.suggested(reason.name(), CaseFile.Outcome.REFUNDED)).isNotNull();
    }
}
