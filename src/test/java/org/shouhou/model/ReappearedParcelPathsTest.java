package org.shouhou.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A parcel that counted as lost reappears. */
class ReappearedParcelPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("reappearedParcel");

    @Test
    void r19_the_courier_will_not_bring_the_second_one_back_and_then_does() {
        STAGE.begin().decide("decideReappearedParcel", "RECALL_SECOND").refused("service_recallParcel", "recallRefused")
                .decide("decideReappearedParcel", "RECALL_SECOND").done("service_recallParcel")
                .passed("start_reappeared", "gateway_reappeared", "error_recallRefused", "decideReappearedParcel", "service_recallParcel",
                        "end_recalled").gives("RECALLED");
    }

    @Test
    void r19_the_customer_keeps_it() {
        STAGE.begin().decide("decideReappearedParcel", "CUSTOMER_KEEPS").passed("gateway_reappeared", "end_settledOtherwise").gives("SETTLED");
    }
}
