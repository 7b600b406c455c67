package org.shouhou.refund;

import java.util.Optional;

/**
 * What was consented to for many cases at once (R37): such a case is paid without a further question. A bean of whoever
 * decides about many; asked once when the case finds out who decides.
 */
public interface AgreedForAll {

    /** @param amountMinor in minor units of the case's currency; {@code approvedBy} the same as {@code proposedBy} where a manager was alone (R10) */
    record Agreed(long amountMinor, String proposedBy, String approvedBy) {

        boolean alone() {
            return approvedBy.equals(proposedBy);
        }
    }

    /** The consent for the case, if there is one that was not used yet; it is used now. */
    Optional<Agreed> use(long caseId);
}
