package org.shouhou.changes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.BackgroundWork;
import org.shouhou.common.CaseLock;
import org.shouhou.deadline.ClockMoved;
import org.shouhou.deadline.Deadlines;
import org.shouhou.engine.Commands;
import org.shouhou.engine.MovedTimes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Moves the clocks a change names, all of a case at once: the clock with its notices, the task in the list, what the
 * process waits for, and a line in the history. A clock that stopped meanwhile, or stands elsewhere, is left alone.
 */
@Component
class MovingClocks implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(MovingClocks.class);
    private static final int PORTION = 20;
    /** So much is done while whoever confirmed waits; the rest goes on behind. */
    private static final int PORTIONS_AT_ONCE = 10;

    private final Commands commands;
    private final ChangeTable table;
    private final Deadlines deadlines;
    private final MovedTimes times;
    private final CaseLock caseLock;
    private final CaseHistory history;
    private final ApplicationEventPublisher events;

    MovingClocks(Commands commands, ChangeTable table, Deadlines deadlines, MovedTimes times, CaseLock caseLock, CaseHistory history,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.table = table;
        this.deadlines = deadlines;
        this.times = times;
        this.caseLock = caseLock;
        this.history = history;
        this.events = events;
    }

    @Override
    public String name() {
        return "moving-clocks";
    }

    @Override
    public boolean workOnce() {
        List<ChangeTable.Turn> turns = table.turns(PORTION);
        boolean did = false;
        RuntimeException failed = null;
        for (ChangeTable.Turn turn : turns) {
            try {
                commands.run(() -> carryOut(turn));
                did = true;
            } catch (RuntimeException e) {
                LOG.warn("The clocks of case {} could not be moved and will be tried again", turn.caseId(), e);
                failed = e;
            }
        }
        if (failed != null && !did) {
            throw failed;
        }
        return did;
    }

    void atOnce() {
        for (int portion = 0; portion < PORTIONS_AT_ONCE && workOnce(); portion++) {
            LOG.debug("Portion {} moved", portion);
        }
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    private void carryOut(ChangeTable.Turn first) {
        if (first.caseId() != null) {
            caseLock.lock(first.caseId());
        }
        Change change = table.find(first.changeId()).orElseThrow();
        for (ChangeTable.Turn turn : table.turnsOf(first.changeId(), first.caseId(), first.id())) {
            table.done(turn.id(), move(change, turn));
        }
    }

    private boolean move(Change change, ChangeTable.Turn turn) {
        if (!deadlines.moveOne(turn.deadlineId(), turn.from(), turn.to(), turn.warnAt(), turn.why())) {
            return false;
        }
        ChangeTable.Owner owner = table.owner(turn.deadlineId());
        if (owner.task() != null) {
            times.ofTask(owner.taskId(), turn.to());
        }
        Map<String, Object> facts = facts(change, turn, owner);
        if (turn.caseId() != null) {
            times.ofCase(turn.caseId(), turn.from(), turn.to());
            history.record(turn.caseId(), change.madeBy(), "DEADLINE_MOVED", facts);
        }
        events.publishEvent(new ClockMoved(turn.caseId(), owner.taskId(), owner.kind(), turn.from(), turn.to(), turn.why(), change.madeBy(), facts));
        return true;
    }

    private static Map<String, Object> facts(Change change, ChangeTable.Turn turn, ChangeTable.Owner owner) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", owner.kind());
        if (owner.task() != null) {
            facts.put("task", owner.task());
        }
        facts.put("before", turn.from().toString());
        facts.put("after", turn.to().toString());
        if (change.what().equals(Draft.FIGURE)) {
            facts.put("figure", change.name());
            facts.put("valueBefore", change.before());
            facts.put("valueAfter", change.after());
        } else {
            facts.put("dates", change.name());
            facts.put("hoursBefore", change.before());
            facts.put("hoursAfter", change.after());
        }
        return facts;
    }
}
