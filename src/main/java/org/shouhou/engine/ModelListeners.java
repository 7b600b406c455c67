package org.shouhou.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.shouhou.common.WorkArrived;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Adds the same listeners to every model: tasks become list entries, waits are looked at, outside work is announced. */
@Component
class ModelListeners extends AbstractProcessEnginePlugin {

    private final ApplicationEventPublisher events;

    ModelListeners(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        // a list the engine may add to
        configuration.setCustomPostBPMNParseListeners(new ArrayList<BpmnParseListener>(List.of(new Parse())));
    }

    private final class Parse extends AbstractBpmnParseListener {

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            var definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
            definition.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, ModelListeners.this::opened);
            definition.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, task -> ended(task, true));
            definition.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, task -> ended(task, false));
        }

        @Override
        public void parseEventBasedGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
            activity.addListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) ModelListeners.this::moved);
        }

        @Override
        public void parseIntermediateCatchEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
            activity.addListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) ModelListeners.this::moved);
        }

        @Override
        public void parseSubProcess(Element element, ScopeImpl scope, ActivityImpl activity) {
            activity.addListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) ModelListeners.this::moved);
        }

        @Override
        public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            if ("external".equals(element.attributeNS(
                    org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "type"))) {
                activity.addListener(ExecutionListener.EVENTNAME_START,
                        (ExecutionListener) execution -> events.publishEvent(new WorkArrived()));
            }
        }

        @Override
        public void parseProcess(Element element, ProcessDefinitionEntity process) {
            process.addListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) ModelListeners.this::moved);
        }
    }

    private void moved(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        if (key != null && BusinessKey.of(key).ofCase()) {
            events.publishEvent(new EngineEvents.CaseMoved(BusinessKey.of(key).id()));
        }
    }

    private void opened(DelegateTask task) {
        Date date = task.getDueDate();
        Instant due = date == null ? null : date.toInstant();
        BusinessKey owner = keyOf(task);
        List<String> groups = task.getCandidates().stream().map(link -> link.getGroupId()).sorted().toList();
        events.publishEvent(owner.ofCase()
                ? new EngineEvents.TaskOpened(task.getId(), task.getTaskDefinitionKey(), owner.id(), groups, due,
                        task.getProcessDefinitionId())
                : new EngineEvents.SubjectTaskOpened(task.getId(), task.getTaskDefinitionKey(), owner, groups, due,
                        task.getProcessDefinitionId()));
    }

    private void ended(DelegateTask task, boolean completed) {
        BusinessKey owner = keyOf(task);
        events.publishEvent(owner.ofCase()
                ? new EngineEvents.TaskEnded(task.getId(), task.getTaskDefinitionKey(), owner.id(), completed)
                : new EngineEvents.SubjectTaskEnded(task.getId(), task.getTaskDefinitionKey(), owner, completed));
    }

    private static BusinessKey keyOf(DelegateTask task) {
        return BusinessKey.of(task.getExecution().getProcessBusinessKey());
    }
}
