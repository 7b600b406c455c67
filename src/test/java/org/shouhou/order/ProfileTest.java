package org.shouhou.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shouhou.common.Problem;
import org.shouhou.settings.Settings;

class ProfileTest {

    private static final String JD = """
            {"columns": {"orderNo": "订单号", "paidAt": "付款时间", "netPaid": "实付", "refunded": "退款", "phone": "手机"},
             "charset": "GB18030", "zone": "UTC"}""";

    @Test
    void a_file_with_columns_of_its_own_is_read_through_its_profile() {
        try (OrderFixture shop = new OrderFixture()) {
            shop.bean(Settings.class).setNamed("import.profile.jd", null, JD, null, null, "operator1");
            assertThat(shop.imports.formats()).containsExactly("standard", "tmall-order-report", "jd");
            ImportView done = shop.load("jd", true, """
                    手机;付款时间;订单号;备注;实付;退款
                    13800000001;2026/11/11 8:05;J1;快;20.00;5.00
                    """.getBytes(Charset.forName("GB18030")));
            assertThat(done).extracting(ImportView::imported, ImportView::casesOpened).containsExactly(1L, 1L);
            Order order = shop.order("J1");
            assertThat(order.paidMinor()).isEqualTo(2_500);
            assertThat(order.paidAt()).isEqualTo(Instant.parse("2026-11-11T08:05:00Z"));
            assertThat(order.shipped()).isEqualTo(Shipped.UNKNOWN);
            BadFileTest.isRefused(() -> shop.load("jd", false, "订单号;付款时间;实付\n".getBytes(Charset.forName("GB18030"))),
                    "import-columns", "手机", "退款");
            BadFileTest.isRefused(() -> shop.load("ebay", false, "x".getBytes(StandardCharsets.UTF_8)), "unknown-format", "ebay");
        }
    }

    @Test
    void a_wrong_profile_cannot_be_set() {
        try (OrderFixture shop = new OrderFixture()) {
            Settings settings = shop.bean(Settings.class);
            assertThatThrownBy(() -> settings.setNamed("import.profile.jd", null, "{}", null, null, "operator1"))
                    .isInstanceOf(Problem.class).hasMessageContaining("columns");
            assertThatThrownBy(() -> settings.setNamed("import.profile.a b", null, JD, null, null, "operator1")).isInstanceOf(Problem.class);
            assertThat(shop.imports.formats()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nonsense | a JSON object
            {"columns": {}} | maps fields
            {"columns": {"orderNo": "a", "paidAt": "b", "colour": "c"}} | no field "colour"
            {"columns": {"orderNo": "a", "paidAt": "b"}} | needs the columns
            {"columns": {"orderNo": "a", "paidAt": " A ", "total": "c"}} | a header of its own
            {"columns": {"orderNo": "a", "paidAt": "b", "paid": "c", "netPaid": "d"}} | not both
            {"columns": {"orderNo": "a", "paidAt": "b", "total": 3}} | is a text
            {"columns": {"orderNo": "a", "paidAt": "b", "total": "c"}, "charset": "klingon"} | character set
            {"columns": {"orderNo": "a", "paidAt": "b", "total": "c"}, "zone": "Mars/Olympus"} | time zone
            {"columns": {"orderNo": "a", "paidAt": "b", "total": "c"}, "currency": "yuan"} | currency
            {"columns": {"orderNo": "a", "paidAt": "b", "total": "c"}, "sheet": "1"} | has no [sheet]
            """)
    void what_is_wrong_with_a_profile_is_said(String json, String words) {
        assertThatThrownBy(() -> Profile.parse(json)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(words);
    }
}
