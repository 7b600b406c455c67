package org.shouhou.refund;

import java.util.Optional;

/**
 * What was consented to for many cases at once (R37): such a case is paid without a further question. A bean of whoever
 * decides about many; asked once when the case finds out who decides.
 */
public interface AgreedForAll {

    /** @param amountMinor in minor units of the case's currency; {@code approvedBy} somebody other than {@code proposedBy} */
    record Agreed(long amountMinor, String proposedBy, String approvedBy) {
    }

    /** The consent for the case, if there is one that was not used yet; it is used now. */
    Optional<Agreed> use(long caseId);
}
