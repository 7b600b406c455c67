package org.shouhou.deadline;

import java.time.LocalDate;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The dates on which a shop keeps other hours than in an ordinary week. */
@RestController
@RequestMapping("/api/calendar")
class CalendarApi {

    /**
     * @param shop  empty for all shops
     * @param hours the ordinary week's, as they hold now (setting {@code staffed.hours})
     * @param days  the dates between from and to that differ; those for all shops too, unless the shop has its own
     */
    record Calendar(String shop, String zone, String hours, LocalDate from, LocalDate to, List<Day> days) {
    }

    /** @param intervals such as {@code 09:00-12:00,14:00-24:00}, or {@code closed} */
    record Day(String shop, LocalDate date, String intervals, String name) {
    }

    private final CalendarBook book;

    private final ObjectProvider<CalendarChanges> changes;

    CalendarApi(CalendarBook book, ObjectProvider<CalendarChanges> changes) {
        this.book = book;
        this.changes = changes;
    }

    /** From today for a year, unless said otherwise; at most three years. */
    @GetMapping
    Calendar calendar(@RequestParam(defaultValue = "") String shop, @RequestParam(required = false) LocalDate from,
            @RequestParam(required = false) LocalDate to) {
        return book.between(shop, from, to);
    }

    /** Sets some dates no open deadline hangs on, else 409 {@code preview-needed}; the others stay. All or nothing. */
    @PutMapping
    Calendar change(@RequestBody CalendarChange change) {
        CalendarChanges all = changes.getIfAvailable();
        if (all == null) {
            return book.change(change);
        }
        all.set(change);
        return book.changed(change);
    }
}
