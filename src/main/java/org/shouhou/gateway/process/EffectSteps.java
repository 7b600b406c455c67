package org.shouhou.gateway.process;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.CaseLock;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectAnswered;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRecord.State;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectResult;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.Gateways;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The transactions around a call outside, each with the case locked first: before it, what is about to be done is
 * written; after it, what came of it, together with the flow's next step. Between them no transaction is open.
 */
@Component
class EffectSteps {

    /** What to do outside next. */
    enum Next {
        CALL, QUERY, SETTLED, NOTHING
    }

    /** @param effect null with {@link Next#NOTHING} */
    record Plan(Next next, EffectRecord effect) {
        static final Plan NOTHING = new Plan(Next.NOTHING, null);
    }

    private final ExternalTaskService engine;
    private final Lease lease;
    private final CaseLock cases;
    private final Effects effects;
    private final EffectBook book;
    private final EffectAlarms alarms;
    private final Gateways gateways;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EffectSteps(ExternalTaskService engine, Lease lease, CaseLock cases, Effects effects, EffectBook book,
            EffectAlarms alarms, Gateways gateways, ApplicationEventPublisher events, Clock clock) {
        this.engine = engine;
        this.lease = lease;
        this.cases = cases;
        this.effects = effects;
        this.book = book;
        this.alarms = alarms;
        this.gateways = gateways;
        this.events = events;
        this.clock = clock;
    }

    /** Before anything outside: the intent, marked as sent if a call is to follow. */
    @Transactional
    public Plan begin(Claimed claimed) {
        cases.lock(claimed.task().caseId());
        if (!lease.secure(lease.find(claimed.task().externalTaskId()))) {
            return Plan.NOTHING;
        }
        EffectRecord effect = effects.open(claimed.task().externalTaskId()).orElseGet(() -> intend(claimed));
        if (effect.state().settled()) {
            return new Plan(Next.SETTLED, effect);
        }
        return effect.state() == State.INTENT ? send(claimed, effect) : new Plan(Next.QUERY, effect);
    }

    private EffectRecord intend(Claimed claimed) {
        EffectRequest request = claimed.handler().prepare(claimed.task());
        Optional<EffectRecord> known = effects.byKey(request.idemKey());
        if (known.isEmpty()) {
            return book.insert(claimed.task(), claimed.handler().topic(), request, gateways.adapterOf(request.gateway()));
        }
        EffectRecord effect = known.get();
        if (effect.caseId() != claimed.task().caseId() || !effect.gateway().equals(request.gateway())
                || !effect.operation().equals(request.operation())) {
            throw new IllegalStateException("The key " + request.idemKey() + " belongs to another effect.");
        }
        return effect.state() == State.SUCCEEDED || effect.state() == State.DECLINED ? effect
                : book.adopt(effect, claimed.task(), claimed.handler().topic());
    }

    private Plan send(Claimed claimed, EffectRecord effect) {
        EffectRecord sent = book.sent(effect, gateways.adapterOf(effect.gateway()));
        claimed.handler().sent(claimed.task(), sent);
        return new Plan(Next.CALL, sent);
    }

    /**
     * The outside never heard of the key. Called again with the same key once the grace time is over, since a call may
     * still be on its way.
     */
    @Transactional
    public Plan neverArrived(Claimed claimed, long effectId) {
        cases.lock(claimed.task().caseId());
        EffectRecord effect = effects.byId(effectId).orElseThrow();
        ExternalTask task = lease.find(claimed.task().externalTaskId());
        if (!effect.state().inFlight() || task != null && !lease.secure(task)) {
            return Plan.NOTHING;
        }
        Duration waited = Duration.ofMillis(clock.millis() - effect.triedMs());
        Duration grace = alarms.grace(effect);
        if (waited.compareTo(grace) < 0) {
            uncertain(claimed, effect, task, State.UNKNOWN, "the outside has no trace of it yet", grace.minus(waited));
            return Plan.NOTHING;
        }
        if (task == null) {
            settle(claimed, effect, null, new Answer.Declined("never-arrived", "the outside never heard of it"));
            return Plan.NOTHING;
        }
        return send(claimed, effect);
    }

    /** After a call or a query: what came of it, and the flow's next step. */
    @Transactional
    public void answered(Claimed claimed, long effectId, Answer answer, boolean query) {
        cases.lock(claimed.task().caseId());
        EffectRecord effect = effects.byId(effectId).orElseThrow();
        ExternalTask task = lease.find(claimed.task().externalTaskId());
        if (effect.state().settled()) {
            return;
        }
        if (answer instanceof Answer.Succeeded || answer instanceof Answer.Declined) {
            settle(claimed, effect, task, answer);
        } else if (answer instanceof Answer.Pending) {
            uncertain(claimed, effect, task, State.PENDING, null, null);
        } else if (answer instanceof Answer.Transient failure && !query) {
            EffectRecord unsent = book.notDone(effect, failure.why(), Pauses.failed(effect.failures() + 1));
            claimed.handler().notSent(claimed.task(), unsent);
            fail(claimed, effect, task, failure.why());
        } else {
            State state = effect.state() == State.PENDING ? State.PENDING : State.UNKNOWN;
            uncertain(claimed, effect, task, state, why(answer), null);
        }
    }

