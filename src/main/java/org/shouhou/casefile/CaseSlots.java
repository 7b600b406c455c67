package org.shouhou.casefile;

import java.time.Instant;
import java.util.List;

/** The planned times to contact a case's customer, where its kind has such a plan. */
public interface CaseSlots {

    /**
     * A planned time.
     *
     * @param day   1 to 3
     * @param part  MORNING or EVENING
     * @param state PLANNED, ATTEMPTED, REACHED, MISSED, NOT_APPLICABLE or NOT_NEEDED
     */
    record Slot(int day, String part, Instant opens, Instant ends, String state) {
    }

    /** In order; empty when the case has no plan. */
    List<Slot> of(long caseId);
}
