package org.shouhou.promise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What was promised, and by what it is kept (R8). */
public enum PromiseKind {
    /** The order leaves: kept when it is told as shipped. */
    SHIPPED,
    /** The parcel arrives: kept when it is told as received. */
    ARRIVED,
    /** Money goes back: kept when a refund of the case was paid. */
    REFUNDED("REFUND_PAID", "REFUND_EXTERNAL"),
    /** A second parcel leaves: kept when it was sent. */
    RESHIPPED("SECOND_PARCEL_ORDERED", "SECOND_PARCEL_DELIVERED"),
    /** Somebody calls or writes: kept when a person reached the customer. */
    CALLED_BACK,
    /** Anything else: kept when a person says so. */
    OTHER;

    private final List<String> keptBy;

    PromiseKind(String... keptBy) {
        this.keptBy = List.of(keptBy);
    }

    /** Whether an event on the case's timeline keeps it. */
    boolean keptBy(String event) {
        return keptBy.contains(event);
    }

    /** Whether the shipping notice bounds it (R9). */
    boolean boundByNotice() {
        return this == SHIPPED || this == ARRIVED;
    }

    static Optional<PromiseKind> find(String code) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(code)).findFirst();
    }
}
