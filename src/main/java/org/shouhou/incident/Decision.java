package org.shouhou.incident;

import java.time.Instant;

/**
 * What was decided about an incident.
 *
 * @param no          1 and up; the newest approved one is in force
 * @param message     what every customer in it is told, once
 * @param capMinor    the most a single case may cost, of a compensation what each gets; null where nothing is given
 * @param budgetMinor the most all of them may cost
 * @param gift        what each gets besides; null unless that was decided
 * @param waitUntil   until when single follow-ups rest; null when they go on
 * @param approvedBy  null while nobody approved it, or where no approval is needed
 * @param alone       approved by whoever decided it, because no other manager was active (R10)
 */
public record Decision(int no, Kind kind, String message, Long capMinor, Long budgetMinor, Gift gift, Instant waitUntil,
        String decidedBy, String approvedBy, boolean alone) {

    /** What happens to every case. */
    public enum Kind {
        /** What the case asks for is refunded, up to the cap; dearer ones are decided singly. */
        REFUND,
        /** What was hit is sent again; it counts with what was paid for it. */
        RESHIP,
        /** Each order gets something besides; the cases go on by themselves, or rest until a date. */
        COMPENSATE,
        /** Nothing single happens until the date; then it is decided again. */
        WAIT,
        /** Customers are told; the cases go on by themselves. */
        INFORM
    }

    /** @param kind a {@link org.shouhou.authority.Kind}; {@code sku} and {@code quantity} of a gift, else null */
    public record Gift(String kind, String sku, Integer quantity) {
    }

    boolean givesMoney() {
        return kind == Kind.COMPENSATE || takesOver();
    }

    /** Whether the case leaves whatever process carries it. */
    boolean takesOver() {
        return kind == Kind.REFUND || kind == Kind.RESHIP;
    }

    boolean rests() {
        return waitUntil != null;
    }
}
