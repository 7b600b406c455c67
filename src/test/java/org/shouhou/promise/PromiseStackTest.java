package org.shouhou.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** Promises to customers (R8) and the shipping notice that bounds them (R9), as people meet them. */
class PromiseStackTest extends StackTest {

    private String orderNo;

    @AfterEach
    void noticesAreOver() {
        jdbc.sql("UPDATE shipping_notice SET valid_from = '2000-01-01 00:00:00', valid_until = '2000-01-02 00:00:00'").update();
    }

    private String inquiry() {
        orderNo = order().line("SKU-1", 1, "99.00").mail("buyer@example.org").imported();
        return as("presale1").opens(Map.of("type", "inquiry", "orderNo", orderNo, "reason", "WHY_NOT_SHIPPED"));
    }

    private String at(LocalDateTime local) {
        return local.atZone(SHANGHAI).toInstant().toString();
    }

    private Map<String, Object> promise(String kind, LocalDateTime due) {
        return new LinkedHashMap<>(Map.of("requestId", id(), "kind", kind, "text", "周五之前给您处理好", "due", at(due)));
    }

    private long made(String caseId, String kind, LocalDateTime due) {
        return ((Number) as("agent1").post("/api/cases/" + caseId + "/promises", promise(kind, due)).is(201).json().get("promiseId")).longValue();
    }

    private Map<String, Object> seen(long promiseId) {
        return as("auditor1").get("/api/promises/" + promiseId).is(200).json();
    }

    private static String rest(String caseId) {
        return "/api/cases/" + caseId + "/promises";
    }

    private long letters(String template, String caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE template = ? AND case_id = ?").params(template, caseId)
                .query(Long.class).single();
    }

    private void publish(LocalDate shipsFrom, LocalDate shipsBy) {
        Map<String, Object> notice = new LinkedHashMap<>(Map.of("requestId", id(), "text", "双十一订单陆续发出", "validUntil",
                at(now().plusDays(30))));
        notice.put("shipsFrom", shipsFrom.toString());
        notice.put("shipsBy", shipsBy.toString());
        as("manager1").post("/api/shipping-notice", notice).is(201);
    }

    @Test
    void r08_a_promise_is_listed_with_its_clock_until_what_was_promised_happens() {
        String caseId = inquiry();
        Map<String, Object> wanted = promise("SHIPPED", now().plusDays(2));
        Desk.Answer first = as("agent1").post(rest(caseId), wanted).is(201);
        assertThat(as("agent1").post(rest(caseId), wanted).is(200).json()).isEqualTo(first.json());
        wanted.put("text", "其他");
        as("agent1").post(rest(caseId), wanted).isProblem(409, "request-id-used");
        assertThat(first.json()).containsEntry("state", "OPEN").containsEntry("keptBy", "agent1");
        assertThat(as("agent1").sees(caseId).get("deadlines").toString()).contains("kind=PROMISE");
        as("agent1").tells(caseId, "orderShipped", Map.of("waybill", "SF1"));
        assertThat(as("agent1").list(rest(caseId)).toString()).contains("state=KEPT").contains("endedHow=MESSAGE_RECEIVED");
        assertThat(kinds(caseId)).contains("PROMISE_MADE", "PROMISE_KEPT");
        pass(Duration.ofDays(3));
        assertThat(kinds(caseId)).doesNotContain("PROMISE_BROKEN", "PROMISE_OVERDUE");
    }

