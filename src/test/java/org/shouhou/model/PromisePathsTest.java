package org.shouhou.model;

import static org.shouhou.model.Stage.at;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can become of a promise to a customer. */
class PromisePathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("promise")
            .usually("promiseProcess.watch", "warnAt", at("2026-03-02T08:00:00Z"), "dueAt", at("2026-03-02T10:00:00Z"))
            .usually("promiseProcess.check", "kept", false, "breakAt", at("2026-03-02T14:00:00Z"))
            .usually("promiseProcess.lookHowItEnded", "settled", "BROKEN");

    @Test
    void r08_a_promise_is_kept_before_it_is_due() {
        STAGE.answer("promiseProcess.lookHowItEnded", Map.of("settled", "KEPT"));
        STAGE.begin().hears("promiseEnded").passed("start_promiseMade", "message_promiseEnded", "end_promiseKept")
                .never("service_escalateBroken").told("promiseProcess.ended");
    }

    @Test
    void r08_whoever_keeps_it_is_warned_and_at_its_time_it_turns_out_to_be_kept() {
        STAGE.answer("promiseProcess.check", Map.of("kept", true));
        STAGE.answer("promiseProcess.lookHowItEnded", Map.of("settled", "KEPT"));
        STAGE.begin().comes("timer_promiseNear").passed("service_warnKeeper").comes("timer_promiseDue")
                .passed("service_warnKeeper", "service_checkPromise", "end_keptInTime", "end_promiseKept").told("promiseProcess.ended");
    }

    @Test
    void r08_a_promise_past_due_is_renewed_with_the_customers_consent_and_becomes_void_when_the_case_ends() {
        STAGE.answer("promiseProcess.lookHowItEnded", Map.of("settled", "VOID"));
        STAGE.begin().comes("timer_promiseNear").comes("timer_promiseDue").liesWith("renewPromise", "agent").decide("renewPromise", "RENEW")
                .hears("promiseEnded").passed("renewPromise", "gateway_watchAgain", "service_watchPromise", "end_promiseVoid")
                .told("promiseProcess.ended");
    }

    @Test
    void r08_a_promise_that_cannot_be_kept_is_escalated() {
        STAGE.begin().comes("timer_promiseNear").comes("timer_promiseDue").decide("renewPromise", "BROKEN")
                .passed("service_escalateBroken", "end_watched", "end_promiseBroken").told("promiseProcess.ended");
    }

    @Test
    void r08_a_promise_nobody_renews_breaks_and_is_escalated() {
        STAGE.begin().comes("timer_promiseNear").comes("timer_promiseDue").comes("timer_renewalOverdue")
                .passed("timer_renewalOverdue", "service_escalateBroken", "end_promiseBroken").told("promiseProcess.ended");
    }
}
