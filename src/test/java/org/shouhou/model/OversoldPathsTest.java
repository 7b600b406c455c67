package org.shouhou.model;

import static org.shouhou.model.Stage.at;
import static org.shouhou.model.Stage.values;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen when more was sold than there is. */
class OversoldPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("oversold")
            .usually("oversoldProcess.begin", "inStock", false, "delisted", false, "given", false, "cancelOrder", false,
                    "outcome", null, "decision", null, "callOutcome", null, "compensationId", null)
            .usually("oversoldProcess.expectShipment", "lookAgainAt", at("2026-03-05T10:00:00Z"))
            .usually("oversoldProcess.afterRefund", "cancelOrder", true)
            .usually("agreeRefundProcess.authorityInputs", "proposer", "AGENT", "amountLevel", "AGENT", "route", "NONE", "otherManager", true)
            .usually("compensationProcess.authorityInputs", "backer", "AGENT", "amountLevel", "SUPERVISOR", "remedy", "ONE_OFF",
                    "flagged", "NONE", "otherManager", true, "given", "GIFT")
            .usually("platformDecisionProcess.record", "wePay", false)
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false)
            .usually("payRefundProcess.giveUp", "paidSomething", false);

    /** The warehouse has too little; the goods are off sale; the customer is asked. */
    private static Journey missing() {
        return STAGE.begin().done("service_askStock", "inStock", false).done("service_zeroStock").done("service_delistGoods", "delisted", true)
                .open("chooseOversoldRemedy");
    }

    private static Journey waiting() {
        return missing().decide("chooseOversoldRemedy", "WAIT", "given", false).passed("service_promiseShipment", "service_expectShipment");
    }

    @Test
    void r26_what_is_in_stock_ships() {
        STAGE.begin().done("service_askStock", "inStock", true).passed("gateway_shipJoin", "service_expectShipment").hears("orderShipped")
                .never("service_zeroStock", "chooseOversoldRemedy").closedAs("SHIPPED");
    }

    @Test
    void r26_what_is_not_there_is_taken_off_sale_and_the_customer_takes_the_money() {
        missing().decide("chooseOversoldRemedy", "REFUND", "given", false).done("service_payRefund").done("service_cancelOrder")
                .passed("service_zeroStock", "service_delistGoods", "call_agreeRefund", "end_refundPaid", "service_cancelOrder").closedAs("REFUNDED");
    }

    @Test
    void r26_a_refund_of_a_part_leaves_the_rest_of_the_order() {
        STAGE.answer("oversoldProcess.afterRefund", java.util.Map.of("cancelOrder", false));
        missing().decide("chooseOversoldRemedy", "REFUND", "given", false).done("service_payRefund").never("service_cancelOrder").closedAs("REFUNDED");
    }

    @Test
    void r26_a_refund_that_came_to_nothing_is_chosen_again() {
        missing().decide("chooseOversoldRemedy", "REFUND", "given", false).refused("service_payRefund", "refundDeclined")
                .decide("settleRefundByHand", "GIVE_UP").open("chooseOversoldRemedy");
    }

    @Test
    void r26_the_customer_takes_other_goods() {
        missing().decide("chooseOversoldRemedy", "SWAP", "given", false).done("service_askSubstitute", "inStock", true)
                .done("service_swapGoods").hears("orderShipped").passed("service_swapGoods", "service_expectShipment").closedAs("SHIPPED");
    }

    @Test
    void r20_a_substitute_that_is_not_there_or_refused_is_not_promised() {
        missing().decide("chooseOversoldRemedy", "SWAP", "given", false).done("service_askSubstitute", "inStock", false)
                .open("chooseOversoldRemedy").decide("chooseOversoldRemedy", "SWAP", "given", false)
                .done("service_askSubstitute", "inStock", true).refused("service_swapGoods", "orderRefused").open("chooseOversoldRemedy");
    }

    @Test
    void r26_the_customer_waits_for_a_stated_date_and_the_stock_is_asked_again() {
        waiting().comes("timer_lookAgain").passed("service_lookAgain", "gateway_askAgain").done("service_askStock", "inStock", false)
                .passed("gateway_isDelisted", "gateway_delisted").open("chooseOversoldRemedy")
                .decide("chooseOversoldRemedy", "WAIT", "given", false).hears("orderShipped").closedAs("SHIPPED");
    }

    private static java.util.Map<String, Object> backed(String backer) {
        return values("backer", backer, "amountLevel", "SUPERVISOR", "remedy", "ONE_OFF", "flagged", "NONE", "otherManager", true, "given", "GIFT");
    }

    @Test
    void r26_a_gift_is_granted_first_or_the_remedy_is_chosen_again() {
        STAGE.answer("compensationProcess.authorityInputs", backed("AGENT"), backed("AGENT"), backed("SUPERVISOR"));
        missing().decide("chooseOversoldRemedy", "WAIT", "given", true, "compensationId", 7L).decide("approveCompensation", "REFUSE")
                .open("chooseOversoldRemedy").decide("chooseOversoldRemedy", "WAIT", "given", true, "compensationId", 8L)
                .decide("approveCompensation", "APPROVE").done("service_shipGift").passed("call_compensation", "service_promiseShipment")
                .hears("orderShipped").closedAs("SHIPPED");
    }

    @Test
    void r38_the_request_changes_and_the_remedy_is_chosen_again() {
        missing().decide("chooseOversoldRemedy", "REFUND", "given", false).hears("customerChangedRequest")
                .done("service_askStock", "inStock", false).open("chooseOversoldRemedy")
                .passed("message_customerChangedRequest", "service_applyChange", "gateway_settleAgain", "service_askStock");
    }

    @Test
    void the_customer_withdraws_and_the_order_ships_when_it_can() {
        missing().hears("customerWithdrew").passed("service_withdraw").closedAs("WITHDRAWN");
    }

    @Test
    void the_platform_decides_meanwhile() {
        missing().hears("platformDecided").passed("call_platformDecision").closedAs("SETTLED_BY_PLATFORM");
    }

    @Test
    void it_becomes_another_kind_of_case() {
        missing().hears("conversionRequested").converted();
    }

    @Test
    void a_supervisor_looks_at_it_meanwhile() {
        missing().hears("escalationRequested").decide("handleEscalation", "GIVE_BACK").open("chooseOversoldRemedy");
    }
}
