package org.shouhou.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectRecord.State;
import org.shouhou.gateway.FailedWork;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** Whatever happens between the transactions, the sandbox's own book never shows a second payment, and no case is lost. */
@TestPropertySource(properties = "shouhou.gateways.payment=troubled")
class MoneyLeavesOnceStackTest extends GatewayStackTest {

    @Autowired ApplicationContext context;

    private static void assertToldToSupervisorAndOperator(List<String> notices) {
        assertThat(notices).anyMatch(notice -> notice.startsWith("supervisor"))
                .anyMatch(notice -> notice.startsWith("operator"));
    }

    @Test
    void r13_a_refund_is_paid_once_and_the_flow_goes_on() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));

        work();

        assertThat(at(instance)).containsExactly("paid");
        assertThat(effect(caseId).state()).isEqualTo(State.SUCCEEDED);
        assertThat(effect(caseId).reference()).startsWith("SBX-");
        assertThat(payments(caseId)).isEqualTo(1);
        assertThat(told(caseId)).containsExactly("EFFECT_SUCCEEDED");
        assertThat(effects.inFlight(caseId)).isFalse();
    }

    @Test
    void r13_the_node_dies_after_the_money_left() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        line.calls = call -> {
            line.reach(call);
            throw new TroubledSandbox.NodeDied();
        };

        assertThatThrownBy(this::work).isInstanceOf(TroubledSandbox.NodeDied.class);
        assertThat(effects.inFlight(caseId)).isTrue();
        line.calm();
        workFor(Duration.ofMinutes(3));

        assertThat(at(instance)).containsExactly("paid");
        assertThat(payments(caseId)).isEqualTo(1);
        assertThat(effect(caseId).attempts()).isEqualTo(1);
        assertThat(probe.applied.get(caseId)).hasSize(1);
    }

    @Test
    void r13_the_node_dies_before_the_call_went_out() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        line.calls = call -> {
            throw new TroubledSandbox.NodeDied();
        };

        assertThatThrownBy(this::work).isInstanceOf(TroubledSandbox.NodeDied.class);
        line.calm();
        workFor(Duration.ofMinutes(3));

        assertThat(at(instance)).containsExactly("paid");
        assertThat(payments(caseId)).isEqualTo(1);
        assertThat(effect(caseId).attempts()).isEqualTo(2);
    }

    @Test
    void r13_the_answer_cannot_be_written_until_our_fault_is_mended() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        probe.brokenApplies.set(Integer.MAX_VALUE);

        workFor(Duration.ofHours(24));

        assertThat(incidents()).isEqualTo(1);
        assertThat(failedWork.all()).singleElement().satisfies(failed -> {
            assertThat(failed.caseId()).isEqualTo(caseId);
            assertThat(failed.elementId()).isEqualTo("service_probe");
            assertThat(failed.why()).contains("something of ours is broken");
        });
        assertThat(told(caseId)).containsOnlyOnce("EFFECT_FAILED");
        assertToldToSupervisorAndOperator(notices(caseId, "effect-failed"));
        assertThat(effects.inFlight(caseId)).isTrue();

        probe.brokenApplies.set(0);
        failedWork.retry(FailedWork.Kind.EFFECT, failedWork.all().get(0).id(), "operator1");
        work();

        assertThat(at(instance)).containsExactly("paid");
        assertThat(payments(caseId)).isEqualTo(1);
        assertThat(incidents()).isZero();
    }

    @Test
    void an_answer_that_got_lost_is_asked_for_and_the_case_says_so() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        line.calls = call -> {
            line.reach(call);
            return new Answer.Unknown("no answer in time");
        };

        work();
        assertThat(effect(caseId).state()).isEqualTo(State.UNKNOWN);
        assertThat(probe.unknown).contains(caseId);
        assertThat(at(instance)).containsExactly("service_probe");
        workFor(Duration.ofSeconds(10));

        assertThat(at(instance)).containsExactly("paid");
        assertThat(told(caseId)).containsExactly("EFFECT_UNKNOWN", "EFFECT_SUCCEEDED");
        assertThat(payments(caseId)).isEqualTo(1);
    }

    @Test
    void a_call_that_never_arrived_is_repeated_with_the_same_key_only_after_the_grace_time() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        List<String> keys = new ArrayList<>();
        line.calls = call -> {
            keys.add(call.key());
            return keys.size() == 1 ? new Answer.Unknown("no answer in time") : line.reach(call);
        };

        workFor(Duration.ofSeconds(59));
        assertThat(keys).hasSize(1);
        assertThat(payments(caseId)).isZero();
        workFor(Duration.ofSeconds(2));

        assertThat(keys).containsExactly("refund-" + caseId + "-1", "refund-" + caseId + "-1");
        assertThat(at(instance)).containsExactly("paid");
        assertThat(payments(caseId)).isEqualTo(1);
    }

    @Test
    void what_stays_unknown_is_told_once_and_never_becomes_an_incident() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        line.calls = call -> {
            line.reach(call);
            return new Answer.Unknown("no answer in time");
        };
        line.queries = call -> new Answer.Transient("no connection");

        workFor(Duration.ofMinutes(29));
        assertThat(notices(caseId, "payment-unknown")).isEmpty();
        workFor(Duration.ofMinutes(2));
        List<String> notices = notices(caseId, "payment-unknown");
        assertToldToSupervisorAndOperator(notices);
        workFor(Duration.ofHours(48));

        assertThat(notices(caseId, "payment-unknown")).isEqualTo(notices);
        assertThat(incidents()).isZero();
        assertThat(effect(caseId).state()).isEqualTo(State.UNKNOWN);
        line.calm();
        workFor(Duration.ofMinutes(20));
        assertThat(at(instance)).containsExactly("paid");
        assertThat(payments(caseId)).isEqualTo(1);
        assertThat(told(caseId)).contains("EFFECT_UNKNOWN", "EFFECT_UNKNOWN_LONG", "EFFECT_SUCCEEDED");
    }

    @Test
    void without_a_connection_it_is_tried_for_hours_and_then_a_person_is_called() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        line.calls = call -> new Answer.Transient("no connection");

        workFor(Duration.ofHours(4));
        assertThat(incidents()).isZero();
        assertThat(effects.inFlight(caseId)).as("surely not done").isFalse();
        assertThat(effect(caseId).problem()).isEqualTo("no connection");
        workFor(Duration.ofHours(20));
        assertThat(incidents()).isEqualTo(1);
        assertToldToSupervisorAndOperator(notices(caseId, "effect-failed"));

        line.calm();
        effects.retry(effect(caseId).id(), "operator1");
        work();
        assertThat(at(instance)).containsExactly("paid");
        assertThat(payments(caseId)).isEqualTo(1);
        assertThat(incidents()).isZero();
    }

    @Test
    void a_second_node_takes_over_while_the_first_one_stalls_in_the_middle_of_its_call() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        ExternalTaskWorker other = TestNodes.worker(context);
        AtomicBoolean stalled = new AtomicBoolean();
        line.calls = call -> {
            if (stalled.compareAndSet(false, true)) {
                pass(Duration.ofMinutes(3));
                other.workOnce();
            }
            return line.reach(call);
        };

        work();

        assertThat(at(instance)).containsExactly("paid");
        assertThat(payments(caseId)).isEqualTo(1);
        assertThat(probe.applied.get(caseId)).hasSize(1);
    }

    @Test
    void two_nodes_side_by_side_pay_each_refund_once() throws Exception {
        List<Long> caseIds = new ArrayList<>();
        List<String> instances = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long caseId = newCase();
            caseIds.add(caseId);
            instances.add(start(caseId, refund(caseId)));
        }
        ExternalTaskWorker one = TestNodes.worker(context, true);
        ExternalTaskWorker two = TestNodes.worker(context, true);

        CompletableFuture<Void> left = CompletableFuture.runAsync(() -> workOff(one));
        CompletableFuture<Void> right = CompletableFuture.runAsync(() -> workOff(two));
        CompletableFuture.allOf(left, right).get(2, TimeUnit.MINUTES);
        one.destroy();
        two.destroy();
        workFor(Duration.ofMinutes(10));

        assertThat(caseIds).allSatisfy(caseId -> assertThat(payments(caseId)).isEqualTo(1));
        assertThat(instances).allSatisfy(instance -> assertThat(at(instance)).containsExactly("paid"));
        assertThat(incidents()).isZero();
    }

    private static void workOff(ExternalTaskWorker node) {
        while (node.workOnce()) {
            // until nothing is left
        }
    }

    @Test
    void a_flow_that_was_ended_by_hand_still_learns_what_became_of_its_money() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        line.calls = call -> {
            line.reach(call);
            return new Answer.Unknown("no answer in time");
        };
        work();
        runtime.deleteProcessInstance(instance, "ended by an operator");

        pass(Duration.ofMinutes(30));
        work();

        assertThat(probe.applied.get(caseId)).singleElement().isInstanceOf(Answer.Succeeded.class);
        assertThat(effect(caseId).state()).isEqualTo(State.SUCCEEDED);
        assertThat(payments(caseId)).isEqualTo(1);
    }

    @Test
    void an_unsent_intent_can_be_cancelled_with_its_case_locked() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        line.calls = call -> new Answer.Transient("no connection");
        work();

        List<String> cancelled = TestNodes.inTransaction(context, () -> {
            runtime.deleteProcessInstance(instance, "the flow takes another way");
            return effects.cancelUnsent(caseId);
        });
        line.calm();
        workFor(Duration.ofDays(1));

        assertThat(cancelled).containsExactly("refund-" + caseId + "-1");
        assertThat(effect(caseId).state()).isEqualTo(State.CANCELLED);
        assertThat(payments(caseId)).isZero();
    }

    @Test
    void r13_two_hundred_troubled_refunds_are_each_paid_exactly_once() {
        Random random = new Random(20261122);
        List<Long> caseIds = new ArrayList<>();
        List<String> instances = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long caseId = newCase();
            caseIds.add(caseId);
            instances.add(start(caseId, refund(caseId)));
        }
        line.calls = call -> switch (random.nextInt(6)) {
            case 0 -> {
                line.reach(call);
                throw new TroubledSandbox.NodeDied();
            }
            case 1 -> throw new TroubledSandbox.NodeDied();
            case 2 -> {
                line.reach(call);
                yield new Answer.Unknown("lost");
            }
            case 3 -> new Answer.Unknown("never arrived");
            case 4 -> new Answer.Transient("no connection");
            default -> line.reach(call);
        };
        for (int i = 0; i < 400; i++) {
            try {
                work();
            } catch (TroubledSandbox.NodeDied died) {
                // the next node goes on
            }
            pass(Duration.ofSeconds(15));
        }
        line.calm();
        workFor(Duration.ofHours(12));

        assertThat(caseIds).allSatisfy(caseId -> assertThat(payments(caseId)).isEqualTo(1));
        assertThat(caseIds).allSatisfy(caseId -> assertThat(probe.applied.get(caseId)).hasSize(1));
        assertThat(instances).allSatisfy(instance -> assertThat(at(instance)).containsExactly("paid"));
        assertThat(incidents()).isZero();
    }
}
