package org.shouhou.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells which row of which decision table decided about a case, in the transaction it did. */
@Component
class RuleListener extends AbstractProcessEnginePlugin implements DmnDecisionTableEvaluationListener {

    private final ApplicationEventPublisher events;

    RuleListener(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        DefaultDmnEngineConfiguration decisions = configuration.getDmnEngineConfiguration();
        if (decisions == null) {
            decisions = new DefaultDmnEngineConfiguration();
            configuration.setDmnEngineConfiguration(decisions);
        }
        List<DmnDecisionTableEvaluationListener> others = decisions.getCustomPostDecisionTableEvaluationListeners();
        List<DmnDecisionTableEvaluationListener> all = new ArrayList<>(others == null ? List.of() : others);
        all.add(this);
        decisions.setCustomPostDecisionTableEvaluationListeners(all);
    }

    @Override
    public void notify(DmnDecisionTableEvaluationEvent evaluated) {
        ExecutionEntity execution = SteppingNow.execution();
        String key = execution == null ? null : execution.getProcessBusinessKey();
        if (key != null && BusinessKey.of(key).ofCase()) {
            evaluated.getMatchingRules().forEach(rule -> events.publishEvent(
                    new EngineEvents.RuleApplied(BusinessKey.of(key).id(), evaluated.getDecision().getKey(), rule.getId())));
        }
    }
}
