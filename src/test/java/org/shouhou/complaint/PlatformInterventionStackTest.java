package org.shouhou.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.common.Json;

/** The marketplace's own staff take the dispute (小二介入). */
class PlatformInterventionStackTest extends StackTest {

    private String intervened() {
        String caseId = as("agent1").opens(Map.of("type", "complaint", "reason", "FALSE_SHIPMENT",
                "orderNo", order().line("SKU-1", 1, "300.00").shipped("SF1").imported()));
        as("manager1").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
        settle();
        assertThat(as("agent1").tells(caseId, "platformIntervened", Map.of("reference", "XE-77"))).isEqualTo("DELIVERED");
        settle();
        assertThat(as("agent1").tasks(caseId)).isEmpty();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "WAITING");
        return caseId;
    }

    @Test
    void r30_when_the_platform_steps_in_the_evidence_is_sealed_and_asked_for() {
        String caseId = intervened();
        assertThat(kinds(caseId)).contains("PLATFORM_STEPPED_IN", "EVIDENCE_SEALED");
        assertThat(jdbc.sql("SELECT body_text FROM outgoing_message WHERE case_id = ? AND template = 'complaint-evidence'")
                .param(caseId).query(String.class).list()).isNotEmpty().allMatch(text -> text.contains("XE-77"));
        as("agent1").get("/api/cases/" + caseId + "/evidence").is(200);
    }

    @Test
    void r30_a_complaint_that_ends_is_sealed_as_it_ended_and_the_supervisors_mail_bears_witness() {
        String caseId = as("agent1").opens(Map.of("type", "complaint", "reason", "FALSE_SHIPMENT",
                "orderNo", order().line("SKU-1", 1, "300.00").shipped("SF1").imported()));
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "收到了"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED");
        assertThat(kinds(caseId)).containsOnlyOnce("EVIDENCE_SEALED").containsSubsequence("CASE_CLOSED", "EVIDENCE_SEALED");
        String seal = (String) Json.readMap(jdbc.sql("SELECT data FROM case_event WHERE case_id = ? AND kind = 'EVIDENCE_SEALED'")
                .param(caseId).query(String.class).single()).get("head");
        assertThat(jdbc.sql("SELECT body_text FROM outgoing_message WHERE case_id = ? AND template = 'complaint-sealed'")
                .param(caseId).query(String.class).list()).isNotEmpty().allMatch(text -> text.contains(seal));
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "再说一次"));
        settle();
        assertThat(kinds(caseId)).as("what comes later puts no further seal on it").containsOnlyOnce("EVIDENCE_SEALED");
    }

    @Test
    void the_platform_is_silent_for_30_days_and_the_manager_decides() {
        String caseId = intervened();
        pass(Duration.ofDays(29));
        assertThat(as("agent1").tasks(caseId)).isEmpty();
        pass(Duration.ofDays(1));
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("decideComplaint"));
        as("manager1").decides(caseId, "decideComplaint", Map.of("decision", "REFUSE", "responsible", "COURIER", "reasonCode", "NO_EVIDENCE", "evidence", "平台未处理"));
        settle();
        as("agent1").decides(caseId, "confirmWithCustomer", Map.of("decision", "ACCEPTED"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("outcome", "REJECTED");
    }

    @Test
    void what_it_decides_against_us_is_complied_with_and_may_be_appealed() {
        String caseId = intervened();
        as("supervisor1").tells(caseId, "platformDecided", Map.of("decision", "REFUND", "amount", 10000, "paidByPlatform", true, "reference", "D1"));
        settle();
        assertThat(as("supervisor1").tasks(caseId)).isEqualTo(List.of("appealDecision"));
        as("agent1").tries(caseId, "appealDecision", Map.of("decision", "ACCEPT")).isProblem(403, "not-your-role");
        as("supervisor1").tries(caseId, "appealDecision", Map.of("decision", "APPEAL")).isProblem(400, "invalid-fields");
        as("supervisor1").decides(caseId, "appealDecision", Map.of("decision", "APPEAL", "evidence", "发货视频"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "WAITING");
        assertThat(kinds(caseId)).contains("APPEAL_HANDED_IN");
        as("supervisor1").tells(caseId, "platformDecided", Map.of("decision", "REJECT", "reference", "D2"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED").containsEntry("outcome", "SETTLED_BY_PLATFORM");
        assertThat(jdbc.sql("SELECT SUM(amount_minor) FROM refund WHERE case_id = ? AND state = 'EXTERNAL'").param(caseId)
                .query(Long.class).single()).isEqualTo(10000);
    }

    @Test
    void what_it_decides_may_be_accepted() {
        String caseId = intervened();
        as("supervisor1").tells(caseId, "platformDecided", Map.of("decision", "REFUND", "amount", 10000, "paidByPlatform", false));
        settle();
        as("supervisor1").decides(caseId, "appealDecision", Map.of("decision", "ACCEPT"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("outcome", "SETTLED_BY_PLATFORM");
        assertThat(jdbc.sql("SELECT SUM(amount_minor) FROM refund WHERE case_id = ? AND state = 'SUCCEEDED'").param(caseId)
                .query(Long.class).single()).isEqualTo(10000);
    }

    @Test
    void a_decision_without_any_intervention_settles_the_case_as_everywhere() {
        String caseId = as("agent1").opens(Map.of("type", "complaint", "reason", "FALSE_SHIPMENT",
                "orderNo", order().line("SKU-1", 1, "300.00").shipped("SF1").imported()));
        as("manager1").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
        settle();
        as("supervisor1").tells(caseId, "platformDecided", Map.of("decision", "REFUND", "amount", 10000, "paidByPlatform", true));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED").containsEntry("outcome", "SETTLED_BY_PLATFORM");
    }

    @Test
    void an_intervention_while_money_is_on_its_way_waits_for_it() {
        String caseId = as("agent1").opens(Map.of("type", "complaint", "reason", "FALSE_SHIPMENT",
                "orderNo", order().line("SKU-1", 1, "300.00").shipped("SF1").imported()));
        as("manager1").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
        settle();
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "REFUND", "responsible", "COURIER", "amountMinor", 10000));
        settle();
        assertThat(as("agent1").tells(caseId, "platformIntervened", Map.of("reference", "XE-78"))).isEqualTo("DELIVERED");
        settle();
        as("supervisor1").tells(caseId, "platformDecided", Map.of("decision", "REJECT"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("outcome", "SETTLED_BY_PLATFORM");
        assertThat(jdbc.sql("SELECT SUM(amount_minor) FROM refund WHERE case_id = ? AND state = 'SUCCEEDED'").param(caseId)
                .query(Long.class).single()).isEqualTo(10000);
    }
}
