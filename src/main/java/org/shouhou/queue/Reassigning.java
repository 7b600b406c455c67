package org.shouhou.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.duty.OnDuty;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Who leads moves work, many tasks at a time: to one person, spread over those on duty, or back to the pool (R4, R45). Each
 * task by itself, in a transaction of its own; what cannot move says why and is as it was; the whole can be given back.
 */
@Service
public class Reassigning {

    /** Where the work goes. */
    public enum How { ONE, SPREAD, POOL }

    /**
     * What is asked.
     *
     * @param tasks ids; or none, and {@code of} says whose
     * @param of    a user name, or {@link TaskFilter#NOBODY} for what is free
     * @param first how many of them, what comes first first; null for all
     * @param to    for ONE
     * @param note  for who receives it; what somebody has never moves silently (R4)
     * @param notes by case number, where one case needs words of its own
     */
    public record Wanted(String requestId, List<String> tasks, String of, Integer first, String how, String to, String note,
            Map<String, String> notes) {
    }

    /** What became, or would become, of one task. @param problem slug of why not; {@code why} the same in the reader's language */
    public record Row(String taskId, String key, String number, String page, String before, String after, boolean done, String problem,
            String why, boolean back, String backWhy) {
    }

    /** @param moveId null before it is done @param undoUntil until when it can be given back; null when it cannot or was */
    public record Moved(String moveId, How how, String by, Instant at, List<Row> rows, int done, int refused, Instant undoUntil, String givenBackBy) {
    }

    private static final int LONGEST_ID = 80;
    private static final int LONGEST_NOTE = 4000;

    private final Commands commands;
    private final QueueEntries entries;
    private final WorkMoves moves;
    private final Matters matters;
    private final ChangingHands hands;
    private final Users users;
    private final OnDuty duty;
    private final MovedWork moved;
    private final Settings settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    Reassigning(Commands commands, QueueEntries entries, WorkMoves moves, Matters matters, ChangingHands hands, Users users, OnDuty duty,
            MovedWork moved, Settings settings, JdbcClient jdbc, Clock clock) {
        this.commands = commands;
        this.entries = entries;
        this.moves = moves;
        this.matters = matters;
        this.hands = hands;
        this.users = users;
        this.duty = duty;
        this.moved = moved;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What it would do; changes nothing. @throws Problem 400 for wrong fields, 403 for who does not lead */
    public Moved plan(Wanted wanted, Actor actor) {
        How how = check(wanted, actor);
        Spread spread = spread();
        List<Row> rows = new ArrayList<>();
        for (String taskId : chosen(wanted)) {
            Optional<QueueEntry> entry = entries.find(taskId);
            try {
                String to = target(entry, how, wanted.to(), spread);
                spread.gave(to == null ? "" : to);
                rows.add(moved.shown(row(rows.size(), taskId, entry, to, null)));
            } catch (Problem refused) {
                rows.add(moved.shown(row(rows.size(), taskId, entry, null, refused)));
            }
        }
        return MovedWork.moved(null, how, actor.name(), clock.instant(), rows, null, null);
    }

    /** Moves them; the same request again changes nothing. @throws Problem 400, 403, 409 for a request id used otherwise */
    public Moved move(Wanted wanted, Actor actor) {
        How how = check(wanted, actor);
        if (wanted.requestId() == null || wanted.requestId().isBlank() || wanted.requestId().length() > LONGEST_ID) {
            throw Problem.fields(List.of(new FieldProblem("requestId", "Is required, at most " + LONGEST_ID + " characters.")));
        }
        String hash = Json.hash(wanted);
        WorkMoves.Move move = begun(wanted.requestId(), hash, how, actor);
        if (!move.done()) {
            Set<String> before = moves.rows(move.id()).stream().map(WorkMoves.Row::taskId).collect(Collectors.toCollection(HashSet::new));
            Spread spread = spread();
            int seq = before.size();
            for (String taskId : chosen(wanted)) {
                if (before.add(taskId)) {
                    one(move.id(), seq++, taskId, how, wanted, spread, actor);
                }
            }
            commands.run(() -> moves.done(move.id()));
        }
        return moved.get(Long.toString(move.id()));
    }

    private WorkMoves.Move begun(String requestId, String hash, How how, Actor actor) {
        try {
            commands.run(() -> {
                if (moves.byRequest(requestId).isEmpty()) {
                    moves.begin(requestId, hash, how.name(), actor.name());
                }
            });
        } catch (DuplicateKeyException twice) {
            // the other call began it
        }
        WorkMoves.Move move = moves.byRequest(requestId).orElseThrow();
        if (!move.bodyHash().equals(hash) || !move.by().equals(actor.name())) {
            throw Problem.conflict("request-id-used", "The request id " + requestId + " was used before for something else.");
        }
        return move;
    }

    private void one(long moveId, int seq, String taskId, How how, Wanted wanted, Spread spread, Actor actor) {
        Optional<QueueEntry> seen = entries.find(taskId);
        try {
            String to = commands.run(() -> {
                entries.find(taskId).ifPresent(matters::lock);
                Optional<QueueEntry> entry = entries.find(taskId);
                String receiver = target(entry, how, wanted.to(), spread);
                String note = note(wanted, entry.get());
                hands.handOver(entry.get(), receiver, entry.get().owner() == null ? "TASK_REASSIGNED" : "TASK_HANDED_OVER", note, actor.name());
                moves.write(moveId, row(seq, taskId, entry, receiver, null));
                return receiver;
            });
            if (to != null) {
                spread.gave(to);
            }
        } catch (Problem refused) {
            commands.run(() -> moves.write(moveId, row(seq, taskId, seen, null, refused)));
        } catch (DataAccessException unexpected) {
            // the others are not to suffer from it; it was rolled back whole
            commands.run(() -> moves.write(moveId, row(seq, taskId, seen, null, Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "busy",
                    "Nothing was changed; send the same call again in a moment."))));
        }
    }

