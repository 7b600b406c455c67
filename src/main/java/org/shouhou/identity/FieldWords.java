package org.shouhou.identity;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;

/**
 * What is wrong with a field, in the reader's language. Services say it in English; the sentences they use are few, and
 * one that is not known here is shown as it is.
 */
final class FieldWords {

    private record Known(Pattern sentence, String key) {
        static Known of(String sentence, String key) {
            return new Known(Pattern.compile(sentence), "field." + key);
        }
    }

    private static final List<Known> KNOWN = List.of(
            Known.of("(?:Is required|This is needed|This part is needed|At least one role is needed|A password is needed)\\b.*", "required"),
            Known.of("Say what is open.*", "sayWhatIsOpen"),
            Known.of("(?:Is longer than|At most) (\\d+) (?:characters|bytes).*|at most (\\d+) characters", "tooLong"),
            Known.of("A password has at least (\\d+) characters\\.", "passwordShort"),
            Known.of("A password has at most (\\d+) bytes\\.", "tooLong"),
            Known.of("This password is too easy to guess\\.", "passwordEasy"),
            Known.of("Must be a whole number.*", "whole"),
            Known.of("(?:Must be one of|One of) .*", "choice"),
            Known.of("Must be a date.*", "date"),
            Known.of("Must be times such as.*", "hours"),
            Known.of("(?:This is not the right kind of value|Must be text|Must be true or false)\\.", "kind"),
            Known.of("A part is less than the (.*) that was asked for.*", "partTooMuch"),
            Known.of("Must be more than 0.*|Must be a time ahead.*", "positive"),
            Known.of("Lies in the future\\.", "future"),
            Known.of("Must lie ahead.*", "ahead"),
            Known.of("(?:Is not a field of this form|This field is not known)\\.", "unknown"),
            Known.of("Does not go with the decision .*", "otherDecision"),
            Known.of("There is nobody called (.*)\\.", "nobody"),
            Known.of("(.*) may not do this task\\.", "mayNot"),
            Known.of("This is no mail address\\.", "mail"),
            Known.of("An auditor changes nothing.*", "auditorAlone"),
            Known.of("2 to 64 of a-z.*", "userName"),
            Known.of("2 to 40 of a-z.*", "tokenName"),
            Known.of("Some of the scopes are for all shops.*", "allShopsOnly"),
            Known.of("Must lie in the past\\.", "inThePast"),
            Known.of("Write an address such as https://example.*", "webAddress"),
            Known.of("Only https addresses are called\\.", "httpsOnly"),
            Known.of("The file is empty\\.", "fileEmpty"),
            Known.of("This is no kind of file a case takes.*", "fileKind"),
            Known.of("Must be a recording.*", "recording"),
            Known.of("Must be ids of files of this case.*", "files"),
            Known.of("Needs the whole address.*", "wholeAddress"),
            Known.of("Is the same as the old one.*", "sameAddress"),
            Known.of("Does not go with a note of this kind\\.", "otherNote"),
            Known.of("(.*) is not on duty\\.", "notOnDuty"),
            Known.of("Who of them is the customer: (.*)\\?", "whoIsCustomer"),
            Known.of("(?:Line|Entry) (\\d+)\\b.*", "lineWrong"),
            Known.of("There is nothing said in it\\.", "nothingSaid"),
            Known.of("Must be after the start.*", "afterStart"),
            Known.of("Must be an instant such as.*", "date"),
            Known.of("the payment's number is needed", "paymentNumber"),
            Known.of("Goods of such a parcel are not in order.*", "notInOrder"),
            Known.of("Should be (\\d+): goods that are not all there.*", "notAllThere"),
            Known.of("Does not match the one (.*) noted\\..*", "noMatch"),
            Known.of("Is less than the least one.*", "lessThanLeast"),
            Known.of("say why it was refused", "sayWhy"),
            Known.of("Is a part, so less than the (.*) that was asked for\\.", "part"),
            Known.of("(?:Is more than|At most) (\\d+)\\.", "most"),
            Known.of("(?:Name lines of the order, of|Name some of the lines) \\[(.*)], such as.*", "linesOf"),
            Known.of("Name some, not all, of the lines \\[(.*)], such as.*", "someLines"),
            Known.of("(?:The order|Order .*) has no line (.*)\\.", "noLine"),
            Known.of("Say which line is substituted\\.", "whichLine"),
            Known.of("Lies in the past\\.", "ahead"),
            Known.of("Is less than what a single case may cost\\.", "lessThanCase"),
            Known.of("Is less than what was promised already\\.", "lessThanPromised"),
            Known.of("Is the article that is missing; name another one\\.", "otherArticle"),
            Known.of("(.*) says it was paid by hand\\..*", "sayWhyNotPaid"),
            Known.of("Is more than any parcel is worth\\.", "moreThanParcel"),
            Known.of("The inspection left no photos and no words.*", "sayWhatProves"),
            Known.of("Must be less than what is refunded\\.", "lessThanRefund"),
            Known.of("Must be another one than the first\\.", "otherThanFirst"),
            Known.of("Belongs to keeping the goods.*", "keepingOnly"),
            Known.of("Must be more than nothing, in minor units.*", "amountBounds"),
            Known.of("Name the article, at most.*", "nameArticle"),
            Known.of("Say how many(?: at most)?, from 1 to (\\d+)\\.", "howMany"),
            Known.of("Only a gift has one\\.", "giftOnly"),
            Known.of("A gift has a quantity instead\\.", "giftQuantity"));

    private FieldWords() {
    }

    static String in(Locale locale, MessageSource texts, String sentence) {
        if (sentence == null) {
            return "";
        }
        for (Known known : KNOWN) {
            Matcher match = known.sentence().matcher(sentence);
            if (match.matches()) {
                return texts.getMessage(known.key(), new Object[] {group(match)}, sentence, locale);
            }
        }
        return sentence;
    }

    private static String group(Matcher match) {
        for (int i = 1; i <= match.groupCount(); i++) {
            if (match.group(i) != null) {
                return match.group(i);
            }
        }
        return "";
    }
}
