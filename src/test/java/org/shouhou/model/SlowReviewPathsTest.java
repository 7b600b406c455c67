package org.shouhou.model;

import static org.shouhou.model.Stage.at;
import static org.shouhou.model.Stage.values;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen to an order that is held back because something must be settled with the customer. */
class SlowReviewPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("slowReview")
            .usually("slowReviewProcess.begin", "changed", false, "held", false, "cancelOrder", false, "reached", false, "released", false,
                    "settled", null, "outcome", null, "decision", null, "next", null, "callOutcome", null, "refundMinor", 0L)
            .usually("slowReviewProcess.nextSlot", slot("OPEN"))
            .usually("slowReviewProcess.heldOrderInputs", "deliverable", "YES", "attempt", "REAL")
            .usually("slowReviewProcess.noteHeldOrder", SlowReviewPathsTest::noteHeldOrder)
            .usually("slowReviewProcess.authorityInputs", "otherManager", true, "proposer", "AGENT", "amountLevel", "AGENT", "route", "NONE")
            .usually("slowReviewProcess.expectShipment", "shipAlarmAt", at("2026-03-05T10:00:00Z"))
            .usually("slowReviewProcess.alarmNotShipped", "shipAlarmAt", at("2026-03-06T10:00:00Z"))
            .usually("slowReviewProcess.afterPlatform", "cancelOrder", false)
            .usually("platformDecisionProcess.record", "wePay", false)
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false)
            .usually("payRefundProcess.giveUp", "paidSomething", false);

    private static Object[] slot(String state) {
        return new Object[] {"slotState", state, "slotOpens", at("2026-03-02T01:00:00Z"), "slotEnds", at("2026-03-02T04:00:00Z")};
    }

    @SuppressWarnings("unchecked")
    private static void noteHeldOrder(DelegateExecution execution) {
        String next = (String) ((Map<String, Object>) execution.getVariable("judged")).get("next");
        execution.setVariable("next", next);
        execution.setVariable("refundMinor", next.equals("SHIP_PART") ? 2500L : 0L);
    }

    private static Journey held() {
        return STAGE.begin().done("service_holdShipment", "held", true);
    }

    /** Every slot has passed and nobody was reached. */
    private static Journey unreached() {
        STAGE.answer("slowReviewProcess.nextSlot", values(slot("NONE")));
        return held();
    }

    /** The customer answered, whatever was going on. */
    private static Journey answered() {
        return held().hears("customerResponded");
    }

    @Nested
    class People_try_to_reach_the_customer {

        @Test
        void the_parcel_has_left_already_and_nobody_is_called() {
            STAGE.begin().done("service_holdShipment", "held", false)
                    .passed("start_orderHeld", "service_holdShipment", "gateway_isHeld", "end_alreadyShipped", "gateway_result",
                            "end_shipped")
                    .never("service_planSlots", "contactCustomer").closedAs("SHIPPED");
        }

        @Test
        void the_customer_is_reached_at_once_wants_the_goods_and_they_ship() {
            held().liesWith("contactCustomer", "agent").finish("contactCustomer", "reached", true)
                    .liesWith("resolveHeldOrder", "agent").decide("resolveHeldOrder", "RELEASE", "next", "SHIP")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("service_planSlots", "service_nextSlot", "gateway_nextSlot", "contactCustomer", "gateway_isReached",
                            "end_reached", "sub_reach", "gateway_afterReach", "resolveHeldOrder", "start_carryOut",
                            "gateway_next", "service_releaseOrder", "end_released", "sub_carryOut", "end_heldDone",
                            "gateway_isReleased", "service_expectShipment", "gateway_awaitShipped", "message_orderShipped",
                            "end_hasShipped", "end_shipped")
                    .never("timer_slotOpens", "service_checkStock", "service_releaseShipment").closedAs("SHIPPED");
        }

        @Test
        void nobody_is_reached_in_one_slot_the_next_is_missed_and_on_the_third_day_the_order_ships() {
            STAGE.answer("slowReviewProcess.nextSlot", values(slot("WAIT")), values(slot("OPEN")), values(slot("WAIT")),
                    values(slot("OPEN")), values(slot("NONE")));
            held().open().comes("timer_slotOpens").finish("contactCustomer", "reached", false)
                    .comes("timer_slotOpens").comes("timer_slotEnds").open()
                    .done("service_checkStock", "stock", "ALL").done("service_releaseOrder", "held", false)
                    .hears("orderShipped")
                    .passed("service_nextSlot", "timer_slotOpens", "service_nextSlot", "contactCustomer", "gateway_isReached",
                            "timer_slotOpens", "timer_slotEnds", "service_recordMissedSlot", "service_nextSlot",
                            "service_checkStock", "rule_heldOrder", "gateway_canShip", "end_unreached", "gateway_afterReach",
                            "gateway_next", "service_releaseOrder", "end_shipped")
                    .never("resolveHeldOrder", "decideUnshippableOrder").closedAs("SHIPPED");
        }

        @Test
        void nobody_is_bothered_with_a_slot_that_was_over_before_the_system_came_back() {
            STAGE.answer("slowReviewProcess.nextSlot", values(slot("WAIT")), values(slot("NONE")));
            held().comes("timer_slotOpens").open().done("service_checkStock", "stock", "ALL")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("timer_slotOpens", "service_nextSlot", "service_checkStock", "end_shipped")
                    .never("contactCustomer").closedAs("SHIPPED");
        }

        @Test
        void the_customer_answers_between_two_slots() {
            STAGE.answer("slowReviewProcess.nextSlot", values(slot("WAIT")));
            held().open().hears("customerResponded").open("resolveHeldOrder")
                    .decide("resolveHeldOrder", "RELEASE", "next", "SHIP").done("service_releaseOrder", "held", false)
                    .hears("orderShipped")
                    .passed("service_nextSlot", "message_customerResponded", "resolveHeldOrder", "service_releaseOrder")
                    .never("contactCustomer").closedAs("SHIPPED");
        }

        @Test
        void r38_the_customer_changes_the_request_and_an_agent_resolves_the_order() {
            STAGE.answer("slowReviewProcess.applyChange", values("changed", true));
            held().open("contactCustomer").hears("customerChangedRequest").open("resolveHeldOrder")
                    .decide("resolveHeldOrder", "RELEASE", "next", "SHIP").done("service_releaseOrder", "held", false)
                    .hears("orderShipped")
                    .passed("message_customerChangedRequest", "service_applyChange", "gateway_judgeAgain", "gateway_isChanged",
                            "gateway_customerAnswered", "resolveHeldOrder", "service_releaseOrder")
                    .closedAs("SHIPPED");
        }

        @Test
        void the_customer_answers_while_the_supervisor_still_wonders_what_to_do() {
            unreached().done("service_checkStock", "stock", "NONE").open("decideUnshippableOrder")
                    .hears("customerResponded").open("resolveHeldOrder").decide("resolveHeldOrder", "RELEASE", "next", "SHIP")
                    .done("service_releaseOrder", "held", false).hears("orderShipped").closedAs("SHIPPED");
        }
    }

    @Nested
    class Nobody_was_reached {

        @Test
        void what_is_in_stock_ships_and_the_rest_is_refunded() {
            unreached().done("service_checkStock", "stock", "SOME").done("service_payRefund")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("rule_heldOrder", "end_unreached", "gateway_next", "gateway_refundNeeded", "rule_refundAuthority",
                            "gateway_needsApproval", "gateway_cancelOrShip", "call_payRefund", "gateway_isPaid",
                            "service_releaseOrder", "end_released", "end_shipped")
                    .never("service_cancelOrder", "approveRefund").closedAs("SHIPPED");
        }

        @Test
        void nothing_is_in_stock_the_supervisor_waits_for_goods_and_then_the_order_ships() {
            unreached().done("service_checkStock", "stock", "NONE").liesWith("decideUnshippableOrder", "supervisor")
                    .decide("decideUnshippableOrder", "WAIT", "restockAt", at("2026-03-09T01:00:00Z"))
                    .comes("timer_restocked").done("service_checkStock", "stock", "ALL")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("service_checkStock", "decideUnshippableOrder", "gateway_unshippable", "timer_restocked",
                            "service_checkStock", "rule_heldOrder", "end_unreached", "end_shipped")
                    .closedAs("SHIPPED");
        }

        @Test
        void nothing_is_in_stock_and_the_order_is_cancelled_and_refunded_with_the_supervisors_consent() {
            STAGE.answer("slowReviewProcess.authorityInputs", values("otherManager", true, "proposer", "AGENT", "amountLevel", "SUPERVISOR", "route", "NONE"));
            unreached().done("service_checkStock", "stock", "NONE")
                    .decide("decideUnshippableOrder", "REFUND", "next", "CANCEL", "refundMinor", 9900L)
                    .liesWith("approveRefund", "supervisor").decide("approveRefund", "APPROVE")
                    .done("service_cancelOrder", "held", false).done("service_payRefund")
                    .passed("decideUnshippableOrder", "end_unshippable", "gateway_afterReach", "gateway_next",
                            "rule_refundAuthority", "approveRefund", "gateway_approval", "gateway_cancelOrShip",
                            "service_cancelOrder", "call_payRefund", "end_cancelled", "gateway_isReleased", "end_settledHeld",
                            "gateway_result", "end_cancelledAndRefunded")
                    .never("service_releaseOrder").closedAs("CANCELLED_AND_REFUNDED");
        }

        @Test
        void the_order_is_cancelled_but_the_refund_cannot_be_paid_and_is_given_up() {
            unreached().done("service_checkStock", "stock", "NONE")
                    .decide("decideUnshippableOrder", "REFUND", "next", "CANCEL", "refundMinor", 9900L)
                    .done("service_cancelOrder", "held", false).refused("service_payRefund", "refundDeclined")
                    .decide("settleRefundByHand", "GIVE_UP")
                    .passed("call_payRefund", "gateway_isPaid", "end_cancelledNotRefunded", "end_settledHeld", "gateway_result",
                            "gateway_isStopped", "end_rejected")
                    .never("service_releaseShipment").closedAs("REJECTED");
        }
    }

    @Nested
    class The_customer_has_answered {

        @Test
        void and_the_parcel_goes_to_another_address() {
            answered().decide("resolveHeldOrder", "CHANGE_ADDRESS", "next", "CHANGE_ADDRESS").done("service_changeAddress")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("message_customerResponded", "resolveHeldOrder", "service_changeAddress", "service_releaseOrder",
                            "end_shipped")
                    .closedAs("SHIPPED");
        }

        @Test
        void the_goods_cannot_be_swapped_on_the_platform_and_they_ship_as_they_are() {
            answered().decide("resolveHeldOrder", "SWAP", "next", "SWAP").refused("service_swapGoods", "orderRefused")
                    .open("resolveHeldOrder").decide("resolveHeldOrder", "RELEASE", "next", "SHIP")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("resolveHeldOrder", "error_orderRefused", "resolveHeldOrder", "service_releaseOrder", "end_shipped")
                    .closedAs("SHIPPED");
        }

        @Test
        void the_goods_are_swapped_and_ship() {
            answered().decide("resolveHeldOrder", "SWAP", "next", "SWAP").done("service_swapGoods")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("resolveHeldOrder", "service_swapGoods", "service_releaseOrder").closedAs("SHIPPED");
        }

        @Test
        void a_part_ships_now_and_the_rest_follows_later_without_a_refund() {
            answered().decide("resolveHeldOrder", "SPLIT", "next", "SPLIT", "refundMinor", 0L)
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("resolveHeldOrder", "gateway_next", "gateway_refundNeeded", "service_releaseOrder")
                    .never("call_payRefund").closedAs("SHIPPED");
        }

        @Test
        void the_supervisor_does_not_agree_to_the_refund_and_the_order_ships() {
            STAGE.answer("slowReviewProcess.authorityInputs", values("otherManager", true, "proposer", "AGENT", "amountLevel", "SUPERVISOR", "route", "NONE"));
            answered().decide("resolveHeldOrder", "CANCEL_AND_REFUND", "next", "CANCEL", "refundMinor", 9900L)
                    .decide("approveRefund", "SEND_BACK").decide("resolveHeldOrder", "RELEASE", "next", "SHIP")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("approveRefund", "end_notAgreed", "error_decideAgain", "resolveHeldOrder", "service_releaseOrder")
                    .never("service_cancelOrder").closedAs("SHIPPED");
        }

        @Test
        void the_customer_answers_while_the_supervisor_is_asked_for_consent_and_an_agent_decides_anew() {
            STAGE.answer("slowReviewProcess.authorityInputs", values("otherManager", true, "proposer", "AUTO", "amountLevel", "AGENT", "route", "NONE"));
            unreached().done("service_checkStock", "stock", "SOME").open("approveRefund").hears("customerResponded")
                    .open("resolveHeldOrder").decide("resolveHeldOrder", "RELEASE", "next", "SHIP")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("message_customerRespondedMeanwhile", "end_answered", "error_decideAgain", "resolveHeldOrder")
                    .never("call_payRefund").closedAs("SHIPPED");
        }

        @Test
        void too_late_for_the_parcel_but_a_person_is_told() {
            unreached().done("service_checkStock", "stock", "ALL").done("service_releaseOrder", "held", false)
                    .hears("customerResponded").hears("orderShipped")
                    .passed("gateway_awaitShipped", "message_customerRespondedLate", "service_tellLateAnswer",
                            "gateway_awaitShipped", "message_orderShipped", "end_shipped")
                    .closedAs("SHIPPED");
        }

        @Test
        void less_is_left_to_refund_than_was_agreed_and_it_is_decided_anew() {
            STAGE.answer("payRefundProcess.reserve", values("reserved", false, "excess", false));
            answered().decide("resolveHeldOrder", "SPLIT", "next", "SPLIT", "refundMinor", 2500L)
                    .open("resolveHeldOrder").decide("resolveHeldOrder", "RELEASE", "next", "SHIP")
                    .done("service_releaseOrder", "held", false).hears("orderShipped")
                    .passed("call_payRefund", "gateway_isPaid", "end_sentBack", "error_decideAgain", "resolveHeldOrder")
                    .closedAs("SHIPPED");
        }
    }

    @Nested
    class Something_comes_in_between {

        @Test
        void the_parcel_leaves_although_it_was_held() {
            held().hears("orderShipped").passed("message_orderShippedEarly", "end_hasShipped", "end_shipped").closedAs("SHIPPED");
        }

        @Test
        void a_released_parcel_does_not_leave_for_a_day_and_people_are_alarmed_until_it_does() {
            answered().decide("resolveHeldOrder", "RELEASE", "next", "SHIP").done("service_releaseOrder", "held", false)
                    .comes("timer_notShipped").hears("orderShipped")
                    .passed("service_expectShipment", "timer_notShipped", "service_alarmNotShipped", "gateway_awaitShipped",
                            "message_orderShipped", "end_shipped")
                    .closedAs("SHIPPED");
        }

        @Test
        void the_customer_withdraws_and_the_parcel_goes_out() {
            held().hears("customerWithdrew").done("service_releaseShipment", "held", false)
                    .passed("message_customerWithdrew", "service_withdraw", "gateway_isStopped", "service_releaseShipment",
                            "end_withdrawn")
                    .closedAs("WITHDRAWN");
        }

        @Test
        void the_platform_pays_everything_back_and_the_order_is_cancelled() {
            STAGE.answer("slowReviewProcess.afterPlatform", values("cancelOrder", true));
            held().hears("platformDecided").done("service_cancelOrderForPlatform", "held", false)
                    .passed("message_platformDecided", "call_platformDecision", "gateway_platformCancel",
                            "service_cancelOrderForPlatform", "end_settledByPlatform")
                    .never("service_releaseShipment").closedAs("SETTLED_BY_PLATFORM");
        }

        @Test
        void the_platform_decides_something_else_and_the_parcel_goes_out() {
            held().hears("platformDecided").done("service_releaseShipment", "held", false)
                    .passed("message_platformDecided", "call_platformDecision", "gateway_platformCancel", "gateway_isStopped",
                            "service_releaseShipment", "end_settledByPlatform")
                    .closedAs("SETTLED_BY_PLATFORM");
        }

        @Test
        void a_supervisor_turns_it_into_another_matter() {
            held().hears("conversionRequested").done("service_releaseShipment", "held", false)
                    .passed("message_conversionRequested", "service_releaseShipment", "end_converted").converted();
        }

        @Test
        void the_supervisor_answers_an_escalation_while_the_work_goes_on() {
            held().hears("escalationRequested").open("contactCustomer", "handleEscalation").decide("handleEscalation", "TAKE")
                    .open("contactCustomer").hears("customerWithdrew").done("service_releaseShipment", "held", false)
                    .passed("message_escalationRequested", "handleEscalation", "end_escalationHandled", "end_withdrawn")
                    .closedAs("WITHDRAWN");
        }
    }
}
