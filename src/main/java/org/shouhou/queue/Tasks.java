package org.shouhou.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.attachment.Attachments;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.duty.OnDuty;
import org.shouhou.engine.Commands;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.promotion.Bulletins;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Working on tasks: claim, release, take next, hand over, complete. Every change is checked against owner and revision. */
@Service
public class Tasks {

    /**
     * A task as the API shows it.
     *
     * @param caseId   null when it belongs to no case
     * @param page     path of the page that shows what it belongs to
     * @param title    the task's id; pages and clients translate it
     * @param form     Camunda Forms JSON as deployed with the model the task runs on
     * @param data     facts for the form
     * @param fields   what complete expects
     */
    public record TaskView(String taskId, String key, String caseId, String caseNumber, String title, Instant due,
            boolean overdue, String owner, long revision, Map<String, Object> form, Map<String, Object> data,
            List<FormFields.Field> fields, String page) {
    }

    private final Commands commands;
    private final QueueEntries entries;
    private final TaskHandlers handlers;
    private final TaskAccess access;
    private final Processes processes;
    private final Matters matters;
    private final Attachments attachments;
    private final OnDuty duty;
    private final Bulletins bulletins;
    private final ChangingHands hands;
    private final JdbcClient jdbc;
    private final Clock clock;

    Tasks(Commands commands, QueueEntries entries, TaskHandlers handlers, TaskAccess access, Processes processes,
            Matters matters, Attachments attachments, OnDuty duty, Bulletins bulletins, ChangingHands hands, JdbcClient jdbc, Clock clock) {
        this.commands = commands;
        this.entries = entries;
        this.handlers = handlers;
        this.access = access;
        this.processes = processes;
        this.matters = matters;
        this.attachments = attachments;
        this.duty = duty;
        this.bulletins = bulletins;
        this.hands = hands;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The kinds of task there are. */
    public List<String> keys() {
        return handlers.keys();
    }

    private static String caseId(QueueEntry entry) {
        return entry.subject() == null ? Long.toString(entry.caseId()) : null;
    }

    private boolean overdue(QueueEntry entry) {
        return entry.due().isBefore(clock.instant());
    }

    /** @throws Problem 404 when there is no such open task, 403 when it is not for this person's roles */
    public TaskView get(String taskId, Actor actor) {
        QueueEntry entry = entries.find(taskId).orElseThrow(() -> Problem.notFound("open task", taskId));
        if (!actor.is(Role.AUDITOR)) {
            access.toSee(entry, actor);
        }
        return view(entry);
    }

    private TaskView view(QueueEntry entry) {
        String form = processes.form(entry.definitionId(), entry.key());
        return new TaskView(entry.taskId(), entry.key(), caseId(entry), entry.caseNumber(), entry.key(),
                entry.due(), overdue(entry), entry.owner(), entry.revision(), Json.readMap(form),
                handlers.of(entry.key()).data(entry.about(), entry.taskId()), fields(entry, form).list(), matters.page(entry));
    }

    private FormFields fields(QueueEntry entry, String form) {
        return FormFields.of(form, list -> handlers.of(entry.key()).values(list, entry.about()));
    }

    /**
     * Makes the task this person's. A supervisor may take over one that is past due.
     *
     * @param revision the one seen; null for whatever it is now
     * @throws Problem 404 gone, 403 not for this person, 409 {@code claimed-by-other} naming the owner, 409 stale revision
     */
    public TaskView claim(String taskId, Long revision, Actor actor) {
        return commands.run(() -> {
            QueueEntry entry = locked(taskId);
            access.toDo(entry, actor);
            if (actor.name().equals(entry.owner())) {
                return view(entry);
            }
            boolean takeOver = entry.owner() != null;
            // who lost the race wants to know to whom, not that something changed
            if (takeOver && !(overdue(entry) && actor.mayDo(Role.SUPERVISOR))) {
                throw claimed(entry);
            }
            checkRevision(entry, revision);
            hands.own(entry, actor.name(), takeOver ? "TASK_TAKEN_OVER" : "TASK_CLAIMED", actor.name(), null);
            return view(entries.find(taskId).orElseThrow());
        });
    }

    private static Problem claimed(QueueEntry entry) {
        return Problem.conflict("claimed-by-other", entry.owner() + " has this task.").with("owner", entry.owner());
    }

    /** Claims what comes first of the unclaimed tasks this person may do; empty when nothing waits. @throws Problem 409 off duty (R45), or with a bulletin unread (R42) */
    public Optional<TaskView> next(Actor actor) {
        if (!duty.on(actor.name())) {
            throw Problem.conflict("off-duty", "You are not on duty; set yourself on duty to be given work.");
        }
        List<String> unread = bulletins.unread(actor);
        if (!unread.isEmpty()) {
            throw Problem.conflict("bulletin-unread", "Read this first: " + String.join(", ", unread) + ".");
        }
        return commands.run(() -> entries.lockNext(actor).map(entry -> {
            hands.own(entry, actor.name(), "TASK_CLAIMED", actor.name(), null);
            return view(entries.find(entry.taskId()).orElseThrow());
        }));
    }

    /** Gives the task back to the pool. @throws Problem as for complete */
    public void release(String taskId, Long revision, Actor actor) {
        commands.run(() -> {
            QueueEntry entry = mine(taskId, revision, actor);
            hands.own(entry, null, "TASK_RELEASED", actor.name(), null);
        });
    }

    /**
     * Hands the task to somebody else, or to the pool, with a note of what is open (R4).
     *
     * @param to user name; null for the pool
     * @throws Problem 400 without a note or for somebody who may not do it; else as for complete
     */
    public void handover(String taskId, String to, String note, Actor actor) {
        if (note == null || note.isBlank() || note.length() > 4000) {
            throw Problem.fields(List.of(new FieldProblem("note", "Say what is open: a handover is never silent.")));
        }
        commands.run(() -> {
            QueueEntry entry = locked(taskId);
            boolean supervisor = actor.mayDo(Role.SUPERVISOR) && entry.owner() != null;
            if (!supervisor) {
                mine(taskId, null, actor);
            }
            if (to != null) {
                hands.checkReceiver(entry, to);
            }
            hands.handOver(entry, to, "TASK_HANDED_OVER", note.strip(), actor.name());
        });
    }

    /**
     * Carries a decision out: checks, our tables, then the process, in one transaction. The same request id again with
     * the same content changes nothing.
     *
     * @throws Problem 400 wrong fields, 403 not for this person, 404 never known, 409 not mine, changed meanwhile, or gone
     */
    public void complete(String taskId, String requestId, Long revision, Map<String, Object> data, Actor actor) {
        if (requestId == null || requestId.isBlank() || requestId.length() > 150) {
            throw Problem.fields(List.of(new FieldProblem("requestId", "Is required, at most 150 characters.")));
        }
        if (revision == null) {
            throw Problem.fields(List.of(new FieldProblem("revision", "Is required: the one the task was shown with.")));
        }
        Map<String, Object> given = data == null ? Map.of() : data;
        String hash = Json.hash(List.of(taskId, given));
        try {
            commands.run(() -> {
                // a second click waits here for the first, and then finds what that one did
                entries.find(taskId).ifPresent(matters::lock);
                if (!doneBefore(requestId, hash, actor)) {
                    decide(taskId, requestId, hash, revision, given, actor);
                }
            });
        } catch (DuplicateKeyException twice) {
            if (!doneBefore(requestId, hash, actor)) {
                throw twice;
            }
        }
    }

    /** Whether this person's completion with this request id was carried out. */
    public boolean completed(String requestId, Actor actor) {
        return jdbc.sql("SELECT COUNT(*) FROM completed_command WHERE request_id = ? AND actor = ?").params(requestId, actor.name())
                .query(Long.class).single() > 0;
    }

    /** Whether this very completion was carried out. @throws Problem 409 when the request id was used for something else */
    boolean completedBefore(String taskId, String requestId, Map<String, Object> data, Actor actor) {
        return doneBefore(requestId, Json.hash(List.of(taskId, data)), actor);
    }

    private boolean doneBefore(String requestId, String hash, Actor actor) {
        Optional<String[]> before = jdbc.sql("SELECT actor, body_hash FROM completed_command WHERE request_id = ?")
                .param(requestId).query((row, n) -> new String[] {row.getString(1), row.getString(2)}).optional();
        before.filter(done -> !done[0].equals(actor.name()) || !done[1].equals(hash)).ifPresent(other -> {
            throw Problem.conflict("request-id-used", "The request id " + requestId + " was used before for something else.");
        });
        return before.isPresent();
    }

    private void decide(String taskId, String requestId, String hash, long revision, Map<String, Object> data, Actor actor) {
        QueueEntry entry = mine(taskId, revision, actor);
        fields(entry, processes.form(entry.definitionId(), entry.key())).check(data, ids -> attachments.foreign(entry.caseId(), ids));
        Map<String, Object> clean = new LinkedHashMap<>();
        data.forEach((key, value) -> {
            if (value != null && !(value instanceof String text && text.isBlank())) {
                clean.put(key, value instanceof Number number ? Long.valueOf(number.longValue()) : value);
            }
        });
        jdbc.sql("INSERT INTO completed_command (request_id, actor, task_id, body_hash, at_ms) VALUES (?, ?, ?, ?, ?)")
                .params(requestId, actor.name(), taskId, hash, clock.millis()).update();
        Map<String, Object> facts = new LinkedHashMap<>(clean);
        facts.put("task", entry.key());
        matters.record(entry, actor.name(), "TASK_COMPLETED", facts);
        Map<String, Object> variables = new LinkedHashMap<>(handlers.of(entry.key()).complete(
                new TaskHandler.Decision(taskId, entry.key(), entry.about(), actor, clean)));
        if (clean.containsKey("decision")) {
            variables.putIfAbsent("decision", clean.get("decision"));
        }
        processes.completeTask(taskId, variables);
    }

    private QueueEntry mine(String taskId, Long revision, Actor actor) {
        QueueEntry entry = locked(taskId);
        access.toDo(entry, actor);
        if (entry.owner() == null) {
            throw Problem.conflict("not-claimed", "Claim this task first.");
        }
        if (!entry.owner().equals(actor.name())) {
            throw claimed(entry);
        }
        checkRevision(entry, revision);
        return entry;
    }

    private static void checkRevision(QueueEntry entry, Long revision) {
        if (revision != null && entry.revision() != revision) {
            throw Problem.conflict("changed-meanwhile", "The task changed since it was shown; look at it again.")
                    .with("revision", entry.revision());
        }
    }

    /** The case first, then its task: the order every change follows. */
    private QueueEntry locked(String taskId) {
        QueueEntry seen = entries.find(taskId).orElseThrow(() -> gone(taskId));
        matters.lock(seen);
        return entries.find(taskId).orElseThrow(() -> gone(taskId));
    }

    /** Every task has a clock, which stays when the task has gone. */
    private Problem gone(String taskId) {
        boolean was = jdbc.sql("SELECT COUNT(*) FROM deadline WHERE task_id = ?").param(taskId).query(Long.class).single() > 0;
        return !was ? Problem.notFound("task", taskId) : Problem.conflict("task-gone",
                "This task is not open any more: it was completed, or the case went on without it.").with("taskId", taskId);
    }
}
