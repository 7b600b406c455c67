package org.shouhou.gateway;

import java.util.List;

/** Where a courier can say a parcel is: the codes of the answer to {@code trace}, of messages and of lists. */
public final class Tracking {

    public static final List<String> CODES = List.of("NO_TRACKING", "AT_ORIGIN", "MOVING", "AT_DESTINATION", "LOST", "DAMAGED", "DELIVERED");

    private Tracking() {
    }
}
