package org.shouhou.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shouhou.common.Problem;
import org.shouhou.order.OrderBalances.Balance;
import org.shouhou.order.OrderFixture.Asked;

/** The platform's order report. */
@Tag("stack")
class ReportImportTest {

    private static final String HEADER = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\n";
    private static final String FILE = HEADER
            + "1,178.8,0.0,上海,2020-02-21 00:00:00,,0.0\n"
            + "2,21.0,21.0,内蒙古自治区,2020-02-20 23:59:54,2020-02-21 00:00:02,0.0\n"
            + "5,64.8,0.0,江苏省,2020-02-20 23:57:04,2020-02-20 23:57:11,64.8\n"
            + "6,327.7,148.9,浙江省,2020-02-20 23:56:39,2020-02-20 23:56:53,178.8\n";

    private final OrderFixture shop = new OrderFixture();

    @BeforeEach
    void emptyShop() {
        assertThat(shop.count("SELECT COUNT(*) FROM shop_order")).isZero();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private void isAllIn(ImportView done) {
        assertThat(done).extracting(ImportView::state, ImportView::imported, ImportView::updated, ImportView::unchanged,
                ImportView::rejectedCount, ImportView::bytesDone).containsExactly("DONE", 4L, 0L, 0L, 0L, done.bytesTotal());
        assertThat(shop.order("6").region()).isEqualTo("浙江省");
    }

    @Test
    void what_was_paid_is_the_net_payment_and_the_refund_together() {
        isAllIn(shop.tmall(false, FILE));
        Order order = shop.order("6");
        assertThat(order.totalMinor()).isEqualTo(32_770);
        assertThat(order.paidMinor()).isEqualTo(32_770);
        assertThat(order.createdAt()).isEqualTo(Instant.parse("2020-02-20T15:56:39Z"));
        assertThat(order.shipped()).isEqualTo(Shipped.UNKNOWN);
        assertThat(order.lines()).extracting(Line::lineNo, Line::paidMinor).containsExactly(tuple(1, 32_770L));
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(32_770, 0, 0, 17_880, 0));
        assertThat(shop.balances.ofLines(order.id()).values()).containsExactly(new Balance(32_770, 0, 0, 17_880, 0));
    }

    @Test
    void r1_an_order_without_a_time_of_payment_is_unpaid() {
        shop.tmall(true, FILE);
        assertThat(shop.order("1").paid()).isFalse();
        assertThat(shop.balances.of(shop.order("1").id()).left()).isZero();
        assertThat(shop.order("2").paid()).isTrue();
    }

    @Test
    void the_same_file_again_changes_nothing() {
        shop.tmall(true, FILE);
        ImportView again = shop.tmall(true, FILE);
        assertThat(again).extracting(ImportView::imported, ImportView::updated, ImportView::unchanged, ImportView::casesOpened)
                .containsExactly(0L, 0L, 4L, 0L);
        assertThat(shop.asked()).hasSize(2);
        assertThat(shop.count("SELECT SUM(revision) FROM shop_order")).isZero();
    }

    @Test
    void refunds_without_the_flag_count_as_refunded_elsewhere_and_with_it_become_requests_once() {
        ImportView counted = shop.tmall(false, FILE);
        assertThat(counted.casesOpened()).isZero();
        assertThat(shop.count("SELECT SUM(elsewhere_minor) FROM order_balance")).isEqualTo(6_480 + 17_880);

        ImportView asked = shop.tmall(true, FILE);
        assertThat(asked).extracting(ImportView::updated, ImportView::unchanged, ImportView::casesOpened).containsExactly(2L, 2L, 2L);
        assertThat(shop.asked()).containsExactlyInAnyOrder(new Asked("5", 6_480, "agent1"), new Asked("6", 17_880, "agent1"));
        assertThat(shop.count("SELECT SUM(elsewhere_minor) FROM order_balance")).isZero();
        assertThat(shop.count("SELECT SUM(elsewhere_minor) FROM line_balance")).isZero();

        for (boolean flag : new boolean[] {true, false, true}) {
            assertThat(shop.tmall(flag, FILE)).extracting(ImportView::unchanged, ImportView::casesOpened).containsExactly(4L, 0L);
        }
        assertThat(shop.asked()).hasSize(2);
        assertThat(shop.count("SELECT SUM(elsewhere_minor) FROM order_balance")).isZero();
    }

