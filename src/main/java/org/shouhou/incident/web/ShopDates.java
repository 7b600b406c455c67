package org.shouhou.incident.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** Days a person chose on a page, in the zone of the shop they are about. */
@Component
class ShopDates {

    private final Settings settings;

    ShopDates(Settings settings) {
        this.settings = settings;
    }

    /** The first moment of a day; null for none. @throws Problem 400 for what is no day */
    Instant beginOf(String field, String day, String shop) {
        return parsed(field, day).map(date -> date.atStartOfDay(settings.zone(shop.strip())).toInstant()).orElse(null);
    }

    /** The last moment of a day; null for none. @throws Problem 400 for what is no day */
    Instant endOf(String field, String day, String shop) {
        return parsed(field, day).map(date -> date.atTime(LocalTime.MAX).atZone(settings.zone(shop.strip())).toInstant()).orElse(null);
    }

    private static Optional<LocalDate> parsed(String field, String day) {
        try {
            return day.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(day.strip()));
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem(field, "Is not a day such as 2026-11-11.")));
        }
    }
}
