package org.shouhou.gateway.process;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.shouhou.common.CaseLock;
import org.shouhou.common.Problem;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.Effects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Effects an operator ends: surely not done outside, and so as good as declined there. */
@Component
class EffectsGivenUp {

    private static final String CODE = "given-up";

    private final Lease lease;
    private final CaseLock cases;
    private final Effects effects;
    private final EffectBook book;
    private final EffectAlarms alarms;
    private final EffectSteps steps;
    private final Map<String, EffectHandler> handlers;

    EffectsGivenUp(Lease lease, CaseLock cases, Effects effects, EffectBook book, EffectAlarms alarms, EffectSteps steps,
            List<EffectHandler> handlers) {
        this.lease = lease;
        this.cases = cases;
        this.effects = effects;
        this.book = book;
        this.alarms = alarms;
        this.steps = steps;
        this.handlers = handlers.stream().collect(Collectors.toMap(EffectHandler::topic, Function.identity()));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void giveUp(String externalTaskId, String reason, String by) {
        ExternalTask found = lease.find(externalTaskId);
        EffectRecord seen = found == null ? null : effects.open(externalTaskId).orElse(null);
        if (seen == null) {
            throw Problem.notFound("failed effect", externalTaskId);
        }
        cases.lock(seen.caseId());
        ExternalTask task = lease.find(externalTaskId);
        EffectRecord effect = effects.byId(seen.id()).orElseThrow();
        if (task == null || effect.state().settled() || task.getRetries() == null || task.getRetries() > 0) {
            throw Problem.conflict("not-failed", "This work has tries left or is done; it goes on by itself.");
        }
        if (effect.state() != EffectRecord.State.INTENT) {
            throw Problem.conflict("may-be-done", "It may have been done outside; it can only be asked about.");
        }
        EffectRecord declined = book.declined(effect, CODE, reason);
        alarms.record(declined, by, "EFFECT_GIVEN_UP");
        steps.goOn(new Claimed(effect.task(), handlers.get(effect.topic())), declined, task, new Answer.Declined(CODE, reason));
    }
}
