package org.shouhou.integration;

/** What a webhook's events may hold beyond ids and codes. Buyer, phone, address and free text are never among it. */
public enum Share {
    /** The order's number and the platform's reference. */
    ORDER,
    /** Amounts, in minor units with their currency. */
    MONEY,
    /** Who of the staff did it, by user name. */
    STAFF
}
