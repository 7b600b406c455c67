package org.shouhou.returns;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Until when goods may come back without a reason (R14): so many days after the day of receipt, to the end of that day
 * in the shop's zone.
 */
final class ReturnWindow {

    /** How the request lies to the window. */
    enum Level { WITHIN, OUTSIDE, UNKNOWN }

    private ReturnWindow() {
    }

    /**
     * @param received  null when nobody knows
     * @param shipped   null when nobody knows; nothing is received before it is shipped
     * @param requested when the customer asked
     * @param days      of the shop, seven by law
     */
    static Level of(Instant received, Instant shipped, Instant requested, long days, ZoneId zone) {
        LocalDate asked = LocalDate.ofInstant(requested, zone);
        if (received != null) {
            return asked.isAfter(LocalDate.ofInstant(received, zone).plusDays(days)) ? Level.OUTSIDE : Level.WITHIN;
        }
        return shipped != null && !asked.isAfter(LocalDate.ofInstant(shipped, zone).plusDays(days))
                ? Level.WITHIN : Level.UNKNOWN;
    }
}
