package org.shouhou.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shouhou.model.Drawings.Drawing;

/** The drawings read well: chosen names, labels where people look for them, and a picture of everything. */
class DrawingTest {

    static List<Drawing> processes() {
        return Drawings.processes();
    }

    @Test
    void the_processes_and_decisions_of_the_product_are_all_there() {
        assertThat(Drawings.processes()).extracting(Drawing::name)
                .contains("refund", "payRefund", "platformDecision", "overpayment", "slowReview", "sellerMemo");
        assertThat(Drawings.decisions()).extracting(Drawings.Table::name)
                .contains("refundRoute", "refundAuthority", "heldOrder");
    }

    @ParameterizedTest
    @MethodSource("processes")
    void a_process_is_called_like_its_file_can_be_started_and_is_kept_for_three_years(Drawing drawing) {
        Bpmn.validateModel(drawing.model());
        assertThat(drawing.process().getId()).isEqualTo(drawing.name());
        assertThat(drawing.process().isExecutable()).isTrue();
        assertThat(drawing.process().getName()).isNotBlank();
        assertThat(drawing.process().getCamundaHistoryTimeToLiveString()).isEqualTo("P1095D");
        assertThat(drawing.all(Lane.class)).isEmpty();
    }

    @Test
    void a_decision_is_called_like_its_file_and_is_kept_for_three_years() {
        for (Drawings.Table table : Drawings.decisions()) {
            Decision decision = Drawings.one(table.model().getModelElementsByType(Decision.class));
            assertThat(decision.getId()).isEqualTo(table.name());
            assertThat(decision.getName()).isNotBlank();
            assertThat(decision.getCamundaHistoryTimeToLiveString()).as(table.name()).isEqualTo("P1095D");
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void every_id_was_chosen_and_tells_what_it_stands_for(Drawing drawing) {
        SoftAssertions.assertSoftly(softly -> {
            for (FlowNode node : drawing.all(FlowNode.class)) {
                softly.assertThat(node.getId()).as("kind of %s", node.getElementType().getTypeName())
                        .matches(kindOf(node) + "[a-z][a-z]*([A-Z][a-z]+)*");
            }
            for (SequenceFlow flow : drawing.all(SequenceFlow.class)) {
                softly.assertThat(flow.getId())
                        .isEqualTo("flow_" + flow.getSource().getId() + "_" + flow.getTarget().getId());
            }
            for (EventDefinition definition : drawing.all(EventDefinition.class)) {
                if (definition.getId() != null) {
                    softly.assertThat(definition.getId())
                            .isEqualTo(((FlowNode) definition.getParentElement()).getId() + "_definition");
                }
            }
        });
    }

    private static String kindOf(FlowNode node) {
        if (node instanceof UserTask) {
            return "";
        }
        if (node instanceof CatchEvent event && !event.getEventDefinitions().isEmpty()) {
            EventDefinition definition = Drawings.one(event.getEventDefinitions());
            return definition instanceof TimerEventDefinition ? "timer_"
                    : definition instanceof MessageEventDefinition ? "message_"
                    : definition instanceof ErrorEventDefinition ? "error_" : "no such events here: ";
        }
        return node instanceof StartEvent ? "start_" : node instanceof EndEvent ? "end_"
                : node instanceof ServiceTask ? "service_" : node instanceof BusinessRuleTask ? "rule_"
                : node instanceof CallActivity ? "call_" : node instanceof SubProcess ? "sub_"
                : node instanceof Gateway ? "gateway_" : "no such elements here: ";
    }

    @ParameterizedTest
    @MethodSource("processes")
    void people_read_verb_and_object_on_tasks_states_on_events_questions_on_gateways_and_answers_on_flows(Drawing drawing) {
        SoftAssertions.assertSoftly(softly -> {
            for (FlowNode node : drawing.all(FlowNode.class)) {
                String label = node.getName();
                if (node instanceof Gateway) {
                    if (node.getOutgoing().size() > 1) {
                        softly.assertThat(label).as(node.getId()).isNotNull().matches("[A-Z].+\\?");
                    } else {
                        softly.assertThat(label).as("%s only joins", node.getId()).isNull();
                    }
                } else {
                    softly.assertThat(label).as(node.getId()).isNotNull()
                            .matches(node instanceof Activity ? "[A-Z][a-z]+ .*[^?.]" : "[A-Z].*[^?.]");
                }
                if (node instanceof ExclusiveGateway && node.getOutgoing().size() > 1) {
                    node.getOutgoing().forEach(flow -> softly.assertThat(flow.getName()).as(flow.getId()).isNotBlank());
                    softly.assertThat(((ExclusiveGateway) node).getDefault()).as("default of %s", node.getId()).isNotNull();
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("processes")
    void splits_and_joins_are_separate_and_every_way_out_of_a_split_but_the_default_has_a_condition(Drawing drawing) {
        for (Gateway gateway : drawing.all(Gateway.class)) {
            assertThat(gateway.getIncoming().size() > 1 && gateway.getOutgoing().size() > 1).as(gateway.getId()).isFalse();
            assertThat(gateway).isInstanceOfAny(ExclusiveGateway.class, EventBasedGateway.class);
            if (gateway instanceof ExclusiveGateway exclusive && gateway.getOutgoing().size() > 1) {
                for (SequenceFlow flow : gateway.getOutgoing()) {
                    assertThat(flow.getConditionExpression() == null).as(flow.getId())
                            .isEqualTo(flow.equals(exclusive.getDefault()));
                }
            }
        }
        for (FlowNode node : drawing.all(FlowNode.class)) {
            if (!(node instanceof Gateway)) {
                assertThat(node.getIncoming().size()).as("ways into %s", node.getId()).isLessThanOrEqualTo(1);
                assertThat(node.getOutgoing().size()).as("ways out of %s", node.getId()).isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void every_node_and_every_flow_is_drawn(Drawing drawing) {
        Set<String> drawn = new TreeSet<>();
        for (BpmnShape shape : drawing.all(BpmnShape.class)) {
            Bounds bounds = shape.getBounds();
            assertThat(bounds.getWidth() > 0 && bounds.getHeight() > 0).as(shape.getId()).isTrue();
            drawn.add(shape.getBpmnElement().getId());
        }
        for (BpmnEdge edge : drawing.all(BpmnEdge.class)) {
            assertThat(edge.getWaypoints()).as(edge.getId()).hasSizeGreaterThan(1);
            drawn.add(edge.getBpmnElement().getId());
        }
        Set<String> there = new TreeSet<>();
        drawing.all(FlowNode.class).forEach(node -> there.add(node.getId()));
        drawing.all(SequenceFlow.class).forEach(flow -> there.add(flow.getId()));
        assertThat(drawn).isEqualTo(there);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void no_two_nodes_lie_on_each_other_and_every_flow_ends_where_its_nodes_are(Drawing drawing) {
        List<BpmnShape> shapes = new ArrayList<>(drawing.all(BpmnShape.class));
        for (BpmnShape one : shapes) {
            for (BpmnShape other : shapes) {
                if (one != other && beside(one, other)) {
                    assertThat(overlap(one.getBounds(), other.getBounds()))
                            .as("%s and %s", one.getBpmnElement().getId(), other.getBpmnElement().getId()).isFalse();
                }
            }
        }
        var boundsOf = shapes.stream().collect(Collectors.toMap(shape -> shape.getBpmnElement().getId(), BpmnShape::getBounds));
        for (BpmnEdge edge : drawing.all(BpmnEdge.class)) {
            SequenceFlow flow = (SequenceFlow) edge.getBpmnElement();
            List<Waypoint> points = List.copyOf(edge.getWaypoints());
            assertThat(touches(boundsOf.get(flow.getSource().getId()), points.get(0))).as("start of %s", flow.getId()).isTrue();
            assertThat(touches(boundsOf.get(flow.getTarget().getId()), points.get(points.size() - 1)))
                    .as("end of %s", flow.getId()).isTrue();
        }
    }

    /** Both in the same frame, and neither sits on the other's edge. */
    private static boolean beside(BpmnShape one, BpmnShape other) {
        return one.getBpmnElement().getParentElement().equals(other.getBpmnElement().getParentElement())
                && !(one.getBpmnElement() instanceof BoundaryEvent) && !(other.getBpmnElement() instanceof BoundaryEvent);
    }

    private static boolean overlap(Bounds one, Bounds other) {
        return one.getX() < other.getX() + other.getWidth() && other.getX() < one.getX() + one.getWidth()
                && one.getY() < other.getY() + other.getHeight() && other.getY() < one.getY() + one.getHeight();
    }

    private static boolean touches(Bounds bounds, Waypoint point) {
        return point.getX() >= bounds.getX() - 1 && point.getX() <= bounds.getX() + bounds.getWidth() + 1
                && point.getY() >= bounds.getY() - 1 && point.getY() <= bounds.getY() + bounds.getHeight() + 1;
    }

    @ParameterizedTest
    @MethodSource("processes")
    void nothing_in_a_model_is_a_script(Drawing drawing) {
        assertThat(drawing.all(ScriptTask.class)).isEmpty();
        assertThat(drawing.all(CamundaScript.class)).isEmpty();
        Collection<ConditionExpression> conditions = drawing.all(ConditionExpression.class);
        assertThat(conditions).allSatisfy(condition -> {
            assertThat(condition.getLanguage()).isNull();
            assertThat(condition.getCamundaResource()).isNull();
            assertThat(condition.getTextContent()).as("scalars only").matches("\\$\\{[a-zA-Z0-9 '_=|&>.]+}")
                    .doesNotContain("(");
        });
    }
}
