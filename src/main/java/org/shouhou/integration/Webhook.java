package org.shouhou.integration;

import java.util.List;
import java.util.Set;

/**
 * An address that is told what happens.
 *
 * @param kinds          codes of the events wanted ({@code case.opened}); empty for all
 * @param shops          only events of these shops; empty for all
 * @param why            why it does not take part: {@code GONE} (answered 410), {@code FAILING}, {@code BY_HAND}; null while ACTIVE
 * @param failures       failed tries since the last delivery
 * @param failingSinceMs epoch millis of the first of them, or null
 * @param restsUntilMs   nothing is tried before
 */
public record Webhook(long id, String name, String url, List<String> kinds, List<String> shops, Set<Share> shares, State state,
        String why, int failures, Long failingSinceMs, long restsUntilMs, String createdBy, long createdMs, long revision) {

    /** PAUSED: events are kept until it goes on. OFF: nothing is written for it. */
    public enum State { ACTIVE, PAUSED, OFF }

    boolean wants(EventKind kind, String shop) {
        return state != State.OFF && (kinds.isEmpty() || kinds.contains(kind.code())) && (shops.isEmpty() || shops.contains(shop));
    }
}
