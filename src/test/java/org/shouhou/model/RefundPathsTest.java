package org.shouhou.model;

import static org.shouhou.model.Stage.at;
import static org.shouhou.model.Stage.values;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen to somebody who wants money back. */
class RefundPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("refund")
            .usually("refundProcess.begin", "held", false, "cancelOrder", false, "proposed", false)
            .usually("refundProcess.assess", assessed(true, false))
            .usually("refundProcess.routeInputs", "shipped", "YES", "reason", "QUALITY", "amountLevel", "AGENT",
                    "recentRefunds", "FEW", "flagged", "NONE", "stopped", Variables.booleanValue(false, true))
            .usually("refundProcess.noteRoute", RefundPathsTest::noteRoute)
            .usually("refundProcess.authorityInputs", "otherManager", true, "proposer", "AGENT", "amountLevel", "AGENT")
            .usually("refundProcess.askCustomer", "askUntil", at("2026-03-02T10:00:00Z"))
            .usually("refundProcess.proposeAgain", "proposed", true, "decideBy", at("2026-03-04T10:00:00Z"))
            .usually("refundProcess.reviewAgain", "proposed", false, "decideBy", at("2026-03-04T10:00:00Z"))
            .usually("refundProcess.afterPayment", "cancelOrder", false)
            .usually("refundProcess.afterPlatform", "cancelOrder", false)
            .usually("platformDecisionProcess.record", "wePay", false)
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false)
            .usually("payRefundProcess.giveUp", "paidSomething", false);

    private static Object[] assessed(boolean refundable, boolean mustStop) {
        return new Object[] {"refundable", refundable, "mustStop", mustStop, "inspectFirst", false, "proposed", false,
            "decideBy", at("2026-03-03T10:00:00Z")};
    }

    @SuppressWarnings("unchecked")
    private static void noteRoute(DelegateExecution execution) {
        execution.setVariable("route", ((Map<String, Object>) execution.getVariable("routed")).get("route"));
    }

    /** A request for everything of an order that may still be stopped. */
    private static Journey unshipped() {
        STAGE.answer("refundProcess.assess", values(assessed(true, true)));
        return STAGE.begin();
    }

    @Nested
    class Somebody_decides {

        @Test
        void a_small_refund_of_a_stopped_order_is_paid_at_once_and_the_order_cancelled() {
            STAGE.answer("refundProcess.routeInputs", values("shipped", "NO", "reason", "NO_LONGER_WANTED", "amountLevel",
                    "AUTOMATIC", "recentRefunds", "FEW", "flagged", "NONE", "stopped", Variables.booleanValue(true, true)));
            STAGE.answer("refundProcess.afterPayment", values("cancelOrder", true));
            unshipped().done("service_stopShipment", "held", true).done("service_payRefund")
                    .done("service_cancelOrder", "held", false)
                    .passed("start_refundRequested", "service_assess", "service_stopShipment", "rule_refundRoute",
                            "gateway_route", "call_payRefund", "gateway_isPaid", "end_paid", "gateway_cancelOrder",
                            "service_cancelOrder", "end_refunded")
                    .never("reviewRefund", "service_releaseShipment").closedAs("REFUNDED");
        }

        @Test
        void an_agent_approves_within_the_own_limit_and_the_money_is_paid() {
            STAGE.begin().liesWith("reviewRefund", "agent").decide("reviewRefund", "APPROVE").done("service_payRefund")
                    .passed("start_refundRequested", "service_assess", "gateway_mustStop", "rule_refundRoute", "sub_decide",
                            "call_payRefund", "end_paid", "gateway_cancelOrder", "gateway_isStopped", "end_refunded")
                    .passed("start_decide", "gateway_isProposed", "reviewRefund", "gateway_reviewDecision",
                            "rule_refundAuthority", "gateway_needsApproval", "end_agreed")
                    .never("approveRefund", "service_stopShipment").closedAs("REFUNDED");
        }

        @Test
        void an_agent_refuses_and_the_stopped_parcel_goes_out_after_all() {
            unshipped().done("service_stopShipment", "held", true).decide("reviewRefund", "REFUSE")
                    .done("service_releaseShipment", "held", false)
                    .passed("service_stopShipment", "reviewRefund", "end_reviewed", "sub_decide", "gateway_refundDecision",
                            "end_refused", "gateway_isStopped", "service_releaseShipment", "end_rejected")
                    .never("call_payRefund").closedAs("REJECTED");
        }

        @Test
        void nothing_is_left_to_refund_and_nobody_is_bothered() {
            STAGE.answer("refundProcess.assess", values(assessed(false, false)));
            STAGE.begin().passed("service_assess", "gateway_isRefundable", "end_notRefundable", "end_rejected")
                    .never("rule_refundRoute").closedAs("REJECTED");
        }

        @Test
        void the_customer_is_asked_and_answers() {
            STAGE.begin().decide("reviewRefund", "ASK_CUSTOMER").open().hears("customerResponded")
                    .decide("reviewRefund", "REFUSE")
                    .passed("reviewRefund", "service_askCustomer", "gateway_awaitAnswer", "message_customerResponded",
                            "reviewRefund", "end_reviewed", "end_refused")
                    .closedAs("REJECTED");
        }

        @Test
        void the_customer_is_asked_and_stays_silent_for_a_day() {
            STAGE.begin().decide("reviewRefund", "ASK_CUSTOMER").comes("timer_customerSilent").decide("reviewRefund", "APPROVE")
                    .done("service_payRefund")
                    .passed("reviewRefund", "service_askCustomer", "timer_customerSilent", "reviewRefund", "end_paid")
                    .closedAs("REFUNDED");
        }

        @Test
        void more_than_an_agent_may_grant_is_paid_when_the_supervisor_consents() {
            STAGE.answer("refundProcess.authorityInputs", values("otherManager", true, "proposer", "AGENT", "amountLevel", "SUPERVISOR"));
            STAGE.begin().decide("reviewRefund", "APPROVE").liesWith("approveRefund", "supervisor")
                    .decide("approveRefund", "APPROVE").done("service_payRefund")
                    .passed("reviewRefund", "gateway_needsApproval", "approveRefund", "gateway_approval", "end_agreed",
                            "call_payRefund", "end_refunded")
                    .closedAs("REFUNDED");
        }

        @Test
        void the_manager_sends_it_back_once_and_then_refuses() {
            STAGE.answer("refundProcess.authorityInputs", values("otherManager", true, "proposer", "AGENT", "amountLevel", "MANAGER"));
            STAGE.begin().decide("reviewRefund", "APPROVE").liesWith("approveRefund", "manager")
                    .decide("approveRefund", "SEND_BACK").decide("reviewRefund", "APPROVE_PART")
                    .decide("approveRefund", "REFUSE")
                    .passed("approveRefund", "gateway_approval", "reviewRefund", "approveRefund", "gateway_approval",
                            "end_refusedByApprover", "gateway_refundDecision", "end_refused", "end_rejected")
                    .never("call_payRefund").closedAs("REJECTED");
        }

        @Test
        void the_agent_finds_that_it_is_another_matter() {
            STAGE.begin().decide("reviewRefund", "CONVERT")
                    .passed("reviewRefund", "end_reviewed", "gateway_refundDecision", "end_convert", "gateway_isStopped",
                            "end_converted")
                    .converted();
        }

        @Test
        void nobody_decides_in_time_and_the_supervisor_pays() {
            STAGE.answer("refundProcess.authorityInputs", values("otherManager", true, "proposer", "SUPERVISOR", "amountLevel", "AGENT"));
            STAGE.begin().comes("timer_refundOverdue").open("decideOverdueRefund").decide("decideOverdueRefund", "APPROVE")
                    .done("service_payRefund")
                    .passed("timer_refundOverdue", "decideOverdueRefund", "gateway_overdueDecision", "service_proposeOverdue",
                            "start_decide", "gateway_isProposed", "rule_refundAuthority", "end_agreed", "call_payRefund",
                            "end_refunded")
                    .closedAs("REFUNDED");
        }

        @Test
        void nobody_decides_in_time_and_the_supervisor_refuses() {
            STAGE.begin().comes("timer_refundOverdue").decide("decideOverdueRefund", "REFUSE")
                    .passed("timer_refundOverdue", "decideOverdueRefund", "gateway_overdueDecision", "gateway_refundDecision",
                            "end_refused")
                    .closedAs("REJECTED");
        }
    }

    @Nested
    class The_parcel_is_on_its_way {

        private Journey intercepting() {
            return STAGE.begin().decide("reviewRefund", "INTERCEPT");
        }

        @Test
        void the_courier_brings_it_back_and_the_refund_is_paid_on_his_word() {
            intercepting().done("service_interceptParcel", "interceptUntil", at("2026-03-05T10:00:00Z"))
                    .hears("parcelIntercepted").done("service_payRefund")
                    .passed("reviewRefund", "service_interceptParcel", "gateway_awaitParcel", "message_parcelIntercepted",
                            "gateway_inspectFirst", "service_goodsBack", "gateway_isProposed", "rule_refundAuthority",
                            "call_payRefund", "end_refunded")
                    .never("inspectReturn").closedAs("REFUNDED");
        }

        @Test
        void the_courier_brings_it_back_and_the_warehouse_finds_it_in_order() {
            var first = values(assessed(true, false));
            first.put("inspectFirst", true);
            STAGE.answer("refundProcess.assess", first);
            intercepting().done("service_interceptParcel", "interceptUntil", at("2026-03-05T10:00:00Z"))
                    .hears("parcelIntercepted").liesWith("inspectReturn", "warehouse").decide("inspectReturn", "IN_ORDER")
                    .done("service_payRefund")
                    .passed("message_parcelIntercepted", "gateway_inspectFirst", "inspectReturn", "gateway_inspection",
                            "service_goodsBack", "call_payRefund", "end_refunded")
                    .closedAs("REFUNDED");
        }

        @Test
        void the_customer_refuses_it_at_the_door_and_the_warehouse_finds_something_else_in_it() {
            intercepting().done("service_interceptParcel", "interceptUntil", at("2026-03-05T10:00:00Z"))
                    .hears("parcelRefused").decide("inspectReturn", "NOT_OURS").decide("reviewRefund", "REFUSE")
                    .passed("message_parcelRefused", "inspectReturn", "gateway_inspection", "service_reviewAgain",
                            "reviewRefund", "end_refused")
                    .closedAs("REJECTED");
        }

        @Test
        void the_courier_comes_too_late_and_an_agent_looks_again() {
            intercepting().done("service_interceptParcel", "interceptUntil", at("2026-03-05T10:00:00Z"))
                    .hears("interceptFailed").decide("reviewRefund", "REFUSE")
                    .passed("message_interceptFailed", "service_reviewAgain", "reviewRefund", "end_refused").closedAs("REJECTED");
        }

        @Test
        void the_courier_says_nothing_for_three_days_and_an_agent_looks_again() {
            intercepting().done("service_interceptParcel", "interceptUntil", at("2026-03-05T10:00:00Z"))
                    .comes("timer_interceptSilent").decide("reviewRefund", "REFUSE")
                    .passed("timer_interceptSilent", "service_reviewAgain", "reviewRefund", "end_refused").closedAs("REJECTED");
        }

        @Test
        void the_courier_will_not_try_and_an_agent_looks_again() {
            intercepting().refused("service_interceptParcel", "interceptRefused").decide("reviewRefund", "REFUSE")
                    .passed("error_interceptRefused", "service_reviewAgain", "reviewRefund", "end_refused").closedAs("REJECTED");
        }
    }

    @Nested
    class The_money_does_not_simply_go {

        @Test
        void less_is_left_by_now_and_an_agent_decides_anew() {
            STAGE.answer("payRefundProcess.reserve", values("reserved", false, "excess", false));
            STAGE.begin().decide("reviewRefund", "APPROVE").decide("reviewRefund", "REFUSE")
                    .passed("reviewRefund", "call_payRefund", "gateway_isPaid", "service_reviewAgain", "reviewRefund", "end_refused")
                    .closedAs("REJECTED");
        }

        @Test
        void it_cannot_be_paid_at_all_and_is_given_up() {
            STAGE.begin().decide("reviewRefund", "APPROVE").refused("service_payRefund", "refundDeclined")
                    .decide("settleRefundByHand", "GIVE_UP")
                    .passed("call_payRefund", "gateway_isPaid", "end_givenUp", "gateway_result", "end_rejected")
                    .closedAs("REJECTED");
        }
    }

    @Nested
    class Something_comes_in_between {

        @Test
        void the_customer_withdraws_and_the_stopped_parcel_goes_out() {
            unshipped().done("service_stopShipment", "held", true).hears("customerWithdrew").open()
                    .done("service_releaseShipment", "held", false)
                    .passed("message_customerWithdrew", "service_withdraw", "gateway_isStopped", "service_releaseShipment",
                            "end_withdrawn")
                    .closedAs("WITHDRAWN");
        }

        @Test
        void the_platform_decides_over_our_heads() {
            STAGE.begin().hears("platformDecided")
                    .passed("message_platformDecided", "call_platformDecision", "gateway_cancelOrder", "gateway_isStopped",
                            "end_settledByPlatform")
                    .closedAs("SETTLED_BY_PLATFORM");
        }

        @Test
        void the_platform_pays_everything_back_and_the_stopped_order_is_cancelled() {
            STAGE.answer("refundProcess.afterPlatform", values("cancelOrder", true));
            unshipped().done("service_stopShipment", "held", true).hears("platformDecided")
                    .done("service_cancelOrder", "held", false)
                    .passed("message_platformDecided", "call_platformDecision", "service_cancelOrder", "end_settledByPlatform")
                    .never("service_releaseShipment").closedAs("SETTLED_BY_PLATFORM");
        }

        @Test
        void a_supervisor_turns_it_into_another_matter() {
            STAGE.begin().hears("conversionRequested").passed("message_conversionRequested", "gateway_isStopped", "end_converted")
                    .converted();
        }

        @Test
        void the_customer_wants_something_else_and_it_is_judged_from_the_start() {
            STAGE.begin().hears("customerChangedRequest").open("reviewRefund").decide("reviewRefund", "REFUSE")
                    .passed("message_customerChangedRequest", "service_applyChange", "start_settle", "service_assess",
                            "rule_refundRoute", "reviewRefund", "end_refused")
                    .closedAs("REJECTED");
        }

        @Test
        void the_supervisor_answers_an_escalation_while_the_work_goes_on() {
            STAGE.begin().hears("escalationRequested").open("reviewRefund", "handleEscalation")
                    .decide("handleEscalation", "GIVE_BACK").open("reviewRefund").decide("reviewRefund", "REFUSE")
                    .passed("message_escalationRequested", "handleEscalation", "end_escalationHandled", "reviewRefund",
                            "end_rejected")
                    .closedAs("REJECTED");
        }

        @Test
        void an_escalation_nobody_answered_ends_with_the_case() {
            STAGE.begin().hears("escalationRequested").decide("reviewRefund", "REFUSE").open().never("end_escalationHandled")
                    .closedAs("REJECTED");
        }
    }
}
