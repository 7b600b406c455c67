package org.shouhou.proof;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/** What the deployed models say: where an instance can wait, what it calls, and which messages it understands. */
final class Models {

    /** Understood by every kind of case; all other messages belong to the one place that waits for them. */
    static final Set<String> COMMON = Set.of("customerWithdrew", "platformDecided", "escalationRequested",
            "customerChangedRequest", "conversionRequested");

    private final Map<String, BpmnModelInstance> models = new LinkedHashMap<>();
    private final Set<String> allWaits = new TreeSet<>();

    Models(RepositoryService repository) {
        repository.createProcessDefinitionQuery().latestVersion().orderByProcessDefinitionKey().asc().list()
                .forEach(one -> models.put(one.getKey(), repository.getBpmnModelInstance(one.getId())));
        allWaits.addAll(waits(models.keySet()));
    }

    BpmnModelInstance of(String process) {
        return models.get(process);
    }

    /** The process and everything it calls, directly or not. */
    Set<String> tree(String root) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>(Set.of(root));
        while (!left.isEmpty()) {
            String next = left.poll();
            if (models.containsKey(next) && found.add(next)) {
                models.get(next).getModelElementsByType(CallActivity.class).forEach(call -> left.add(call.getCalledElement()));
            }
        }
        return found;
    }

    /** Every place where an instance of these processes waits: {@code process/element}. */
    Set<String> waits(Collection<String> processes) {
        Set<String> waits = new TreeSet<>();
        for (String process : processes) {
            for (FlowNode node : models.get(process).getModelElementsByType(FlowNode.class)) {
                if (isWait(node)) {
                    waits.add(process + "/" + node.getId());
                }
            }
        }
        return waits;
    }

    boolean isWait(String place) {
        return allWaits.contains(place);
    }

    private static boolean isWait(FlowNode node) {
        if (node instanceof UserTask || node instanceof EventBasedGateway || node instanceof ReceiveTask) {
            return true;
        }
        if (node instanceof IntermediateCatchEvent) {
            // behind an event-based gateway the gateway is what is waited at
            return node.getIncoming().stream().map(SequenceFlow::getSource).noneMatch(EventBasedGateway.class::isInstance);
        }
        return node instanceof ServiceTask task && "external".equals(task.getCamundaType());
    }

    boolean isOutside(String place) {
        return node(place) instanceof ServiceTask;
    }

    boolean isTask(String place) {
        return node(place) instanceof UserTask;
    }

    /** What people do, in any of the processes. */
    Set<String> tasks() {
        Set<String> tasks = new TreeSet<>();
        models.values().forEach(model -> model.getModelElementsByType(UserTask.class).forEach(task -> tasks.add(task.getId())));
        return tasks;
    }

    private FlowNode node(String place) {
        String[] parts = place.split("/");
        return models.get(parts[0]).getModelElementById(parts[1]);
    }

    /** Messages these processes understand besides the common ones. */
    Set<String> ownMessages(Collection<String> processes) {
        Set<String> names = new TreeSet<>();
        for (String process : processes) {
            models.get(process).getModelElementsByType(Message.class).forEach(message -> names.add(message.getName()));
        }
        names.removeAll(COMMON);
        return names;
    }
}
