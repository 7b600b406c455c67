package org.shouhou.reship;

import java.util.List;
import java.util.Optional;

/**
 * What was decided for many cases at once to be sent again (R37): such a case plans its second parcel without a further
 * question. A bean of whoever decides about many; asked when the case begins.
 */
public interface ReshipForAll {

    /**
     * @param lineNumbers which lines; empty for what the case is about
     * @param courierLost whether the courier is to answer for it, and is claimed from (R18)
     */
    record Agreed(List<Integer> lineNumbers, boolean courierLost) {
    }

    /** The decision for the case, if there is one that was not used yet; it is used now. */
    Optional<Agreed> useReship(long caseId);
}
