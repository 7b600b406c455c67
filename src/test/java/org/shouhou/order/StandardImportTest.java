package org.shouhou.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shouhou.order.OrderBalances.Balance;

/** Our own format, as src/docs/order-formats.md describes it. */
@Tag("stack")
class StandardImportTest {

    private static final String TWO_LINES = """
            orderNo,createdAt,paidAt,total,buyer,email,address,shippedAt,waybill,shipBy,sku,title,quantity,linePaid
            A1,2026-11-11 08:00:00,2026-11-11 08:01:00,130.00,海边的风,lin@shop.example,"上海
            徐汇区 1 号",,,2026-11-13 08:01:00,TEA,茶,2,100.00
            A1,,,,,,,,,,CUP,杯,1,30.00
            """;

    private final OrderFixture shop = new OrderFixture();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void the_rows_of_an_order_are_its_lines() {
        assertThat(shop.standard(TWO_LINES)).extracting(ImportView::imported, ImportView::rejectedCount).containsExactly(1L, 0L);
        Order order = shop.order("A1");
        assertThat(order).extracting(Order::totalMinor, Order::paidMinor, Order::currency, Order::buyer, Order::email, Order::address)
                .containsExactly(13_000L, 13_000L, "CNY", "海边的风", "lin@shop.example", "上海 徐汇区 1 号");
        assertThat(order.shipped()).isEqualTo(Shipped.NO);
        assertThat(order.shipBy()).isEqualTo(Instant.parse("2026-11-13T00:01:00Z"));
        assertThat(order.lines()).extracting(Line::lineNo, Line::sku, Line::title, Line::quantity, Line::paidMinor)
                .containsExactly(tuple(1, "TEA", "茶", 2, 10_000L), tuple(2, "CUP", "杯", 1, 3_000L));
        assertThat(shop.balances.ofLines(order.id()).values()).containsExactly(
                new Balance(10_000, 0, 0, 0, 0), new Balance(3_000, 0, 0, 0, 0));
        assertThat(shop.standard(TWO_LINES).unchanged()).isEqualTo(1);
    }

    @Test
    void an_order_known_before_that_has_left_is_told_to_who_waits_for_it() {
        shop.standard(TWO_LINES);
        String shipped = TWO_LINES.replace("徐汇区 1 号\",,,", "徐汇区 1 号\",2026-11-12 18:00:00,SF1,");
        assertThat(shop.standard(shipped).updated()).isEqualTo(1);
        assertThat(shop.shipped()).extracting(Order::orderNo, Order::waybill, Order::shippedAt)
                .containsExactly(tuple("A1", "SF1", Instant.parse("2026-11-12T10:00:00Z")));
        assertThat(shop.order("A1").shipped()).isEqualTo(Shipped.YES);
        shop.standard(shipped);
        shop.standard(TWO_LINES);
        assertThat(shop.shipped()).hasSize(1);
        assertThat(shop.order("A1").shipped()).isEqualTo(Shipped.YES);
    }

    @Test
    void what_was_noted_after_the_import_survives_the_same_file() {
        shop.standard(TWO_LINES);
        Order order = shop.order("A1");
        shop.orders.noteAddress(order.id(), "北京 2 号");
        shop.orders.noteSwap(order.id(), 2, "CUP-BLUE", 3);
        shop.orders.noteShipped(order.id(), "顺丰", "SF9", Instant.parse("2026-11-12T10:00:00Z"));
        shop.standard(TWO_LINES);
        Order now = shop.order("A1");
        assertThat(now).extracting(Order::address, Order::courier, Order::waybill, Order::shipped)
                .containsExactly("北京 2 号", "顺丰", "SF9", Shipped.YES);
        assertThat(now.lines().get(1)).extracting(Line::sku, Line::quantity, Line::paidMinor).containsExactly("CUP-BLUE", 3, 3_000L);
    }

