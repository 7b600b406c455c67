package org.shouhou.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** Quick replies: written, approved by a second person, filled from the case, sent in one step (R2, R9, R11). */
class ReplyStackTest extends StackTest {

    private static final String WORDS = "亲 {buyer}，您的订单 {orderNo} 我们已收到反馈（{caseNumber}），正在为您处理。";

    private long written(String text) {
        return ((Number) as("supervisor1").post("/api/reply-templates", Map.of("code", "r" + id().substring(0, 8), "title", "首次回复",
                "text", text)).is(201).json().get("templateId")).longValue();
    }

    private long approved(String text) {
        long id = written(text);
        as("supervisor2").post("/api/reply-templates/" + id + "/versions/1/approve", null).is(200);
        return id;
    }

    private String asked() {
        String orderNo = order().line("SKU-1", 1, "99.00").mail("buyer@example.org").imported();
        return as("presale1").opens(Map.of("type", "inquiry", "orderNo", orderNo, "reason", "INVOICE"));
    }

    private String taskOf(String caseId) {
        return (String) as("agent1").task(caseId, "answerInquiry").get("taskId");
    }

    @Test
    void r11_a_version_goes_to_customers_only_after_a_second_person_approved_it() {
        long id = written(WORDS);
        String caseId = asked();
        as("agent1").get("/api/cases/" + caseId + "/reply-preview?template=" + id).isProblem(409, "reply-not-approved");
        as("agent1").post("/api/reply-templates/" + id + "/versions/1/approve", null).is(403);
        as("supervisor1").post("/api/reply-templates/" + id + "/versions/1/approve", null).isProblem(403, "four-eyes");
        as("supervisor2").post("/api/reply-templates/" + id + "/versions/1/approve", null).is(200);
        as("supervisor2").post("/api/reply-templates/" + id + "/versions/1/approve", null).is(200);
        assertThat((String) as("agent1").get("/api/cases/" + caseId + "/reply-preview?template=" + id).is(200).json().get("text"))
                .contains("买家").contains("SH-").doesNotContain("{");
        as("agent1").post("/api/reply-templates/" + id + "/versions", Map.of("text", "亲，收到")).is(200);
        assertThat(as("agent1").get("/api/reply-templates/" + id).is(200).json()).containsEntry("inUse", 1);
        as("supervisor1").post("/api/reply-templates/" + id + "/versions/2/approve", null).is(200);
        assertThat(as("agent1").get("/api/reply-templates/" + id).is(200).json()).containsEntry("inUse", 2);
        assertThat((List<?>) as("auditor1").get("/api/reply-templates/" + id).is(200).json().get("versions")).as("versions are kept").hasSize(2);
        as("supervisor1").post("/api/reply-templates/" + id + "/withdraw", null).is(200);
        assertThat(as("auditor1").list("/api/reply-templates/" + id + "/uses").toString()).as("who used which from when to when")
                .containsSubsequence("version=2", "begunBy=supervisor1", "endedBy=supervisor1", "version=1", "begunBy=supervisor2", "endedBy=supervisor1");
        as("auditor1").get("/api/reply-templates/0/uses").is(404);
        assertThat(as("agent1").list("/api/reply-templates?usable=true").toString()).doesNotContain("templateId=" + id + ",");
    }

    @Test
    void r09_wording_beyond_the_shipping_notice_is_not_approved() {
        long id = written("亲，订单 {orderNo} 明天一定发货");
        Desk.Answer refused = as("supervisor2").post("/api/reply-templates/" + id + "/versions/1/approve", null).isProblem(422, "reply-wording");
        assertThat(refused.json().get("findings").toString()).contains("PROMISES_TIME 明天");
        assertThat(as("agent1").list("/api/reply-templates/" + id + "/versions/1/findings")).hasSize(1);
        long gap = written("您好 {name}，____");
        assertThat(as("supervisor2").post("/api/reply-templates/" + gap + "/versions/1/approve", null).isProblem(422, "reply-wording").json()
                .get("findings").toString()).contains("UNKNOWN_PLACEHOLDER {name}").contains("GAP ____");
    }

