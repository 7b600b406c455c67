package org.shouhou.incident;

import java.time.Instant;

/**
 * More cases of one reason than usual within a window (R33).
 *
 * @param kind       what they have in common besides the reason
 * @param sku        empty when they share none; likewise {@code courier}
 * @param from       begin of the window
 * @param cases      how many there were when it was noticed
 * @param incidentId the incident that was made of it, or null
 */
public record Cluster(long id, String shop, Kind kind, String reason, String sku, String courier, Instant from,
        Instant noticedAt, int cases, Long incidentId) {

    /** What the cases of a cluster have in common. */
    public enum Kind { PRODUCT, COURIER, BOTH }
}
