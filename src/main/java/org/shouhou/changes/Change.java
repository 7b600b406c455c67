package org.shouhou.changes;

import java.time.Instant;

/**
 * A change that was made.
 *
 * @param what    FIGURE or CALENDAR
 * @param name    the figure, or the dates
 * @param shop    empty for all shops
 * @param from    since when it holds; null for dates
 * @param to      until when; null until another follows, and for dates
 * @param clocks  how many open deadlines it moved
 * @param waiting how many of them still wait for their turn
 */
public record Change(long id, String what, String name, String shop, String before, String after, Instant from, Instant to,
        String madeBy, Instant madeAt, int clocks, int waiting) {
}