    @Test
    void r02_a_first_reply_from_the_list_claims_the_task_and_stops_the_clock_in_one_step() {
        long id = approved(WORDS);
        String caseId = asked();
        String task = taskOf(caseId);
        Map<String, Object> reply = Map.of("templateId", id);
        as("agent1").post("/api/tasks/" + task + "/first-reply", reply).is(200);
        Map<String, Object> seen = as("agent1").sees(caseId);
        assertThat(seen.get("firstReplyAt")).isNotNull();
        assertThat(as("agent1").task(caseId, "answerInquiry")).containsEntry("owner", "agent1");
        assertThat(seen.get("deadlines").toString()).contains("kind=FIRST_REPLY").contains("state=MET");
        as("agent1").post("/api/tasks/" + task + "/first-reply", reply).is(200);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = 'reply'").param(caseId).query(Long.class)
                .single()).as("sent once").isEqualTo(1);
        assertThat(as("agent1").list("/api/cases/" + caseId + "/contacts")).hasSize(1);
        as("agent1").post("/api/tasks/" + task + "/first-reply", Map.of("templateId", approved("亲，收到"))).isProblem(409, "already-replied");
        as("agent2").post("/api/tasks/" + task + "/first-reply", reply).isProblem(409, "claimed-by-other");
    }

    @Test
    void r11_a_reply_the_case_cannot_fill_is_not_sent_and_the_task_stays_free() {
        long id = approved("亲，您的运单号是 {waybill}");
        String caseId = asked();
        String task = taskOf(caseId);
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        String path = "/api/tasks/" + task + "/first-reply";
        unchanged.refused(soft, "unfilled", as("agent1").post(path, Map.of("templateId", id)), 422, "reply-unfilled");
        unchanged.refused(soft, "none", as("agent1").post(path, Map.of()), 400, "invalid-fields");
        unchanged.refused(soft, "unknown", as("agent1").post(path, Map.of("templateId", 99999999)), 404, "not-found");
        unchanged.refused(soft, "wrong type", as("agent1").post(path, Map.of("templateId", "x")), 400, "invalid-fields");
        unchanged.refused(soft, "no task", as("agent1").post("/api/tasks/nowhere/first-reply", Map.of("templateId", id)), 404, "not-found");
        unchanged.refused(soft, "warehouse", as("warehouse1").post(path, Map.of("templateId", id)), 403, "not-allowed");
        unchanged.refused(soft, "code", as("agent1").post("/api/reply-templates", Map.of("code", "A B", "title", "x", "text", "x")), 400, "invalid-fields");
        unchanged.refused(soft, "long", as("agent1").post("/api/reply-templates", Map.of("code", "ab", "title", "x", "text", "x".repeat(2001))), 400, "invalid-fields");
        unchanged.refused(soft, "no text", as("agent1").post("/api/reply-templates/" + id + "/versions", Map.of("text", " ")), 400, "invalid-fields");
        unchanged.refused(soft, "no version", as("supervisor1").post("/api/reply-templates/" + id + "/versions/9/approve", null), 404, "not-found");
        unchanged.refused(soft, "auditor", as("auditor1").post("/api/reply-templates", Map.of("code", "ab", "title", "x", "text", "x")), 403, "not-allowed");
        unchanged.refused(soft, "preview", as("agent1").get("/api/cases/" + caseId + "/reply-preview?template=x"), 400, "invalid-fields");
        soft.assertAll();
        String code = "dup" + id().substring(0, 6);
        as("agent1").post("/api/reply-templates", Map.of("code", code, "title", "x", "text", "x")).is(201);
        as("agent1").post("/api/reply-templates", Map.of("code", code, "title", "x", "text", "x")).isProblem(409, "already-there");
    }
}
