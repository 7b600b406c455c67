package org.shouhou.model;

import static org.shouhou.model.Stage.values;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can happen to something given beyond what is owed. */
class CompensationPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("compensation")
            .usually("compensationProcess.authorityInputs", "backer", "SUPERVISOR", "amountLevel", "SUPERVISOR", "remedy", "ONE_OFF",
                    "flagged", "NONE", "otherManager", true, "given", "MONEY")
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false);

    private static java.util.Map<String, Object> backed(String backer, String level, String remedy, String flagged, boolean otherManager) {
        return values("backer", backer, "amountLevel", level, "remedy", remedy, "flagged", flagged, "otherManager", otherManager,
                "given", "MONEY");
    }

    private static Journey proposed() {
        return STAGE.begin("compensationId", 7L);
    }

    @Test
    void r10_an_agents_proposal_is_paid_once_a_supervisor_consents() {
        STAGE.answer("compensationProcess.authorityInputs", backed("AGENT", "SUPERVISOR", "ONE_OFF", "NONE", true),
                backed("SUPERVISOR", "SUPERVISOR", "ONE_OFF", "NONE", true));
        proposed().liesWith("approveCompensation", "supervisor").decide("approveCompensation", "APPROVE").done("service_payRefund")
                .passed("start_compensationProposed", "rule_compensationAuthority", "gateway_needsApproval", "approveCompensation",
                        "gateway_approval", "rule_compensationAuthority", "gateway_needsApproval", "gateway_whatIsGiven",
                        "call_payRefund", "gateway_isPaid", "service_tellCompensated", "end_compensated")
                .gives("COMPENSATED");
    }

    @Test
    void r10_beyond_a_managers_limit_a_second_manager_consents_as_well() {
        STAGE.answer("compensationProcess.authorityInputs", backed("AGENT", "BEYOND", "ONE_OFF", "NONE", true),
                backed("MANAGER", "BEYOND", "ONE_OFF", "NONE", true), backed("TWO_MANAGERS", "BEYOND", "ONE_OFF", "NONE", false));
        proposed().liesWith("approveCompensation", "manager").decide("approveCompensation", "APPROVE")
                .liesWith("approveCompensation", "manager").decide("approveCompensation", "APPROVE").done("service_payRefund")
                .passed("approveCompensation", "approveCompensation", "call_payRefund", "end_compensated").gives("COMPENSATED");
    }

    @Test
    void r10_with_no_other_manager_it_counts_as_approved() {
        STAGE.answer("compensationProcess.authorityInputs", backed("MANAGER", "BEYOND", "ONE_OFF", "NONE", false));
        proposed().done("service_payRefund").never("approveCompensation").gives("COMPENSATED");
    }

    @Test
    void r10_a_standing_remedy_needs_nobody() {
        STAGE.answer("compensationProcess.authorityInputs", backed("AGENT", "SUPERVISOR", "STANDING", "NONE", true));
        proposed().done("service_payRefund").never("approveCompensation").gives("COMPENSATED");
    }

    @Test
    void r44_for_a_buyer_who_extorts_a_standing_remedy_does_not_count_and_the_approver_refuses() {
        STAGE.answer("compensationProcess.authorityInputs", backed("AGENT", "AGENT", "STANDING", "EXTORTION", true));
        proposed().liesWith("approveCompensation", "supervisor").decide("approveCompensation", "REFUSE")
                .passed("approveCompensation", "gateway_approval", "end_refusedByApprover").never("call_payRefund").gives("REJECTED");
    }

    @Test
    void a_coupon_is_issued_and_the_customer_told() {
        STAGE.answer("compensationProcess.authorityInputs", coupon());
        proposed().done("service_issueCoupon")
                .passed("gateway_whatIsGiven", "service_issueCoupon", "service_tellCompensated", "end_compensated").gives("COMPENSATED");
    }

    @Test
    void a_coupon_the_platform_declines_is_not_given() {
        STAGE.answer("compensationProcess.authorityInputs", coupon());
        proposed().refused("service_issueCoupon", "couponDeclined").passed("error_couponDeclined", "end_couponDeclined")
                .never("service_tellCompensated").gives("REJECTED");
    }

    private static java.util.Map<String, Object> coupon() {
        return values("backer", "SUPERVISOR", "amountLevel", "AGENT", "remedy", "ONE_OFF", "flagged", "NONE", "otherManager", true,
                "given", "COUPON");
    }

    @Test
    void a_gift_is_sent_and_the_customer_told() {
        STAGE.answer("compensationProcess.authorityInputs", gift());
        proposed().done("service_shipGift")
                .passed("gateway_whatIsGiven", "service_shipGift", "service_tellCompensated", "end_compensated").gives("COMPENSATED");
    }

    @Test
    void a_gift_out_of_stock_is_not_given() {
        STAGE.answer("compensationProcess.authorityInputs", gift());
        proposed().refused("service_shipGift", "giftDeclined").passed("error_giftDeclined", "end_giftDeclined").gives("REJECTED");
    }

    private static java.util.Map<String, Object> gift() {
        return values("backer", "SUPERVISOR", "amountLevel", "AGENT", "remedy", "ONE_OFF", "flagged", "NONE", "otherManager", true,
                "given", "GIFT");
    }

    @Test
    void money_that_is_not_paid_is_not_given_and_however_it_ends_the_code_hears_of_it() {
        STAGE.answer("payRefundProcess.reserve", values("reserved", false, "excess", false));
        proposed().passed("call_payRefund", "gateway_isPaid", "end_notPaid").told("compensationProcess.ended");
    }
}
