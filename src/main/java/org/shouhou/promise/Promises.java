package org.shouhou.promise;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.engine.Processes;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.shouhou.queue.HandedOver;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * Promises to customers (R8): recorded with an owner and a due time, followed by an instance of their own beside the case
 * until they are kept, broken or void. None goes beyond the shipping notice (R9).
 */
@Service
public class Promises {

    /**
     * What an agent told the customer.
     *
     * @param requestId the sender's own id of this request; the same id is the same promise
     * @param kind      a code of {@link PromiseKind}
     * @param text      what was promised, at most 1000 characters
     * @param due       by when
     * @param keptBy    user name of who sees to it; null for whoever records it
     */
    public record NewPromise(String requestId, String kind, String text, Instant due, String keptBy) {
    }

    /** @param created false when the request had made it before */
    public record Made(Promise promise, boolean created) {
    }

    private static final long LONGEST_DAYS = 366;
    private final Commands commands;
    private final PromiseTable table;
    private final CaseFiles cases;
    private final ShippingNotices notices;
    private final RefusedPromises refused;
    private final Processes processes;
    private final CaseHistory history;
    private final Users users;
    private final Clock clock;

    Promises(Commands commands, PromiseTable table, CaseFiles cases, ShippingNotices notices, RefusedPromises refused,
            Processes processes, CaseHistory history, Users users, Clock clock) {
        this.commands = commands;
        this.table = table;
        this.cases = cases;
        this.notices = notices;
        this.refused = refused;
        this.processes = processes;
        this.history = history;
        this.users = users;
        this.clock = clock;
    }

    /** Every promise of a case, in the order they were made. */
    public List<Promise> of(long caseId) {
        return table.of(caseId);
    }

    /** @throws Problem 404 when there is no such promise */
    public Promise get(long id) {
        return table.find(id).orElseThrow(() -> Problem.notFound("promise", id));
    }

    /**
     * Records what an agent promised.
     *
     * @throws Problem 400 for wrong fields, 404 for an unknown case, 409 when the request id was used for another
     *                 promise, 422 {@code beyond-notice} when the shipping notice does not allow it; the attempt is kept
     */
    public Made record(long caseId, NewPromise wanted, Actor actor) {
        String named = wanted.keptBy() == null || wanted.keptBy().isBlank() ? actor.name() : wanted.keptBy().strip();
        String keeper = users.find(named).map(User::name).orElse(named);
        check(caseId, wanted, keeper);
        String hash = Json.hash(List.of(caseId, wanted.kind(), wanted.text(), wanted.due().toString(), keeper));
        Optional<Promise> before = table.byRequest(wanted.requestId());
        if (before.isPresent()) {
            return same(before.get(), hash);
        }
        try {
            return commands.run(() -> {
                CaseFile file = cases.lock(caseId);
                return table.byRequest(wanted.requestId()).map(known -> same(known, hash)).orElseGet(() -> new Made(begin(file,
                        wanted.requestId(), hash, PromiseKind.valueOf(wanted.kind()), wanted.text().strip(), wanted.due(), keeper,
                        actor.name()), true));
            });
        } catch (DuplicateKeyException twice) {
            return same(table.byRequest(wanted.requestId()).orElseThrow(() -> twice), hash);
        }
    }

    private static Made same(Promise known, String hash) {
        if (!known.requestHash().equals(hash)) {
            throw Problem.conflict("request-id-used", "The request id " + known.requestId() + " was used before for something else.");
        }
        return new Made(known, false);
    }

    /**
     * Records a promise that another decision brings along, in the caller's transaction.
     *
     * @param kind  a code of {@link PromiseKind}
     * @param owner user name of who sees to it
     * @param actor user name of who made it, or {@code system}
     * @return its id
     * @throws Problem 422 {@code beyond-notice}
     */
    public long make(long caseId, String kind, String text, Instant due, String owner, String actor) {
        return begin(cases.lock(caseId), "made-" + UUID.randomUUID(), Json.hash(List.of(caseId, kind, text)),
                PromiseKind.valueOf(kind), text, due, owner, actor).id();
    }

    /**
     * Whether the customer may be told to wait until then (R26): longer than the notice says when they choose so, never sooner.
     *
     * @throws Problem 422 {@code beyond-notice}; the attempt is kept
     */
    public void checkWait(long caseId, String text, Instant due, String actor) {
        allowed(cases.get(caseId), PromiseKind.SHIPPED, due, text, actor, true);
    }

    /** Records the wait the customer chose, checked before by {@link #checkWait}, in the caller's transaction. @return its id */
    public long makeForWait(long caseId, String text, Instant due, String owner, String actor) {
        return write(cases.lock(caseId), "made-" + UUID.randomUUID(), Json.hash(List.of(caseId, text)), PromiseKind.SHIPPED, text,
                due, owner, actor).id();
    }

    /** Something else was agreed with the customer: what was promised before is void. The case is locked. */
    public void replaced(long promiseId, String actor) {
        table.find(promiseId).filter(Promise::open).ifPresent(promise -> end(promise, Promise.State.VOID, "REPLACED", actor, null));
    }

    private Promise begin(CaseFile file, String requestId, String hash, PromiseKind kind, String text, Instant due, String keeper,
            String madeBy) {
        allowed(file, kind, due, text, madeBy, false);
        return write(file, requestId, hash, kind, text, due, keeper, madeBy);
    }

