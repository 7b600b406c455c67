package org.shouhou.deadline;

/** Sets dates together with the deadlines that hang on them; where nobody offers that, only the dates are set. */
public interface CalendarChanges {

    /**
     * Sets dates that move nothing that is open.
     *
     * @throws org.shouhou.common.Problem 409 {@code preview-needed} when something open would move: that is looked at first
     */
    void set(CalendarChange change);
}
