package org.shouhou.changes.web;

import java.time.Instant;
import java.util.List;
import org.shouhou.changes.Change;
import org.shouhou.changes.Changes;
import org.shouhou.changes.Effects;
import org.shouhou.changes.Preview;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.deadline.CalendarChange;
import org.shouhou.identity.Actor;
import org.shouhou.settings.TouchedWork.Touched;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Changing figures and calendar in two steps, over HTTP: what would move, then doing it. */
@RestController
class ChangeApi {

    /** @param shop absent: for all shops @param from absent: now @param to absent: until another follows */
    record WantedValue(String shop, String value, Instant from, Instant to) {
    }

    record Confirmed(String preview) {
    }

    /**
     * What a change would do.
     *
     * @param preview   what to confirm it with
     * @param before    the figure's value, or the hours of the dates, as they hold
     * @param cases     how many cases have a deadline that moves
     * @param deadlines how many deadlines move
     * @param late      how many of them are late at once
     * @param first     the first fifty
     * @param weighed   how many open decisions another level would cover; they stay with whom they lie
     * @param touched   the first fifty
     */
    record Shown(String preview, String name, String before, int cases, int deadlines, int late, List<Effects.Shown> first, int weighed,
            List<Touched> touched) {
    }

    private final Changes changes;

    ChangeApi(Changes changes) {
        this.changes = changes;
    }

    /** What a new value would do; nothing is done. */
    @PostMapping("/api/settings/{name}/preview")
    Shown previewValue(@PathVariable String name, @RequestBody WantedValue wanted) {
        if (wanted.value() == null) {
            throw Problem.fields(List.of(new FieldProblem("value", "is needed")));
        }
        return shown(changes.preview(name, wanted.shop(), wanted.value(), wanted.from(), wanted.to(), Actor.current()));
    }

    /** Sets the value that was shown, and moves exactly what was shown. 409 {@code preview-stale} when something changed in between. */
    @PostMapping("/api/settings/changes")
    Change confirmValue(@RequestBody Confirmed confirmed) {
        return changes.confirm(preview(confirmed), "FIGURE", Actor.current());
    }

    /** What other hours on some dates would do; nothing is done. */
    @PostMapping("/api/calendar/preview")
    Shown previewDates(@RequestBody CalendarChange wanted) {
        return shown(changes.preview(wanted, Actor.current()));
    }

    /** Sets the dates that were shown, and moves exactly what was shown. 409 {@code preview-stale} when something changed in between. */
    @PostMapping("/api/calendar/changes")
    Change confirmDates(@RequestBody Confirmed confirmed) {
        return changes.confirm(preview(confirmed), "CALENDAR", Actor.current());
    }

    /** What was changed, the newest first, fifty at once. @param before the id of the last one seen */
    @GetMapping("/api/settings/changes")
    List<Change> all(@RequestParam(required = false) Long before) {
        return changes.all(before);
    }

    private static String preview(Confirmed confirmed) {
        if (confirmed.preview() == null || confirmed.preview().isBlank() || confirmed.preview().length() > 40) {
            throw Problem.fields(List.of(new FieldProblem("preview", "is needed")));
        }
        return confirmed.preview();
    }

    private static Shown shown(Preview preview) {
        Effects effects = preview.effects();
        return new Shown(preview.id(), preview.name(), effects.before(), effects.cases(), effects.clocks(), effects.late(), effects.first(),
                effects.weighed(), effects.touched());
    }
}