    private Promise write(CaseFile file, String requestId, String hash, PromiseKind kind, String text, Instant due, String keeper,
            String madeBy) {
        Promise made = table.insert(file.id(), requestId, hash, kind, text, due, keeper, madeBy);
        history.record(file.id(), madeBy, "PROMISE_MADE", facts(made));
        table.watchedBy(made.id(), processes.start("promise", file.id(), Processes.variables("promiseId", made.id())));
        return get(made.id());
    }

    /** R9, with the attempt kept whatever becomes of the transaction. */
    private void allowed(CaseFile file, PromiseKind kind, Instant due, String text, String by, boolean chosenWait) {
        if (!kind.boundByNotice()) {
            return;
        }
        Optional<Problem> beyond = notices.beyond(file.shop(), kind, due, chosenWait);
        if (beyond.isPresent()) {
            refused.note(file.id(), by, Map.of("promise", kind.name(), "text", text, "due", due.toString()));
            throw beyond.get();
        }
    }

    private void check(long caseId, NewPromise wanted, String keeper) {
        List<FieldProblem> problems = new ArrayList<>();
        text(problems, "requestId", wanted.requestId(), 150);
        text(problems, "text", wanted.text(), 1000);
        if (wanted.kind() == null || PromiseKind.find(wanted.kind()).isEmpty()) {
            problems.add(new FieldProblem("kind", "Must be one of " + List.of(PromiseKind.values()) + "."));
        }
        due(wanted.due()).ifPresent(problems::add);
        if (users.find(keeper).filter(User::active).filter(user -> user.actor().mayDo(Role.AGENT) && user.actor().sees(cases.get(caseId).shop())).isEmpty()) {
            problems.add(new FieldProblem("keptBy", "There is nobody called " + keeper + "."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private static void text(List<FieldProblem> problems, String field, String value, int most) {
        if (value == null || value.isBlank()) {
            problems.add(new FieldProblem(field, "Is required."));
        } else if (value.length() > most) {
            problems.add(new FieldProblem(field, "Is longer than " + most + " characters."));
        }
    }

    private Optional<FieldProblem> due(Instant due) {
        if (due == null) {
            return Optional.of(new FieldProblem("due", "Is required."));
        }
        Instant now = clock.instant();
        return due.isAfter(now) && due.isBefore(now.plusSeconds(LONGEST_DAYS * 86_400)) ? Optional.empty()
                : Optional.of(new FieldProblem("due", "Must lie ahead, within a year."));
    }

    /** The customer agreed to a later time. @throws Problem 400 for a time that is past or too far, 422 beyond the notice */
    void renew(Promise promise, Instant due, String actor) {
        due(due).ifPresent(wrong -> {
            throw Problem.fields(List.of(wrong));
        });
        CaseFile file = cases.get(promise.caseId());
        allowed(file, promise.kind(), due, promise.text(), actor, true);
        table.renew(promise.id(), due);
        history.record(file.id(), actor, "PROMISE_RENEWED", Map.of("promise", promise.kind().name(), "text", promise.text(),
                "before", promise.due().toString(), "after", due.toString()));
    }

    /**
     * A person says that it was kept. Again, it changes nothing.
     *
     * @param note how; may be null
     * @throws Problem 404 unknown, 409 {@code promise-ended} when it is broken or void
     */
    public void keptByHand(long id, String note, Actor actor) {
        if (note != null && note.length() > 4000) {
            throw Problem.fields(List.of(new FieldProblem("note", "Is longer than 4000 characters.")));
        }
        commands.run(() -> {
            cases.lock(get(id).caseId());
            Promise promise = get(id);
            if (promise.state() == Promise.State.BROKEN || promise.state() == Promise.State.VOID) {
                throw Problem.conflict("promise-ended", "This promise is not open any more: it is " + promise.state() + ".")
                        .with("state", promise.state().name());
            }
            end(promise, Promise.State.KEPT, "BY_HAND", actor.name(), note);
        });
    }

    /** Ends an open promise and the instance that watches it; the case is locked. Nothing happens to one that has ended. */
    void end(Promise promise, Promise.State state, String how, String actor, String note) {
        if (note(promise, state, how, actor, note)) {
            processes.deliverToRoot(promise.instanceId(), "promiseEnded", Map.of());
        }
    }

    /** As {@link #end}, told by the instance itself, which goes on by itself. */
    boolean note(Promise promise, Promise.State state, String how, String actor, String note) {
        if (!table.end(promise.id(), state, how)) {
            return false;
        }
        Map<String, Object> facts = facts(promise);
        facts.put("how", how);
        facts.put("note", note);
        history.record(promise.caseId(), actor, "PROMISE_" + state.name(), facts);
        return true;
    }

    /** R4: who takes over a colleague's case sees to what that colleague promised there. */
    @EventListener
    void handedOver(HandedOver handed) {
        if (handed.to() == null || handed.from() == null) {
            return;
        }
        table.open(handed.caseId()).stream().filter(promise -> handed.from().equals(promise.keeper())).forEach(promise -> {
            table.keptBy(promise.id(), handed.to());
            Map<String, Object> facts = facts(get(promise.id()));
            facts.put("before", handed.from());
            facts.put("after", handed.to());
            history.record(handed.caseId(), handed.by(), "PROMISE_HANDED_OVER", facts);
        });
    }

    private static Map<String, Object> facts(Promise promise) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("promise", promise.kind().name());
        facts.put("promiseId", promise.id());
        facts.put("text", promise.text());
        facts.put("due", promise.due().toString());
        facts.put("keeper", promise.keeper());
        return facts;
    }

}
