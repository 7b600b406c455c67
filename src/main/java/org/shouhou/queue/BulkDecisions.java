package org.shouhou.queue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/**
 * One decision for many tasks of one kind and one reason. Each is claimed and decided in a transaction of its own, as if
 * somebody had done it by itself: what is refused stays as it was, and says why.
 */
@Service
public class BulkDecisions {

    /** What is asked. @param tasks ids; @param data the fields of the form, the same for all */
    public record Wanted(String requestId, List<String> tasks, Map<String, Object> data) {
    }

    /**
     * What became, or would become, of one task.
     *
     * @param done    decided, or would be
     * @param problem the slug of why not; null when done
     * @param detail  the same as a plain English sentence
     * @param owner   who has it, when that is why
     * @param fields  what is wrong with the data, when that is why
     */
    public record Result(String taskId, String caseNumber, String orderNo, String buyer, Long amountMinor, String currency,
            boolean done, String problem, String detail, String owner, List<FieldProblem> fields) {
    }

    /** @param sumMinor of those done, in {@code currency}; null when none of them names an amount, or they are not all in one currency */
    public record Results(List<Result> results, int done, int refused, Long sumMinor, String currency) {

        static Results of(List<Result> results) {
            List<Result> done = results.stream().filter(Result::done).toList();
            List<Result> sums = done.stream().filter(result -> result.amountMinor() != null).toList();
            boolean adds = sums.stream().map(Result::currency).distinct().count() == 1;
            return new Results(results, done.size(), results.size() - done.size(),
                    adds ? (Long) sums.stream().mapToLong(Result::amountMinor).sum() : null, adds ? sums.get(0).currency() : null);
        }
    }

    /** What may be done with some tasks together. @param reason null where they may differ in it @param key null when the first of them cannot be decided together with others */
    public record Choice(String key, String reason, List<String> decisions, Map<String, Results> preview) {
    }

    private static final int LONGEST_REQUEST_ID = 80;
    private final Commands commands;
    private final QueueEntries entries;
    private final Tasks tasks;
    private final TaskAccess access;
    private final Settings settings;
    private final ObjectProvider<InBulk> kinds;

    BulkDecisions(Commands commands, QueueEntries entries, Tasks tasks, TaskAccess access, Settings settings, ObjectProvider<InBulk> kinds) {
        this.commands = commands;
        this.entries = entries;
        this.tasks = tasks;
        this.access = access;
        this.settings = settings;
        this.kinds = kinds;
    }

    /** For each decision that may be taken, what it would do; changes nothing. @throws Problem 400 for none or too many */
    public Choice choice(List<String> taskIds, Actor actor) {
        List<String> ids = checked(taskIds);
        Optional<QueueEntry> first = first(ids, actor);
        Optional<InBulk> kind = first.flatMap(entry -> kind(entry.key()));
        Map<String, Results> preview = new java.util.LinkedHashMap<>();
        kind.ifPresent(known -> known.decisions().forEach(decision -> preview.put(decision, Results.of(ids.stream()
                .map(id -> looked(id, first.get(), known, decision, actor)).toList()))));
        return new Choice(kind.map(InBulk::taskKey).orElse(null), kind.filter(InBulk::oneReason).flatMap(one -> first).map(QueueEntry::reason).orElse(null),
                kind.map(InBulk::decisions).orElse(List.of()), preview);
    }

    private Result looked(String taskId, QueueEntry first, InBulk kind, String decision, Actor actor) {
        Optional<QueueEntry> entry = seen(taskId, actor);
        try {
            check(entry, first, kind, decision, actor, taskId);
            access.toSee(entry.get(), actor);
            return done(entry.get());
        } catch (Problem refused) {
            return refused(taskId, entry, refused);
        }
    }

    /**
     * Decides them, each by itself; the same request again changes nothing.
     *
     * @throws Problem 400 for no tasks, too many, or no decision that may be taken together
     */
    public Results decide(Wanted wanted, Actor actor) {
        List<String> ids = checked(wanted.tasks());
        if (wanted.requestId() == null || wanted.requestId().isBlank() || wanted.requestId().length() > LONGEST_REQUEST_ID) {
            throw Problem.fields(List.of(new FieldProblem("requestId", "Is required, at most " + LONGEST_REQUEST_ID + " characters.")));
        }
        Map<String, Object> data = wanted.data() == null ? Map.of() : wanted.data();
        String decision = Objects.toString(data.get("decision"), "");
        Optional<QueueEntry> first = first(ids, actor);
        if (first.isPresent() && kind(first.get().key()).filter(kind -> !kind.decisions().contains(decision)).isPresent()) {
            throw Problem.fields(List.of(new FieldProblem("data.decision", "Must be one of "
                    + kind(first.get().key()).orElseThrow().decisions() + ".")));
        }
        return Results.of(ids.stream().map(id -> decided(id, wanted.requestId() + "-" + id, first.orElse(null), data, decision, actor)).toList());
    }

