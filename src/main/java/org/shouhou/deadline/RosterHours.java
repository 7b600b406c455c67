package org.shouhou.deadline;

import java.time.LocalDate;
import java.util.List;
import org.shouhou.duty.StaffedHours;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** The hours the roster has to cover. */
@Component
class RosterHours implements StaffedHours {

    private final BusinessCalendar calendar;

    RosterHours(BusinessCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public List<Stretch> on(LocalDate date) {
        return calendar.staffedOn(Settings.ALL_SHOPS, date).stream().map(open -> new Stretch(open.from(), open.to())).toList();
    }
}
