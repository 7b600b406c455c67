package org.shouhou.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can become of a question. */
class InquiryPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("inquiry").usually("platformDecisionProcess.record", "wePay", false);

    @Test
    void r47_a_question_is_answered() {
        STAGE.begin().liesWith("answerInquiry", "agent").decide("answerInquiry", "ANSWERED")
                .passed("start_inquiryOpened", "answerInquiry", "end_answerGiven", "end_answered").closedAs("ANSWERED");
    }

    @Test
    void r47_a_question_turns_out_to_be_another_matter() {
        STAGE.begin().decide("answerInquiry", "CONVERT").passed("end_convert", "end_converted").converted();
    }

    @Test
    void r47_a_supervisor_makes_another_kind_of_case_of_it() {
        STAGE.begin().hears("conversionRequested").passed("message_conversionRequested", "end_converted").converted();
    }

    @Test
    void r38_the_customer_asks_something_else_and_is_answered_anew() {
        STAGE.begin().hears("customerChangedRequest").open("answerInquiry").decide("answerInquiry", "ANSWERED")
                .passed("message_customerChangedRequest", "service_applyChange", "gateway_settleAgain", "answerInquiry", "end_answered")
                .closedAs("ANSWERED");
    }

    @Test
    void the_customer_wants_no_answer_any_more() {
        STAGE.begin().hears("customerWithdrew").passed("service_withdraw", "end_withdrawn").closedAs("WITHDRAWN");
    }

    @Test
    void the_platform_decides_meanwhile() {
        STAGE.begin().hears("platformDecided").passed("call_platformDecision", "end_settledByPlatform").closedAs("SETTLED_BY_PLATFORM");
    }

    @Test
    void a_supervisor_looks_at_it_meanwhile() {
        STAGE.begin().hears("escalationRequested").open("answerInquiry", "handleEscalation").decide("handleEscalation", "GIVE_BACK")
                .open("answerInquiry").decide("answerInquiry", "ANSWERED").closedAs("ANSWERED");
    }
}
