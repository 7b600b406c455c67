package org.shouhou.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Money and goods for the same line: a supervisor decides. */
class DoubleRemedyPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("doubleRemedy");

    @Test
    void r19_both_are_allowed() {
        STAGE.begin().decide("approveDoubleRemedy", "APPROVE")
                .passed("start_doubleRemedy", "approveDoubleRemedy", "gateway_isAllowed", "end_allowed").gives("APPROVED");
    }

    @Test
    void r19_both_are_not_allowed() {
        STAGE.begin().decide("approveDoubleRemedy", "REFUSE")
                .passed("start_doubleRemedy", "approveDoubleRemedy", "gateway_isAllowed", "end_notAllowed").gives("REJECTED");
    }
}
