package org.shouhou.reship;

import java.time.Duration;
import java.time.Instant;

/** Time that says nothing about a single parcel, since an incident held many of them up; who knows of incidents answers. */
public interface ParcelPause {

    /** How much of the stretch the case's parcels were inside an incident. */
    Duration within(long caseId, Instant from, Instant to);
}
