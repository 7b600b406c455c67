package org.shouhou.authority;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R43: what makes a review the condition, and what only speaks of one. */
class ReviewConditionTest {

    @ParameterizedTest
    @ValueSource(strings = {"好评返现5元", "给个好 评就返现", "好.评有礼", "删差评补偿20", "麻烦您把差评删掉，删除评价后返现", "修改评价后补偿", "改评价给红包", "撤销差评",
            "五星返现", "ｇｏｏｄ review bonus", "5-star review gets a coupon", "Please withdraw your bad review", "delete the negative feedback",
            "if the review is removed", "change your rating and get 10", "追评带图返2元"})
    void r43_a_review_made_the_condition_is_found_however_it_is_written(String text) {
        assertThat(ReviewCondition.in("GOODWILL", text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"商品有瑕疵，补偿20元", "快递延误，表达歉意", "修改地址后重新寄出", "The parcel was late", "customer was angry about the damage",
            "评估损失后补偿", "changed the address, coupon for the delay"})
    void r43_what_is_no_condition_is_let_through(String text) {
        assertThat(ReviewCondition.in("QUALITY", text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GOOD_REVIEW", "WITHDRAW_REVIEW", "REVIEW"})
    void r43_the_codes_are_enough(String code) {
        assertThat(ReviewCondition.in(code, null)).isTrue();
    }
}
