package org.shouhou.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens when the customer has got more than was paid. */
class OverpaymentPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("overpayment");

    @Test
    void finance_reclaims_it_or_writes_it_off() {
        STAGE.begin().liesWith("settleOverpayment", "finance").decide("settleOverpayment", "RECLAIM")
                .passed("start_overpaid", "settleOverpayment", "end_overpaymentSettled").told("overpaymentProcess.settled");
    }
}
