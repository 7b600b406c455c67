package org.shouhou.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.identity.ProblemDetails;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/** What was moved, looked at afterwards, and given back as a whole where that was a mistake. */
@Service
public class MovedWork {

    private static final int RECENT = 10;

    private final Commands commands;
    private final QueueEntries entries;
    private final WorkMoves moves;
    private final Matters matters;
    private final ChangingHands hands;
    private final ProblemDetails problems;
    private final Settings settings;
    private final Clock clock;

    MovedWork(Commands commands, QueueEntries entries, WorkMoves moves, Matters matters, ChangingHands hands, ProblemDetails problems,
            Settings settings, Clock clock) {
        this.commands = commands;
        this.entries = entries;
        this.moves = moves;
        this.matters = matters;
        this.hands = hands;
        this.problems = problems;
        this.settings = settings;
        this.clock = clock;
    }

    /** What one request moved. @throws Problem 404 */
    public Reassigning.Moved get(String moveId) {
        WorkMoves.Move move = found(moveId);
        Instant until = move.at().plus(settings.duration(Figure.MOVE_UNDO_WITHIN, Settings.ALL_SHOPS));
        List<Reassigning.Row> rows = moves.rows(move.id()).stream().map(this::shown).toList();
        boolean back = move.givenMs() == null && clock.instant().isBefore(until) && rows.stream().anyMatch(Reassigning.Row::done);
        return moved(moveId, Reassigning.How.valueOf(move.how()), move.by(), move.at(), rows, back ? until : null, move.givenBy());
    }

    private WorkMoves.Move found(String moveId) {
        return Optional.ofNullable(moveId).filter(id -> id.matches("\\d{1,18}")).flatMap(id -> moves.find(Long.parseLong(id)))
                .orElseThrow(() -> Problem.notFound("move", moveId));
    }

    /** What can still be given back, newest first. */
    public List<Reassigning.Moved> recent() {
        Instant from = clock.instant().minus(settings.duration(Figure.MOVE_UNDO_WITHIN, Settings.ALL_SHOPS));
        return moves.since(from, RECENT).stream().map(move -> get(Long.toString(move.id()))).filter(move -> move.undoUntil() != null).toList();
    }

    /**
     * Gives back what one request moved: each task to whoever had it, unless it was decided or moved on meanwhile. Again, it
     * changes nothing.
     *
     * @throws Problem 404, 403, 409 {@code move-undo-late}
     */
    public Reassigning.Moved giveBack(String moveId, Actor actor) {
        Reassigning.leads(actor);
        WorkMoves.Move move = found(moveId);
        if (move.givenMs() == null) {
            if (!clock.instant().isBefore(move.at().plus(settings.duration(Figure.MOVE_UNDO_WITHIN, Settings.ALL_SHOPS)))) {
                throw Problem.conflict("move-undo-late", "Too late to give it back as a whole; move what should move by itself.");
            }
            for (WorkMoves.Row row : moves.rows(move.id())) {
                if (row.problem() == null && row.backMs() == null) {
                    back(move.id(), row, actor);
                }
            }
            commands.run(() -> moves.given(move.id(), actor.name()));
        }
        return get(moveId);
    }

    private void back(long moveId, WorkMoves.Row row, Actor actor) {
        commands.run(() -> {
            entries.find(row.taskId()).ifPresent(matters::lock);
            Optional<QueueEntry> entry = entries.find(row.taskId());
            boolean still = entry.filter(now -> Objects.equals(now.owner(), row.after())).isPresent();
            if (still) {
                hands.giveBack(entry.get(), row.before(), actor.name());
            }
            moves.back(moveId, row.seq(), still ? null : entry.isEmpty() ? "task-gone" : "changed-meanwhile");
        });
    }

    Reassigning.Row shown(WorkMoves.Row row) {
        return new Reassigning.Row(row.taskId(), row.key(), row.number(), row.page(), row.before(), row.after(), row.problem() == null, row.problem(),
                why(row.problem(), row.detail()), row.backMs() != null, why(row.backProblem(), null));
    }

    private String why(String slug, String detail) {
        if (slug == null) {
            return null;
        }
        String english = detail == null ? slug : detail;
        if (slug.equals("invalid-fields")) {
            return String.join(" ", problems.fields(Problem.fields(List.of(new FieldProblem("to", english)))).values());
        }
        return problems.sentence(Problem.conflict(slug, english));
    }

    static Reassigning.Moved moved(String id, Reassigning.How how, String by, Instant at, List<Reassigning.Row> rows, Instant undoUntil, String givenBackBy) {
        int done = (int) rows.stream().filter(Reassigning.Row::done).count();
        return new Reassigning.Moved(id, how, by, at, rows, done, rows.size() - done, undoUntil, givenBackBy);
    }
}
