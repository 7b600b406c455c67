package org.shouhou.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.shouhou.model.Drawings.Drawing;

/**
 * Notes which nodes and flows were passed, and in which order: a node when it was left without being cancelled, or when it
 * is an end that was reached. The engine's history does not tell the order within one millisecond.
 */
final class PassedRecorder extends AbstractBpmnParseListener {

    private final Set<String> passed = new ConcurrentSkipListSet<>();
    private final List<Passage> order = new CopyOnWriteArrayList<>();

    private record Passage(String instance, String node) {
    }

    void forget() {
        passed.clear();
        order.clear();
    }

    /** The nodes an instance came through, one after the other; not those of what it called. */
    List<String> way(String instance) {
        return order.stream().filter(passage -> passage.instance().equals(instance)).map(Passage::node).toList();
    }

    /** Nodes and flows of the model that were not passed, by id. */
    Set<String> missing(Drawing drawing) {
        Set<String> missing = new TreeSet<>();
        for (FlowNode node : drawing.all(FlowNode.class)) {
            if (!passed.contains(drawing.name() + "/" + node.getId())) {
                missing.add(node.getId());
            }
        }
        for (SequenceFlow flow : drawing.all(SequenceFlow.class)) {
            // the engine goes straight from the event that came first, not over the flow to it
            String id = flow.getSource() instanceof EventBasedGateway ? flow.getTarget().getId() : flow.getId();
            if (!passed.contains(drawing.name() + "/" + id)) {
                missing.add(flow.getId());
            }
        }
        return missing;
    }

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        definitions.forEach(definition -> listenTo(definition.getKey(), definition));
    }

    private void listenTo(String model, ScopeImpl scope) {
        for (ActivityImpl activity : scope.getActivities()) {
            String name = model + "/" + activity.getId();
            boolean end = activity.getOutgoingTransitions().isEmpty() && activity.getActivities().isEmpty();
            activity.addListener(end ? ExecutionListener.EVENTNAME_START : ExecutionListener.EVENTNAME_END,
                    (ExecutionListener) execution -> note(name, execution));
            activity.getOutgoingTransitions().forEach(transition -> ((TransitionImpl) transition).addListener(
                    ExecutionListener.EVENTNAME_TAKE,
                    (ExecutionListener) execution -> passed.add(model + "/" + transition.getId())));
            listenTo(model, activity);
        }
    }

    private void note(String name, DelegateExecution execution) {
        if (!execution.isCanceled()) {
            passed.add(name);
            order.add(new Passage(execution.getProcessInstanceId(), name.substring(name.indexOf('/') + 1)));
        }
    }
}