    @Test
    void a_request_that_is_refused_rejects_its_row_and_is_tried_again_by_the_next_import() {
        shop.refuseRequests(Problem.unprocessable("closed-shop", "No cases today."));
        ImportView refused = shop.tmall(true, FILE);
        assertThat(refused.imported()).isEqualTo(4);
        assertThat(refused.rejected()).containsExactlyInAnyOrder(new Rejection(4, "退款金额", "No cases today."),
                new Rejection(5, "退款金额", "No cases today."));
        shop.refuseRequests(null);
        assertThat(shop.tmall(true, FILE).casesOpened()).isEqualTo(2);
    }

    @Test
    void a_refused_request_is_counted_as_refunded_elsewhere_by_an_import_without_the_flag() {
        shop.refuseRequests(Problem.unprocessable("closed-shop", "No cases today."));
        shop.tmall(true, FILE);
        assertThat(shop.tmall(false, FILE).updated()).isEqualTo(2);
        assertThat(shop.balances.of(shop.order("5").id()).elsewhere()).isEqualTo(6_480);
    }

    @Test
    void r13_what_we_refunded_ourselves_is_not_counted_again_when_the_report_shows_it() {
        shop.tmall(false, FILE);
        Order order = shop.order("2");
        var part = shop.balances.allocate(order.id(), 1_500, List.of());
        assertThat(shop.balances.reserve(order.id(), part)).isTrue();
        shop.balances.settle(order.id(), part);
        shop.tmall(false, HEADER + "2,21.0,6.0,内蒙古自治区,2020-02-20 23:59:54,2020-02-21 00:00:02,15.0\n");
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(2_100, 1_500, 0, 0, 0));
        shop.tmall(false, HEADER + "2,21.0,5.0,内蒙古自治区,2020-02-20 23:59:54,2020-02-21 00:00:02,16.0\n");
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(2_100, 1_500, 0, 100, 0));
    }

    @Test
    void r13_a_refund_elsewhere_beyond_what_is_left_is_recorded_and_told() {
        shop.tmall(false, FILE);
        Order order = shop.order("2");
        assertThat(shop.balances.reserve(order.id(), shop.balances.allocate(order.id(), 2_100, List.of()))).isTrue();
        shop.tmall(false, HEADER + "2,21.0,0.0,内蒙古自治区,2020-02-20 23:59:54,2020-02-21 00:00:02,21.0\n");
        assertThat(shop.balances.of(order.id())).isEqualTo(new Balance(2_100, 0, 2_100, 2_100, 2_100));
        assertThat(shop.overruns()).containsExactly(new RefundedBeyondPaid(order.id(), 2_100));
    }

    @Test
    void a_refund_the_report_takes_back_is_no_longer_counted() {
        shop.tmall(false, FILE);
        shop.tmall(false, HEADER + "6,327.7,327.7,浙江省,2020-02-20 23:56:39,2020-02-20 23:56:53,0.0\n");
        assertThat(shop.balances.of(shop.order("6").id()).elsewhere()).isZero();
    }

    @Test
    void a_requested_refund_that_grew_is_reported_and_not_requested_twice() {
        shop.tmall(true, FILE);
        ImportView more = shop.tmall(true, HEADER + "6,327.7,100.0,浙江省,2020-02-20 23:56:39,2020-02-20 23:56:53,227.7\n");
        assertThat(more.casesOpened()).isZero();
        assertThat(more.rejected()).extracting(Rejection::problem).containsExactly(
                "The refund was requested with 178.80 and is now 227.70; open a case for the rest.");
        assertThat(shop.asked()).hasSize(2);
    }

    @Test
    void an_unpaid_order_is_paid_in_a_later_report_and_never_unpaid_again() {
        shop.tmall(false, FILE);
        shop.tmall(false, HEADER + "1,178.8,178.8,上海,2020-02-21 00:00:00,2020-02-21 08:00:00,0.0\n");
        assertThat(shop.order("1").paid()).isTrue();
        assertThat(shop.balances.of(shop.order("1").id()).left()).isEqualTo(17_880);
        assertThat(shop.balances.ofLines(shop.order("1").id()).values()).extracting(Balance::left).containsExactly(17_880L);
        shop.tmall(false, FILE);
        assertThat(shop.order("1").paid()).isTrue();
    }

    @Test
    void less_paid_than_already_refunded_is_rejected() {
        shop.tmall(false, FILE);
        Order order = shop.order("2");
        assertThat(shop.balances.reserve(order.id(), shop.balances.allocate(order.id(), 2_000, List.of()))).isTrue();
        ImportView less = shop.tmall(false, HEADER + "2,11.0,11.0,内蒙古自治区,2020-02-20 23:59:54,2020-02-21 00:00:02,0.0\n"
                + "9,1.0,1.0,上海,2020-02-20 23:59:54,2020-02-21 00:00:02,0.0\n");
        assertThat(less.imported()).isEqualTo(1);
        assertThat(less.rejected()).extracting(Rejection::line, Rejection::problem)
                .containsExactly(tuple(2L, "Less was paid than is refunded or being refunded already."));
        assertThat(shop.order("2").paidMinor()).isEqualTo(2_100);
    }

    @Test
    void utf8_with_a_byte_order_mark() {
        isAllIn(shop.tmall(false, "\uFEFF" + FILE));
    }

    @Test
    void gb18030_and_gbk_are_recognised() {
        isAllIn(shop.load("tmall-order-report", false, FILE.getBytes(Charset.forName("GB18030"))));
        isAllUnchanged(FILE.getBytes(Charset.forName("GBK")));
    }

    @Test
    void utf16_with_a_byte_order_mark_tabs_and_windows_line_ends() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xFF);
        out.write(0xFE);
        out.writeBytes(FILE.replace(',', '\t').replace("\n", "\r\n").getBytes(StandardCharsets.UTF_16LE));
        isAllIn(shop.load("tmall-order-report", false, out.toByteArray()));
        isAllUnchanged(FILE.replace("\n", "\r").getBytes(StandardCharsets.UTF_8));
    }

    private void isAllUnchanged(byte[] file) {
        assertThat(shop.load("tmall-order-report", false, file).unchanged()).isEqualTo(4);
    }

    @Test
    void headers_with_stray_blanks_and_further_columns_do_no_harm() {
        isAllIn(shop.tmall(false, FILE.replace("收货地址 ", "\t收货地址\u3000").replace(HEADER.strip().substring(0, 4), " 订单编号 ")
                .replaceAll("(?m)(.)$", "$1,x")));
    }

    @Test
    void numbers_wrapped_for_a_spreadsheet_are_understood() {
        isAllIn(shop.tmall(false, FILE.replace("\n6,", "\n=\"6\",").replace("\n5,", "\n'5,").replace("327.7", "¥327.70")));
    }

    @Test
    void the_number_of_an_order_may_be_used_by_several_shops() {
        shop.tmall(false, FILE);
        shop.imports.run("tmall-order-report", "second", false, OrderFixture.file(FILE.getBytes(StandardCharsets.UTF_8)), "agent1");
        assertThat(shop.orders.find("second", "6")).isPresent();
        assertThatThrownBy(() -> shop.orders.find(null, "6")).isInstanceOf(Problem.class)
                .hasMessageContaining("name the shop");
    }
}
