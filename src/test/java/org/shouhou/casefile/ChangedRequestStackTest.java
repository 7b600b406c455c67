package org.shouhou.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;
import org.springframework.beans.factory.annotation.Autowired;

/** R38: the buyer changes the request, and whatever was decided about the old one is decided anew. */
class ChangedRequestStackTest extends StackTest {

    @Autowired
    private List<CaseType> kinds;

    /** @param reason why it is opened @param shipped whether the order has left @param decides task it is judged in again */
    private record Kind(String type, String reason, boolean shipped, String decides) {
    }

    /** Every kind of case; {@link #toApproval} leads each to where a supervisor is asked. */
    private static final List<Kind> KINDS = List.of(
            new Kind("refund", "NO_LONGER_WANTED", true, "reviewRefund"),
            new Kind("return", "NO_LONGER_WANTED", true, "decideInspection"),
            new Kind("reship", "WRONG_ITEM", true, "checkPacking"),
            new Kind("complaint", "LATE_SHIPMENT", true, "investigateComplaint"),
            new Kind("oversold", "OUT_OF_STOCK", false, "chooseOversoldRemedy"),
            new Kind("slowReview", "ADDRESS_UNCLEAR", false, "resolveHeldOrder"),
            new Kind("inquiry", "INVOICE", true, "answerInquiry"));

    @TestFactory
    Stream<DynamicTest> r38_a_changed_request_of_any_kind_is_judged_again_and_what_was_asked_of_a_supervisor_lapses() {
        assertThat(KINDS).extracting(Kind::type).containsExactlyInAnyOrderElementsOf(
                kinds.stream().filter(CaseType::chosenByPeople).map(CaseType::name).toList());
        return KINDS.stream().map(kind -> DynamicTest.dynamicTest(kind.type(), () -> judgedAgain(kind)));
    }

    private void judgedAgain(Kind kind) {
        String caseId = opened(kind);
        toApproval(kind, caseId);
        if (!kind.type().equals("inquiry")) {
            assertThat(as("supervisor1").tasks(caseId)).contains("approveRefund");
        }
        List<Object> before = taskIds(caseId);

        assertThat(as("agent1").tells(caseId, "customerChangedRequest", Map.of("amount", 80000, "lines", List.of(2)))).isEqualTo("DELIVERED");
        settle();

        assertThat(as("agent1").tasks(caseId)).contains(kind.decides()).doesNotContain("approveRefund");
        assertThat(taskIds(caseId)).as("decided anew").doesNotContainAnyElementsOf(before);
        assertThat(count("SELECT COUNT(*) FROM consent WHERE case_id = ? AND lapsed = FALSE", caseId)).isZero();
        assertThat(count("SELECT amount_minor FROM case_file WHERE id = ?", caseId)).isEqualTo(80000);
        assertThat(count("SELECT COUNT(*) FROM refund_work WHERE case_id = ? AND proposed_minor IS NOT NULL", caseId)).isZero();
        assertThat(jdbc.sql("SELECT l.line_no FROM case_line c JOIN order_line l ON l.id = c.line_id WHERE c.case_id = ?").param(caseId)
                .query(Integer.class).list()).containsExactly(2);
        assertThat(kinds(caseId)).contains("REQUEST_CHANGED");
        assertThat(count("SELECT COUNT(*) FROM sandbox_payment p JOIN case_file c ON c.order_no = p.order_no WHERE c.id = ?", caseId)).isZero();
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "不用了"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED");
    }

    private String opened(Kind kind) {
        String sku = "CHG-" + id().substring(0, 8);
        if (kind.type().equals("oversold")) {
            as("operator1").post("/api/demo/sandbox/stock", Map.of("sku", sku, "pieces", 0)).is(200);
            as("operator1").post("/api/demo/sandbox/stock", Map.of("sku", sku + "-B", "pieces", 0)).is(200);
        }
        var draft = order().line(sku, 1, "900.00").line(sku + "-B", 1, "850.00");
        String orderNo = (kind.shipped() ? draft.shipped("SF" + id().substring(0, 8)) : draft).imported();
        String caseId = as("agent1").opens(Map.of("type", kind.type(), "orderNo", orderNo, "reason", kind.reason()));
        settle();
        return caseId;
    }

