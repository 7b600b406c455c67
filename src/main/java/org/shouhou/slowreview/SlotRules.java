package org.shouhou.slowreview;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.shouhou.settings.TimeRange;

/**
 * The figures the slot plan needs.
 *
 * @param zone         the shop's; days are calendar days there
 * @param morning      ends before the evening begins
 * @param minimumAhead how much of an evening slot must be ahead to be worth something (R25)
 * @param cutOff       until when the warehouse takes what leaves on the same day
 * @param margin       how long before it a decision must have fallen
 * @param beforeCutOff how long before it a slot that is brought forward opens
 */
record SlotRules(ZoneId zone, TimeRange morning, TimeRange evening, Duration minimumAhead, LocalTime cutOff, Duration margin,
        Duration beforeCutOff) {

    /** Less is no time to call anybody. */
    private static final Duration LEAST_AHEAD = Duration.ofMinutes(1);

    SlotRules {
        if (minimumAhead.compareTo(LEAST_AHEAD) < 0) {
            minimumAhead = LEAST_AHEAD;
        }
    }

    /** As they hold now for a shop. */
    static SlotRules of(Settings settings, String shop) {
        return new SlotRules(settings.zone(shop), settings.range(Figure.SLOT_MORNING, shop), settings.range(Figure.SLOT_EVENING, shop),
                settings.duration(Figure.SLOT_MINIMUM_AHEAD, shop), settings.time(Figure.WAREHOUSE_CUT_OFF, shop),
                settings.duration(Figure.WAREHOUSE_CUT_OFF_MARGIN, shop), settings.duration(Figure.SLOT_BEFORE_CUT_OFF, shop));
    }
}
