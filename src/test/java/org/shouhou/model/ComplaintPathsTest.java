package org.shouhou.model;

import static org.shouhou.model.Stage.at;
import static org.shouhou.model.Stage.values;

import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen to somebody who complains. */
class ComplaintPathsTest {

    private static final Set<String> WORKED = Set.of("REFUNDED", "RETURNED_AND_REFUNDED", "EXCHANGED", "RESHIPPED", "COMPENSATED");

    @RegisterExtension
    static final Stage STAGE = Stage.of("complaint")
            .usually("complaintProcess.begin", "level", "AGENT", "withPlatform", false, "given", false, "appealable", false,
                    "parcelId", 7L, "compensationId", 8L)
            .usually("complaintProcess.deadlineInputs", "kind", "LATE_SHIPMENT")
            .usually("returnProcess.freightDue", "freightDue", false)
            .usually("complaintProcess.startLevel", "decideBy", at("2026-03-03T10:00:00Z"))
            .usually("complaintProcess.passUp", execution -> execution.setVariable("level",
                    "AGENT".equals(execution.getVariable("level")) ? "SUPERVISOR" : "MANAGER"))
            .usually("complaintProcess.noteRemedy", ComplaintPathsTest::noteRemedy)
            .usually("complaintProcess.answerCustomer", ComplaintPathsTest::answer)
            .usually("complaintProcess.noteIntervention", "withPlatform", true)
            .usually("complaintProcess.handInEvidence", "platformUntil", at("2026-04-01T10:00:00Z"))
            .usually("complaintProcess.decideOurselves", "withPlatform", false, "level", "MANAGER")
            .usually("complaintProcess.noteAppeal", "withPlatform", true)
            .usually("agreeRefundProcess.authorityInputs", "proposer", "AGENT", "amountLevel", "AGENT", "route", "NONE", "otherManager", true)
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false)
            .usually("payRefundProcess.giveUp", "paidSomething", false)
            .usually("platformDecisionProcess.record", "wePay", false)
            .usually("compensationProcess.authorityInputs", "backer", "MANAGER", "amountLevel", "AGENT", "remedy", "ONE_OFF",
                    "flagged", "NONE", "otherManager", true, "given", "MONEY")
            .usually("returnProcess.begin", "choice", "NONE")
            .usually("returnProcess.assess", "stage", "AGREE", "goods", "AT_CUSTOMER", "agreed", false, "decideBy", at("2026-03-03T10:00:00Z"))
            .usually("returnProcess.eligibilityInputs", "window", "WITHIN", "category", "USUAL", "reason", "SEVEN_DAYS")
            .usually("returnProcess.freightInputs", "reason", "SEVEN_DAYS", "freeReturns", Variables.booleanValue(false, true))
            .usually("returnProcess.authorise", "expectUntil", at("2026-03-02T10:00:00Z"), "waybillDue", at("2026-03-06T10:00:00Z"))
            .usually("returnProcess.remindWaybill", "lapsed", true, "waybillDue", at("2026-03-08T10:00:00Z"))
            .usually("returnProcess.noteSent", "arrived", false, "arrivalDue", at("2026-03-12T10:00:00Z"))
            .usually("returnProcess.noteArrival", "inspectBy", at("2026-03-14T10:00:00Z"))
            .usually("returnProcess.settleInspection", "wants", "REFUND", "refundFor", "GOODS", "goods", "INSPECTED")
            .usually("returnProcess.freightDue", "freightDue", false)
            .usually("sendParcelProcess.takeLines", "doubleRemedy", false)
            .usually("sendParcelProcess.tellParcel", "traceAt", at("2026-03-02T00:00:00Z"));

    private static void noteRemedy(DelegateExecution execution) {
        Object outcome = execution.getVariable("callOutcome");
        boolean worked = WORKED.contains(String.valueOf(outcome));
        execution.setVariable("remedied", worked);
        if (worked) {
            execution.setVariable("given", true);
            execution.setVariable("settled", outcome);
        }
    }

    private static void answer(DelegateExecution execution) {
        if (!Boolean.TRUE.equals(execution.getVariable("given"))) {
            execution.setVariable("settled", "REJECTED");
        }
        execution.setVariable("confirmUntil", at("2026-03-06T10:00:00Z"));
        execution.setVariable("mayGoUp", !"MANAGER".equals(execution.getVariable("level")));
    }

    /** The complaint, past the moment in which everybody was alerted. */
    private static Journey complaint() {
        return STAGE.begin().comes("start_complaintReceived");
    }

    private static Journey sent(Journey journey) {
        return journey.done("service_askStock", "inStock", true).done("service_reserveGoods").done("service_orderParcel")
                .hears("reshipDelivered");
    }

    @Nested
    class Levels {

        @Test
        void r29_an_agent_refuses_and_the_customer_accepts_it() {
            complaint().liesWith("investigateComplaint", "agent").decide("investigateComplaint", "REFUSE")
                    .decide("confirmWithCustomer", "ACCEPTED")
                    .passed("start_complaintReceived", "gateway_withPlatform", "rule_complaintDeadline", "gateway_isManagers", "sub_decide",
                            "gateway_decision", "service_answerCustomer", "confirmWithCustomer", "gateway_mustGoUp", "end_answered",
                            "gateway_outcome", "end_rejected")
                    .never("takeOverComplaint", "decideComplaint", "call_agreeRefund").closedAs("REJECTED");
        }

        @Test
        void r29_nobody_answers_in_time_and_it_goes_up_to_the_manager() {
            complaint().comes("timer_answerOverdue").liesWith("takeOverComplaint", "supervisor").comes("timer_answerOverdue")
                    .liesWith("decideComplaint", "manager").decide("decideComplaint", "REFUSE").comes("timer_customerSilent")
                    .passed("timer_answerOverdue", "service_passUp", "rule_complaintDeadline", "timer_answerOverdue", "service_passUp",
                            "rule_complaintDeadline", "decideComplaint", "timer_customerSilent", "end_answered", "end_rejected")
                    .closedAs("REJECTED");
        }

        @Test
        void r29_each_passes_it_up_and_what_the_manager_says_stands_although_the_customer_does_not_accept_it() {
            complaint().decide("investigateComplaint", "PASS_UP").decide("takeOverComplaint", "REFUSE")
                    .decide("confirmWithCustomer", "NOT_ACCEPTED").decide("decideComplaint", "REFUSE")
                    .decide("confirmWithCustomer", "NOT_ACCEPTED")
                    .passed("service_passUp", "service_answerCustomer", "gateway_mustGoUp",
                            "service_passUp", "decideComplaint", "service_answerCustomer", "gateway_mustGoUp", "end_answered")
                    .closedAs("REJECTED");
        }

        @Test
        void the_request_changes_and_is_judged_again() {
            complaint().hears("customerChangedRequest").decide("investigateComplaint", "REFUSE").comes("timer_customerSilent")
                    .passed("message_customerChangedRequest", "service_applyChange", "gateway_settleAgain", "rule_complaintDeadline")
                    .closedAs("REJECTED");
        }

        @Test
        void a_supervisor_is_called_meanwhile() {
            Journey journey = complaint();
            journey.hears("escalationRequested").open("investigateComplaint", "handleEscalation").decide("handleEscalation", "GIVE_BACK")
                    .decide("investigateComplaint", "REFUSE").comes("timer_customerSilent")
                    .passed("message_escalationRequested", "handleEscalation", "end_escalationHandled").closedAs("REJECTED");
        }
    }

    @Nested
    class Remedies {

        @Test
        void a_refund_is_agreed_and_paid() {
            complaint().decide("investigateComplaint", "REFUND").done("service_payRefund").decide("confirmWithCustomer", "ACCEPTED")
                    .passed("gateway_decision", "gateway_refundJoin", "call_agreeRefund", "gateway_remedyJoin", "service_noteRemedy",
                            "gateway_isRemedied", "service_answerCustomer", "end_refunded")
                    .closedAs("REFUNDED");
        }

        @Test
        void a_refund_that_is_refused_comes_back_to_whoever_decided() {
            STAGE.answer("agreeRefundProcess.authorityInputs", values("proposer", "AGENT", "amountLevel", "SUPERVISOR", "route", "NONE",
                    "otherManager", true));
            complaint().decide("investigateComplaint", "REFUND").decide("approveRefund", "REFUSE")
                    .open("investigateComplaint").decide("investigateComplaint", "REFUSE").comes("timer_customerSilent")
                    .passed("call_agreeRefund", "service_noteRemedy", "gateway_isRemedied", "gateway_taskJoin", "gateway_isManagers")
                    .closedAs("REJECTED");
        }

        @Test
        void a_second_parcel_is_sent() {
            sent(complaint().decide("investigateComplaint", "RESHIP")).comes("timer_customerSilent")
                    .passed("call_sendParcel", "gateway_moneyInstead", "gateway_remedyJoin", "service_noteRemedy", "end_reshipped")
                    .closedAs("RESHIPPED");
        }

        @Test
        void r20_the_parcel_cannot_be_sent_and_the_customer_takes_the_money() {
            complaint().decide("investigateComplaint", "RESHIP").done("service_askStock", "inStock", false)
                    .decide("offerSubstituteOrRefund", "REFUND").done("service_payRefund").comes("timer_customerSilent")
                    .passed("call_sendParcel", "gateway_moneyInstead", "gateway_refundJoin", "call_agreeRefund", "end_refunded")
                    .closedAs("REFUNDED");
        }

        private Journey arrived() {
            return complaint().decide("investigateComplaint", "RETURN").decide("reviewReturn", "AUTHORISE").done("service_expectReturn")
                    .hears("returnParcelSent").hears("returnParcelArrived");
        }

        @Test
        void the_goods_come_back_and_the_money_is_paid() {
            arrived().decide("inspectReturn", "IN_ORDER").done("service_payRefund").comes("timer_customerSilent")
                    .passed("call_return", "gateway_remedyJoin", "service_noteRemedy", "end_returnedAndRefunded")
                    .closedAs("RETURNED_AND_REFUNDED");
        }

        @Test
        void the_goods_come_back_and_others_are_sent() {
            STAGE.answer("complaintProcess.noteRemedy", values("remedied", true, "given", true, "settled", "EXCHANGED"));
            arrived().decide("inspectReturn", "IN_ORDER").done("service_payRefund").comes("timer_customerSilent")
                    .passed("call_return", "gateway_remedyJoin", "service_noteRemedy", "end_exchanged").closedAs("EXCHANGED");
        }

        @Test
        void r31_the_manager_compensates() {
            complaint().decide("investigateComplaint", "PASS_UP").decide("takeOverComplaint", "PASS_UP")
                    .decide("decideComplaint", "COMPENSATE").done("service_payRefund").comes("timer_customerSilent")
                    .passed("decideComplaint", "call_compensation", "gateway_remedyJoin", "service_noteRemedy", "end_compensated")
                    .never("approveCompensation").closedAs("COMPENSATED");
        }

        @Test
        void what_was_given_stays_given_when_the_customer_withdraws() {
            complaint().decide("investigateComplaint", "REFUND").done("service_payRefund").hears("customerWithdrew")
                    .passed("message_customerWithdrew", "service_withdraw", "gateway_wasRemedied", "gateway_outcomeJoin", "end_refunded")
                    .closedAs("REFUNDED");
        }
    }

    @Nested
    class Others_decide {

        @Test
        void the_customer_withdraws() {
            complaint().hears("customerWithdrew").passed("message_customerWithdrew", "service_withdraw", "end_withdrawn").closedAs("WITHDRAWN");
        }

        @Test
        void it_becomes_another_kind_of_case() {
            complaint().hears("conversionRequested").passed("message_conversionRequested", "end_converted").converted();
        }

        @Test
        void the_platform_decides_without_having_stepped_in() {
            complaint().hears("platformDecided").passed("call_platformDecision", "gateway_canAppeal", "end_settledByPlatform")
                    .never("appealDecision").closedAs("SETTLED_BY_PLATFORM");
        }

        @Test
        void r30_the_platform_steps_in_is_handed_the_evidence_and_stays_silent() {
            complaint().hears("platformIntervened").open().comes("timer_platformSilent").decide("decideComplaint", "REFUSE")
                    .comes("timer_customerSilent")
                    .passed("message_platformIntervened", "service_noteIntervention", "gateway_settleAgain", "gateway_withPlatform",
                            "service_handInEvidence", "timer_platformSilent", "service_decideOurselves", "rule_complaintDeadline",
                            "decideComplaint", "end_rejected")
                    .closedAs("REJECTED");
        }

        @Test
        void the_platforms_decision_is_appealed_and_then_accepted() {
            STAGE.answer("complaintProcess.afterPlatform", values("appealable", true));
            complaint().hears("platformIntervened").hears("platformDecided").liesWith("appealDecision", "supervisor")
                    .decide("appealDecision", "APPEAL").open().hears("platformDecided").decide("appealDecision", "ACCEPT")
                    .passed("call_platformDecision", "gateway_canAppeal", "appealDecision", "gateway_appeal", "service_noteAppeal",
                            "gateway_againJoin", "service_handInEvidence", "call_platformDecision", "appealDecision", "end_settledByPlatform")
                    .closedAs("SETTLED_BY_PLATFORM");
        }
    }
}
