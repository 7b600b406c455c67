package org.shouhou.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Db;
import org.shouhou.deadline.ClockMoved;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.TaskDue;
import org.shouhou.deadline.TaskNoticed;
import org.shouhou.engine.EngineEvents;
import org.shouhou.order.OrderChanged;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the list of open work beside the engine, in the transaction of each task's event; one row a task. */
@Component
class QueueProjection {

    /** Any sudden event goes to a supervisor at once (R5), whatever the case is part of. */
    private static final String NEVER_QUIET = "handleEscalation";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final CaseFiles cases;
    private final Deadlines deadlines;
    private final CaseHistory history;
    private final TaskDue taskDue;
    private final Matters matters;
    private final Precedence precedence;
    private final ObjectProvider<TaskHandlers> handlers;
    private final ObjectProvider<KeptAway> keptAway;

    QueueProjection(JdbcClient jdbc, Clock clock, CaseFiles cases, Deadlines deadlines, CaseHistory history,
            TaskDue taskDue, Matters matters, Precedence precedence, ObjectProvider<TaskHandlers> handlers, ObjectProvider<KeptAway> keptAway) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.cases = cases;
        this.deadlines = deadlines;
        this.history = history;
        this.taskDue = taskDue;
        this.matters = matters;
        this.precedence = precedence;
        this.handlers = handlers;
        this.keptAway = keptAway;
    }

    @EventListener
    void opened(EngineEvents.TaskOpened task) {
        CaseFile file = cases.get(task.caseId());
        List<String> groups = task.groups();
        Instant due = task.due();
        jdbc.sql("""
                INSERT INTO queue_entry (task_id, case_id, case_number, case_type, task_key, definition_id, role, other_role,
                  excluded_user, shop, order_no, buyer, reason, amount_minor, currency, due_at, created_ms, quiet, priority,
                  kept_away, courier)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                  (SELECT courier FROM shop_order WHERE id = ?))""")
                .param(task.taskId()).param(file.id()).param(file.number()).param(file.type()).param(task.key())
                .param(task.definitionId()).param(groups.get(0)).param(groups.size() > 1 ? groups.get(1) : null)
                .param(handlers.getObject().of(task.key()).excludedUser(file.id(), task.taskId()))
                .param(file.shop()).param(file.orderNo()).param(file.buyer()).param(file.reason())
                .param(file.amountMinor()).param(file.currency()).param(Db.utc(due)).param(clock.millis())
                .param(cases.quiet(file.id()) && !task.key().equals(NEVER_QUIET)).param(precedence.of(file))
                .param(keptAway.stream().map(kept -> kept.from(file.id(), groups)).filter(Objects::nonNull).findFirst().orElse(null))
                .param(file.orderId()).update();
        TaskHandler handler = handlers.getObject().of(task.key());
        deadlines.start(file.id(), task.taskId(), handler.deadlineKind(), clock.instant(), due,
                handler.warnAt(file.id(), due), why(handler, task));
        history.record(file.id(), CaseHistory.SYSTEM, "TASK_OPENED", facts(task.key(), task.taskId(), due));
    }

    @EventListener
    void ended(EngineEvents.TaskEnded task) {
        jdbc.sql("DELETE FROM queue_entry WHERE task_id = ?").param(task.taskId()).update();
        if (task.completed()) {
            deadlines.endForTask(task.taskId());
        } else {
            deadlines.cancelForTask(task.taskId());
            history.record(task.caseId(), CaseHistory.SYSTEM, "TASK_TAKEN_AWAY", facts(task.key(), task.taskId(), null));
        }
    }

    /** A task of something that is no case. */
    @EventListener
    void opened(EngineEvents.SubjectTaskOpened task) {
        TaskSubject subject = matters.of(task.subject().subject());
        long id = task.subject().id();
        TaskSubject.Shown shown = subject.shown(id);
        TaskHandler handler = handlers.getObject().of(task.key());
        jdbc.sql("""
                INSERT INTO queue_entry (task_id, subject, subject_id, case_number, case_type, task_key, definition_id, role,
                  other_role, excluded_user, shop, reason, amount_minor, currency, due_at, created_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(task.taskId()).param(subject.kind()).param(id).param(shown.number()).param(subject.kind())
                .param(task.key()).param(task.definitionId()).param(task.groups().get(0))
                .param(task.groups().size() > 1 ? task.groups().get(1) : null).param(handler.excludedUser(id, task.taskId()))
                .param(shown.shop()).param(shown.reason()).param(shown.amountMinor()).param(shown.currency())
                .param(Db.utc(task.due())).param(clock.millis()).update();
        Map<String, Object> own = handler.why(id, task.due());
        deadlines.startForTask(task.taskId(), handler.deadlineKind(), clock.instant(), task.due(),
                handler.warnAt(id, task.due()), own != null ? own : taskDue.due(task.key(), 0, Map.of()).why());
        subject.record(id, CaseHistory.SYSTEM, "TASK_OPENED", facts(task.key(), task.taskId(), task.due()));
    }

    @EventListener
    void ended(EngineEvents.SubjectTaskEnded task) {
        jdbc.sql("DELETE FROM queue_entry WHERE task_id = ?").param(task.taskId()).update();
        if (task.completed()) {
            deadlines.endForTask(task.taskId());
        } else {
            deadlines.cancelForTask(task.taskId());
            matters.of(task.subject().subject()).record(task.subject().id(), CaseHistory.SYSTEM, "TASK_TAKEN_AWAY",
                    facts(task.key(), task.taskId(), null));
        }
    }

    @EventListener
    void noticed(TaskNoticed notice) {
        jdbc.sql("SELECT * FROM queue_entry WHERE task_id = ?").param(notice.taskId()).query(QueueEntry::map).optional()
                .ifPresent(entry -> matters.record(entry, CaseHistory.SYSTEM, notice.event(), notice.facts()));
    }

    /** A case's own history is written by whoever moved its clocks. */
    @EventListener
    void moved(ClockMoved moved) {
        if (moved.taskId() == null) {
            return;
        }
        jdbc.sql("UPDATE queue_entry SET due_at = ? WHERE task_id = ?").params(Db.utc(moved.to()), moved.taskId()).update();
        if (moved.caseId() == null) {
            jdbc.sql("SELECT * FROM queue_entry WHERE task_id = ?").param(moved.taskId()).query(QueueEntry::map).optional()
                    .ifPresent(entry -> matters.record(entry, moved.actor(), "DEADLINE_MOVED", moved.facts()));
        }
    }

    @EventListener
    void changed(OrderChanged order) {
        cases.ofOrder(order.orderId()).forEach(file -> jdbc.sql(
                "UPDATE queue_entry SET courier = (SELECT courier FROM shop_order WHERE id = ?) WHERE case_id = ?")
                .params(order.orderId(), file.id()).update());
    }

    /** The reason of the due time the model asked for: the instant stands, so the same inputs give the same reason. */
    private Map<String, Object> why(TaskHandler handler, EngineEvents.TaskOpened task) {
        Map<String, Object> own = handler.why(task.caseId(), task.due());
        return own != null ? own : taskDue.due(task.key(), task.caseId(), Map.of("slotEnds", task.due(), "decideBy", task.due())).why();
    }

    private static Map<String, Object> facts(String key, String taskId, Instant due) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("task", key);
        facts.put("taskId", taskId);
        if (due != null) {
            facts.put("due", due.toString());
        }
        return facts;
    }
}
