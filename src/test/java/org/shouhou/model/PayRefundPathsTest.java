package org.shouhou.model;

import static org.shouhou.model.Stage.values;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen to money on its way to the customer. */
class PayRefundPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("payRefund")
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false)
            .usually("payRefundProcess.askPayee", "payeeReminderAt", Stage.at("2026-03-04T00:00:00Z"), "remindersLeft", true)
            .usually("payRefundProcess.recordPaidByHand", "confirmed", true)
            .usually("payRefundProcess.giveUp", "paidSomething", false);

    private static Journey payment() {
        return STAGE.begin("paySource", "CASE");
    }

    @Test
    void the_money_arrives_and_the_customer_is_told() {
        payment().done("service_payRefund")
                .passed("start_payment", "service_reserveRefund", "gateway_isReserved", "service_payRefund",
                        "service_tellPaid", "gateway_isExcess", "end_paid")
                .never("settleRefundByHand").gives("REFUNDED");
    }

    @Test
    void nothing_is_paid_when_less_is_left_than_was_agreed() {
        STAGE.answer("payRefundProcess.reserve", values("reserved", false, "excess", false));
        payment().passed("start_payment", "service_reserveRefund", "gateway_isReserved", "end_sentBack")
                .never("service_payRefund").gives("SENT_BACK");
    }

    @Test
    void the_platform_wants_us_to_pay_though_nothing_is_left_and_finance_gives_it_up() {
        STAGE.answer("payRefundProcess.reserve", values("reserved", false, "excess", true));
        payment().liesWith("settleRefundByHand", "supervisor", "finance").decide("settleRefundByHand", "GIVE_UP")
                .passed("service_reserveRefund", "gateway_isReserved", "settleRefundByHand", "gateway_settlement",
                        "service_giveUp", "gateway_paidSomething", "end_givenUp")
                .never("service_payRefund").gives("REJECTED");
    }

    @Test
    void the_bank_declines_once_and_pays_at_the_second_try() {
        payment().refused("service_payRefund", "refundDeclined").decide("settleRefundByHand", "TRY_AGAIN")
                .done("service_payRefund")
                .passed("service_reserveRefund", "error_refundDeclined", "settleRefundByHand", "service_reserveRefund",
                        "service_payRefund", "service_tellPaid", "end_paid")
                .gives("REFUNDED");
    }

    @Test
    void the_customer_names_another_account_and_gets_the_money_there() {
        payment().refused("service_payRefund", "refundDeclined").decide("settleRefundByHand", "ASK_PAYEE")
                .hears("payeeProvided").done("service_payRefund")
                .passed("error_refundDeclined", "settleRefundByHand", "service_askPayee", "gateway_awaitPayee",
                        "message_payeeProvided", "service_reserveRefund", "service_payRefund", "end_paid")
                .gives("REFUNDED");
    }

    @Test
    void the_customer_stays_silent_after_every_reminder_and_two_people_pay_by_hand() {
        STAGE.answer("payRefundProcess.askPayee", values("payeeReminderAt", Stage.at("2026-03-04T00:00:00Z"), "remindersLeft", true),
                values("payeeReminderAt", Stage.at("2026-03-07T00:00:00Z"), "remindersLeft", false));
        STAGE.answer("payRefundProcess.recordPaidByHand", values("confirmed", false), values("confirmed", true));
        payment().refused("service_payRefund", "refundDeclined").decide("settleRefundByHand", "ASK_PAYEE")
                .comes("timer_payeeSilent").comes("timer_payeeSilent")
                .decide("settleRefundByHand", "PAID_BY_HAND").open("settleRefundByHand").decide("settleRefundByHand", "PAID_BY_HAND")
                .passed("service_askPayee", "timer_payeeSilent", "gateway_remindAgain", "service_askPayee",
                        "timer_payeeSilent", "gateway_remindAgain", "settleRefundByHand", "service_recordPaidByHand",
                        "gateway_isConfirmed", "settleRefundByHand", "service_recordPaidByHand", "gateway_isConfirmed",
                        "end_paid")
                .gives("REFUNDED");
    }

    @Test
    void the_platform_wants_more_than_is_left_and_what_could_be_paid_counts() {
        STAGE.answer("payRefundProcess.tellPaid", values("excess", true));
        STAGE.answer("payRefundProcess.giveUp", values("paidSomething", true));
        payment().done("service_payRefund").decide("settleRefundByHand", "GIVE_UP")
                .passed("service_payRefund", "service_tellPaid", "gateway_isExcess", "settleRefundByHand", "service_giveUp",
                        "gateway_paidSomething", "end_paid")
                .gives("REFUNDED");
    }
}
