package org.shouhou.model;

import static org.shouhou.model.Stage.values;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen to a parcel that went wrong. */
class ReshipPathsTest {

    private static final java.util.Date LATER = Stage.at("2026-03-02T00:00:00Z");

    @RegisterExtension
    static final Stage STAGE = Stage.of("reship")
            .usually("reshipProcess.begin", "personAtIt", false, "askFirst", null, "next", null, "outcome", null, "decision", null)
            .usually("reshipProcess.assess", "askFirst", "COURIER", "traceAt", LATER, "personAt", LATER, "personAtIt", false)
            .usually("reshipProcess.causeInputs", "about", "PARCEL", "tracking", "MOVING", "silence", "SHORT")
            .usually("reshipProcess.noteCause", ReshipPathsTest::judge)
            .usually("reshipProcess.callPerson", "personAtIt", true)
            .usually("reshipProcess.askPerson", "askFirst", "PERSON", "personAtIt", false)
            .usually("reshipProcess.planParcel", "parcelId", 7L)
            .usually("sendParcelProcess.takeLines", "doubleRemedy", false)
            .usually("sendParcelProcess.tellParcel", "traceAt", LATER)
            .usually("agreeRefundProcess.authorityInputs", "proposer", "AGENT", "amountLevel", "AGENT", "route", "NONE", "otherManager", false)
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false)
            .usually("payRefundProcess.giveUp", "paidSomething", false)
            .usually("platformDecisionProcess.record", "wePay", false);

    private static void judge(DelegateExecution execution) {
        java.util.Map<?, ?> judged = (java.util.Map<?, ?>) execution.getVariable("judged");
        execution.setVariable("next", judged.get("next"));
        execution.setVariable("traceAt", LATER);
        execution.setVariable("personAt", LATER);
        execution.removeVariable("judged");
    }

    private static void courierSays(String about, String... tracking) {
        STAGE.answer("reshipProcess.causeInputs", java.util.Arrays.stream(tracking)
                .map(one -> values("about", about, "tracking", one, "silence", "SHORT")).toArray(java.util.Map[]::new));
    }

    private static Journey asked() {
        return STAGE.begin().comes("timer_traceDue").done("service_traceParcel");
    }

    private static Journey sentAgain(Journey journey) {
        return journey.done("service_askStock", "inStock", true).done("service_reserveGoods").done("service_orderParcel")
                .hears("reshipDelivered");
    }

    @Test
    void r17_the_courier_is_asked_every_day_and_the_customer_told_until_the_parcel_arrives() {
        courierSays("PARCEL", "MOVING", "AT_DESTINATION", "DELIVERED");
        asked().comes("timer_traceDue").done("service_traceParcel").comes("timer_traceDue").done("service_traceParcel")
                .passed("service_assess", "gateway_whoIsAsked", "service_traceParcel", "rule_parcelCause", "service_tellCustomer",
                        "timer_traceDue", "service_traceParcel", "rule_parcelCause", "gateway_isPersonAtIt", "end_causeKnown",
                        "service_tellDelivered", "end_arrived")
                .never("followParcel").closedAs("DELIVERED");
    }

    @Test
    void r17_the_courier_tells_by_itself_that_the_parcel_is_lost_and_it_is_sent_again() {
        courierSays("PARCEL", "MOVING", "LOST");
        sentAgain(asked().hears("parcelTraced"))
                .passed("message_parcelTraced", "service_noteTrace", "rule_parcelCause", "service_planParcel", "call_sendParcel",
                        "gateway_sent", "end_parcelSent")
                .closedAs("RESHIPPED");
    }

    @Test
    void r17_nothing_moved_for_so_long_that_a_person_is_called_who_finds_it_still_moving() {
        asked().comes("timer_personNeeded").open("followParcel").hears("customerResponded").open("followParcel")
                .decide("followParcel", "STILL_MOVING", "personAtIt", false).hears("customerResponded")
                .decide("followParcel", "DELIVERED", "next", "DELIVERED")
                .passed("timer_personNeeded", "service_callPerson", "followParcel", "end_stillMoving", "message_customerResponded",
                        "service_callPerson", "followParcel", "end_personDecided", "error_parcelDecided", "service_tellDelivered")
                .closedAs("DELIVERED");
    }

    @Test
    void r17_the_courier_finds_the_cause_while_a_person_still_looks() {
        courierSays("PARCEL", "MOVING", "LOST");
        sentAgain(asked().hears("customerResponded").open("followParcel").comes("timer_traceDue").done("service_traceParcel")
                .passed("gateway_isPersonAtIt", "end_causeKnownMeanwhile", "error_parcelDecided", "service_planParcel"))
                .closedAs("RESHIPPED");
    }

    @Test
    void r18_damaged_and_sent_again() {
        STAGE.answer("reshipProcess.assess", values("askFirst", "NOBODY", "traceAt", LATER, "personAt", LATER));
        courierSays("DAMAGED", "NONE");
        sentAgain(STAGE.begin().decide("confirmDamage", "CONFIRMED"))
                .passed("gateway_whoIsAsked", "rule_parcelCause", "confirmDamage", "gateway_isDamaged", "service_planParcel")
                .never("service_traceParcel").closedAs("RESHIPPED");
    }

    @Test
    void r16_damage_that_nothing_shows_is_refused_with_its_reason() {
        STAGE.answer("reshipProcess.assess", values("askFirst", "NOBODY", "traceAt", LATER, "personAt", LATER));
        courierSays("DAMAGED", "NONE");
        STAGE.begin().decide("confirmDamage", "NOT_CONFIRMED").passed("gateway_isDamaged", "service_tellRefused", "end_noRemedy")
                .closedAs("REJECTED");
    }

    @Test
    void r36_the_warehouse_packed_too_little_and_sends_what_is_missing() {
        STAGE.answer("reshipProcess.assess", values("askFirst", "NOBODY", "traceAt", LATER, "personAt", LATER));
        courierSays("MISSING", "NONE");
        sentAgain(STAGE.begin().liesWith("checkPacking", "warehouse").decide("checkPacking", "MISSED"))
                .passed("rule_parcelCause", "checkPacking", "gateway_packing", "service_planParcel").closedAs("RESHIPPED");
    }

    @Test
    void r36_the_warehouse_shows_that_it_packed_right_and_an_agent_refuses() {
        STAGE.answer("reshipProcess.assess", values("askFirst", "NOBODY", "traceAt", LATER, "personAt", LATER));
        courierSays("WRONG", "NONE");
        STAGE.begin().decide("checkPacking", "PACKED_RIGHT").decide("followParcel", "DELIVERED", "next", "REFUSE")
                .passed("checkPacking", "gateway_packing", "gateway_whoIsAsked", "service_callPerson", "followParcel",
                        "end_personDecided", "service_tellRefused", "end_noRemedy")
                .closedAs("REJECTED");
    }

    @Test
    void the_customer_would_rather_have_the_money_and_it_is_sent_back_once() {
        STAGE.answer("payRefundProcess.reserve", values("reserved", false, "excess", false), values("reserved", true, "excess", false));
        asked().hears("customerResponded").decide("followParcel", "REFUND_INSTEAD", "next", "REFUND")
                .decide("followParcel", "REFUND_INSTEAD", "next", "REFUND").done("service_payRefund")
                .passed("end_personDecided", "service_proposeRefund", "call_agreeRefund", "gateway_isRefunded", "gateway_followAgain",
                        "followParcel", "service_proposeRefund", "call_agreeRefund", "end_moneyBack")
                .closedAs("REFUNDED");
    }

    @Test
    void r20_out_of_stock_the_customer_takes_money_and_the_payment_is_given_up() {
        courierSays("PARCEL", "LOST");
        asked().done("service_askStock", "inStock", false).decide("offerSubstituteOrRefund", "REFUND")
                .refused("service_payRefund", "refundDeclined").decide("settleRefundByHand", "GIVE_UP")
                .passed("gateway_sent", "service_proposeRefund", "gateway_isRefunded", "end_notPaidBack").closedAs("REJECTED");
    }

    @Test
    void r19_the_line_was_refunded_and_the_supervisor_allows_no_parcel_besides() {
        courierSays("PARCEL", "LOST");
        STAGE.answer("sendParcelProcess.takeLines", values("doubleRemedy", true));
        asked().decide("approveDoubleRemedy", "REFUSE").passed("gateway_sent", "end_notSent").closedAs("REJECTED");
    }

    @Test
    void r19_a_lost_parcel_reappears_while_the_second_one_is_on_its_way() {
        courierSays("PARCEL", "LOST");
        asked().done("service_askStock", "inStock", true).done("service_reserveGoods").done("service_orderParcel")
                .hears("parcelReappeared").decide("decideReappearedParcel", "CUSTOMER_RETURNS_ONE").hears("reshipDelivered")
                .passed("message_parcelReappeared", "call_reappearedParcel", "end_reappearedSettled").closedAs("RESHIPPED");
    }

    @Test
    void the_customer_says_what_it_is_really_about() {
        asked().hears("customerChangedRequest").comes("timer_traceDue")
                .passed("message_customerChangedRequest", "service_applyChange", "service_assess").hears("customerWithdrew")
                .closedAs("WITHDRAWN");
    }

    @Test
    void the_platform_decides() {
        asked().hears("platformDecided").passed("call_platformDecision", "end_settledByPlatform").closedAs("SETTLED_BY_PLATFORM");
    }

    @Test
    void the_case_goes_on_as_another_kind() {
        asked().hears("conversionRequested").passed("message_conversionRequested", "end_converted").converted();
    }

    @Test
    void r5_an_escalation_does_not_stop_the_following() {
        asked().hears("escalationRequested").decide("handleEscalation", "GIVE_BACK").hears("customerWithdrew")
                .passed("message_escalationRequested", "handleEscalation", "end_escalationHandled", "service_withdraw").closedAs("WITHDRAWN");
    }
}