    private Result decided(String taskId, String requestId, QueueEntry first, Map<String, Object> data, String decision, Actor actor) {
        Optional<QueueEntry> seen = seen(taskId, actor);
        try {
            commands.run(() -> {
                if (!tasks.completedBefore(taskId, requestId, data, actor)) {
                    Optional<QueueEntry> entry = seen(taskId, actor);
                    check(entry, first, first == null ? null : kind(first.key()).orElse(null), decision, actor, taskId);
                    long revision = tasks.claim(taskId, entry.get().revision(), actor).revision();
                    tasks.complete(taskId, requestId, revision, data, actor);
                }
            });
            return seen.map(BulkDecisions::done).orElseGet(() -> new Result(taskId, null, null, null, null, null, true, null, null, null, List.of()));
        } catch (Problem refused) {
            return refused(taskId, seen, refused);
        } catch (DataAccessException unexpected) {
            // the others are not to suffer from it; it was rolled back whole
            return refused(taskId, seen, Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "busy", "Nothing was changed; send the same call again in a moment."));
        }
    }

    private void check(Optional<QueueEntry> found, QueueEntry first, InBulk kind, String decision, Actor actor, String taskId) {
        QueueEntry entry = found.orElseThrow(() -> Problem.conflict("task-gone",
                "This task is not open any more: it was completed, or the case went on without it."));
        if (kind == null) {
            throw Problem.unprocessable("not-in-bulk", "Tasks of this kind are decided one by one.");
        }
        if (!entry.key().equals(first.key()) || kind.oneReason() && !Objects.equals(entry.reason(), first.reason())) {
            throw Problem.unprocessable("bulk-differs", "Only tasks of one kind and one reason are decided together.");
        }
        if (entry.owner() != null && !entry.owner().equals(actor.name())) {
            throw Problem.conflict("claimed-by-other", entry.owner() + " has this task.").with("owner", entry.owner());
        }
        kind.against(entry.about(), decision, actor).ifPresent(slug -> {
            throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, slug, "This one has to be decided by itself.");
        });
    }

    private List<String> checked(List<String> taskIds) {
        List<String> ids = taskIds == null ? List.of() : new ArrayList<>(new LinkedHashSet<>(taskIds));
        long most = settings.number(Figure.BULK_MOST, Settings.ALL_SHOPS);
        if (ids.isEmpty() || ids.size() > most || ids.stream().anyMatch(id -> id == null || id.isBlank() || id.length() > 64)) {
            throw Problem.fields(List.of(new FieldProblem("tasks", "Must be ids of 1 to " + most + " tasks.")));
        }
        return ids;
    }

    /** The first that is still open says which kind and which reason it is about. */
    private Optional<QueueEntry> first(List<String> ids, Actor actor) {
        return ids.stream().map(id -> seen(id, actor)).flatMap(Optional::stream).findFirst();
    }

    /** What is of another shop is as if it had gone. */
    private Optional<QueueEntry> seen(String taskId, Actor actor) {
        return entries.find(taskId).filter(entry -> entry.visibleTo(actor));
    }

    private Optional<InBulk> kind(String key) {
        return kinds.stream().filter(one -> one.taskKey().equals(key)).findFirst();
    }

    private static Result done(QueueEntry entry) {
        return new Result(entry.taskId(), entry.caseNumber(), entry.orderNo(), entry.buyer(), entry.amountMinor(), entry.currency(),
                true, null, null, null, List.of());
    }

    @SuppressWarnings("unchecked")
    private static Result refused(String taskId, Optional<QueueEntry> entry, Problem why) {
        return new Result(taskId, entry.map(QueueEntry::caseNumber).orElse(null), entry.map(QueueEntry::orderNo).orElse(null),
                entry.map(QueueEntry::buyer).orElse(null), entry.map(QueueEntry::amountMinor).orElse(null),
                entry.map(QueueEntry::currency).orElse(null), false, why.slug(), why.getMessage(),
                (String) why.properties().get("owner"),
                (List<FieldProblem>) why.properties().getOrDefault("fields", List.of()));
    }
}
