package org.shouhou.model;

import static org.shouhou.model.Stage.at;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens after a case was solved where a call matters. */
class CallBackPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("callBack").usually("callBackProcess.plan", "callUntil", at("2026-03-07T10:00:00Z"));

    @Test
    void r32_after_solving_the_customer_is_called_back() {
        STAGE.begin().liesWith("callCustomerBack", "agent").decide("callCustomerBack", "REACHED")
                .passed("start_callNeeded", "callCustomerBack", "end_calledBack").told("callBackProcess.ended");
    }

    @Test
    void r32_a_customer_who_is_not_reached_is_asked_in_writing() {
        STAGE.begin().decide("callCustomerBack", "NOT_REACHED").passed("service_askInWriting", "end_askedInWriting").told("callBackProcess.ended");
    }

    @Test
    void r32_a_customer_nobody_calls_is_asked_in_writing() {
        STAGE.begin().comes("timer_callBackOverdue").passed("service_askInWriting", "end_askedInWriting").told("callBackProcess.ended");
    }
}
