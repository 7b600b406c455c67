package org.shouhou.promise;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What the shop says about shipping (R9). Days are the shop's; null says nothing about it.
 *
 * @param shop       empty for every shop without a notice of its own
 * @param shipsFrom  nothing may be promised to leave before this day
 * @param shipsBy    nothing may be promised to leave after this day: the notice says so to everybody
 * @param arrivesFrom as shipsFrom, for the courier's arrival; {@code arrivesBy} likewise
 */
public record ShippingNotice(long id, String shop, LocalDate shipsFrom, LocalDate shipsBy, LocalDate arrivesFrom,
        LocalDate arrivesBy, String text, Instant validFrom, Instant validUntil, String publishedBy, long publishedMs) {

    /** The first day that may be promised; null when the notice says nothing. */
    LocalDate from(PromiseKind kind) {
        return kind == PromiseKind.ARRIVED ? arrivesFrom : shipsFrom;
    }

    /** The last day that may be promised; null when the notice says nothing. */
    LocalDate by(PromiseKind kind) {
        return kind == PromiseKind.ARRIVED ? arrivesBy : shipsBy;
    }

    /** Whether a reply may name this day for leaving. */
    public boolean allowsShipping(LocalDate day) {
        return allows(PromiseKind.SHIPPED, day, false);
    }

    /** Whether a reply may name this day for the courier's arrival. */
    public boolean allowsArrival(LocalDate day) {
        return allows(PromiseKind.ARRIVED, day, false);
    }

    /** Whether a day may be promised. @param longerAgreed whether the customer chose to wait longer than the notice says */
    boolean allows(PromiseKind kind, LocalDate day, boolean longerAgreed) {
        LocalDate from = from(kind);
        LocalDate by = by(kind);
        if (from == null && by == null) {
            return false;
        }
        return (from == null || !day.isBefore(from)) && (by == null || longerAgreed || !day.isAfter(by));
    }
}
