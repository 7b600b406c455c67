package org.shouhou.authority;

import java.util.ArrayList;
import java.util.List;
import org.shouhou.casefile.Reason;

/** Why something is given: the customer's own reasons, and some only we have. */
final class CompensationReason {

    private static final List<String> OURS = List.of("GOODWILL", "RETURN_FREIGHT", "SERVICE");
    private static final List<Reason> NONE = List.of(Reason.IMPORTED, Reason.REVIEW);

    private CompensationReason() {
    }

    /** The codes, ours first. */
    static List<String> codes() {
        List<String> codes = new ArrayList<>(OURS);
        for (Reason reason : Reason.values()) {
            if (!NONE.contains(reason)) {
                codes.add(reason.name());
            }
        }
        return codes;
    }
}
