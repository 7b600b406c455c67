package org.shouhou.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may not stand in a quick reply (R9). */
class WordingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 10);

    private static List<String> found(String text) {
        return Wording.check(text, TODAY, (about, day) -> about == Wording.About.SHIPPING && !day.isAfter(LocalDate.of(2026, 11, 20))
                && !day.isBefore(LocalDate.of(2026, 11, 15))).stream().map(Wording.Finding::why).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"亲，今天一定发货", "48小时内发出", "明天就能到货", "三天内送达哦", "We ship tomorrow", "It will be delivered within 3 days",
            "Your parcel ships by Friday", "下周发货", "很快就发出"})
    void r09_a_time_for_shipping_or_arrival_is_no_words_for_a_template(String words) {
        assertThat(found(words)).containsOnly("PROMISES_TIME");
    }

    @Test
    void r09_only_the_days_of_the_shipping_notice_may_be_named() {
        assertThat(found("订单将于11月18日前发货")).isEmpty();
        assertThat(found("订单将于2026-11-25前发货")).containsExactly("BEYOND_NOTICE");
        assertThat(found("11月12号发出")).containsExactly("BEYOND_NOTICE");
        assertThat(found("11月18日送达")).as("the notice says nothing about arrival").containsExactly("BEYOND_NOTICE");
        assertThat(found("订单将于 {shipsBy} 前发出，请放心")).isEmpty();
    }

    @Test
    void r09_gaps_and_unknown_placeholders_are_found() {
        assertThat(found("您好 {name}，订单 {orderNo}")).containsExactly("UNKNOWN_PLACEHOLDER");
        assertThat(found("您的订单____已处理")).containsExactly("GAP");
        assertThat(found("将于XX月处理")).containsExactly("GAP");
        assertThat(found("{} 您好")).containsExactly("GAP");
        assertThat(found("{orderNo 您好")).containsExactly("GAP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"亲，您好，请稍等，正在为您查看", "退款将在审核后原路退回，请放心", "今天有什么可以帮您？", "We are looking into it today.",
            "您的订单 {orderNo} 正在处理，稍后回复您"})
    void r11_words_that_promise_no_parcel_are_fine(String words) {
        assertThat(found(words)).isEmpty();
    }
}