    /** An effect with this very key was settled before: its answer stands, nothing is called. */
    @Transactional
    public void alreadySettled(Claimed claimed, long effectId) {
        cases.lock(claimed.task().caseId());
        ExternalTask task = lease.find(claimed.task().externalTaskId());
        if (task == null) {
            return;
        }
        EffectRecord effect = effects.byId(effectId).orElseThrow();
        Answer answer = effect.state() == State.SUCCEEDED ? new Answer.Succeeded(effect.reference(), effect.answer())
                : new Answer.Declined(String.valueOf(effect.answer().get("code")),
                        String.valueOf(effect.answer().get("text")));
        goOn(claimed, effect, task, answer);
    }

    /** Something of ours broke. Tried again with growing pauses, then shown as failed work. */
    @Transactional
    public void broke(Claimed claimed, String why) {
        cases.lock(claimed.task().caseId());
        ExternalTask task = lease.find(claimed.task().externalTaskId());
        EffectRecord effect = effects.open(claimed.task().externalTaskId()).orElse(null);
        if (effect != null) {
            book.problem(effect, why);
        }
        fail(claimed, effect, task, why);
    }

    private void settle(Claimed claimed, EffectRecord effect, ExternalTask task, Answer answer) {
        String actor = effect.handOutcome() == null ? CaseHistory.SYSTEM : effect.doneBy();
        EffectRecord settled;
        if (answer instanceof Answer.Succeeded done) {
            settled = book.succeeded(effect, done.reference(), done.data());
            alarms.record(settled, actor, "EFFECT_SUCCEEDED");
        } else {
            Answer.Declined refused = (Answer.Declined) answer;
            settled = book.declined(effect, refused.code(), refused.text());
            alarms.record(settled, actor, "EFFECT_DECLINED");
        }
        goOn(claimed, settled, task, answer);
    }

    /** In the caller's transaction: the answer is applied, and the flow takes its next step. */
    void goOn(Claimed claimed, EffectRecord effect, ExternalTask task, Answer answer) {
        EffectResult result = claimed.handler().apply(claimed.task(), effect, answer);
        if (task != null) {
            lease.take(task);
            if (result instanceof EffectResult.BusinessError error) {
                engine.handleBpmnError(task.getId(), lease.worker(), error.code(), null, error.variables());
            } else {
                Map<String, Object> variables = ((EffectResult.Complete) result).variables();
                engine.complete(task.getId(), lease.worker(), variables);
            }
        }
        events.publishEvent(new EffectAnswered(claimed.task().caseId()));
    }

    private void uncertain(Claimed claimed, EffectRecord before, ExternalTask task, State state, String why,
            Duration wanted) {
        boolean byHand = before.adapter().equals("by-hand");
        Duration pause = wanted != null ? wanted : byHand ? Pauses.BY_HAND : Pauses.uncertain(before.queries() + 1);
        boolean first = before.state() == State.SENT && before.uncertainMs() == null;
        Duration next = alarms.watch(before, pause);
        EffectRecord effect = book.uncertain(before, state, why, next);
        if (first && (byHand || state == State.UNKNOWN)) {
            alarms.record(effect, CaseHistory.SYSTEM, byHand ? "EFFECT_TO_DO" : "EFFECT_UNKNOWN");
        }
        if (state == State.UNKNOWN) {
            claimed.handler().unknown(claimed.task(), effect);
        }
        lease.rest(task, next);
    }

    private void fail(Claimed claimed, EffectRecord effect, ExternalTask task, String why) {
        if (!lease.mine(task)) {
            return;
        }
        int left = Lease.triesLeft(task) - 1;
        engine.handleFailure(task.getId(), lease.worker(), cut(why), Math.max(left, 0),
                left > 0 ? Pauses.failed(Pauses.TRIES - left).toMillis() : 0);
        if (left <= 0) {
            alarms.failed(claimed.task().caseId(), effect == null ? claimed.handler().topic() : effect.operation(), effect,
                    cut(why), "task-" + task.getId() + "-failed-" + clock.millis());
        }
    }

    private static String why(Answer answer) {
        if (answer instanceof Answer.Unknown unknown) {
            return unknown.why();
        }
        return answer instanceof Answer.Transient failure ? "cannot be asked: " + failure.why() : "no trace of it";
    }

    private static String cut(String text) {
        return text == null ? "no reason given" : text.length() <= 400 ? text : text.substring(0, 400) + "…";
    }
}
