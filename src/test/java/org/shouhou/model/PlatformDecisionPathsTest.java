package org.shouhou.model;

import static org.shouhou.model.Stage.values;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the platform's word does to a case. */
class PlatformDecisionPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("platformDecision")
            .usually("payRefundProcess.reserve", "reserved", true, "excess", false)
            .usually("payRefundProcess.tellPaid", "excess", false);

    @Test
    void the_platform_has_paid_itself_or_rejected_and_no_money_of_ours_moves() {
        STAGE.answer("platformDecisionProcess.record", values("wePay", false));
        STAGE.begin().passed("start_decided", "service_recordPlatformDecision", "gateway_wePay", "end_applied")
                .never("call_payRefund").gives("SETTLED_BY_PLATFORM");
    }

    @Test
    void the_platform_asks_us_to_pay_and_we_pay_without_asking_anybody() {
        STAGE.answer("platformDecisionProcess.record", values("wePay", true));
        STAGE.begin().done("service_payRefund")
                .passed("start_decided", "service_recordPlatformDecision", "gateway_wePay", "call_payRefund", "end_applied")
                .never("approveRefund").gives("SETTLED_BY_PLATFORM");
    }
}
