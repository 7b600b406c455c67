package org.shouhou.model;

import static org.shouhou.model.Stage.values;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What any kind of case proposed to refund: whose consent it needs, and that it is paid only then. */
class AgreeRefundPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("agreeRefund")
            .usually("agreeRefundProcess.authorityInputs", "proposer", "AGENT", "amountLevel", "AGENT", "route", "NONE",
                    "otherManager", true)
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false)
            .usually("payRefundProcess.giveUp", "paidSomething", false);

    private static void proposed(String proposer, String level, boolean otherManager) {
        STAGE.answer("agreeRefundProcess.authorityInputs", values("proposer", proposer, "amountLevel", level, "route", "NONE",
                "otherManager", otherManager));
    }

    @Test
    void r10_within_the_own_limit_it_is_paid_at_once() {
        STAGE.begin().done("service_payRefund")
                .passed("start_proposed", "rule_refundAuthority", "gateway_needsApproval", "call_payRefund", "gateway_isPaid",
                        "end_refunded")
                .never("approveRefund").gives("REFUNDED");
    }

    @Test
    void r10_beyond_the_limit_a_superior_consents_first() {
        proposed("AGENT", "SUPERVISOR", true);
        STAGE.begin().liesWith("approveRefund", "supervisor").decide("approveRefund", "APPROVE").done("service_payRefund")
                .passed("rule_refundAuthority", "approveRefund", "gateway_approval", "call_payRefund", "end_refunded")
                .gives("REFUNDED");
    }

    @Test
    void r10_what_a_manager_proposes_another_manager_approves() {
        proposed("MANAGER", "MANAGER", true);
        STAGE.begin().liesWith("approveRefund", "manager").decide("approveRefund", "SEND_BACK")
                .passed("approveRefund", "gateway_approval", "end_sentBackByApprover").never("call_payRefund").gives("SENT_BACK");
    }

    @Test
    void r10_with_no_other_manager_it_counts_as_approved() {
        proposed("MANAGER", "MANAGER", false);
        STAGE.begin().done("service_payRefund").passed("rule_refundAuthority", "call_payRefund", "end_refunded")
                .never("approveRefund").gives("REFUNDED");
    }

    @Test
    void nothing_is_paid_that_the_approver_refused() {
        proposed("AGENT", "MANAGER", true);
        STAGE.begin().liesWith("approveRefund", "manager").decide("approveRefund", "REFUSE")
                .passed("approveRefund", "gateway_approval", "end_refusedByApprover").never("call_payRefund").gives("REJECTED");
    }

    @Test
    void when_less_is_left_than_was_agreed_the_case_decides_again() {
        STAGE.answer("payRefundProcess.reserve", values("reserved", false, "excess", false));
        STAGE.begin().passed("call_payRefund", "gateway_isPaid", "end_sentBack").gives("SENT_BACK");
    }

    @Test
    void a_payment_given_up_is_no_refund() {
        STAGE.begin().refused("service_payRefund", "refundDeclined").decide("settleRefundByHand", "GIVE_UP")
                .passed("call_payRefund", "gateway_isPaid", "end_givenUp").gives("REJECTED");
    }
}
