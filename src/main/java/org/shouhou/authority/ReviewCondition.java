package org.shouhou.authority;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** R43: compensation for a good review, or for withdrawing a bad one, is not offered; this finds the condition. */
final class ReviewCondition {

    private static final Set<String> CODES = Set.of("GOOD_REVIEW", "WITHDRAW_REVIEW", "REVIEW");
    /** Without blanks and signs, so that a dot between two characters hides nothing. */
    private static final List<Pattern> CHINESE = List.of(Pattern.compile("好评|五星|5星|追评|改评|带图评"),
            Pattern.compile("(删|撤|改|消|换|修改|删除|撤销|撤回|取消|追加)[掉了除下为]*(中差|差|中|负|不良|坏)?(评|评价|评论)"));
    private static final List<Pattern> ENGLISH = List.of(
            Pattern.compile("(good|positive|favou?rable|nice|great|five[ -]?stars?|5[ -]?stars?)[a-z -]{0,12}(review|rating|feedback|comment)"),
            Pattern.compile("(withdraw|delete|remove|retract|take down|revoke)[a-z ,'-]{0,30}(review|rating|feedback|comment)"),
            Pattern.compile("(change|edit|revise|improve|update)[a-z ,'-]{0,30}(review|rating)"),
            Pattern.compile("(review|rating|feedback|comment)[a-z ,'-]{0,20}(withdrawn|deleted|removed|changed|retracted|taken down)"),
            Pattern.compile("(five|5)[ -]?stars?"));

    private ReviewCondition() {
    }

    /** Whether the reason's code or the words make a review the condition. @param text may be null */
    static boolean in(String reasonCode, String text) {
        if (CODES.contains(reasonCode)) {
            return true;
        }
        if (text == null) {
            return false;
        }
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String joined = plain.replaceAll("[^\\p{IsHan}\\p{L}\\p{N}]", "");
        return CHINESE.stream().anyMatch(condition -> condition.matcher(joined).find())
                || ENGLISH.stream().anyMatch(condition -> condition.matcher(plain.replaceAll("\\s+", " ")).find());
    }
}
