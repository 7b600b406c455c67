package org.shouhou.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.Unchanged;

/** Questions that are neither refund nor return (R47). */
class InquiryStackTest extends StackTest {

    private String asked(String reason) {
        String orderNo = order().line("SKU-1", 1, "99.00").mail("buyer@example.org").imported();
        return as("presale1").opens(Map.of("type", "inquiry", "orderNo", orderNo, "reason", reason));
    }

    @Test
    void r47_why_it_is_not_shipped_is_answered_in_words_the_customer_gets() {
        String caseId = asked("WHY_NOT_SHIPPED");
        as("agent1").decides(caseId, "answerInquiry", Map.of("decision", "ANSWERED", "answer", "亲，按发货公告本周五前发出"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED").containsEntry("outcome", "ANSWERED");
        assertThat(jdbc.sql("SELECT body_text FROM outgoing_message WHERE case_id = ? AND template = 'reply'").param(caseId)
                .query(String.class).single()).contains("本周五前发出");
        assertThat(as("agent1").sees(caseId).get("firstReplyAt")).as("R2: an answer is a reply").isNotNull();
    }

    @Test
    void r47_a_question_about_a_promotions_price_becomes_a_refund() {
        String caseId = asked("PRICE_PROTECTION");
        as("agent1").decides(caseId, "answerInquiry", Map.of("decision", "CONVERT", "toType", "refund", "note", "补差价"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("type", "refund");
        assertThat(kinds(caseId)).contains("CASE_CONVERTED");
    }

    @Test
    void r47_a_question_asks_for_no_money_and_is_about_something_people_ask() {
        String orderNo = order().line("SKU-1", 1, "99.00").imported();
        Unchanged unchanged = new Unchanged(jdbc);
        SoftAssertions soft = new SoftAssertions();
        unchanged.refused(soft, "reason", as("presale1").post("/api/cases", Map.of("requestId", id(), "type", "inquiry", "orderNo",
                orderNo, "reason", "QUALITY", "channel", "CHAT")), 400, "invalid-fields");
        unchanged.refused(soft, "amount", as("presale1").post("/api/cases", Map.of("requestId", id(), "type", "inquiry", "orderNo",
                orderNo, "reason", "INVOICE", "channel", "CHAT", "amount", Map.of("minor", 100, "currency", "CNY"))), 400, "invalid-fields");
        soft.assertAll();
        String caseId = asked("INVOICE");
        as("agent1").tries(caseId, "answerInquiry", Map.of("decision", "ANSWERED")).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "answerInquiry", Map.of("decision", "ANSWERED", "answer", "x".repeat(4001))).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "answerInquiry", Map.of("decision", "CONVERT", "toType", "inquiry")).isProblem(400, "invalid-fields");
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "OPEN");
    }
}
