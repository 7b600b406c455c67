package org.shouhou.identity;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.context.MessageSource;

/**
 * What is wrong with a field, in the reader's language. Services say it in English; every sentence they use is known here
 * (a test reads them from the source), with the numbers and names it is about.
 */
final class FieldWords {

    private record Known(Pattern sentence, String key) {
        static Known of(String sentence, String key) {
            return new Known(Pattern.compile(sentence), "field." + key);
        }
    }

    private static final List<Known> KNOWN = List.of(
            Known.of("(?:Is required|This is needed|This part is needed|At least one role is needed|A password is needed|is needed|Hours are needed)\\.?", "required"),
            Known.of("Is required(?: for |, such as |, or another day |: the one ).*", "required"),
            Known.of("(?:Is required|is needed), at most (\\d+) characters\\b.*", "requiredLong"),
            Known.of("Is required, more than nothing, .*", "requiredPositive"),
            Known.of("(?:Is required, |Must be from )?(\\d+) to (\\d+)\\.?", "fromTo"),
            Known.of("Is required, at most (\\d+)\\.", "someOf"),
            Known.of("Is required: a time ahead, after validFrom, within ten years\\.", "validUntil"),
            Known.of("Is required: the id or number of the case that stays\\.", "caseThatStays"),
            Known.of("Is required: what changed, .*", "whatChanged"),
            Known.of("Say why, in at most (\\d+) characters\\.", "sayWhyLong"),
            Known.of("Say what is open.*", "sayWhatIsOpen"),
            Known.of("At most (\\d+) characters, on one line\\.", "oneLine"),
            Known.of("(?:Is longer than|At most|at most|Must be at most) (\\d+) (?:characters|bytes)(?: together)?\\.?|A password has at most (\\d+) bytes\\.", "tooLong"),
            Known.of("too long|Is longer than any there is\\.", "muchTooLong"),
            Known.of("A password has at least (\\d+) characters\\.", "passwordShort"),
            Known.of("This password is too easy to guess\\.", "passwordEasy"),
            Known.of("Must be a whole number from (\\d+) to (\\d+)\\.", "wholeFromTo"),
            Known.of("Must be a whole number(?: of .*)?\\.", "whole"),
            Known.of("(?:Must be one of|One of|one of|Allowed:) .*|There is no role .*|Must be REACHED, .*|Must be REFUND .*|DONE or REFUSED|Must be mine, .*", "choice"),
            Known.of("(?:Must be a date|Must be an instant|Is not a day) (?:such as|like) .*|This is no date\\.", "date"),
            Known.of("Must be a date of another week\\.", "otherWeek"),
            Known.of("Must be a day between (.*) and (.*)\\.", "dayBetween"),
            Known.of("(?:is needed, |lies )between (\\d+) and (\\d+)", "yearBetween"),
            Known.of("lies from then on within (\\d+) years", "withinYears"),
            Known.of("Must not be before the first day, and at most (\\d+) days in all\\.", "daysInAll"),
            Known.of("names (\\d+) to (\\d+) dates", "datesMany"),
            Known.of("Must be ids of (\\d+) to (\\d+) tasks\\.", "tasksMany"),
            Known.of("Must be times such as .*|is needed: time ranges such as .*|\\\".*\\\" is not a time (?:range|of day) .*|The end of a day is written 24:00\\.", "hours"),
            Known.of("A time range ends after it starts; .*", "rangeEnds"),
            Known.of("(.*) and (.*) overlap\\.", "rangesOverlap"),
            Known.of("has too many time ranges", "rangesMany"),
            Known.of("stands there twice", "twice"),
            Known.of("(?:This is not the right kind of value|Must be text|Must be true or false)\\.", "kind"),
            Known.of("Must be an amount such as (.*)\\.", "amountSuch"),
            Known.of("Must be more than 0, at most (\\d+)\\.", "positiveMost"),
            Known.of("Must be more than 0(?:, in minor units \\(fen\\))?\\.", "positive"),
            Known.of("Must be more than nothing, in minor units.*", "amountBounds"),
            Known.of("Must not be negative\\.", "notNegative"),
            Known.of("(?:Is more than|At most) (\\d+)\\.", "most"),
            Known.of("Say how many(?: at most)?, from 1 to (\\d+)\\.", "howMany"),
            Known.of("Lies in the future\\.", "future"),
            Known.of("Must lie in the past\\.", "inThePast"),
            Known.of("Must lie ahead\\.|Must be a time ahead\\.|Lies in the past\\.", "ahead"),
            Known.of("Must lie ahead, within a year\\.", "aheadYear"),
            Known.of("Must lie ahead, at most ten years\\.", "aheadTenYears"),
            Known.of("Must lie ahead, within (\\d+) days\\.", "aheadDays"),
            Known.of("(?:Must lie ahead|[Hh]as passed); leave it out for now\\.?", "aheadOrNow"),
            Known.of("Must be after the start\\.|Lies before the (?:begin|first day)\\.", "afterStart"),
            Known.of("Must be after the start, by (\\d+) hours at most\\.", "afterStartHours"),
            Known.of("Must be after the start, by (\\d+) days at most\\.", "afterStartDays"),
            Known.of("Must lie before the end\\.", "beforeEnd"),
            Known.of("Must be before the promotion begins\\.", "beforePromotion"),
            Known.of("Is not a field of this form\\.|This field is not known\\.|Is not known for .*|Is not a message .*", "unknown"),
            Known.of("Does not go with the decision .*", "otherDecision"),
            Known.of("Is not one this list gave(?: out)?\\.", "cursor"),
            Known.of("Stood for something else\\.", "requestUsed"),
            Known.of("Must be (\\d+) to (\\d+) letters, digits or hyphens\\.", "idBetween"),
            Known.of("Must be up to (\\d+) letters, digits, dots or hyphens\\.", "formName"),
            Known.of("Must be (\\d+) to (\\d+) of a-z, 0-9 or hyphen\\.", "templateName"),
            Known.of("2 to 64 of a-z.*", "userName"),
            Known.of("2 to 40 of a-z.*", "tokenName"),
            Known.of("There are (\\d+) already; remove one first\\.", "tooMany"),
            Known.of("There is nobody called (.*)\\.", "nobody"),
            Known.of("(.*) may not do this task\\.", "mayNot"),
            Known.of("(.*) is not on duty\\.", "notOnDuty"),
            Known.of("This is no mail address\\.", "mail"),
            Known.of("An auditor changes nothing.*", "auditorAlone"),
            Known.of("Only agents are kept to shops; .*", "agentsOnly"),
            Known.of("Some of the scopes are for all shops.*", "allShopsOnly"),
            Known.of("Is no shop's code\\.|Is not the code of a shop\\.|Is no name of a shop\\.|has at most 40 letters.*", "shopCode"),
            Known.of("Must be the code of a currency, such as (.*)\\.", "currencyCode"),
            Known.of("The order is in (.*)\\.", "orderCurrency"),
            Known.of("Two different ones of .*", "crossed"),
            Known.of("Only cases taken in are crossed, .*", "crossedOnly"),
            Known.of("Write an address such as https://example.*", "webAddress"),
            Known.of("Only https addresses are called\\.", "httpsOnly"),
            Known.of("The name (.*) leads nowhere\\.", "leadsNowhere"),
            Known.of("The address is one of a private network; .*", "privateNetwork"),
            Known.of("The file is empty\\.", "fileEmpty"),
            Known.of("This is no kind of file a case takes: a picture is needed\\.", "pictureNeeded"),
            Known.of("This is no kind of file a case takes: photos .*", "fileKind"),
            Known.of("Must be a recording.*", "recording"),
            Known.of("Must be ids of files of this case.*", "files"),
            Known.of("Needs the whole address.*", "wholeAddress"),
            Known.of("Is the same as the old one; release the order instead\\.", "sameAddressRelease"),
            Known.of("Is the same as the old one\\.", "sameAddress"),
            Known.of("Does not go with a note of this kind\\.", "otherNote"),
            Known.of("Goes with a substitute only, .*", "substituteOnly"),
            Known.of("Who of them is the customer: (.*)\\?", "whoIsCustomer"),
            Known.of("There is nothing said in it\\.", "nothingSaid"),
            Known.of("Has more than (\\d+) things said\\.", "saidMany"),
            Known.of("It is no (CSV|JSON) that can be read\\.", "noFormat"),
            Known.of("Must be text in UTF-8 or GB18030\\.", "encoding"),
            Known.of("Line (\\d+) is longer than (\\d+) characters\\.", "lineLong"),
            Known.of("Line (\\d+) lies in the future, .*", "lineTime"),
            Known.of("Line (\\d+): (.*) is no time there is\\.", "lineNoTime"),
            Known.of("Line (\\d+) is none of a conversation.*", "lineWrong"),
            Known.of("Entry (\\d+) has more than time, .*", "entryMore"),
            Known.of("Entry (\\d+) needs a time, a name of at most (\\d+) characters, .*", "entryNeeds"),
            Known.of("the payment's number is needed", "paymentNumber"),
            Known.of("the waybill is needed", "waybillNeeded"),
            Known.of("the pieces in stock by line number.*|a line number with the pieces in stock", "stockByLine"),
            Known.of("say why it was refused", "sayWhy"),
            Known.of("Goods of such a parcel are not in order.*", "notInOrder"),
            Known.of("Should be (\\d+): goods that are not all there.*", "notAllThere"),
            Known.of("not the parcel of this case", "otherParcel"),
            Known.of("this parcel is not followed any more", "parcelDone"),
            Known.of("there is no such case", "noCase"),
            Known.of("Does not match the one (.*) noted\\..*", "noMatch"),
            Known.of("Is less than the least one.*", "lessThanLeast"),
            Known.of("A part is less than the (.*) that was asked for.*", "partTooMuch"),
            Known.of("Is a part, so less than the (.*) that was asked for\\.", "part"),
            Known.of("(?:Name lines of the order, of|Name some of the lines) (.*), such as.*|Must be among the order's lines (.*)\\.", "linesOf"),
            Known.of("Name some, not all, of the lines (.*), such as.*", "someLines"),
            Known.of("(?:The order|Order .*) has no line (.*)\\.", "noLine"),
            Known.of("Must be line numbers of the order\\.", "lineNumbers"),
            Known.of("Say which line is substituted\\.", "whichLine"),
            Known.of("Name the one line it is exchanged for\\.", "lineExchanged"),
            Known.of("Goes with a complaint only\\.", "complaintOnly"),
            Known.of("Is for an exchange of goods alone\\.", "exchangeOnly"),
            Known.of("Does not go with a question; .*", "noAmountAsked"),
            Known.of("Does not go with an oversold order; .*", "remedyLater"),
            Known.of("Is this case itself\\.", "caseItself"),
            Known.of("Is what the case is already\\.", "kindAlready"),
            Known.of("Say what is hit: .*", "whatIsHit"),
            Known.of("There is nothing to move: .*", "sameVersion"),
            Known.of("Is less than what a single case may cost\\.", "lessThanCase"),
            Known.of("Is less than what was promised already\\.", "lessThanPromised"),
            Known.of("Is the article that is missing; name another one\\.", "otherArticle"),
            Known.of("(.*) says it was paid by hand\\..*", "sayWhyNotPaid"),
            Known.of("Is more than any parcel is worth\\.", "moreThanParcel"),
            Known.of("Is more than any order is worth\\.", "moreThanOrder"),
            Known.of("The inspection left no photos and no words.*", "sayWhatProves"),
            Known.of("Must be less than what is refunded\\.", "lessThanRefund"),
            Known.of("Must be another one than the first\\.", "otherThanFirst"),
            Known.of("Belongs to keeping the goods.*", "keepingOnly"),
            Known.of("Name the article, at most.*", "nameArticle"),
            Known.of("Only a gift has one\\.", "giftOnly"),
            Known.of("A gift has a quantity instead\\.", "giftQuantity"),
            Known.of("an article and how many pieces, 0 or more", "articlePieces"),
            Known.of("which order, and at most (\\d+) characters", "orderAndMemo"),
            Known.of("at least 1, or none for ever", "timesOrEver"),
            Known.of("Must be a time ahead such as .*|a duration such as .*", "span"));

    private FieldWords() {
    }

    static String in(Locale locale, MessageSource texts, String sentence) {
        if (sentence == null) {
            return "";
        }
        for (Known known : KNOWN) {
            Matcher match = known.sentence().matcher(sentence);
            if (match.matches()) {
                return texts.getMessage(known.key(), values(match), sentence, locale);
            }
        }
        return sentence;
    }

    /** What is put into the words: what the sentence names, lists without their brackets. */
    private static Object[] values(Matcher match) {
        return IntStream.rangeClosed(1, match.groupCount()).mapToObj(match::group).filter(Objects::nonNull)
                .map(value -> value.replaceAll("^\\[|]$", "")).toArray();
    }
}
