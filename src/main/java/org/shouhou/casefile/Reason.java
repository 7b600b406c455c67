package org.shouhou.casefile;

import java.util.Arrays;
import java.util.Optional;

/** Why a case was opened, in the customer's interest: the coded list that rules and figures count by (R33). */
public enum Reason {
    NO_LONGER_WANTED, WRONG_ORDER, LATE_SHIPMENT, OUT_OF_STOCK, QUALITY, NOT_AS_DESCRIBED, PRICE_DIFFERENCE, OTHER,
    /** Asked for on the platform before it was imported: the report names no reason. */
    IMPORTED,
    /** Slow review: something of the order must be confirmed before it ships. */
    ADDRESS_UNCLEAR, STOCK_UNCLEAR, SUSPECTED_MISTAKE, BUYER_NOTE;

    public static Optional<Reason> find(String code) {
        return Arrays.stream(values()).filter(reason -> reason.name().equals(code)).findFirst();
    }
}