    @Test
    void r08_it_warns_before_it_breaks_and_a_broken_one_escalates() {
        String caseId = inquiry();
        long promise = made(caseId, "OTHER", now().plusHours(6));
        pass(Duration.ofHours(3));
        assertThat(kinds(caseId)).doesNotContain("PROMISE_WARNED");
        pass(Duration.ofMinutes(90));
        assertThat(kinds(caseId)).contains("PROMISE_WARNED");
        assertThat(letters("promise-warning", caseId)).isEqualTo(1);
        pass(Duration.ofHours(2));
        assertThat(as("agent1").tasks(caseId)).contains("renewPromise");
        as("agent1").decides(caseId, "renewPromise", Map.of("decision", "BROKEN", "note", "做不到"));
        assertThat(seen(promise)).containsEntry("state", "BROKEN");
        assertThat(as("supervisor1").tasks(caseId)).contains("handleEscalation");
        assertThat(kinds(caseId)).contains("PROMISE_OVERDUE", "PROMISE_BROKEN");
        assertThat(letters("escalation", caseId)).isPositive();
        as("agent1").post("/api/promises/" + promise + "/kept", null).isProblem(409, "promise-ended");
    }

    @Test
    void r08_a_promise_nobody_renews_breaks_also_on_a_closed_case_and_the_supervisors_hear() {
        String caseId = inquiry();
        long promise = made(caseId, "OTHER", now().plusHours(6));
        as("agent1").decides(caseId, "answerInquiry", Map.of("decision", "ANSWERED", "answer", "亲，很快就好"));
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED").containsEntry("settled", false);
        assertThat(seen(promise)).containsEntry("state", "OPEN");
        pass(Duration.ofHours(7));
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED");
        assertThat(as("agent1").tasks(caseId)).containsExactly("renewPromise");
        pass(Duration.ofHours(5));
        assertThat(as("agent1").tasks(caseId)).isEmpty();
        assertThat(seen(promise)).containsEntry("state", "BROKEN");
        assertThat(letters("escalation", caseId)).isPositive();
        assertThat(as("agent1").sees(caseId)).containsEntry("settled", true);
    }

    @Test
    void r08_it_is_renewed_only_with_the_customers_consent() {
        String caseId = inquiry();
        long promise = made(caseId, "OTHER", now().plusHours(6));
        pass(Duration.ofHours(7));
        Map<String, Object> renew = Map.of("decision", "RENEW", "due", now().toLocalDate().plusDays(2).toString());
        as("agent1").tries(caseId, "renewPromise", renew).isProblem(422, "consent-missing");
        as("agent1").post("/api/cases/" + caseId + "/contacts", Map.of("channel", "PHONE", "outcome", "REACHED", "text", "同意周三")).is(204);
        as("agent1").tries(caseId, "renewPromise", Map.of("decision", "RENEW", "due", now().toLocalDate().minusDays(1).toString()))
                .isProblem(400, "invalid-fields");
        assertThat(as("agent1").get("/api/tasks/" + as("agent1").task(caseId, "renewPromise").get("taskId")).is(200).json().get("data").toString())
                .contains("周五之前给您处理好");
        as("agent1").decides(caseId, "renewPromise", renew);
        assertThat(seen(promise)).containsEntry("state", "OPEN").containsEntry("renewed", 1);
        assertThat(as("agent1").tasks(caseId)).doesNotContain("renewPromise");
        as("agent1").post("/api/promises/" + promise + "/kept", Map.of("note", "已办")).is(204);
        as("agent1").post("/api/promises/" + promise + "/kept", null).is(204);
        assertThat(seen(promise)).containsEntry("state", "KEPT").containsEntry("endedHow", "BY_HAND");
    }