    private void toApproval(Kind kind, String caseId) {
        switch (kind.type()) {
            case "refund" -> as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
            case "return" -> {
                as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "BUYER"));
                settle();
                as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", "RC-" + id().substring(0, 8)));
                as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "IN_ORDER"));
            }
            case "reship" -> {
                as("warehouse1").decides(caseId, "checkPacking", Map.of("decision", "PACKED_RIGHT", "evidence", "1.20 kg"));
                settle();
                as("agent1").decides(caseId, "followParcel", Map.of("decision", "REFUND_INSTEAD"));
            }
            case "complaint" -> as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "REFUND",
                    "amountMinor", 90000, "responsible", "COURIER"));
            case "oversold" -> as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "REFUND"));
            case "slowReview" -> {
                as("agent1").tells(caseId, "customerResponded", Map.of("channel", "CHAT", "text", "不要了"));
                as("agent1").decides(caseId, "resolveHeldOrder", Map.of("decision", "CANCEL_AND_REFUND"));
            }
            default -> {
                // a question is answered without anybody's consent
            }
        }
        settle();
    }

    @Test
    void r38_a_consent_given_for_less_does_not_pay_for_more() {
        Kind refund = KINDS.get(0);
        String caseId = opened(refund);
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "PAYMENT", "operation", "refund", "orderNo",
                as("agent1").sees(caseId).get("orderNo"), "behaviour", "FAIL_TRANSIENT")).is(200);
        as("agent1").tells(caseId, "customerChangedRequest", Map.of("amount", 60000));
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        as("supervisor1").decides(caseId, "approveRefund", Map.of("decision", "APPROVE"));
        settle();

        as("agent1").tells(caseId, "customerChangedRequest", Map.of("amount", 90000));
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));

        assertThat(as("supervisor1").tasks(caseId)).containsExactly("approveRefund");
        assertThat(count("SELECT b.reserved_minor FROM order_balance b JOIN case_file c ON c.order_id = b.order_id WHERE c.id = ?", caseId)).isZero();
    }

    @Test
    void r38_who_asks_again_while_a_held_order_waits_is_answered_by_a_person() {
        String caseId = opened(KINDS.stream().filter(kind -> kind.type().equals("slowReview")).findFirst().orElseThrow());
        assertThat(as("agent1").tasks(caseId)).containsExactly("contactCustomer");
        assertThat(as("agent1").tells(caseId, "customerChangedRequest", Map.of("reason", "NO_LONGER_WANTED"))).isEqualTo("DELIVERED");
        assertThat(as("agent1").tasks(caseId)).containsExactly("resolveHeldOrder");
    }

    @Test
    void r38_a_change_to_lines_the_order_does_not_have_changes_nothing() {
        String caseId = opened(KINDS.get(0));
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Map<String, Object> wrong = new LinkedHashMap<>();
        wrong.put("no such line", List.of(7));
        wrong.put("no line at all", List.of());
        wrong.put("no number", List.of("two"));
        wrong.put("no list", "2");
        wrong.forEach((what, lines) -> unchanged.refused(soft, what, as("agent1").post("/api/cases/" + caseId + "/messages",
                Map.of("messageId", id(), "name", "customerChangedRequest", "data", Map.of("lines", lines))), 400, "invalid-fields"));
        soft.assertAll();
    }

    @SuppressWarnings("unchecked")
    private List<Object> taskIds(String caseId) {
        return ((List<Map<String, Object>>) as("agent1").sees(caseId).get("tasks")).stream().map(task -> task.get("taskId")).toList();
    }

    private long count(String sql, Object... params) {
        return jdbc.sql(sql).params(params).query(Long.class).single();
    }
}
