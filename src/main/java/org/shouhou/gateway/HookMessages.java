package org.shouhou.gateway;

import java.util.Map;

/** Where an event from outside that tells something about a case goes. Implemented by the case file. */
public interface HookMessages {

    /**
     * What the outside told.
     *
     * @param source     {@code payment}, {@code order}, {@code warehouse} or {@code courier}
     * @param eventId    the outside's id of the event, unique within the source: the message's id
     * @param name       the message, such as {@code orderShipped}
     * @param shop       may be null
     * @param orderNo    may be null; at least one of order number, waybill and case number is given
     * @param data       the message's data, never null
     */
    record Told(String source, String eventId, String name, String shop, String orderNo, String waybill,
            String caseNumber, Map<String, Object> data) {
    }

    /**
     * Delivers to every open case it concerns, in the caller's transaction.
     *
     * @return what became of it, at most 20 characters: DELIVERED, STORED, DEFERRED
     * @throws org.shouhou.common.Problem when no order or case matches or the data is not right; shown to the operator
     */
    String deliver(Told told);
}
