package org.shouhou.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.shouhou.casefile.CaseFile.Outcome;

/** Which promises the end of a case makes void. */
class VoidPromisesTest {

    private static Set<PromiseKind> voided(Outcome outcome, boolean nothingLeft) {
        return Stream.of(PromiseKind.values()).filter(kind -> VoidPromises.voided(kind, outcome, nothingLeft))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(PromiseKind.class)));
    }

    @Test
    void r08_who_withdraws_waits_for_no_money_no_parcel_and_no_call_but_the_order_still_ships() {
        assertThat(voided(Outcome.WITHDRAWN, false)).containsExactlyInAnyOrder(PromiseKind.REFUNDED, PromiseKind.RESHIPPED, PromiseKind.CALLED_BACK);
    }

    @Test
    void r08_a_cancelled_order_ships_no_more_and_a_partly_refunded_one_does() {
        assertThat(voided(Outcome.CANCELLED_AND_REFUNDED, true)).containsExactlyInAnyOrder(PromiseKind.SHIPPED, PromiseKind.ARRIVED, PromiseKind.RESHIPPED);
        assertThat(voided(Outcome.REFUNDED, true)).contains(PromiseKind.SHIPPED, PromiseKind.RESHIPPED);
        assertThat(voided(Outcome.REFUNDED, false)).containsExactly(PromiseKind.RESHIPPED);
    }

    @Test
    void r08_a_refund_promised_and_then_refused_is_broken_not_void() {
        assertThat(voided(Outcome.REJECTED, false)).isEmpty();
        assertThat(voided(Outcome.ANSWERED, false)).isEmpty();
        assertThat(voided(Outcome.RESHIPPED, false)).containsExactly(PromiseKind.REFUNDED);
    }
}
