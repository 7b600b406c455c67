package org.shouhou.refund;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;

/** Finance's list: one person pays by hand and notes the number, another confirms it. */
class HandPaymentsStackTest extends StackTest {

    /** A refund the gateway declined. @return its number */
    private String declined() {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").mail("buyer@example.org").imported();
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "PAYMENT", "operation", "refund", "orderNo", orderNo, "behaviour", "DECLINE", "times", 1)).is(200);
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        return (String) as("auditor1").sees(caseId).get("number");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> waiting(String user, String list, String number) {
        return ((List<Map<String, Object>>) as(user).get("/api/payments").is(200).json().get(list)).stream()
                .filter(one -> one.get("number").equals(number)).findFirst().orElse(null);
    }

    private static Map<String, Object> item(Map<String, Object> payment, String reference) {
        return Map.of("taskId", payment.get("taskId"), "reference", reference, "receipt", "回单 7");
    }

    @SuppressWarnings("unchecked")
    private static List<Object> results(Desk.Answer answer) {
        return ((List<Map<String, Object>>) answer.is(200).json().get("rows")).stream().map(row -> row.get("result")).toList();
    }

    @Test
    void r10_what_one_person_paid_by_hand_another_confirms_with_the_number_from_the_receipt() {
        String one = declined();
        String other = declined();
        Map<String, Object> first = waiting("finance1", "toPay", one);
        assertThat(first).containsEntry("amountMinor", 30000).containsEntry("saidBy", null).containsEntry("mayDo", true);
        assertThat(results(as("finance1").post("/api/payments", Map.of("items", List.of(item(first, "H-1"),
                item(waiting("finance1", "toPay", other), "H-2")))))).containsExactly("SAID", "SAID");
        assertThat(waiting("finance1", "toPay", one)).isNull();
        Map<String, Object> said = waiting("finance1", "toConfirm", one);
        assertThat(said).containsEntry("saidBy", "finance1").containsEntry("mayDo", false);
        assertThat(results(as("finance1").post("/api/payments", Map.of("items", List.of(item(said, "H-1")))))).as("not one's own").containsExactly((Object) null);
        Desk.Answer wrong = as("supervisor1").post("/api/payments", Map.of("items", List.of(item(said, "H-9"), item(waiting("supervisor1", "toConfirm", other), "H-2"))));
        assertThat(results(wrong)).as("the wrong number leaves the others alone").isEqualTo(Arrays.asList(null, "CONFIRMED"));
        assertThat(results(as("supervisor1").post("/api/payments", Map.of("items", List.of(item(waiting("supervisor1", "toConfirm", one), "H-1"))))))
                .containsExactly("CONFIRMED");
        settle();
        assertThat(as("auditor1").sees(one)).containsEntry("outcome", "REFUNDED");
        assertThat(as("auditor1").sees(other)).containsEntry("outcome", "REFUNDED");
    }

    @Test
    void the_list_goes_out_as_a_file_and_comes_back() {
        String number = declined();
        String taskId = (String) waiting("finance1", "toPay", number).get("taskId");
        assertThat(as("finance1").get("/api/payments/export").is(200).body()).contains(taskId + ",TO_PAY," + number).contains("300.00,CNY");
        byte[] filled = ("task,reference,receipt\n" + taskId + ",H-77,回单\nx,H-1,\n" + taskId + "-,,\n").getBytes(StandardCharsets.UTF_8);
        Map<String, Object> report = as("finance1").upload("/api/payments/import", filled).is(200).json();
        assertThat(report).containsEntry("done", 1).containsEntry("empty", 1);
        assertThat((List<?>) report.get("rejected")).hasSize(1);
        assertThat(waiting("finance1", "toConfirm", number)).containsEntry("saidBy", "finance1");
        as("finance1").upload("/api/payments/import", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)).isProblem(400, "unreadable-file");
        as("finance1").upload("/api/payments/import", new byte[0]).isProblem(400, "unreadable-file");
    }

    @Test
    void who_pays_nothing_sees_no_list_and_nonsense_changes_nothing() {
        String number = declined();
        as("agent1").get("/api/payments").isProblem(403, "not-allowed");
        as("auditor1").get("/api/payments").is(200);
        assertThat(waiting("auditor1", "toPay", number)).containsEntry("mayDo", false);
        as("auditor1").post("/api/payments", Map.of("items", List.of())).isProblem(403, "not-allowed");
        as("finance1").post("/api/payments", Map.of("items", List.of())).isProblem(400, "invalid-fields");
        as("finance1").post("/api/payments", Map.of()).isProblem(400, "invalid-fields");
        assertThat(results(as("finance1").post("/api/payments", Map.of("items", List.of(Map.of("taskId", "no-such-task", "reference", "H"),
                Map.of("reference", "H"), Map.of("taskId", waiting("finance1", "toPay", number).get("taskId"))))))).containsOnlyNulls();
        assertThat(waiting("finance1", "toPay", number)).isNotNull();
    }
}
