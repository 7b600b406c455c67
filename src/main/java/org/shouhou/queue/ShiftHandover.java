package org.shouhou.queue;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.identity.ProblemDetails;
import org.shouhou.identity.Role;
import org.shouhou.identity.Shops;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The end of a shift (R4): everything open of one person goes to a colleague or the pool in one go, each case with its note. */
@Service("shiftHandover")
public class ShiftHandover {

    /** @param clocks running clocks with their due time, the soonest first @param nextSlot of a held order; null for none */
    public record Open(String number, String page, String type, String orderNo, String buyer, List<Task> tasks, List<Clock> clocks,
            Clock nextSlot) {

        /** When the first of its tasks is due. */
        public Instant due() {
            return tasks.stream().map(Task::due).min(Instant::compareTo).orElseThrow();
        }
    }

    public record Task(String taskId, String key, Instant due) {
    }

    /** @param kind a code of a deadline, or of a part of the day @param task key of the task that is due; null where it is none's */
    public record Clock(String kind, String task, Instant due) {
    }

    /** A note somebody handed work over with. @param readMs epoch millis; null while it is not read */
    public record Received(long id, String number, String page, String task, String from, String by, String note, long givenMs, Long readMs) {
    }

    /** What is said about one case. */
    public record Item(String number, String note) {
    }

    /** @param from null for oneself @param to null for the pool */
    public record Request(String from, String to, List<Item> items) {
    }

    /** @param done false with a problem in words */
    public record Row(String number, boolean done, String problem) implements Serializable {
    }

    /** More than one person works on. */
    private static final int MOST = 500;
    private static final int RECEIVED = 100;

    private final Tasks tasks;
    private final HandoverNotes notes;
    private final OpenPoints openPoints;
    private final Matters matters;
    private final Commands commands;
    private final ProblemDetails problems;
    private final JdbcClient jdbc;

    ShiftHandover(Tasks tasks, HandoverNotes notes, OpenPoints openPoints, Matters matters, Commands commands, ProblemDetails problems,
            JdbcClient jdbc) {
        this.tasks = tasks;
        this.notes = notes;
        this.openPoints = openPoints;
        this.matters = matters;
        this.commands = commands;
        this.problems = problems;
        this.jdbc = jdbc;
    }

    /** Everything open of a person, case by case, what is due first first. @throws Problem 403 for somebody else's, unless one leads */
    public List<Open> open(String owner, Actor actor) {
        check(owner, actor);
        Map<String, List<QueueEntry>> byCase = new LinkedHashMap<>();
        entries(owner).forEach(entry -> byCase.computeIfAbsent(entry.caseNumber(), ignored -> new ArrayList<>()).add(entry));
        return byCase.values().stream().map(this::shown).toList();
    }

    private List<QueueEntry> entries(String owner) {
        return jdbc.sql("SELECT * FROM queue_entry WHERE owner = ?" + Shops.ofCaller().and("shop") + " ORDER BY priority, due_at, task_id LIMIT " + MOST).param(owner)
                .query(QueueEntry::map).list();
    }

    @SuppressWarnings("unchecked")
    private Open shown(List<QueueEntry> entries) {
        QueueEntry first = entries.get(0);
        Map<String, Object> points = openPoints.of(first);
        List<Clock> clocks = ((List<Map<String, String>>) points.getOrDefault("clocks", List.of())).stream()
                .map(clock -> new Clock(clock.get("kind"), clock.get("task"), Instant.parse(clock.get("due")))).toList();
        Map<String, String> slot = (Map<String, String>) points.get("nextSlot");
        return new Open(first.caseNumber(), matters.page(first), first.caseType(), first.orderNo(), first.buyer(),
                entries.stream().map(entry -> new Task(entry.taskId(), entry.key(), entry.due())).toList(), clocks,
                slot == null ? null : new Clock(slot.get("part"), null, Instant.parse(slot.get("due"))));
    }

    private static void check(String owner, Actor actor) {
        if (!owner.equals(actor.name()) && !actor.mayDo(Role.SUPERVISOR) && !actor.is(Role.AUDITOR)) {
            throw Problem.forbidden("not-your-role", "Only a supervisor hands over for somebody else.");
        }
    }

    /** Who has open work, by name, for who hands over for somebody gone. */
    public List<String> owners() {
        return jdbc.sql("SELECT DISTINCT owner FROM queue_entry WHERE owner IS NOT NULL ORDER BY owner").query(String.class).list();
    }

    /**
     * Hands over the named cases, each by itself: what cannot change hands says why, and the rest does.
     *
     * @return a row for each item, in its order
     * @throws Problem 400 without items, 403 for somebody else's work unless one leads
     */
    public List<Row> handOver(Request request, Actor actor) {
        String from = request.from() == null || request.from().isBlank() ? actor.name() : request.from().strip();
        String to = request.to() == null || request.to().isBlank() ? null : request.to().strip();
        check(from, actor);
        if (request.items() == null || request.items().isEmpty() || request.items().size() > MOST
                || request.items().stream().anyMatch(Objects::isNull)) {
            throw Problem.fields(List.of(new FieldProblem("items", "Is required, at most " + MOST + ".")));
        }
        return request.items().stream().map(item -> row(from, to, item, actor)).toList();
    }

    private Row row(String from, String to, Item item, Actor actor) {
        try {
            commands.run(() -> {
                List<QueueEntry> theirs = entries(from).stream().filter(entry -> entry.caseNumber().equals(item.number())).toList();
                if (theirs.isEmpty()) {
                    throw Problem.conflict("task-gone", from + " has nothing open of " + item.number() + ".");
                }
                theirs.forEach(entry -> tasks.handover(entry.taskId(), to, item.note(), actor));
            });
            return new Row(item.number(), true, null);
        } catch (Problem refused) {
            String fields = String.join(" ", problems.fields(refused).values());
            return new Row(item.number(), false, fields.isEmpty() ? problems.sentence(refused) : fields);
        }
    }

    /** Notes the person received: those not read, then those read lately. */
    public List<Received> received(Actor actor) {
        return notes.of(actor.name(), RECEIVED);
    }

    /** How many notes whoever is signed in has not read. */
    public int unread() {
        return notes.unread(Actor.current().name());
    }

    /** The person has read these. Again, or those of others: changes nothing. */
    public void read(List<Long> ids, Actor actor) {
        notes.read(ids == null ? List.of() : ids, actor.name());
    }
}
