package org.shouhou.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shouhou.order.OrderBalances.Balance;
import org.springframework.dao.DataIntegrityViolationException;

@Tag("stack")
class OrderBalancesTest {

    private static OrderFixture shop;

    @BeforeAll
    static void open() {
        shop = new OrderFixture();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Map<Long, Long> part(Order order, int line, long amount) {
        return Map.of(order.lines().get(line).id(), amount);
    }

    @Test
    void r13_the_sum_of_refunds_never_exceeds_what_was_paid() {
        Order order = shop.paidOrder("R13", 10_000);
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 6_000))).isTrue();
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 4_001))).isFalse();
        shop.balances.settle(order.id(), part(order, 0, 6_000));
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 4_001))).isFalse();
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 4_000))).isTrue();
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(10_000, 6_000, 4_000, 0, 0));
        assertThat(shop.balances.of(order.id()).left()).isZero();
    }

    @Test
    void r13_the_refunds_of_a_line_never_exceed_what_was_paid_for_the_line() {
        Order order = shop.paidOrder("R13-line", 3_000, 7_000);
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 3_001))).isFalse();
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(10_000, 0, 0, 0, 0));
        assertThat(shop.balances.ofLines(order.id()).values()).extracting(Balance::reserved).containsExactly(0L, 0L);
    }

    @Test
    void a_reservation_for_a_line_of_another_order_changes_nothing() {
        Order order = shop.paidOrder("mine", 5_000);
        Order other = shop.paidOrder("other", 5_000);
        assertThat(shop.balances.reserve(order.id(), part(other, 0, 100))).isFalse();
        assertThat(shop.balances.of(order.id()).reserved()).isZero();
        assertThat(shop.balances.ofLines(other.id()).values()).extracting(Balance::reserved).containsExactly(0L);
    }

    @Test
    void what_is_freed_can_be_reserved_again() {
        Order order = shop.paidOrder("freed", 1_000);
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 1_000))).isTrue();
        shop.balances.free(order.id(), part(order, 0, 1_000));
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 1_000))).isTrue();
    }

    @Test
    void nothing_is_settled_or_freed_that_was_not_reserved() {
        Order order = shop.paidOrder("none", 1_000);
        assertThatThrownBy(() -> shop.balances.settle(order.id(), part(order, 0, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> shop.balances.free(order.id(), part(order, 0, 1))).isInstanceOf(IllegalStateException.class);
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(1_000, 0, 0, 0, 0));
    }

    @Test
    void a_settlement_that_fits_the_order_but_not_its_line_changes_nothing() {
        Order order = shop.paidOrder("halves", 500, 500);
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 500))).isTrue();
        assertThatThrownBy(() -> shop.balances.settle(order.id(), part(order, 1, 500))).isInstanceOf(IllegalStateException.class);
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(1_000, 0, 500, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void parts_are_more_than_nothing(long part) {
        Order order = shop.paidOrder("zero" + part, 1_000);
        assertThatThrownBy(() -> shop.balances.reserve(order.id(), part(order, 0, part))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_amount_is_spread_over_what_is_left_in_line_order() {
        Order order = shop.paidOrder("spread", 1_000, 2_000, 3_000);
        long first = order.lines().get(0).id();
        long second = order.lines().get(1).id();
        long third = order.lines().get(2).id();
        assertThat(shop.balances.reserve(order.id(), Map.of(first, 400L))).isTrue();
        assertThat(shop.balances.allocate(order.id(), 2_700, List.of())).containsExactly(
                Map.entry(first, 600L), Map.entry(second, 2_000L), Map.entry(third, 100L));
        assertThat(shop.balances.allocate(order.id(), 2_700, List.of(third))).containsExactly(Map.entry(third, 2_700L));
        assertThatThrownBy(() -> shop.balances.allocate(order.id(), 5_601, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shop.balances.allocate(order.id(), 3_001, List.of(third))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shop.balances.allocate(order.id(), 1, List.of(-7L))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void r13_what_the_platform_paid_is_recorded_even_beyond_and_is_never_ours_to_use() {
        Order order = shop.paidOrder("platform", 1_000, 1_000);
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 1_000))).isTrue();
        assertThat(shop.balances.recordElsewhere(order.id(), 1_500)).isEqualTo(500);
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(2_000, 0, 1_000, 1_500, 500));
        assertThat(shop.balances.ofLines(order.id()).values()).extracting(Balance::elsewhere).containsExactly(0L, 1_500L);
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 1))).isFalse();
        assertThat(shop.balances.recordElsewhere(order.id(), 100)).isEqualTo(100);

        shop.balances.free(order.id(), part(order, 0, 1_000));
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(2_000, 0, 0, 1_600, 0));
        assertThat(shop.balances.of(order.id()).left()).isEqualTo(400);
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 401))).isFalse();
        assertThat(shop.balances.reserve(order.id(), part(order, 0, 400))).isTrue();
    }

    @Test
    void r13_the_database_itself_refuses_more_than_was_paid() {
        Order order = shop.paidOrder("check", 1_000);
        long line = order.lines().get(0).id();
        assertThatThrownBy(() -> shop.jdbc.sql("UPDATE order_balance SET refunded_minor = 1001 WHERE order_id = ?")
                .param(order.id()).update()).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> shop.jdbc.sql("UPDATE order_balance SET reserved_minor = 600, elsewhere_minor = 401 WHERE order_id = ?")
                .param(order.id()).update()).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> shop.jdbc.sql("UPDATE line_balance SET refunded_minor = 1001 WHERE line_id = ?")
                .param(line).update()).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> shop.jdbc.sql("UPDATE order_balance SET reserved_minor = -1 WHERE order_id = ?")
                .param(order.id()).update()).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void r13_many_at_once_never_reserve_more_than_was_paid() throws Exception {
        Order order = shop.paidOrder("race", 5_000, 5_000);
        int people = 12;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(people);
        try {
            List<Future<Long>> reserved = IntStream.range(0, people).mapToObj(person -> threads.submit(() -> {
                start.await();
                long sum = 0;
                for (int i = 0; i < 20; i++) {
                    long amount = 100 + (person * 7 + i * 13) % 90;
                    Map<Long, Long> part = part(order, (person + i) % 2, amount);
                    sum += Boolean.TRUE.equals(shop.inTransaction(() -> shop.balances.reserve(order.id(), part))) ? amount : 0;
                }
                return sum;
            })).toList();
            start.countDown();
            long sum = 0;
            for (Future<Long> each : reserved) {
                sum += each.get();
            }
            Balance balance = shop.balances.of(order.id());
            assertThat(balance.reserved()).isEqualTo(sum).isLessThanOrEqualTo(10_000).isGreaterThan(9_600);
            assertThat(shop.balances.ofLines(order.id()).values().stream().mapToLong(Balance::reserved).sum()).isEqualTo(sum);
        } finally {
            threads.shutdownNow();
        }
    }
}
