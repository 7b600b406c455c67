package org.shouhou.promise;

import org.shouhou.casefile.CaseFile.Outcome;

/**
 * Which promises the end of a case makes void: what cannot happen any more, or what nobody waits for. A refund promised
 * and then refused is none of them: it stays, and breaks.
 */
final class VoidPromises {

    private VoidPromises() {
    }

    /** @param nothingLeft whether the whole order is refunded, so that none of it ships any more */
    static boolean voided(PromiseKind kind, Outcome outcome, boolean nothingLeft) {
        return switch (outcome) {
            case WITHDRAWN -> kind == PromiseKind.REFUNDED || kind == PromiseKind.RESHIPPED || kind == PromiseKind.CALLED_BACK;
            case CANCELLED_AND_REFUNDED -> kind == PromiseKind.SHIPPED || kind == PromiseKind.ARRIVED || kind == PromiseKind.RESHIPPED;
            case REFUNDED, RETURNED_AND_REFUNDED, SETTLED_BY_PLATFORM -> kind == PromiseKind.RESHIPPED
                    || nothingLeft && (kind == PromiseKind.SHIPPED || kind == PromiseKind.ARRIVED);
            case RESHIPPED, EXCHANGED -> kind == PromiseKind.REFUNDED;
            default -> false;
        };
    }
}
