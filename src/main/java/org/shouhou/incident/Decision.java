package org.shouhou.incident;

import java.time.Instant;

/**
 * What was decided about an incident.
 *
 * @param no          1 and up; the newest approved one is in force
 * @param message     what every customer in it is told, once
 * @param capMinor    the most a single case may cost; null where no money is given
 * @param budgetMinor the most all of them may cost
 * @param waitUntil   until when everything rests; null unless that was decided
 * @param approvedBy  null while nobody approved it, or where no approval is needed
 */
public record Decision(int no, Kind kind, String message, Long capMinor, Long budgetMinor, Instant waitUntil,
        String decidedBy, String approvedBy) {

    /** What happens to every case. */
    public enum Kind {
        /** What the case asks for is refunded, up to the cap; dearer ones are decided singly. */
        REFUND,
        /** Nothing single happens until the date; then it is decided again. */
        WAIT,
        /** Customers are told; the cases go on by themselves. */
        INFORM
    }

    boolean givesMoney() {
        return kind == Kind.REFUND;
    }
}
