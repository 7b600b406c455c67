package org.shouhou.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a claim against a courier. */
class CourierClaimPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("courierClaim");

    private static Journey claim() {
        return STAGE.begin("claimUntil", Stage.at("2026-04-01T00:00:00Z"));
    }

    @Test
    void r18_filed_and_recovered() {
        claim().decide("claimFromCourier", "FILED").decide("claimFromCourier", "RECOVERED")
                .passed("claimFromCourier", "gateway_claim", "gateway_claimAgain", "claimFromCourier", "end_recovered")
                .told("courierClaimProcess.ended RECOVERED");
    }

    @Test
    void r18_the_courier_refuses() {
        claim().decide("claimFromCourier", "REFUSED").passed("gateway_claim", "end_refused").told("courierClaimProcess.ended REFUSED");
    }

    @Test
    void r18_past_the_couriers_time_the_claim_is_forfeited() {
        claim().comes("timer_claimTooLate").passed("start_claim", "timer_claimTooLate", "end_forfeited").told("courierClaimProcess.ended FORFEITED");
    }
}
