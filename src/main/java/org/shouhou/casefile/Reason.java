package org.shouhou.casefile;

import java.util.Arrays;
import java.util.Optional;

/** Why a case was opened, in the customer's interest: the coded list that rules and figures count by (R33). */
public enum Reason {
    NO_LONGER_WANTED, WRONG_ORDER, LATE_SHIPMENT, OUT_OF_STOCK, QUALITY, NOT_AS_DESCRIBED, PRICE_DIFFERENCE, OTHER,
    /** Asked for on the platform before it was imported: the report names no reason. */
    IMPORTED,
    /** Slow review: something of the order must be confirmed before it ships. */
    ADDRESS_UNCLEAR, STOCK_UNCLEAR, SUSPECTED_MISTAKE, BUYER_NOTE,
    /** Parcels (R17, R36). */
    NO_TRACKING, PARCEL_STUCK, PARCEL_LOST, PARCEL_DAMAGED, DELIVERED_NOT_RECEIVED, MISSING_ITEM, WRONG_ITEM,
    /** Goods back (R14, R15). */
    SEVEN_DAYS, RECOMMENDED_SIZE,
    /** Complaints (R27); late shipment and seven days are above. */
    FALSE_SHIPMENT, BROKEN_PROMISE, NOT_RECEIVED, CONSUMER_PROTECTION, SEVEN_DAYS_REFUSED, AGENT_CONDUCT,
    /** Questions (R47). */
    WHY_NOT_SHIPPED, PRICE_PROTECTION, INVOICE, REVIEW;

    public static Optional<Reason> find(String code) {
        return Arrays.stream(values()).filter(reason -> reason.name().equals(code)).findFirst();
    }
}