    @Test
    void r08_calling_back_and_paying_keep_what_was_promised_and_a_withdrawal_makes_it_void() {
        orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").mail("buyer@example.org").imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        long call = made(caseId, "CALLED_BACK", now().plusHours(5));
        long money = made(caseId, "REFUNDED", now().plusDays(2));
        as("agent1").post("/api/cases/" + caseId + "/contacts", Map.of("channel", "PHONE", "outcome", "NOT_REACHED")).is(204);
        assertThat(seen(call)).containsEntry("state", "OPEN");
        as("agent1").post("/api/cases/" + caseId + "/contacts", Map.of("channel", "PHONE", "outcome", "REACHED")).is(204);
        assertThat(seen(call)).containsEntry("state", "KEPT");
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE"));
        settle();
        assertThat(seen(money)).containsEntry("state", "KEPT").containsEntry("endedHow", "REFUND_PAID");

        String other = as("presale1").opens(Map.of("type", "inquiry", "orderNo", orderNo, "reason", "INVOICE"));
        long nothing = made(other, "REFUNDED", now().plusDays(2));
        as("agent1").tells(other, "customerWithdrew", Map.of("reason", "不用了"));
        assertThat(seen(nothing)).containsEntry("state", "VOID").containsEntry("endedHow", "WITHDRAWN");
        assertThat(as("agent1").sees(other)).containsEntry("status", "CLOSED");
    }

    @Test
    void r08_the_order_list_keeps_a_promise_to_ship() {
        String caseId = inquiry();
        long promise = made(caseId, "SHIPPED", now().plusDays(2));
        String csv = "orderNo,createdAt,paidAt,courier,waybill,shippedAt,lineNo,sku,quantity,linePaid\n" + orderNo
                + ",2026-11-01T09:59:00+08:00,2026-11-01T10:00:00+08:00,SF,SF9,2026-11-03T10:00:00+08:00,1,SKU-1,1,99.00\n";
        as("supervisor1").upload("/api/orders/import?format=standard", csv.getBytes(java.nio.charset.StandardCharsets.UTF_8)).is(200);
        assertThat(seen(promise)).containsEntry("state", "KEPT");
    }

    @Test
    void r04_a_handover_names_the_open_promises() {
        String caseId = inquiry();
        made(caseId, "OTHER", now().plusDays(1));
        String task = (String) as("agent1").task(caseId, "answerInquiry").get("taskId");
        as("agent1").post("/api/tasks/" + task + "/claim", null).is(200);
        as("agent1").post("/api/tasks/" + task + "/handover", Map.of("note", "请继续")).is(204);
        assertThat(as("auditor1").list("/api/cases/" + caseId + "/history").toString()).contains("TASK_HANDED_OVER").contains("kind=PROMISE");
    }

    @Test
    void r09_nothing_beyond_the_shipping_notice_is_promised_and_the_attempt_is_kept() {
        String caseId = inquiry();
        LocalDate today = now().toLocalDate();
        publish(today.plusDays(5), today.plusDays(8));
        as("agent1").post(rest(caseId), promise("SHIPPED", now().plusDays(2))).isProblem(422, "beyond-notice");
        as("agent1").post(rest(caseId), promise("SHIPPED", now().plusDays(9))).isProblem(422, "beyond-notice");
        as("agent1").post(rest(caseId), promise("ARRIVED", now().plusDays(6))).isProblem(422, "beyond-notice");
        assertThat(kinds(caseId).stream().filter("PROMISE_REFUSED"::equals)).hasSize(3);
        assertThat(as("agent1").list(rest(caseId))).isEmpty();
        as("agent1").post(rest(caseId), promise("SHIPPED", now().plusDays(6))).is(201);
        as("agent1").post(rest(caseId), promise("OTHER", now().plusDays(1))).is(201);
    }

    @Test
    void r09_the_manager_publishes_the_notice_and_everyone_notes_that_they_have_read_it() {
        LocalDate today = now().toLocalDate();
        Map<String, Object> notice = Map.of("requestId", id(), "text", "十日内发货", "shipsBy", today.plusDays(10).toString(),
                "validUntil", at(now().plusDays(3)));
        as("agent1").post("/api/shipping-notice", notice).is(403);
        as("supervisor1").post("/api/shipping-notice", notice).is(403);
        Map<String, Object> made = as("manager1").post("/api/shipping-notice", notice).is(201).json();
        assertThat(as("manager1").post("/api/shipping-notice", notice).is(201).json().get("id")).isEqualTo(made.get("id"));
        assertThat(as("agent1").get("/api/shipping-notice").is(200).json()).containsEntry("readByMe", false);
        as("agent1").post("/api/shipping-notice/" + made.get("id") + "/read", null).is(204);
        as("agent1").post("/api/shipping-notice/" + made.get("id") + "/read", null).is(204);
        as("auditor1").post("/api/shipping-notice/" + made.get("id") + "/read", null).is(403);
        assertThat(as("agent1").get("/api/shipping-notice").is(200).json()).containsEntry("readByMe", true);
        assertThat(as("manager1").list("/api/shipping-notice/" + made.get("id") + "/reads")).hasSize(1);
        pass(Duration.ofDays(4));
        assertThat(as("agent1").get("/api/shipping-notice").is(200).json().get("current")).isNull();
    }