    @Test
    void an_order_first_known_without_lines_gets_them_later_and_keeps_its_balance() {
        shop.tmall(false, "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n"
                + "A1,130.00,110.00,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,20.00\n");
        assertThat(shop.standard(TWO_LINES.replace("total,", "total,refunded,").replace("130.00,", "130.00,20.00,").replace("A1,,", "A1,,,")))
                .extracting(ImportView::updated, ImportView::rejected).containsExactly(1L, List.of());
        Order order = shop.order("A1");
        assertThat(order.lines()).hasSize(2);
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(13_000, 0, 0, 2_000, 0));
        assertThat(order.region()).isEqualTo("上海");
    }

    @Test
    void a_line_with_refunds_cannot_vanish() {
        shop.standard(TWO_LINES);
        Order order = shop.order("A1");
        assertThat(shop.balances.reserve(order.id(), shop.balances.allocate(order.id(), 3_000, List.of(order.lines().get(1).id())))).isTrue();
        ImportView done = shop.standard("orderNo,paidAt,sku,linePaid\nA1,2026-11-11 08:01:00,TEA,130.00\n");
        assertThat(done.rejected()).extracting(Rejection::problem).containsExactly("The line 2 has refunds and is no longer in the order.");
        assertThat(shop.order("A1").lines()).hasSize(2);
        assertThat(shop.order("A1").lines().get(0).paidMinor()).isEqualTo(10_000);
    }

    @Test
    void an_order_comes_in_whole_or_not_at_all() {
        ImportView done = shop.standard("""
                orderNo,paidAt,total,sku,linePaid
                B1,2026-11-11 08:01:00,50.00,X,20.00
                B1,,,Y,30.005
                B2,2026-11-11 08:01:00,9.00,Z,9.00
                """);
        assertThat(done.imported()).isEqualTo(1);
        assertThat(done.rejected()).containsExactlyInAnyOrder(
                new Rejection(3, "linePaid", "The amount 30.005 has more than the 2 decimals of CNY."),
                new Rejection(2, null, "Not imported: line 3 of the same order is wrong."));
        assertThat(shop.orders.find(null, "B1")).isEmpty();
    }

    @Test
    void sums_that_do_not_agree_are_rejected() {
        ImportView done = shop.standard("""
                orderNo,paidAt,total,paid,refunded,lineNo,linePaid
                C1,2026-11-11 08:01:00,50.00,50.00,,1,20.00
                C1,,,,,2,20.00
                C2,2026-11-11 08:01:00,5.00,6.00,,1,6.00
                C3,2026-11-11 08:01:00,5.00,5.00,5.01,1,5.00
                C4,,5.00,5.00,,1,5.00
                C5,2026-11-11 08:01:00,8.00,8.00,,1,4.00
                C5,,9.00,,,2,4.00
                C6,2026-11-11 08:01:00,8.00,8.00,,1,4.00
                C6,,,,,1,4.00
                C7,,,,,1,
                """);
        assertThat(done.imported()).isZero();
        assertThat(done.rejected()).filteredOn(row -> row.column() != null).extracting(Rejection::line, Rejection::column).containsExactly(
                tuple(2L, "linePaid"), tuple(4L, "total"), tuple(5L, "refunded"), tuple(6L, "paidAt"), tuple(7L, "total"),
                tuple(9L, "lineNo"), tuple(11L, "total"));
        assertThat(shop.count("SELECT COUNT(*) FROM shop_order")).isZero();
    }

    @Test
    void currencies_have_their_own_decimals() {
        ImportView done = shop.standard("""
                orderNo,currency,paidAt,linePaid
                D1,JPY,2026-11-11 08:01:00,1200
                D2,JPY,2026-11-11 08:01:00,12.50
                D3,XXX,2026-11-11 08:01:00,1
                D4,QQQ,2026-11-11 08:01:00,1
                """);
        assertThat(shop.order("D1").paidMinor()).isEqualTo(1_200);
        assertThat(done.rejected()).extracting(Rejection::line, Rejection::column).containsExactly(
                tuple(3L, "linePaid"), tuple(4L, "currency"), tuple(5L, "currency"));
    }

    @Test
    void a_misspelt_column_is_refused_because_it_would_lose_what_it_holds() {
        BadFileTest.isRefused(() -> shop.standard("orderNo,paidAt,linePaid,adress\nA,2026-11-11 08:01:00,1,x\n"),
                "import-columns", "The format has no column adress.");
    }

    @Test
    void the_samples_come_in_without_a_rejected_row() throws Exception {
        ImportView standard = shop.load("standard", true, Files.readAllBytes(Path.of("src/docs/samples/standard-orders.csv")));
        assertThat(standard).extracting(ImportView::imported, ImportView::casesOpened, ImportView::rejected)
                .containsExactly(18L, 1L, List.of());
        ImportView report = shop.load("tmall-order-report", true, Files.readAllBytes(Path.of("src/docs/samples/tmall-orders.csv")));
        assertThat(report).extracting(ImportView::imported, ImportView::casesOpened, ImportView::rejected)
                .containsExactly(40L, 11L, List.of());
        assertThat(shop.order("D2025111212").lines()).hasSize(3);
        assertThat(shop.order("D2025111203").shipped()).isEqualTo(Shipped.NO);
    }
}
