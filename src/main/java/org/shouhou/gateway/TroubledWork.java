package org.shouhou.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.messaging.Outbox;
import org.shouhou.messaging.OutgoingMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything that did not come off, in one list by its cause: steps and calls outside, messages, events that came in. */
@Service
public class TroubledWork {

    private static final int MOST = 200;
    private static final int LONGEST = 500;

    /** What it is, and so what may be done about it. */
    public enum Kind { EFFECT, JOB, RETRYING, UNKNOWN, MESSAGE, EVENT }

    /** Why, in plain words: the texts {@code cause.*} and {@code causeDo.*}. */
    public enum Cause { NOT_REACHED, OURS, RESULT_UNKNOWN, NOT_DELIVERED, NO_MATCH }

    /**
     * A piece of work.
     *
     * @param id        with its kind names it
     * @param caseId    null when it belongs to no case
     * @param operation of an effect; null otherwise, then {@code what} says it: a step, a subject, a source
     * @param raw       what the other side or the system said
     * @param tries     how often it was tried
     * @param next      when it is tried again by itself; null when it waits for a person
     * @param mayEnd    whether it may be given up
     */
    public record Entry(Kind kind, String id, Long caseId, Cause cause, String gateway, String operation, String what, String raw, int tries,
            Instant last, Instant next, List<EffectTries.Try> history, boolean mayEnd) {

        /** All of one cause and gateway are tried again together. */
        public String causeKey() {
            return cause + (gateway == null ? "" : ":" + gateway);
        }
    }

    private final FailedWork failed;
    private final Effects effects;
    private final EffectTries tries;
    private final Hooks hooks;
    private final Outbox outbox;
    private final JdbcClient jdbc;

    TroubledWork(FailedWork failed, Effects effects, EffectTries tries, Hooks hooks, Outbox outbox, JdbcClient jdbc) {
        this.failed = failed;
        this.effects = effects;
        this.tries = tries;
        this.hooks = hooks;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    /** What waits for a person first, then what is tried again by itself; 200 of each kind at most. */
    public List<Entry> all() {
        List<FailedWork.Entry> gaveUp = failed.all();
        List<EffectRecord> retrying = jdbc.sql("SELECT * FROM outside_effect WHERE state = 'INTENT' AND failures > 0 ORDER BY id LIMIT " + MOST)
                .query(EffectRecord::of).list();
        List<EffectRecord> unknown = effects.in(EffectRecord.State.UNKNOWN, 0, MOST);
        Map<Long, List<EffectTries.Try>> history = tries.of(Stream.concat(gaveUp.stream().map(FailedWork.Entry::effectId).filter(Objects::nonNull),
                Stream.concat(retrying.stream(), unknown.stream()).map(EffectRecord::id)).distinct().toList());
        List<Entry> all = new ArrayList<>();
        gaveUp.forEach(one -> all.add(gaveUp(one, history)));
        outbox.list(org.shouhou.messaging.State.FAILED, null, null).forEach(one -> all.add(message(one)));
        hooks.events(Hooks.UNMATCHED, null, MOST).forEach(one -> all.add(new Entry(Kind.EVENT, Long.toString(one.id()), null, Cause.NO_MATCH, null, null,
                one.source(), one.problem(), 1, Instant.ofEpochMilli(one.receivedMs()), null, List.of(), true)));
        List<Long> known = gaveUp.stream().map(FailedWork.Entry::effectId).filter(Objects::nonNull).toList();
        unknown.stream().filter(one -> !known.contains(one.id())).forEach(one -> all.add(effect(Kind.UNKNOWN, Cause.RESULT_UNKNOWN, one, history)));
        retrying.stream().filter(one -> !known.contains(one.id())).forEach(one -> all.add(effect(Kind.RETRYING, Cause.NOT_REACHED, one, history)));
        return all;
    }

    private Entry gaveUp(FailedWork.Entry one, Map<Long, List<EffectTries.Try>> history) {
        EffectRecord effect = one.effectId() == null ? null : effects.byId(one.effectId()).orElse(null);
        if (effect == null) {
            return new Entry(one.kind() == FailedWork.Kind.JOB ? Kind.JOB : Kind.EFFECT, one.id(), one.caseId(), Cause.OURS, null, null, one.step(), one.why(),
                    one.tries(), null, null, List.of(), false);
        }
        boolean unsent = effect.state() == EffectRecord.State.INTENT;
        return new Entry(Kind.EFFECT, one.id(), one.caseId(), unsent && effect.failures() > 0 ? Cause.NOT_REACHED : Cause.OURS, effect.gateway(),
                effect.operation(), null, one.why(), effect.attempts(), moment(effect.triedMs()), null, history.getOrDefault(effect.id(), List.of()), unsent);
    }

    private static Entry effect(Kind kind, Cause cause, EffectRecord one, Map<Long, List<EffectTries.Try>> history) {
        return new Entry(kind, Long.toString(one.id()), one.caseId(), cause, one.gateway(), one.operation(), null, one.problem(), one.attempts(),
                moment(one.triedMs()), moment(one.nextMs()), history.getOrDefault(one.id(), List.of()), false);
    }

    private static Entry message(OutgoingMessage one) {
        return new Entry(Kind.MESSAGE, Long.toString(one.id()), one.caseId(), Cause.NOT_DELIVERED, null, null, one.subject(), one.problem(), one.attempts(),
                null, null, List.of(), false);
    }

    private static Instant moment(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** Has one tried again at once, or asked about. @throws Problem 404 unknown or gone, 409 when it needs no retry any more */
    @Transactional
    public void retry(Kind kind, String id, String by) {
        switch (kind) {
            case EFFECT -> failed.retry(FailedWork.Kind.EFFECT, id, by);
            case JOB -> failed.retry(FailedWork.Kind.JOB, id, by);
            case RETRYING, UNKNOWN -> effects.retry(number(kind, id), by);
            case MESSAGE -> outbox.retry(number(kind, id), by);
            case EVENT -> hooks.retry(number(kind, id));
        }
    }

    /** Has everything of one cause tried again, each on its own. @return how many; what meanwhile went on is left alone */
    public int retryAll(String causeKey, String by) {
        int retried = 0;
        for (Entry entry : all()) {
            if (entry.causeKey().equals(causeKey)) {
                try {
                    retry(entry.kind(), entry.id(), by);
                    retried++;
                } catch (Problem meanwhile) {
                    // it went on by itself, or still matches nothing: its row says so
                    continue;
                }
            }
        }
        return retried;
    }

    /**
     * Ends it for good. An effect counts as declined outside, and its case goes the way a refusal takes: a payment becomes
     * a person's task, never nothing.
     *
     * @throws Problem 400 without a reason, 404, 409 {@code may-be-done} when it may have been done outside, or
     *                 {@code cannot-be-given-up}
     */
    @Transactional
    public void giveUp(Kind kind, String id, String reason, String by) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST) {
            throw Problem.fields(List.of(new FieldProblem("reason", "Say why, in at most " + LONGEST + " characters.")));
        }
        switch (kind) {
            case EFFECT -> failed.giveUp(id, reason.strip(), by);
            case EVENT -> hooks.giveUp(number(kind, id), reason.strip(), by);
            default -> throw Problem.conflict("cannot-be-given-up", "This has to come off, or its case be decided otherwise.");
        }
    }

    private static long number(Kind kind, String id) {
        if (!id.matches("\\d{1,18}")) {
            throw Problem.notFound(kind.name().toLowerCase(java.util.Locale.ROOT), id);
        }
        return Long.parseLong(id);
    }
}
