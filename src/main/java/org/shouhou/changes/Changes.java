package org.shouhou.changes;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.common.WorkArrived;
import org.shouhou.deadline.CalendarBook;
import org.shouhou.deadline.CalendarChange;
import org.shouhou.deadline.CalendarChanges;
import org.shouhou.deadline.Recalculation;
import org.shouhou.deadline.Recalculation.Move;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.SettingChanges;
import org.shouhou.settings.SettingRow;
import org.shouhou.settings.Settings;
import org.shouhou.settings.TimeRange;
import org.shouhou.settings.TouchedWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Figures and calendar are changed in two steps where open deadlines hang on them: first it is shown what would move, then
 * that is done, exactly. If figures, calendar or a clock that was shown changed in between, nothing is done.
 */
@Service
public class Changes implements SettingChanges, CalendarChanges {

    private static final int MOST = 50;

    private final Commands commands;
    private final ChangeTable table;
    private final Settings settings;
    private final CalendarBook calendar;
    private final Recalculation recalculation;
    private final ObjectProvider<TouchedWork> touched;
    private final MovingClocks moving;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Changes(Commands commands, ChangeTable table, Settings settings, CalendarBook calendar, Recalculation recalculation,
            ObjectProvider<TouchedWork> touched, MovingClocks moving, ApplicationEventPublisher events, Clock clock) {
        this.commands = commands;
        this.table = table;
        this.settings = settings;
        this.calendar = calendar;
        this.recalculation = recalculation;
        this.touched = touched;
        this.moving = moving;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What a new value would do.
     *
     * @param from null for now, which then stays the moment it holds from
     * @param to   null until another value follows
     * @throws Problem 400 with the field that is not right, 404 for an unknown figure
     */
    public Preview preview(String figure, String shop, String value, Instant from, Instant to, Actor by) {
        if (Figure.named(figure).isEmpty()) {
            throw Problem.notFound("figure", figure);
        }
        if (from != null && from.isBefore(now())) {
            throw Problem.fields(List.of(new FieldProblem("from", "Must lie ahead; leave it out for now.")));
        }
        return look(Draft.of(settings.checked(figure, shop, value, from, to, by.name())), by);
    }

    /** What other hours on some dates would do. @throws Problem 400 with each field that is not right */
    public Preview preview(CalendarChange days, Actor by) {
        calendar.check(days);
        return look(Draft.of(days), by);
    }

    /** The same change looked at again, as things stand now. */
    public Preview again(Preview stale, Actor by) {
        SettingRow row = stale.draft().row();
        if (row == null) {
            return preview(stale.draft().days(), by);
        }
        boolean passed = row.from().isBefore(now());
        return preview(row.name(), row.shop(), row.value(), passed ? null : row.from(), row.to(), by);
    }

    private Preview look(Draft draft, Actor by) {
        return commands.run(() -> {
            List<Move> moves = moves(draft);
            Instant now = now();
            List<TouchedWork.Touched> weighed = draft.row() == null ? List.of() : touched.orderedStream()
                    .flatMap(one -> one.ifSet(settings.with(draft.row()), draft.row()).stream()).toList();
            Preview preview = new Preview(UUID.randomUUID().toString(), draft.what(), draft.name(), draft,
                    Effects.of(before(draft), moves, weighed, now), by.name(), clock.instant());
            table.keep(new ChangeTable.Kept(preview, table.standing(), table.newestClock()), now.minus(settings.duration(
                    Figure.CHANGE_PREVIEW_VALID, Settings.ALL_SHOPS)));
            return preview;
        });
    }

    /** @throws Problem 404 when there is none, or it is too old */
    public Preview seen(String previewId, String what) {
        return kept(previewId, what).preview();
    }

    private ChangeTable.Kept kept(String previewId, String what) {
        Instant oldest = clock.instant().minus(settings.duration(Figure.CHANGE_PREVIEW_VALID, Settings.ALL_SHOPS));
        return table.kept(previewId).filter(kept -> kept.preview().what().equals(what) && !kept.preview().madeAt().isBefore(oldest))
                .orElseThrow(() -> Problem.notFound("preview", previewId));
    }

    /**
     * Does what was seen; again, it changes nothing. Clocks that stopped meanwhile stay, those that began meanwhile move too.
     *
     * @param what FIGURE or CALENDAR, which whoever confirms may change
     * @throws Problem 404 for an unknown or old preview, 409 {@code preview-stale} when something it rests on changed
     */
    public Change confirm(String previewId, String what, Actor by) {
        Change made = commands.run(() -> {
            table.lock();
            return table.byPreview(previewId).filter(before -> before.what().equals(what)).orElseGet(() -> {
                ChangeTable.Kept kept = kept(previewId, what);
                settings.readAnew();
                calendar.readAnew();
                List<Move> moves = moves(kept.preview().draft());
                if (!kept.standing().equals(table.standing()) || !asSeen(kept, moves)) {
                    throw Problem.conflict("preview-stale", "Something changed since this was shown; look at it again, nothing was changed.");
                }
                return carryOut(kept.preview().draft(), moves, previewId, by.name());
            });
        });
        if (made.waiting() > 0) {
            moving.atOnce();
        }
        return table.find(made.id()).orElseThrow();
    }

    private static boolean asSeen(ChangeTable.Kept kept, List<Move> moves) {
        Map<Long, List<Long>> seen = kept.preview().effects().byClock();
        return moves.stream().filter(move -> move.deadlineId() <= kept.newestClock())
                .allMatch(move -> Objects.equals(seen.get(move.deadlineId()), List.of(move.from().getEpochSecond(), move.to().getEpochSecond())));
    }

    private Change carryOut(Draft draft, List<Move> moves, String previewId, String by) {
        String before = before(draft);
        if (draft.row() != null) {
            SettingRow row = draft.row();
            settings.put(new SettingRow(row.name(), row.shop(), row.value(), row.from(), row.to(), by));
        } else {
            calendar.set(draft.days());
        }
        long id = table.note(draft, before, after(draft), by, previewId, moves);
        if (!moves.isEmpty()) {
            events.publishEvent(new WorkArrived());
        }
        return table.find(id).orElseThrow();
    }

    @Override
    public void set(SettingRow row) {
        withoutMoving(Draft.of(row), row.setBy());
    }

    @Override
    public void set(CalendarChange change) {
        calendar.check(change);
        withoutMoving(Draft.of(change), Actor.current().name());
    }

    private void withoutMoving(Draft draft, String by) {
        commands.run(() -> {
            table.lock();
            List<Move> moves = moves(draft);
            if (!moves.isEmpty()) {
                throw Problem.conflict("preview-needed", moves.size() + " open deadlines would move; ask for the preview and confirm it.")
                        .with("deadlines", moves.size());
            }
            carryOut(draft, moves, null, by);
        });
    }

    /** What was changed about a figure, the newest first. */
    public List<Change> ofFigure(String name) {
        return table.of(Draft.FIGURE, name, Long.MAX_VALUE, MOST);
    }

    /** Every change, the newest first. @param before null, or the id of the last one seen */
    public List<Change> all(Long before) {
        return table.newest(before == null ? Long.MAX_VALUE : before, MOST);
    }

    private List<Move> moves(Draft draft) {
        return draft.row() != null ? recalculation.ifSet(draft.row()) : recalculation.ifSet(draft.days());
    }

    /** The value that holds when the new one begins; the hours as they hold now on the dates. */
    private String before(Draft draft) {
        if (draft.row() != null) {
            return Figure.named(draft.name()).map(figure -> settings.textAt(figure, draft.shop(), draft.row().from()))
                    .orElseGet(() -> settings.named(draft.name(), draft.shop()).orElse(""));
        }
        return draft.days().days().stream().map(CalendarChange.DayChange::date).sorted()
                .map(date -> calendar.days(draft.shop(), date, date).get(0).hours())
                .map(Changes::hours).distinct().collect(Collectors.joining("; "));
    }

    private static String after(Draft draft) {
        return draft.row() != null ? draft.row().value() : draft.days().days().stream()
                .map(day -> day.intervals().strip()).distinct().collect(Collectors.joining("; "));
    }

    private static String hours(List<TimeRange> hours) {
        return hours.isEmpty() ? "closed" : hours.stream().map(TimeRange::toString).collect(Collectors.joining(","));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
