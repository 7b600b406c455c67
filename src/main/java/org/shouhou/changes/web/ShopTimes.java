package org.shouhou.changes.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** Moments as forms show them: in the shop's zone, to the minute. */
@Component
class ShopTimes {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

    private final Settings settings;

    ShopTimes(Settings settings) {
        this.settings = settings;
    }

    /** @return null for an empty field */
    Instant instant(String field, String local) {
        try {
            return local.isBlank() ? null : LocalDateTime.parse(local).atZone(settings.zone(Settings.ALL_SHOPS)).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem(field, "Must be a date such as 2026-11-11.")));
        }
    }

    String local(Instant at) {
        return FORM.format(at.atZone(settings.zone(Settings.ALL_SHOPS)));
    }

    /** The shop asked for, when it can be one; else all. */
    static String shop(String asked) {
        return Settings.isShopCode(asked.strip()) ? asked.strip() : Settings.ALL_SHOPS;
    }
}
