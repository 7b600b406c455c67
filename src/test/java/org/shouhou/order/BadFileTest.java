package org.shouhou.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shouhou.common.Problem;

/** What is wrong with a file is said in plain words; what is right in it goes in. */
class BadFileTest {

    private static final String HEADER = "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n";
    private static final String TAIL = ",上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0.0\n";
    private static OrderFixture shop;
    private static int number;

    private String before;
    private String after;

    @BeforeAll
    static void open() {
        shop = new OrderFixture();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void numbers() {
        before = "N" + ++number;
        after = "N" + ++number;
    }

    static void isRefused(ThrowingCallable call, String slug, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.slug()).isEqualTo(slug);
            assertThat(problem.status().is4xxClientError()).isTrue();
            assertThat(words).allMatch(problem.getMessage()::contains, problem.getMessage());
        });
    }

    /** Imports a row between two good ones, which must go in. */
    private ImportView between(String row) {
        return between(row.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private ImportView between(byte[] row, Charset charset) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes((HEADER + before + ",10.0,10.0" + TAIL).getBytes(charset));
        file.writeBytes(row);
        file.writeBytes(("\n" + after + ",10.0,10.0" + TAIL).getBytes(charset));
        ImportView done = shop.load("tmall-order-report", false, file.toByteArray());
        assertThat(done.state()).isEqualTo("DONE");
        assertThat(shop.order(before).paid()).isTrue();
        assertThat(shop.order(after).paid()).isTrue();
        return done;
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            X,-5.0,5.0,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0        | 总金额 | The amount -5.0 is negative.
            X,5.0,5.005,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0       | 买家实际支付金额 | The amount 5.005 has more than the 2 decimals of CNY.
            X,5.0,4.0,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0.5       | 总金额 | The total 5.00 is not what was paid and refunded together, 4.50.
            X,5.0,five,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0        | 买家实际支付金额 | "five" is no amount; write 12.50, for instance.
            X,5.0,1E3,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0         | 买家实际支付金额 | "1E3" is no amount; write 12.50, for instance.
            X,99999999999999999,0,上海,2026-11-11 08:00:00,,0                | 总金额 | The amount 99999999999999999 is too large.
            X,5.0,,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0            | 买家实际支付金额 | The amount is missing.
            X,,5.0,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0            | 总金额 | The amount is missing.
            X,5.0,5.0,上海,2026-11-11 08:00:00,,0                            | 订单付款时间 | Paid or refunded are 5.00, but the order has no time of payment.
            X,5.0,5.0,上海,2026-13-11 08:00:00,2026-11-11 08:01:00,0         | 订单创建时间 | "2026-13-11 08:00:00" is no time; write 2026-11-11 09:30:00.
            X,5.0,5.0,上海,2026-11-11 08:00:00,yesterday,0                   | 订单付款时间 | "yesterday" is no time; write 2026-11-11 09:30:00.
            ,5.0,5.0,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0          | 订单编号 | The order number is missing.
            1.2E+17,5.0,5.0,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0   | 订单编号 | A spreadsheet has shortened the order number to 1.2E+17; export the column as text.
            X/../1,5.0,5.0,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0    | 订单编号 | "X/../1" is no order number (letters, digits and ._:#@+-, at most 64).
            X,5.0,5.0,上海                                                   |  | The row has 4 columns, the header 7.
            """)
    void a_bad_row_is_reported_with_line_column_and_problem_and_good_rows_go_in(String row, String column, String problem) {
        ImportView done = between(row);
        assertThat(done.imported()).isEqualTo(2);
        assertThat(done.rejected()).containsExactly(new Rejection(3, column, problem));
        assertThat(shop.orders.find(null, "X")).isEmpty();
    }

    @Test
    void a_row_with_ten_thousand_columns_is_one_bad_row() {
        assertThat(between("X" + ",1".repeat(9_999)).rejected()).extracting(Rejection::line, Rejection::problem)
                .containsExactly(tuple(3L, "The row has 10000 columns, the header 7."));
        numbers();
        assertThat(between("X" + ",1234567".repeat(9_999)).rejected()).extracting(Rejection::line, Rejection::problem)
                .containsExactly(tuple(3L, "The row is longer than 32768 characters."));
    }

    @Test
    void a_header_with_ten_thousand_columns_is_refused() {
        isRefused(() -> shop.standard("orderNo" + ",c".repeat(9_999) + "\nA\n"), "import-columns", "10000 columns");
        isRefused(() -> shop.standard("orderNo" + ",column".repeat(9_999) + "\nA\n"), "import-columns", "longer than 32768");
    }

    @Test
    void a_quote_that_never_closes_costs_its_own_row_only() {
        ImportView done = between("X,5.0,\"5.0,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0");
        assertThat(done.rejected()).containsExactly(new Rejection(3, null, "The row is torn: a quote in it does not close."));
    }

    @Test
    void two_stray_quotes_do_not_swallow_the_rows_between_them() {
        String torn = "X,5.0,\"5.0,上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0\n" + before + "b,1.0,1.0" + TAIL
                + "Y,5.0,5.0\",上海,2026-11-11 08:00:00,2026-11-11 08:01:00,0";
        ImportView done = between(torn);
        assertThat(done.imported()).isEqualTo(3);
        assertThat(done.rejected()).extracting(Rejection::line).containsExactly(3L, 5L);
    }

    @Test
    void characters_after_a_closing_quote_are_reported() {
        assertThat(between("\"X\"1,5.0,5.0" + TAIL.strip()).rejected())
                .containsExactly(new Rejection(3, null, "There are characters after a closing quote."));
    }

    @Test
    void a_file_cut_off_in_a_row_or_in_a_character_keeps_the_rows_before() {
        byte[] whole = (HEADER + before + ",10.0,10.0" + TAIL + after + ",10.0,10.0,上海").getBytes(StandardCharsets.UTF_8);
        ImportView done = shop.load("tmall-order-report", false, Arrays.copyOf(whole, whole.length - 1));
        assertThat(done.imported()).isEqualTo(1);
        assertThat(done.rejected()).extracting(Rejection::line).containsExactly(3L);
    }

    @Test
    void an_order_whose_last_row_is_torn_does_not_come_in_with_the_rows_before() {
        ImportView done = shop.standard("orderNo,paidAt,sku,linePaid\nT1,2026-11-11 08:00:00,A,5.00\nT1,,B");
        assertThat(done.imported()).isZero();
        assertThat(done.rejected()).extracting(Rejection::line).containsExactlyInAnyOrder(2L, 3L);
    }

    @Test
    void bytes_that_are_no_characters_cost_their_own_row_only() {
        byte[] row = "X,5.0,5.0,??,2026-11-11 08:00:00,2026-11-11 08:01:00,0".getBytes(StandardCharsets.US_ASCII);
        row[10] = (byte) 0xFF;
        row[11] = (byte) 0xFE;
        assertThat(between(row, StandardCharsets.UTF_8).rejected())
                .containsExactly(new Rejection(3, null, "The row has characters that cannot be read."));
        numbers();
        assertThat(between(row, Charset.forName("GB18030")).rejected())
                .containsExactly(new Rejection(3, null, "The row has characters that cannot be read."));
    }

    @Test
    void a_file_that_is_neither_utf8_nor_gb18030_is_refused() {
        byte[] file = "orderNo,paidAt,linePaid\nA,?,1\n".getBytes(StandardCharsets.US_ASCII);
        file[26] = (byte) 0xFF;
        isRefused(() -> shop.load("standard", false, file), "import-encoding", "neither UTF-8 (byte 27 is wrong) nor GB18030");
    }

    @Test
    void what_is_no_csv_is_refused() {
        isRefused(() -> shop.load("standard", false, new byte[0]), "import-empty");
        isRefused(() -> shop.standard("\n \n"), "import-empty");
        isRefused(() -> shop.load("standard", false, new byte[] {'P', 'K', 3, 4, 0, 0}), "import-not-csv", "save it as CSV");
        isRefused(() -> shop.load("standard", false, "orderNo\u0000".getBytes(StandardCharsets.UTF_16LE)), "import-not-csv");
        isRefused(() -> shop.standard("\"orderNo,paidAt\nA,1\n"), "import-columns", "does not close");
        isRefused(() -> shop.standard("orderNo,orderNo,paidAt\nA,A,1\n"), "import-columns", "more than one column orderNo");
        isRefused(() -> shop.tmall(false, "订单编号,总金额\n1,2\n"), "import-columns", "退款金额");
        isRefused(() -> shop.load("taobao", false, "a".getBytes(StandardCharsets.UTF_8)), "unknown-format");
        assertThat(shop.count("SELECT COUNT(*) FROM import_job WHERE state = 'RUNNING' OR state = 'WAITING'")).isZero();
    }

    @Test
    void a_header_alone_is_an_import_of_nothing() {
        assertThat(shop.tmall(false, HEADER)).extracting(ImportView::state, ImportView::imported).containsExactly("DONE", 0L);
    }

    @Test
    void the_same_row_twice_is_one_order_and_another_row_of_the_same_order_is_rejected() {
        ImportView done = between(before + ",10.0,10.0" + TAIL + before + ",11.0,11.0" + TAIL.strip());
        assertThat(done).extracting(ImportView::imported, ImportView::unchanged).containsExactly(2L, 1L);
        assertThat(done.rejected()).containsExactly(new Rejection(4, "订单编号",
                "The order " + before + " stands already in line 2 of this file, with other values."));
        assertThat(shop.order(before).paidMinor()).isEqualTo(1_000);
    }

    @Test
    void many_bad_rows_are_all_counted_and_the_first_kept() {
        ImportView done = shop.tmall(false, HEADER + "X,-1,0,上海,,,0\n".repeat(2_500));
        assertThat(done.rejectedCount()).isEqualTo(2_500);
        assertThat(done.rejected()).hasSize(1_000);
    }

    @Test
    void texts_that_are_too_long_or_no_mail_address_are_rejected() {
        ImportView done = shop.standard("orderNo,paidAt,linePaid,email,buyer,buyerFlag\n"
                + "E1,2026-11-11 08:00:00,1,\"a@b.example\r\nBcc: c@d.example\",,\n"
                + "E4,2026-11-11 08:00:00,1,nobody at home,,\n"
                + "E2,2026-11-11 08:00:00,1,,%s,\n".formatted("长".repeat(101))
                + "E3,2026-11-11 08:00:00,1,,,NICE\n");
        assertThat(done.imported()).isZero();
        assertThat(done.rejected()).extracting(Rejection::line, Rejection::column)
                .containsExactly(tuple(2L, null), tuple(3L, null), tuple(4L, "email"), tuple(5L, "buyer"), tuple(6L, "buyerFlag"));
    }
}
