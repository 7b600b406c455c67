package org.shouhou.settings;

import java.time.Instant;

/**
 * A value somebody set.
 *
 * @param shop  empty for all shops
 * @param from  its first moment
 * @param to    its end, no longer part of it; null when open
 * @param setBy the user
 */
public record SettingRow(String name, String shop, String value, Instant from, Instant to, String setBy) {

    /** Whether it is between its begin and its end. */
    public boolean holds(Instant at) {
        return !from.isAfter(at) && (to == null || to.isAfter(at));
    }
}
