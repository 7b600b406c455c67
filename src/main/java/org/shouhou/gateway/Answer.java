package org.shouhou.gateway;

import java.util.Map;

/** What the outside answered to a call or to a query by key. */
public sealed interface Answer {

    /**
     * Done.
     *
     * @param reference the outside's own number of it, may be null
     * @param data      what else was answered, never null
     */
    record Succeeded(String reference, Map<String, Object> data) implements Answer {
        public Succeeded {
            data = data == null ? Map.of() : data;
        }
    }

    /** Refused for a business reason; it was not done and will not be done under this key. */
    record Declined(String code, String text) implements Answer {
    }

    /** Accepted, not done yet; to be asked again. */
    record Pending() implements Answer {
    }

    /** Nobody knows whether it was done (time-out, a broken answer); to be asked by its key until known. */
    record Unknown(String why) implements Answer {
    }

    /** Only to a query: the outside has never heard of this key. */
    record NotFound() implements Answer {
    }

    /** Only to a call: surely not done (no connection, circuit open); to be called again later with the same key. */
    record Transient(String why) implements Answer {
    }
}
