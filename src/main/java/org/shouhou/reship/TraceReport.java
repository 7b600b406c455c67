package org.shouhou.reship;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What a courier says about a parcel: the data of the answer to {@code trace}.
 *
 * @param status      where it stands
 * @param lastEventAt when the courier last touched it; null when it does not say
 * @param words       what else it says; null for nothing
 */
record TraceReport(Status status, Instant lastEventAt, String words) {

    /** The courier's own words for it, in few codes. */
    enum Status { NO_TRACKING, AT_ORIGIN, MOVING, AT_DESTINATION, LOST, DAMAGED, DELIVERED }

    /** Empty when the answer cannot be understood: then nothing is known, and it is asked again. */
    static Optional<TraceReport> of(Map<String, Object> data) {
        Object words = data.get("words");
        return status(data.get("status")).map(status -> new TraceReport(status, instant(data.get("lastEventAt")),
                words == null ? null : words.toString().length() <= 500 ? words.toString() : words.toString().substring(0, 500)));
    }

    static Optional<Status> status(Object code) {
        return Arrays.stream(Status.values()).filter(status -> status.name().equals(code)).findFirst();
    }

    private static Instant instant(Object value) {
        try {
            return value == null ? null : Instant.parse(value.toString());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
