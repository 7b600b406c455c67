package org.shouhou.desk;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shouhou.identity.ProblemDetails;
import org.springframework.stereotype.Component;

/**
 * What is wrong with a file or one of its rows, in the reader's language. It is kept as a plain English sentence, which
 * programs read and which was kept before; one that is not known here is shown as it is.
 */
@Component("rowWords")
public class RowWords {

    private record Known(Pattern sentence, String key) {

        /** @param value some of them are several, with commas between */
        Object value(String value, Shown shown) {
            return LISTS.contains(key) ? shown.list(List.of(value.split(", "))) : value;
        }
    }

    private static final Set<String> LISTS = Set.of("row.noColumn", "row.columnTwice", "row.columnUnknown", "row.oneOf");

    private static final List<Known> KNOWN = List.of(
            known("The refund was requested with (.*) and is now (.*); open a case for the rest\\.", "refundGrew"),
            known("The order is known in (.*)\\.", "knownIn"),
            known("The line (.*) has refunds and is no longer in the order\\.", "lineGone"),
            known("Less was paid than is refunded or being refunded already\\.", "paidLess"),
            known("The order has (\\d+) lines and another amount was paid for it; import it with its lines\\.", "needsLines"),
            known("\"(.*)\" is no currency; write CNY, for instance\\.", "currency"),
            known("The order number is missing\\.", "orderMissing"),
            known("A spreadsheet has shortened the order number to (.*); export the column as text\\.", "orderShortened"),
            known("\"(.*)\" is no order number .*", "orderWrong"),
            known("\"(.*)\" is no amount; write 12\\.50, for instance\\.", "amount"),
            known("The amount (.*) is negative\\.", "amountNegative"),
            known("The amount (.*) has more than the (\\d+) decimals of (.*)\\.", "amountDecimals"),
            known("The amount (.*) is too large\\.", "amountLarge"),
            known("\"(.*)\" is no time; write .*", "time"),
            known("The text has (\\d+) characters; at most (\\d+) fit\\.", "textLong"),
            known("\"(.*)\" is no mail address\\.", "mail"),
            known("\"(.*)\" is no flag of a buyer; .*", "flag"),
            known("\"(.*)\" is no whole number from 1 to 999999\\.", "whole"),
            known("The order cannot be stored; .*", "notStored"),
            known("The order (.*) stands already in line (\\d+) of this file, with other values\\.", "twice"),
            known("Not imported: line (\\d+) of the same order is wrong\\.", "sameOrderWrong"),
            known("The rows of the order differ: \"(.*)\" and \"(.*)\"\\.", "differ"),
            known("The amount is missing\\.", "amountMissing"),
            known("An order of several lines needs what was paid for each\\.", "linesPaid"),
            known("The order has the line (.*) twice\\.", "lineTwice"),
            known("The lines add up to another amount than was paid for the order\\.", "linesSum"),
            known("Paid or refunded are (.*), but the order has no time of payment\\.", "paidWithoutTime"),
            known("The order is unpaid, but (.*) are refunded\\.", "unpaidRefunded"),
            known("Refunded are (.*), more than the (.*) paid\\.", "refundedMore"),
            known("The total (.*) is not what was paid and refunded together, (.*)\\.", "totalDiffers"),
            known("The total (.*) is less than the (.*) paid\\.", "totalLess"),
            known("The row is longer than (\\d+) characters\\.", "rowLong"),
            known("The row has characters that cannot be read\\.", "rowUnreadable"),
            known("The row is torn: .*", "rowTorn"),
            known("The file has no column (.*)\\.", "noColumn"),
            known("The file has more than one column (.*)\\.", "columnTwice"),
            known("The format has no column (.*)\\.", "columnUnknown"),
            known("The row has (\\d+) columns, the header (\\d+)\\.", "columnsDiffer"),
            known("The file has (\\d+) columns; an order file has at most (\\d+)\\.", "columnsMany"),
            known("The header is longer than (\\d+) characters .*", "headerLong"),
            known("The header cannot be read; .*", "headerTorn"),
            known("The file has no header\\.", "headerMissing"),
            known("The file is empty\\.", "empty"),
            known("This is a spreadsheet or an archive; .*", "spreadsheet"),
            known("This is not a text file; .*", "noText"),
            known("The file is neither UTF-8 .*", "encoding"),
            known("The file cannot be read\\.", "unreadable"),
            known("DONE, REFUSED or nothing", "outcome"),
            known("not a number of the list", "notListed"),
            known("there is no such entry", "noEntry"),
            known("not for you to do", "notYours"),
            known("the key belongs to another entry", "otherKey"),
            known("was answered before: (.*) by (.*)", "answered"),
            known("not JSON such as (.*)", "json"),
            known("one of \\[(.*)\\]", "oneOf"),
            known("there is no such case", "noCase"),
            known("not the parcel of this case", "otherParcel"),
            known("this parcel is not followed any more", "notFollowed"));

    private final Shown shown;
    private final ProblemDetails problems;

    RowWords(Shown shown, ProblemDetails problems) {
        this.shown = shown;
        this.problems = problems;
    }

    private static Known known(String sentence, String key) {
        return new Known(Pattern.compile(sentence, Pattern.DOTALL), "row." + key);
    }

    /** The sentence in the reader's language; empty text for null. */
    public String say(String sentence) {
        if (sentence == null) {
            return "";
        }
        for (Known known : KNOWN) {
            Matcher match = known.sentence().matcher(sentence);
            if (match.matches()) {
                Object[] values = new Object[match.groupCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = known.value(match.group(i + 1), shown);
                }
                return shown.text(known.key(), values);
            }
        }
        return problems.field(sentence);
    }
}
