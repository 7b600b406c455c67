package org.shouhou.duty;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** When the shop is staffed on a day, as whoever keeps its calendar knows. */
public interface StaffedHours {

    /** A stretch of time. @param to its end, no longer part of it */
    record Stretch(Instant from, Instant to) {
    }

    /** The staffed stretches of a day, in order. */
    List<Stretch> on(LocalDate date);
}
