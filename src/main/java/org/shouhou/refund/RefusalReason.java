package org.shouhou.refund;

import java.util.Arrays;
import java.util.List;

/** Why a request is refused, or a payment given up: always coded, never free text alone (R16). */
public enum RefusalReason {
    NOT_RECEIVED_BACK, USED_OR_DAMAGED, OUTSIDE_OF_TERMS, NO_EVIDENCE, ALREADY_SETTLED, MORE_THAN_LEFT, BUYER_UNREACHABLE,
    FRAUD_SUSPECTED, OTHER;

    /** The codes, in the order people choose from. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }
}
