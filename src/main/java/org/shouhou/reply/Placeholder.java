package org.shouhou.reply;

import java.util.Arrays;
import java.util.Optional;

/** What a quick reply may be filled with from the case; written {@code {orderNo}}. */
enum Placeholder {
    BUYER("buyer"), RECIPIENT("recipient"), ORDER_NO("orderNo"), CASE_NUMBER("caseNumber"), AMOUNT("amount"), COURIER("courier"),
    WAYBILL("waybill"), AGENT("agent"),
    /** The days the shipping notice names: the only ones a reply may name (R9). */
    SHIPS_BY("shipsBy"), ARRIVES_BY("arrivesBy");

    private final String written;

    Placeholder(String written) {
        this.written = written;
    }

    String written() {
        return written;
    }

    static Optional<Placeholder> find(String written) {
        return Arrays.stream(values()).filter(one -> one.written.equals(written)).findFirst();
    }
}
