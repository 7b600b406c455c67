package org.shouhou.model;

import static org.shouhou.model.Stage.at;
import static org.shouhou.model.Stage.values;

import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen to goods that somebody sends back. */
class ReturnPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("return")
            .usually("returnProcess.begin", "choice", "NONE")
            .usually("returnProcess.assess", assessed("AGREE", "AT_CUSTOMER", false))
            .usually("returnProcess.eligibilityInputs", "window", "WITHIN", "category", "USUAL", "reason", "SEVEN_DAYS")
            .usually("returnProcess.freightInputs", "reason", "SEVEN_DAYS", "freeReturns", Variables.booleanValue(false, true))
            .usually("returnProcess.askCustomer", "askUntil", at("2026-03-02T10:00:00Z"))
            .usually("returnProcess.noteChoice", "choice", "RETURN")
            .usually("returnProcess.authorise", "expectUntil", at("2026-03-02T10:00:00Z"), "waybillDue", at("2026-03-06T10:00:00Z"))
            .usually("returnProcess.remindWaybill", "lapsed", true, "waybillDue", at("2026-03-08T10:00:00Z"))
            .usually("returnProcess.noteSent", "arrived", false, "arrivalDue", at("2026-03-12T10:00:00Z"))
            .usually("returnProcess.noteArrival", "inspectBy", at("2026-03-14T10:00:00Z"))
            .usually("returnProcess.tellFinding", "finding", "DEDUCT", "disputeUntil", at("2026-03-16T10:00:00Z"))
            .usually("returnProcess.settleInspection", "wants", "REFUND", "refundFor", "GOODS", "goods", "INSPECTED")
            .usually("agreeRefundProcess.authorityInputs", "proposer", "AGENT", "amountLevel", "AGENT", "route", "NONE",
                    "otherManager", true)
            .usually("returnProcess.freightDue", "freightDue", false)
            .usually("returnProcess.planFreight", "compensationId", 9L)
            .usually("compensationProcess.authorityInputs", "backer", "AGENT", "amountLevel", "SUPERVISOR", "remedy", "ONE_OFF",
                    "flagged", "NONE", "otherManager", true, "given", "MONEY")
            .usually("returnProcess.planExchange", "parcelId", 7L)
            .usually("sendParcelProcess.takeLines", "doubleRemedy", false)
            .usually("sendParcelProcess.tellParcel", "traceAt", at("2026-03-20T00:00:00Z"))
            .usually("platformDecisionProcess.record", "wePay", false)
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false)
            .usually("payRefundProcess.giveUp", "paidSomething", false);

    private static Object[] assessed(String stage, String goods, boolean agreed) {
        return new Object[] {"stage", stage, "goods", goods, "agreed", agreed, "decideBy", at("2026-03-03T10:00:00Z")};
    }

    private static Journey authorised() {
        return STAGE.begin().decide("reviewReturn", "AUTHORISE").done("service_expectReturn");
    }

    private static Journey sent() {
        return authorised().hears("returnParcelSent");
    }

    private static Journey arrived() {
        return sent().hears("returnParcelArrived");
    }

    private static void supervisorMustConsent() {
        STAGE.answer("agreeRefundProcess.authorityInputs", values("proposer", "AGENT", "amountLevel", "SUPERVISOR", "route", "NONE",
                "otherManager", true));
    }

    @Nested
    class Agreeing {

        @Test
        void goods_come_back_in_order_and_the_money_is_paid() {
            arrived().liesWith("inspectReturn", "warehouse").decide("inspectReturn", "IN_ORDER").done("service_payRefund")
                    .passed("start_returnRequested", "service_assess", "rule_returnEligibility", "rule_returnFreight",
                            "gateway_isAgreed", "reviewReturn", "end_agreed", "gateway_agreed", "service_authorise",
                            "service_expectReturn", "gateway_awaitWaybill", "message_returnParcelSent", "service_noteSent",
                            "gateway_awaitArrival", "message_returnParcelArrived", "service_noteArrival", "inspectReturn",
                            "service_settleInspection", "end_toRefund", "call_agreeRefund", "end_paid", "end_returnedAndRefunded")
                    .closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void r15_the_shop_pays_the_way_back_beside_the_refund() {
            STAGE.answer("returnProcess.freightDue", values("freightDue", true));
            arrived().decide("inspectReturn", "IN_ORDER").done("service_payRefund").decide("approveCompensation", "REFUSE")
                    .passed("end_paid", "gateway_freight", "service_planFreight", "call_compensation", "end_returnedAndRefunded")
                    .closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void nothing_is_left_to_give_back() {
            STAGE.answer("returnProcess.assess", values(assessed("NOTHING_LEFT", "AT_CUSTOMER", false)));
            STAGE.begin().passed("gateway_stage", "end_notReturnable", "end_rejected").never("reviewReturn").closedAs("REJECTED");
        }

        @Test
        void what_a_complaint_agreed_is_not_reviewed_again() {
            STAGE.answer("returnProcess.assess", values(assessed("AGREE", "AT_CUSTOMER", true)));
            STAGE.begin().done("service_expectReturn").hears("returnParcelSent").hears("returnParcelArrived")
                    .decide("inspectReturn", "IN_ORDER").done("service_payRefund")
                    .passed("gateway_isAgreed", "end_agreedBefore", "service_authorise").never("reviewReturn")
                    .closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void r16_the_agent_refuses() {
            STAGE.begin().liesWith("reviewReturn", "agent").decide("reviewReturn", "REFUSE")
                    .passed("reviewReturn", "end_notAgreed", "gateway_agreed", "end_refused", "end_rejected").closedAs("REJECTED");
        }

        @Test
        void the_agent_finds_that_it_is_another_matter() {
            STAGE.begin().decide("reviewReturn", "CONVERT")
                    .passed("end_otherMatter", "end_convert", "gateway_outcome", "end_converted").converted();
        }

        @Test
        void the_customer_keeps_the_goods_and_gets_a_part_back() {
            STAGE.begin().decide("reviewReturn", "KEEP_AND_PART_REFUND", "refundFor", "KEEP").done("service_payRefund")
                    .passed("end_keep", "gateway_agreed", "call_agreeRefund", "gateway_isPaid", "end_partPaid", "end_refunded")
                    .never("service_authorise").closedAs("REFUNDED");
        }

        @Test
        void a_part_refund_the_supervisor_sends_back_is_reviewed_again_and_one_refused_ends_it() {
            supervisorMustConsent();
            STAGE.begin().decide("reviewReturn", "KEEP_AND_PART_REFUND", "refundFor", "KEEP").decide("approveRefund", "SEND_BACK")
                    .open("reviewReturn").decide("reviewReturn", "KEEP_AND_PART_REFUND").decide("approveRefund", "REFUSE")
                    .passed("gateway_isPaid", "reviewReturn", "gateway_isPaid", "end_givenUp", "end_rejected")
                    .closedAs("REJECTED");
        }

        @Test
        void the_customer_is_asked_answers_is_asked_again_and_stays_silent() {
            STAGE.begin().decide("reviewReturn", "ASK_CUSTOMER").open().hears("customerResponded")
                    .decide("reviewReturn", "ASK_CUSTOMER").comes("timer_customerSilent").decide("reviewReturn", "REFUSE")
                    .passed("service_askCustomer", "message_customerResponded", "reviewReturn", "timer_customerSilent", "reviewReturn")
                    .closedAs("REJECTED");
        }

        @Test
        void r15_of_two_options_the_customer_chooses_to_return() {
            STAGE.begin().decide("reviewReturn", "OFFER_OPTIONS").hears("optionChosen").done("service_expectReturn")
                    .passed("service_askCustomer", "message_optionChosen", "gateway_choice", "end_returnChosen", "service_authorise")
                    .hears("customerWithdrew").closedAs("WITHDRAWN");
        }

        @Test
        void r15_of_two_options_the_customer_chooses_to_keep_the_goods() {
            STAGE.answer("returnProcess.noteChoice", values("choice", "KEEP", "refundFor", "KEEP"));
            STAGE.begin().decide("reviewReturn", "OFFER_OPTIONS").hears("optionChosen").done("service_payRefund")
                    .passed("gateway_choice", "end_keepChosen", "end_partPaid").closedAs("REFUNDED");
        }

        @Test
        void r15_an_option_that_was_not_offered_is_looked_at_by_a_person() {
            STAGE.answer("returnProcess.noteChoice", values("choice", "NONE"));
            STAGE.begin().decide("reviewReturn", "OFFER_OPTIONS").hears("optionChosen").open("reviewReturn")
                    .decide("reviewReturn", "REFUSE").passed("gateway_choice", "gateway_reviewAgain", "reviewReturn").closedAs("REJECTED");
        }
    }

    @Nested
    class The_parcel {

        @Test
        void the_warehouse_says_nothing_and_the_customer_does_not_wait_for_it() {
            STAGE.begin().decide("reviewReturn", "AUTHORISE").comes("timer_warehouseSilent").hears("returnParcelSent")
                    .hears("returnParcelArrived").decide("inspectReturn", "IN_ORDER").done("service_payRefund")
                    .passed("timer_warehouseSilent", "gateway_expected", "gateway_awaitWaybill").closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void the_customer_is_reminded_and_the_return_lapses() {
            STAGE.answer("returnProcess.remindWaybill", values("lapsed", false, "waybillDue", at("2026-03-08T10:00:00Z")),
                    values("lapsed", true));
            authorised().comes("timer_waybillMissing").comes("timer_waybillMissing")
                    .passed("service_remindWaybill", "gateway_isLapsed", "gateway_awaitWaybill", "service_remindWaybill",
                            "end_lapsedUnsent", "end_lapse", "end_lapsed")
                    .closedAs("LAPSED");
        }

        @Test
        void a_parcel_nobody_announced_arrives() {
            STAGE.answer("returnProcess.noteSent", values("arrived", true));
            authorised().hears("returnParcelArrived").decide("inspectReturn", "IN_ORDER").done("service_payRefund")
                    .passed("message_returnParcelArrivedUnannounced", "service_noteSent", "gateway_hasArrived", "inspectReturn")
                    .never("gateway_awaitArrival").closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void a_late_waybill_takes_it_up_where_the_goods_are() {
            STAGE.answer("returnProcess.assess", values(assessed("TAKE_BACK", "ON_WAY", false)));
            STAGE.begin().hears("returnParcelSent").hears("returnParcelArrived").decide("inspectReturn", "IN_ORDER")
                    .done("service_payRefund")
                    .passed("gateway_stage", "gateway_whereGoods", "service_noteSent", "gateway_awaitArrival",
                            "message_returnParcelSentAgain", "gateway_awaitArrival", "message_returnParcelArrived")
                    .never("sub_agree").closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void the_agent_waits_longer_and_it_arrives_at_last() {
            sent().comes("timer_arrivalOverdue").liesWith("chaseReturnParcel", "agent")
                    .decide("chaseReturnParcel", "WAIT", "arrivalDue", at("2026-03-20T10:00:00Z"))
                    .comes("timer_arrivalOverdue").hears("returnParcelArrived").open("inspectReturn")
                    .decide("inspectReturn", "IN_ORDER").done("service_payRefund")
                    .passed("chaseReturnParcel", "gateway_chase", "gateway_awaitArrival", "timer_arrivalOverdue",
                            "message_returnParcelArrivedAtLast", "inspectReturn")
                    .closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void the_courier_lost_it_and_the_customer_is_refunded() {
            sent().comes("timer_arrivalOverdue").decide("chaseReturnParcel", "LOST_REFUND", "refundFor", "LOST").done("service_payRefund")
                    .passed("gateway_chase", "end_lost", "call_agreeRefund", "end_partPaid").closedAs("REFUNDED");
        }

        @Test
        void it_never_arrives_and_lapses() {
            sent().comes("timer_arrivalOverdue").decide("chaseReturnParcel", "LAPSE")
                    .passed("gateway_chase", "end_lapsedOnWay", "end_lapse", "end_lapsed").closedAs("LAPSED");
        }
    }

    @Nested
    class The_inspection {

        @Test
        void the_customer_is_silent_about_a_deduction_and_the_rest_is_paid() {
            arrived().decide("inspectReturn", "DEDUCT").comes("timer_findingAccepted").done("service_payRefund")
                    .passed("gateway_inspection", "service_tellFinding", "gateway_awaitDispute", "timer_findingAccepted",
                            "gateway_finding", "service_settleInspection", "end_paid")
                    .never("decideInspection").closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void an_empty_parcel_nobody_objects_to_is_for_the_supervisor_to_refuse() {
            STAGE.answer("returnProcess.tellFinding", values("finding", "EMPTY", "disputeUntil", at("2026-03-16T10:00:00Z")));
            arrived().decide("inspectReturn", "EMPTY").comes("timer_findingAccepted").liesWith("decideInspection", "supervisor")
                    .decide("decideInspection", "REFUSE_AND_SEND_BACK")
                    .passed("gateway_finding", "decideInspection", "end_goodsRefused", "end_notTaken", "end_rejected")
                    .closedAs("REJECTED");
        }

        @Test
        void the_customer_objects_and_the_supervisor_accepts() {
            arrived().decide("inspectReturn", "DEDUCT").hears("inspectionDisputed").decide("decideInspection", "ACCEPT")
                    .done("service_payRefund")
                    .passed("message_inspectionDisputed", "decideInspection", "gateway_judgement", "service_settleInspection")
                    .closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void the_right_item_is_awaited_and_comes() {
            arrived().decide("inspectReturn", "NOT_OURS").hears("inspectionDisputed")
                    .decide("decideInspection", "AWAIT_RIGHT_ITEM", "goods", "ON_WAY").open().hears("returnParcelArrived")
                    .decide("inspectReturn", "IN_ORDER").done("service_payRefund")
                    .passed("gateway_judgement", "end_rightItemAwaited", "gateway_takenBack", "gateway_takeBackAgain",
                            "gateway_whereGoods", "gateway_awaitArrival", "inspectReturn", "end_paid")
                    .closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void a_refund_the_approver_refuses_is_decided_again_because_the_goods_are_here() {
            supervisorMustConsent();
            arrived().decide("inspectReturn", "IN_ORDER").decide("approveRefund", "REFUSE").open("decideInspection")
                    .decide("decideInspection", "REFUSE_AND_SEND_BACK")
                    .passed("gateway_isPaid", "gateway_takeBackAgain", "gateway_whereGoods", "decideInspection", "end_goodsRefused")
                    .closedAs("REJECTED");
        }

        private Journey exchange() {
            STAGE.answer("returnProcess.settleInspection", values("wants", "EXCHANGE", "refundFor", "GOODS", "goods", "INSPECTED"));
            return arrived().decide("inspectReturn", "IN_ORDER");
        }

        @Test
        void other_goods_are_sent_and_arrive() {
            exchange().done("service_askStock", "inStock", true).done("service_reserveGoods").done("service_orderParcel")
                    .hears("reshipDelivered")
                    .passed("gateway_wants", "end_toExchange", "gateway_takenBack", "service_planExchange", "call_sendParcel",
                            "gateway_isExchanged", "end_sent", "end_exchanged")
                    .never("call_agreeRefund").closedAs("EXCHANGED");
        }

        @Test
        void r20_other_goods_are_out_of_stock_and_the_customer_takes_the_money() {
            exchange().done("service_askStock", "inStock", false).decide("offerSubstituteOrRefund", "REFUND").done("service_payRefund")
                    .passed("call_sendParcel", "gateway_isExchanged", "service_proposeMoney", "call_agreeRefund", "end_paid")
                    .closedAs("RETURNED_AND_REFUNDED");
        }
    }

    @Nested
    class What_interrupts_it {

        @Test
        void the_platform_decides() {
            STAGE.begin().hears("platformDecided").passed("message_platformDecided", "call_platformDecision", "end_settledByPlatform")
                    .closedAs("SETTLED_BY_PLATFORM");
        }

        @Test
        void the_customer_withdraws() {
            sent().hears("customerWithdrew").passed("message_customerWithdrew", "service_withdraw", "end_withdrawn").closedAs("WITHDRAWN");
        }

        @Test
        void it_becomes_another_kind_of_case() {
            STAGE.begin().hears("conversionRequested").passed("message_conversionRequested", "gateway_converted", "end_converted")
                    .converted();
        }

        @Test
        void r38_the_request_changes_and_is_judged_again() {
            STAGE.begin().hears("customerChangedRequest").open("reviewReturn").decide("reviewReturn", "REFUSE")
                    .passed("message_customerChangedRequest", "service_applyChange", "service_assess", "rule_returnEligibility",
                            "reviewReturn")
                    .closedAs("REJECTED");
        }

        @Test
        void the_supervisor_answers_an_escalation_while_the_goods_are_on_their_way() {
            sent().hears("escalationRequested").open("handleEscalation").decide("handleEscalation", "GIVE_BACK")
                    .hears("returnParcelArrived").open("inspectReturn").decide("inspectReturn", "IN_ORDER").done("service_payRefund")
                    .passed("message_escalationRequested", "handleEscalation", "end_escalationHandled")
                    .closedAs("RETURNED_AND_REFUNDED");
        }
    }
}
