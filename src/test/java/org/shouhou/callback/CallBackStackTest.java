package org.shouhou.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** Calling customers back after their case was solved, where it matters (R32). */
class CallBackStackTest extends StackTest {

    private String refunded(String paid, String flag) {
        String orderNo = order().line("SKU-1", 1, paid).shipped("SF1").buyer("买家" + id(), flag).mail("buyer@example.org").imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("supervisor1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        if (as("agent1").tasks(caseId).contains("approveRefund")) {
            as("supervisor2").decides(caseId, "approveRefund", Map.of("decision", "APPROVE"));
            settle();
        }
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED").containsEntry("outcome", "REFUNDED");
        return caseId;
    }

    @Test
    void r32_after_a_large_refund_the_customer_is_called_and_the_case_stays_closed() {
        String caseId = refunded("1200.00", "");
        assertThat(as("agent1").tasks(caseId)).containsExactly("callCustomerBack");
        assertThat(as("agent1").sees(caseId)).containsEntry("settled", false);
        as("agent1").tries(caseId, "callCustomerBack", Map.of("decision", "REACHED", "satisfaction", 6)).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "callCustomerBack", Map.of("decision", "NOT_REACHED", "satisfaction", 5)).isProblem(400, "invalid-fields");
        as("agent1").decides(caseId, "callCustomerBack", Map.of("decision", "REACHED", "satisfaction", 5, "note", "很满意"));
        assertThat(as("agent1").list("/api/cases/" + caseId + "/call-backs").toString()).contains("state=REACHED").contains("satisfaction=5");
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED").containsEntry("outcome", "REFUNDED");
        assertThat(kinds(caseId)).contains("CALL_BACK_PLANNED", "CALL_BACK_ANSWERED");
        as("agent1").post("/api/cases/" + caseId + "/call-backs/answer", Map.of("satisfaction", 4)).isProblem(409, "nothing-asked");
    }

    @Test
    void r32_an_important_buyer_who_is_not_reached_is_asked_in_writing_and_the_answer_recorded() {
        String caseId = refunded("100.00", "IMPORTANT");
        as("agent1").decides(caseId, "callCustomerBack", Map.of("decision", "NOT_REACHED"));
        settle();
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = 'satisfaction-question'").param(caseId)
                .query(Long.class).single()).isEqualTo(1);
        as("agent1").post("/api/cases/" + caseId + "/call-backs/answer", Map.of("satisfaction", 0)).isProblem(400, "invalid-fields");
        as("agent1").post("/api/cases/" + caseId + "/call-backs/answer", Map.of("text", "x")).isProblem(400, "invalid-fields");
        as("auditor1").post("/api/cases/" + caseId + "/call-backs/answer", Map.of("satisfaction", 3)).is(403);
        as("agent1").post("/api/cases/" + caseId + "/call-backs/answer", Map.of("satisfaction", 3, "text", "还行")).is(204);
        assertThat(as("agent1").list("/api/cases/" + caseId + "/call-backs").toString()).contains("state=ANSWERED").contains("satisfaction=3");
        assertThat(as("agent1").sees(caseId)).containsEntry("settled", true);
    }

    @Test
    void r32_a_customer_nobody_calls_in_time_is_asked_in_writing() {
        String caseId = refunded("1200.00", "");
        pass(Duration.ofDays(6));
        assertThat(as("agent1").tasks(caseId)).isEmpty();
        assertThat(as("agent1").list("/api/cases/" + caseId + "/call-backs").toString()).contains("state=WRITTEN");
    }

    @Test
    void r32_after_a_small_matter_nobody_is_called() {
        String caseId = refunded("100.00", "");
        assertThat(as("agent1").tasks(caseId)).isEmpty();
        assertThat(as("agent1").list("/api/cases/" + caseId + "/call-backs")).isEmpty();
    }
}
