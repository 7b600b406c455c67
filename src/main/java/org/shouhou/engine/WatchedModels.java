package org.shouhou.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.springframework.stereotype.Component;

/** What the watching side must know of models: their steps' names, and which timers must run while a step is taken. */
@Component
class WatchedModels {

    private final RepositoryService repository;
    private final Map<String, Map<String, List<String>>> known = new ConcurrentHashMap<>();

    WatchedModels(RepositoryService repository) {
        this.repository = repository;
    }

    /**
     * Ids of the timers by the step that needs them. One that only reminds, and has done so, need not run any more.
     *
     * @param definitionId a version of a model
     */
    Map<String, List<String>> of(String definitionId) {
        return known.computeIfAbsent(definitionId, id -> read(repository.getBpmnModelInstance(id)));
    }

    /** What a step is called in English; its id when it has no name. */
    String name(String definitionId, String step) {
        if (repository.getBpmnModelInstance(definitionId).getModelElementById(step) instanceof FlowElement element && element.getName() != null) {
            return element.getName().replaceAll("\\s+", " ");
        }
        return step;
    }

    private static Map<String, List<String>> read(BpmnModelInstance model) {
        Map<String, List<String>> timers = new HashMap<>();
        for (BoundaryEvent event : model.getModelElementsByType(BoundaryEvent.class)) {
            if (timed(event) && event.cancelActivity()) {
                timers.merge(event.getAttachedTo().getId(), List.of(event.getId()), WatchedModels::both);
            }
        }
        for (IntermediateCatchEvent event : model.getModelElementsByType(IntermediateCatchEvent.class)) {
            boolean chosen = event.getIncoming().stream().anyMatch(flow -> flow.getSource() instanceof EventBasedGateway);
            if (timed(event) && !chosen) {
                timers.put(event.getId(), List.of(event.getId()));
            }
        }
        for (EventBasedGateway gateway : model.getModelElementsByType(EventBasedGateway.class)) {
            List<String> next = gateway.getSucceedingNodes().list().stream()
                    .filter(node -> node instanceof CatchEvent event && timed(event)).map(FlowNode::getId).toList();
            if (!next.isEmpty()) {
                timers.put(gateway.getId(), next);
            }
        }
        return timers;
    }

    private static boolean timed(CatchEvent event) {
        return event.getEventDefinitions().stream().anyMatch(TimerEventDefinition.class::isInstance);
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
