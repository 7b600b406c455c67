package org.shouhou.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The lists of work: mine by urgency, the team's narrowed to what somebody looks for, and how much there is of each. */
@Service
public class TaskLists {

    /** A task in a list. @param first whether it comes before others whatever is due: urgent, or of an important buyer */
    public record TaskRow(String taskId, String key, String caseId, String caseNumber, String caseType, String orderNo,
            String buyer, String reason, Long amountMinor, String currency, Instant due, boolean overdue, String owner,
            long revision, String page, boolean quiet, boolean first) {
    }

    /** @param cursor for the next page; null on the last one */
    public record TaskPage(List<TaskRow> tasks, String cursor) {
    }

    /** How far off the due time of a task is. */
    public enum Urgency { CRITICAL, OVERDUE, SOON, LATER }

    /** My tasks of one urgency, what comes first first, then by due time. */
    public record Group(Urgency urgency, List<TaskRow> tasks) {
    }

    /**
     * How much there is; each at most {@value QueueReads#COUNTED}, which then means so many or more.
     *
     * @param free    of the team's, what nobody has claimed
     * @param overdue of the team's
     * @param fresh   what came after the moment asked about: of the team's, or to me
     */
    public record Counts(int mine, int mineOverdue, int team, int free, int overdue, int fresh) {
    }

    /** Which list: mine, the team's (unclaimed and claimed, what my roles may do), the overdue ones of those. */
    public enum View { MINE, TEAM, OVERDUE }

    private static final int MINE_AT_ONCE = 500;
    private final QueueReads reads;
    private final Matters matters;
    private final Settings settings;
    private final Clock clock;

    TaskLists(QueueReads reads, Matters matters, Settings settings, Clock clock) {
        this.reads = reads;
        this.matters = matters;
        this.settings = settings;
        this.clock = clock;
    }

    /** One page of a list, most urgent first. @throws Problem 400 for a cursor that is none */
    @Transactional(readOnly = true)
    public TaskPage page(View view, TaskFilter filter, String cursor, Actor actor) {
        List<QueueEntry> page = reads.page(view == View.MINE, view == View.OVERDUE ? filter.onlyOverdue() : filter, cursor, actor);
        return new TaskPage(page.stream().map(this::row).toList(), QueueReads.cursorAfter(page));
    }

    /** What the actor has, by urgency; groups without a task are left out. */
    @Transactional(readOnly = true)
    public List<Group> mine(Actor actor) {
        Map<Urgency, List<TaskRow>> groups = new EnumMap<>(Urgency.class);
        reads.of(actor, MINE_AT_ONCE).forEach(entry ->
                groups.computeIfAbsent(urgency(entry.due()), ignored -> new ArrayList<>()).add(row(entry)));
        // due times are in order already, and the sort keeps that order
        groups.values().forEach(rows -> rows.sort(Comparator.comparing(TaskRow::first).reversed()));
        return groups.entrySet().stream().map(group -> new Group(group.getKey(), group.getValue())).toList();
    }

    /** What one person has, or nobody, for who leads: what comes first first, at most so many as are moved at once. */
    @Transactional(readOnly = true)
    public List<TaskRow> of(String owner, TaskFilter filter) {
        return reads.ofOwner(owner, filter, (int) settings.number(Figure.BULK_MOST, Settings.ALL_SHOPS)).stream().map(this::row).toList();
    }

    private Urgency urgency(Instant due) {
        Instant now = clock.instant();
        if (due.isBefore(now)) {
            return due.plus(settings.duration(Figure.LIST_CRITICAL_AFTER, Settings.ALL_SHOPS)).isBefore(now) ? Urgency.CRITICAL : Urgency.OVERDUE;
        }
        return due.minus(settings.duration(Figure.LIST_SOON_WITHIN, Settings.ALL_SHOPS)).isBefore(now) ? Urgency.SOON : Urgency.LATER;
    }

    /** @param mine whether {@code fresh} is about what came to me, not to the team. @param sinceMs epoch millis; null counts nothing as fresh */
    @Transactional(readOnly = true)
    public Counts counts(boolean mine, Long sinceMs, Actor actor) {
        var now = Db.utc(clock.instant());
        int fresh = sinceMs == null ? 0 : mine ? reads.count(true, actor, " AND owned_ms > ?", sinceMs)
                : reads.count(false, actor, " AND created_ms > ?", sinceMs);
        return new Counts(reads.count(true, actor, ""), reads.count(true, actor, " AND due_at < ?", now),
                reads.count(false, actor, ""), reads.count(false, actor, " AND owner IS NULL"),
                reads.count(false, actor, " AND due_at < ?", now), fresh);
    }

    TaskRow row(QueueEntry entry) {
        return new TaskRow(entry.taskId(), entry.key(), entry.subject() == null ? Long.toString(entry.caseId()) : null,
                entry.caseNumber(), entry.caseType(), entry.orderNo(), entry.buyer(), entry.reason(), entry.amountMinor(),
                entry.currency(), entry.due(), entry.due().isBefore(clock.instant()), entry.owner(), entry.revision(),
                matters.page(entry), entry.quiet(), entry.priority() == Precedence.FIRST);
    }
}
