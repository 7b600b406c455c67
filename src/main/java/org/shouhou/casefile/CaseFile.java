package org.shouhou.casefile;

import java.time.Instant;
import org.shouhou.common.Money;

/**
 * One after-sale matter about one order, or some of its lines.
 *
 * @param number      what people say on the phone: {@code SH-1042-7}, the last digit checks the others
 * @param type        the process that carries it: {@code refund}, {@code slowReview}, ...
 * @param status      OPEN (a person is needed), WAITING (for the customer or the outside), CLOSED
 * @param outcome     null while it is not closed
 * @param amountMinor what was asked for, in minor units of {@code currency}; null where no amount was named
 * @param instanceId  the process instance that carries it now
 */
public record CaseFile(long id, String number, String type, Status status, Outcome outcome, String shop, long orderId,
        String orderNo, String buyer, String reason, Long amountMinor, String currency, String channel, String words,
        String externalReference, Instant platformDeadline, String requestId, String requestHash, String instanceId,
        String openedBy, Instant openedAt, Instant firstReplyAt, Instant closedAt) {

    /** Where a case stands. */
    public enum Status { OPEN, WAITING, CLOSED }

    /** How a case ended. */
    public enum Outcome {
        REFUNDED, RETURNED_AND_REFUNDED, EXCHANGED, RESHIPPED, SHIPPED, DELIVERED, CANCELLED_AND_REFUNDED, COMPENSATED,
        ANSWERED, REJECTED, WITHDRAWN, LAPSED, MERGED, SETTLED_BY_PLATFORM
    }

    public boolean closed() {
        return status == Status.CLOSED;
    }

    /** What was asked for; null where no amount was named. */
    public Money amount() {
        return amountMinor == null ? null : new Money(amountMinor, currency);
    }

    /** The readable number of a case: its id with a check digit (Luhn), so that a slip of the tongue finds no other case. */
    public static String numberOf(long id) {
        int sum = 0;
        boolean twice = true;
        for (long rest = id; rest > 0; rest /= 10) {
            int digit = (int) (rest % 10) * (twice ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
            twice = !twice;
        }
        return "SH-" + id + "-" + (10 - sum % 10) % 10;
    }
}
