package org.shouhou.deadline;

import java.time.LocalDate;
import java.util.List;
import org.shouhou.settings.Settings;

/**
 * Dates to be set.
 *
 * @param shop null or absent: for all shops
 */
public record CalendarChange(String shop, List<DayChange> days) {

    /**
     * @param intervals such as {@code 09:00-12:00,14:00-24:00}, {@code closed}, or {@code usual}: as any other day of its week
     * @param name      why the day differs; needed unless usual
     */
    public record DayChange(LocalDate date, String intervals, String name) {
    }

    String ofShop() {
        return shop == null ? Settings.ALL_SHOPS : shop;
    }
}
