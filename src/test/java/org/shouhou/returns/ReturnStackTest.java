package org.shouhou.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goods that come back, from the first word to the last cent, through the API alone. */
class ReturnStackTest extends ReturnsFixture {

    @Test
    void goods_that_come_back_in_order_are_refunded() {
        String caseId = authorised(shippedOrder("99.00"));
        assertThat(kinds(caseId)).contains("RETURN_JUDGED", "RETURN_AUTHORISED", "EFFECT_SUCCEEDED", "MESSAGE_SENT");
        assertThat(as("auditor1").sees(caseId)).containsEntry("status", "WAITING");
        as("agent1").tells(caseId, "returnParcelSent", Map.of("courier", "SF", "waybill", "RW-1"));
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", "RW-1"));
        open(caseId, "inspectReturn");
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "IN_ORDER"));
        Map<String, Object> closed = ends(caseId, "RETURNED_AND_REFUNDED");
        assertThat(closed).containsEntry("settled", true);
        assertThat(paid(caseId)).isEqualTo(9900);
    }

    @Test
    void r14_the_refund_is_due_seven_days_after_the_courier_delivered_whenever_it_is_noted() {
        String caseId = sent("RW-SIGNED");
        pass(Duration.ofHours(30));
        Instant signed = clock.instant().minus(Duration.ofHours(20)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", "RW-SIGNED", "at", signed.toString()));
        assertThat(clock(caseId, "RETURN_REFUND")).containsEntry("due", signed.plus(Duration.ofDays(7)).toString());
        assertThat(clock(caseId, "PLATFORM")).containsEntry("due", signed.plus(Duration.ofDays(10)).toString());
        assertThat(as("auditor1").task(caseId, "inspectReturn")).containsEntry("due", signed.plus(Duration.ofHours(48)).toString());
    }

    @Test
    void r12_a_return_is_answered_before_the_platform_decides_and_the_answer_stops_the_clock() {
        Instant platform = clock.instant().plus(Duration.ofHours(48)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        String caseId = returning(shippedOrder("99.00"), "platformDeadline", platform.toString());
        Instant due = Instant.parse((String) clock(caseId, "REFUND_ANSWER").get("due"));
        assertThat(due).isBefore(platform);
        assertThat(as("auditor1").task(caseId, "reviewReturn")).containsEntry("due", due.toString());
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "BUYER"));
        assertThat(as("auditor1").get("/api/cases/" + caseId).body()).contains("\"state\":\"MET\"");
    }

    @Test
    void r16_a_refusal_needs_a_code_and_evidence() {
        String caseId = returning(shippedOrder("99.00"));
        as("agent1").tries(caseId, "reviewReturn", Map.of("decision", "REFUSE")).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "reviewReturn", Map.of("decision", "REFUSE", "reasonCode", "NO_SUCH", "evidence", "x"))
                .isProblem(400, "invalid-fields");
        as("agent1").decides(caseId, "reviewReturn",
                Map.of("decision", "REFUSE", "reasonCode", "OUTSIDE_OF_TERMS", "evidence", "签收已满三十天"));
        ends(caseId, "REJECTED");
        assertThat(paid(caseId)).isZero();
    }

    @Test
    void r15_exactly_two_options_are_offered_and_the_one_chosen_is_recorded() {
        String caseId = returning(shippedOrder("99.00"), "reason", "RECOMMENDED_SIZE");
        as("agent1").tries(caseId, "reviewReturn", Map.of("decision", "OFFER_OPTIONS", "firstOption", "RETURN_SPLIT",
                "secondOption", "RETURN_SPLIT")).isProblem(400, "invalid-fields");
        as("agent1").tries(caseId, "reviewReturn", Map.of("decision", "OFFER_OPTIONS", "firstOption", "RETURN_SPLIT",
                "secondOption", "KEEP_PART_REFUND")).isProblem(400, "invalid-fields");
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "OFFER_OPTIONS", "firstOption", "RETURN_SPLIT",
                "secondOption", "KEEP_PART_REFUND", "keepMinor", 2000));
        open(caseId);
        as("agent1").tells(caseId, "optionChosen", Map.of("option", "KEEP_PART_REFUND"));
        ends(caseId, "REFUNDED");
        assertThat(paid(caseId)).isEqualTo(2000);
        assertThat(kinds(caseId)).contains("OPTIONS_OFFERED", "OPTION_CHOSEN");
    }

    @Test
    void r15_for_a_quality_fault_the_freight_is_paid_back_beside_the_refund_when_a_supervisor_consents() {
        String caseId = returning(shippedOrder("99.00"), "reason", "QUALITY");
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "SHOP"));
        settle();
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", "RW-FREIGHT"));
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "IN_ORDER"));
        settle();
        assertThat(paid(caseId)).isEqualTo(9900);
        as("supervisor1").decides(caseId, "approveCompensation", Map.of("decision", "APPROVE"));
        ends(caseId, "RETURNED_AND_REFUNDED");
        assertThat(paid(caseId)).isEqualTo(9900 + 1200);
    }

    @Test
    void r15_an_option_nobody_offered_comes_back_to_the_agent() {
        String caseId = returning(shippedOrder("99.00"));
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "OFFER_OPTIONS", "firstOption", "RETURN_BUYER_PAYS",
                "secondOption", "RETURN_SHOP_PAYS"));
        as("agent1").tells(caseId, "optionChosen", Map.of("option", "KEEP_PART_REFUND"));
        open(caseId, "reviewReturn");
    }

    @Test
    void a_customer_who_keeps_the_goods_gets_a_part_and_never_more_than_was_paid() {
        String caseId = returning(shippedOrder("99.00"));
        as("agent1").tries(caseId, "reviewReturn", Map.of("decision", "KEEP_AND_PART_REFUND", "amountMinor", 9900))
                .isProblem(400, "invalid-fields");
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "KEEP_AND_PART_REFUND", "amountMinor", 3000));
        ends(caseId, "REFUNDED");
        assertThat(paid(caseId)).isEqualTo(3000);
    }

    @Test
    void a_question_waits_for_the_customer_a_day_at_most() {
        String caseId = returning(shippedOrder("99.00"));
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "ASK_CUSTOMER", "question", "有照片吗？"));
        open(caseId);
        pass(Duration.ofHours(25));
        open(caseId, "reviewReturn");
    }

    @Test
    void a_parcel_that_is_never_sent_lapses_after_a_reminder_and_a_late_waybill_takes_it_up_again() {
        String caseId = authorised(shippedOrder("99.00"));
        pass(Duration.ofDays(5).plusMinutes(1));
        assertThat(kinds(caseId)).contains("RETURN_REMINDED").doesNotContain("RETURN_LAPSED");
        pass(Duration.ofDays(2));
        ends(caseId, "LAPSED");
        as("agent1").tells(caseId, "returnParcelSent", Map.of("courier", "SF", "waybill", "RW-LATE"));
        assertThat(as("auditor1").sees(caseId)).containsEntry("status", "WAITING");
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", "RW-LATE"));
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "IN_ORDER"));
        ends(caseId, "RETURNED_AND_REFUNDED");
        assertThat(kinds(caseId)).contains("CASE_REOPENED");
        assertThat(paid(caseId)).isEqualTo(9900);
    }

    @Test
    void a_parcel_that_was_withdrawn_from_and_arrives_all_the_same_is_inspected() {
        String caseId = sent("RW-ALLTHESAME");
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "不退了"));
        ends(caseId, "WITHDRAWN");
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", "RW-ALLTHESAME"));
        open(caseId, "inspectReturn");
    }

    @Test
    void an_arrival_nobody_announced_counts_as_sent() {
        String caseId = authorised(shippedOrder("99.00"));
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", "RW-QUIET"));
        open(caseId, "inspectReturn");
    }

    @Test
    void a_parcel_that_does_not_arrive_is_chased_and_refunded_when_it_is_lost() {
        String caseId = sent("RW-LOST");
        pass(Duration.ofDays(10).plusMinutes(1));
        open(caseId, "chaseReturnParcel");
        as("agent1").tries(caseId, "chaseReturnParcel", Map.of("decision", "WAIT", "days", 31)).isProblem(400, "invalid-fields");
        as("agent1").decides(caseId, "chaseReturnParcel", Map.of("decision", "WAIT", "days", 3));
        open(caseId);
        pass(Duration.ofDays(3).plusMinutes(1));
        as("agent1").decides(caseId, "chaseReturnParcel", Map.of("decision", "LOST_REFUND"));
        ends(caseId, "REFUNDED");
        assertThat(paid(caseId)).isEqualTo(9900);
    }

    @Test
    void silence_about_a_deduction_accepts_it() {
        String caseId = arrived();
        as("warehouse1").tries(caseId, "inspectReturn", Map.of("decision", "DEDUCT", "amountMinor", 9900)).isProblem(400, "invalid-fields");
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "DEDUCT", "amountMinor", 1900, "note", "吊牌已剪"));
        open(caseId);
        assertThat(kinds(caseId)).contains("FINDING_TOLD");
        pass(Duration.ofHours(49));
        ends(caseId, "RETURNED_AND_REFUNDED");
        assertThat(paid(caseId)).isEqualTo(8000);
    }

    @Test
    void a_disputed_inspection_is_decided_by_a_supervisor() {
        String caseId = arrived();
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "DEDUCT", "amountMinor", 1900));
        as("agent1").tells(caseId, "inspectionDisputed", Map.of("reason", "吊牌本来就没有"));
        open(caseId, "decideInspection");
        as("agent1").tries(caseId, "decideInspection", Map.of("decision", "ACCEPT")).isProblem(403, "not-your-role");
        as("supervisor1").decides(caseId, "decideInspection", Map.of("decision", "ACCEPT"));
        ends(caseId, "RETURNED_AND_REFUNDED");
        assertThat(paid(caseId)).isEqualTo(9900);
    }

    @Test
    void r16_goods_that_are_not_ours_are_refused_with_the_finding_as_evidence_and_sent_back() {
        String caseId = arrived();
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "NOT_OURS"));
        pass(Duration.ofHours(49));
        as("supervisor1").tries(caseId, "decideInspection", Map.of("decision", "REFUSE_AND_SEND_BACK", "waybill", "SF99", "payer", "BUYER"))
                .isProblem(400, "invalid-fields");
        as("supervisor1").decides(caseId, "decideInspection",
                Map.of("decision", "REFUSE_AND_SEND_BACK", "waybill", "SF99", "payer", "BUYER", "note", "箱内是别家的鞋"));
        ends(caseId, "REJECTED");
        assertThat(kinds(caseId)).contains("GOODS_SENT_BACK");
        assertThat(paid(caseId)).isZero();
    }

    @Test
    void the_right_item_is_awaited_for_seven_days_and_then_chased() {
        String caseId = arrived();
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "NOT_OURS"));
        as("agent1").tells(caseId, "inspectionDisputed", Map.of("reason", "寄错了"));
        as("supervisor1").decides(caseId, "decideInspection", Map.of("decision", "AWAIT_RIGHT_ITEM"));
        open(caseId);
        pass(Duration.ofDays(7).plusMinutes(1));
        open(caseId, "chaseReturnParcel");
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", "RW-RIGHT"));
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "IN_ORDER"));
        ends(caseId, "RETURNED_AND_REFUNDED");
    }

    @Test
    void what_was_not_shipped_cannot_come_back() {
        String orderNo = order().line("SKU-1", 1, "99.00").imported();
        as("presale1").post("/api/cases", Map.of("requestId", id(), "type", "return", "orderNo", orderNo, "reason", "SEVEN_DAYS",
                "channel", "CHAT", "text", "x")).isProblem(422, "not-shipped");
    }

    @Test
    void wrong_wishes_and_messages_are_named_by_their_field() {
        String orderNo = shippedOrder("99.00");
        for (Map<String, Object> wish : List.<Map<String, Object>>of(Map.of("wants", "GIFT"), Map.of("sku", "SKU-2"),
                Map.of("wants", "EXCHANGE", "sku", "x".repeat(65)))) {
            Map<String, Object> wanted = new java.util.LinkedHashMap<>(Map.of("requestId", id(), "type", "return", "orderNo", orderNo,
                    "reason", "SEVEN_DAYS", "channel", "CHAT", "text", "x"));
            wanted.putAll(wish);
            as("presale1").post("/api/cases", wanted).isProblem(400, "invalid-fields");
        }
        String caseId = authorised(orderNo);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of(), Map.of("waybill", "x".repeat(65)), Map.of("waybill", 7),
                Map.of("waybill", "A", "at", "yesterday"), Map.of("waybill", "A", "at", "2999-01-01T00:00:00Z"), Map.of("waybill", "A", "no", "such"))) {
            as("agent1").post("/api/cases/" + caseId + "/messages", Map.of("messageId", id(), "name", "returnParcelArrived", "data", wrong))
                    .isProblem(400, "invalid-fields");
        }
        assertThat(kinds(caseId)).doesNotContain("RETURN_PARCEL_ARRIVED");
    }

    @Test
    void r38_a_changed_request_is_judged_again() {
        String caseId = authorised(shippedOrder("99.00"));
        as("agent1").tells(caseId, "customerChangedRequest", Map.of("amount", 5000));
        open(caseId, "reviewReturn");
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "BUYER"));
        settle();
        as("agent1").tells(caseId, "returnParcelArrived", Map.of("waybill", "RW-C"));
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "IN_ORDER"));
        ends(caseId, "RETURNED_AND_REFUNDED");
        assertThat(paid(caseId)).isEqualTo(5000);
    }
}