    /** @return who gets it; null for the pool */
    private String target(Optional<QueueEntry> found, How how, String to, Spread spread) {
        QueueEntry entry = found.orElseThrow(() -> Problem.conflict("task-gone",
                "This task is not open any more: it was completed, or the case went on without it."));
        switch (how) {
            case POOL -> {
                if (entry.owner() == null) {
                    throw Problem.conflict("already-free", "Nobody has this task.");
                }
                return null;
            }
            case ONE -> {
                if (to.strip().equals(entry.owner())) {
                    throw Problem.conflict("already-theirs", to + " has this task already.");
                }
                hands.checkReceiver(entry, to.strip());
                return to.strip();
            }
            default -> {
                return spread.next(entry, entry.owner()).orElseThrow(() -> Problem.conflict("nobody-may",
                        "Nobody else on duty may do this task."));
            }
        }
    }

    private static String note(Wanted wanted, QueueEntry entry) {
        String own = wanted.notes() == null ? null : wanted.notes().get(entry.caseNumber());
        String note = own == null || own.isBlank() ? wanted.note() : own;
        boolean silent = note == null || note.isBlank();
        if (silent && entry.owner() != null) {
            throw Problem.fields(List.of(new FieldProblem("note", "Say what is open: a handover is never silent.")));
        }
        return silent ? null : note.strip();
    }

    private WorkMoves.Row row(int seq, String taskId, Optional<QueueEntry> entry, String to, Problem refused) {
        String detail = refused == null ? null : fields(refused).stream().map(FieldProblem::problem).findFirst().orElse(refused.getMessage());
        return new WorkMoves.Row(seq, taskId, entry.map(QueueEntry::key).orElse(null), entry.map(QueueEntry::caseNumber).orElse(null),
                entry.map(matters::page).orElse(null), entry.map(QueueEntry::owner).orElse(null), to,
                refused == null ? null : refused.slug(), detail, null, null);
    }

    @SuppressWarnings("unchecked")
    private static List<FieldProblem> fields(Problem problem) {
        return (List<FieldProblem>) problem.properties().getOrDefault("fields", List.of());
    }

    private Spread spread() {
        Map<String, Long> open = new LinkedHashMap<>();
        jdbc.sql("SELECT owner, COUNT(*) FROM queue_entry WHERE owner IS NOT NULL GROUP BY owner")
                .query((row, n) -> open.put(row.getString(1), row.getLong(2))).list();
        List<User> onDuty = users.all().stream().filter(User::active).filter(user -> duty.on(user.name())).toList();
        return new Spread(onDuty, open);
    }

    private List<String> chosen(Wanted wanted) {
        if (wanted.tasks() != null && !wanted.tasks().isEmpty()) {
            return List.copyOf(new LinkedHashSet<>(wanted.tasks()));
        }
        long most = settings.number(Figure.BULK_MOST, Settings.ALL_SHOPS);
        long many = wanted.first() == null ? most : Math.min(most, wanted.first());
        boolean free = TaskFilter.NOBODY.equals(wanted.of());
        return jdbc.sql("SELECT task_id FROM queue_entry WHERE " + (free ? "owner IS NULL AND quiet = FALSE" : "owner = ?")
                        + " ORDER BY priority, due_at, task_id LIMIT " + many)
                .params(free ? List.of() : List.of(wanted.of())).query(String.class).list();
    }

    private How check(Wanted wanted, Actor actor) {
        leads(actor);
        long most = settings.number(Figure.BULK_MOST, Settings.ALL_SHOPS);
        List<FieldProblem> wrong = new ArrayList<>();
        boolean named = wanted.tasks() != null && !wanted.tasks().isEmpty();
        if (named ? wanted.tasks().size() > most || wanted.tasks().stream().anyMatch(id -> id == null || id.isBlank() || id.length() > 64)
                : wanted.of() == null || wanted.of().isBlank()) {
            wrong.add(new FieldProblem("tasks", "Must be ids of 1 to " + most + " tasks."));
        }
        if (wanted.first() != null && wanted.first() < 1) {
            wrong.add(new FieldProblem("first", "Must be more than 0."));
        }
        Optional<How> how = Stream.of(How.values()).filter(one -> one.name().equals(wanted.how())).findFirst();
        if (how.isEmpty()) {
            wrong.add(new FieldProblem("how", "Must be one of " + List.of(How.values()) + "."));
        }
        if (how.filter(How.ONE::equals).isPresent() && (wanted.to() == null || wanted.to().isBlank())) {
            wrong.add(new FieldProblem("to", "Is required."));
        }
        Stream<String> notes = Stream.concat(Stream.ofNullable(wanted.note()), wanted.notes() == null ? Stream.empty() : wanted.notes().values().stream());
        if (notes.anyMatch(note -> note != null && note.length() > LONGEST_NOTE)) {
            wrong.add(new FieldProblem("note", "Is longer than " + LONGEST_NOTE + " characters."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        return how.orElseThrow();
    }

    static void leads(Actor actor) {
        if (!actor.mayDo(Role.SUPERVISOR)) {
            throw Problem.forbidden("not-your-role", "Only a supervisor moves other people's work.");
        }
    }
}