    @Test
    void bad_promises_and_notices_get_a_clear_answer_and_leave_nothing_behind() {
        String caseId = inquiry();
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        Desk agent = as("agent1");
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of("kind", "SOON", "text", "", "due", at(now().minusDays(1)),
                "keptBy", "nobody", "requestId", " ").entrySet()) {
            Map<String, Object> body = promise("OTHER", now().plusDays(1));
            body.put(wrong.getKey(), wrong.getValue());
            unchanged.refused(soft, wrong.toString(), agent.post(rest(caseId), body), 400, "invalid-fields");
        }
        Map<String, Object> body = promise("OTHER", now().plusDays(1));
        body.put("text", "长".repeat(1001));
        unchanged.refused(soft, "too long", agent.post(rest(caseId), body), 400, "invalid-fields");
        body = promise("OTHER", now().plusDays(800));
        unchanged.refused(soft, "too far", agent.post(rest(caseId), body), 400, "invalid-fields");
        body = promise("OTHER", now().plusDays(1));
        body.put("due", "tomorrow");
        unchanged.refused(soft, "no instant", agent.post(rest(caseId), body), 400, "invalid-fields");
        body = promise("OTHER", now().plusDays(1));
        body.put("surprise", 1);
        unchanged.refused(soft, "unknown field", agent.post(rest(caseId), body), 400, "invalid-fields");
        unchanged.refused(soft, "unknown case", agent.post(rest("999999999"), promise("OTHER", now().plusDays(1))), 404, "not-found");
        unchanged.refused(soft, "unknown promise", agent.post("/api/promises/999999999/kept", null), 404, "not-found");
        unchanged.refused(soft, "no promise", agent.post("/api/promises/x/kept", null), 404, "not-found");
        unchanged.refused(soft, "warehouse", as("warehouse1").post(rest(caseId), promise("OTHER", now().plusDays(1))), 403, "not-allowed");
        unchanged.refused(soft, "auditor", as("auditor1").post(rest(caseId), promise("OTHER", now().plusDays(1))), 403, "not-allowed");
        Desk manager = as("manager1");
        String until = at(now().plusDays(3));
        for (Map<String, Object> notice : List.<Map<String, Object>>of(Map.of("requestId", id(), "text", "x", "validUntil", until),
                Map.of("requestId", id(), "text", "x", "shipsBy", "2026-13-01", "validUntil", until),
                Map.of("requestId", id(), "text", "x", "shipsBy", "2026-12-01", "shipsFrom", "2026-12-02", "validUntil", until),
                Map.of("requestId", id(), "text", "x", "shipsBy", "2026-12-01", "validUntil", at(now().minusDays(1))),
                Map.of("requestId", id(), "text", "x".repeat(2001), "shipsBy", "2026-12-01", "validUntil", until),
                Map.of("text", "x", "shipsBy", "2026-12-01", "validUntil", until))) {
            unchanged.refused(soft, notice.toString(), manager.post("/api/shipping-notice", notice), 400, "invalid-fields");
        }
        unchanged.refused(soft, "unknown notice", manager.post("/api/shipping-notice/999999999/read", null), 404, "not-found");
        soft.assertAll();
    }
}
