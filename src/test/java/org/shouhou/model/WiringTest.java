package org.shouhou.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.MessageName;
import org.shouhou.model.Drawings.Call;
import org.shouhou.model.Drawings.Drawing;

/** What the models ask of the code exists, and the code keeps nothing for models that ask no more. */
class WiringTest {

    /** Processes that carry a case; all others are called by them or run beside them. */
    private static final Set<String> CARRY_A_CASE = Set.of("refund", "complaint", "return", "slowReview", "inquiry");

    /** Messages that only our own code sends, to an instance that stands beside the case. */
    private static final Set<String> OUR_OWN = Set.of("promiseEnded");

    /** What supervisors say about an incident, which is no case. */
    private static final Set<String> OF_INCIDENTS = Set.of("incidentReconsidered", "incidentClosed");

    /** No process waits for these: they take a closed case up again. */
    private static final Set<String> REOPEN = Set.of("complaintReopened");

    static List<Drawing> processes() {
        return Drawings.processes();
    }

    private static List<Call> calls() {
        return processes().stream().flatMap(drawing -> Drawings.calls(drawing).stream())
                .filter(call -> !call.bean().equals("execution")).toList();
    }

    @Test
    void every_step_a_model_calls_is_a_public_method_of_a_public_bean() {
        Map<String, Class<?>> beans = Steps.beans();
        assertThat(calls()).isNotEmpty().allSatisfy(call -> {
            assertThat(beans).containsKey(call.bean());
            Class<?> bean = beans.get(call.bean());
            assertThat(Modifier.isPublic(bean.getModifiers())).as(bean.getName()).isTrue();
            int given = call.arguments().split(",").length;
            assertThat(Steps.of(bean).filter(method -> method.getName().equals(call.method())
                    && method.getParameterCount() == given).toList()).as(call.toString()).hasSize(1);
        });
    }

    @Test
    void every_step_that_was_written_for_the_models_is_called_by_one() {
        Set<String> called = calls().stream().map(call -> call.bean() + "." + call.method()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> written = new TreeSet<>();
        Steps.beans().forEach((name, bean) -> Steps.of(bean).forEach(method -> written.add(name + "." + method.getName())));
        assertThat(called).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void models_themselves_only_note_results_in_scalars(Drawing drawing) {
        assertThat(Drawings.calls(drawing)).filteredOn(call -> call.bean().equals("execution")).allSatisfy(call -> {
            assertThat(call.method()).isEqualTo("setVariable");
            assertThat(call.arguments()).matches("'(settled|outcome|decision|next|released)', ?('[A-Z_]+'|true|false)");
        });
    }

    @ParameterizedTest
    @MethodSource("processes")
    void a_service_task_either_calls_a_step_or_is_worked_outside_never_both(Drawing drawing) {
        for (ServiceTask task : drawing.all(ServiceTask.class)) {
            boolean external = "external".equals(task.getCamundaType());
            assertThat(external).as(task.getId()).isEqualTo(task.getCamundaTopic() != null)
                    .isNotEqualTo(task.getCamundaExpression() != null);
            assertThat(task.getCamundaClass()).as(task.getId()).isNull();
            assertThat(task.getCamundaDelegateExpression()).as(task.getId()).isNull();
        }
    }

    @Test
    void every_message_a_model_waits_for_can_be_sent_and_every_message_that_can_be_sent_is_waited_for() {
        Set<String> awaited = new TreeSet<>();
        for (Drawing drawing : processes()) {
            for (Message message : drawing.all(Message.class)) {
                assertThat(message.getId()).isEqualTo("Message_" + message.getName());
            }
            for (MessageEventDefinition definition : drawing.all(MessageEventDefinition.class)) {
                assertThat(definition.getMessage()).as(definition.getId()).isNotNull();
                assertThat(((FlowNode) definition.getParentElement()).getId())
                        .startsWith("message_" + definition.getMessage().getName());
                if (!OF_INCIDENTS.contains(definition.getMessage().getName())) {
                    awaited.add(definition.getMessage().getName());
                }
            }
        }
        assertThat(awaited).containsAll(OUR_OWN);
        awaited.removeAll(OUR_OWN);
        assertThat(awaited).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(MessageName.values()).map(MessageName::id).filter(name -> !REOPEN.contains(name)).toList());
    }

    @Test
    void what_all_cases_understand_interrupts_the_work_of_every_process_that_carries_one() {
        for (String name : CARRY_A_CASE) {
            Drawing drawing = Drawings.process(name);
            Set<String> awaited = drawing.all(MessageEventDefinition.class).stream()
                    .map(definition -> definition.getMessage().getName()).collect(Collectors.toSet());
            assertThat(awaited).as(name).contains("customerWithdrew", "platformDecided", "escalationRequested",
                    "conversionRequested");
        }
        for (Drawing drawing : processes()) {
            if (!CARRY_A_CASE.contains(drawing.name())) {
                assertThat(drawing.all(MessageEventDefinition.class)).as("common messages never reach what was called")
                        .noneMatch(definition -> Set.of("customerWithdrew", "platformDecided", "escalationRequested",
                                "conversionRequested", "customerChangedRequest").contains(definition.getMessage().getName()));
            }
        }
    }

    @Test
    void what_is_called_exists_takes_the_case_along_and_gives_its_outcome_back() {
        Set<String> names = processes().stream().map(Drawing::name).collect(Collectors.toSet());
        Set<String> called = new TreeSet<>();
        for (Drawing drawing : processes()) {
            for (CallActivity call : drawing.all(CallActivity.class)) {
                called.add(call.getCalledElement());
                assertThat(names).contains(call.getCalledElement());
                assertThat(call.getId()).isEqualTo("call_" + call.getCalledElement());
                var mappings = call.getExtensionElements().getElementsQuery();
                assertThat(mappings.filterByType(CamundaIn.class).list().stream().map(CamundaIn::getCamundaBusinessKey))
                        .contains("#{execution.processBusinessKey}");
                assertThat(mappings.filterByType(CamundaOut.class).list())
                        .anyMatch(out -> "outcome".equals(out.getCamundaSource()) && "callOutcome".equals(out.getCamundaTarget()));
            }
        }
        assertThat(called).contains("payRefund", "platformDecision");
    }

    @ParameterizedTest
    @MethodSource("processes")
    void every_way_ends_in_a_terminate_end_that_closes_or_converts_the_case_or_tells_the_caller(Drawing drawing) {
        Set<String> ends = new TreeSet<>();
        for (EndEvent end : drawing.all(EndEvent.class)) {
            if (!Drawings.atRoot(end)) {
                assertThat(end.getEventDefinitions()).as(end.getId()).noneMatch(TerminateEventDefinition.class::isInstance);
                continue;
            }
            assertThat(Drawings.one(end.getEventDefinitions())).as(end.getId()).isInstanceOf(TerminateEventDefinition.class);
            String told = Drawings.one(end.getExtensionElements().getElementsQuery().filterByType(CamundaExecutionListener.class)
                    .list()).getCamundaExpression();
            ends.add(told);
            if (CARRY_A_CASE.contains(drawing.name())) {
                assertThat(told).matches("#\\{caseProcess\\.(close\\(execution, '[A-Z_]+'\\)|convert\\(execution\\))}");
                if (told.contains("'")) {
                    CaseFile.Outcome outcome = CaseFile.Outcome.valueOf(told.split("'")[1]);
                    assertThat(end.getId().substring(4)).isEqualToIgnoringCase(outcome.name().replace("_", ""));
                }
            }
        }
        if (drawing.name().equals("refund")) {
            assertThat(ends).hasSize(5);
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void every_timer_waits_for_a_moment_the_code_has_counted_out(Drawing drawing) {
        for (TimerEventDefinition timer : drawing.all(TimerEventDefinition.class)) {
            assertThat(timer.getTimeDate()).as(timer.getId()).isNotNull();
            assertThat(timer.getTimeDate().getTextContent()).matches("\\$\\{[a-zA-Z]+}");
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void every_error_that_is_caught_has_a_code_and_a_name(Drawing drawing) {
        for (ErrorEventDefinition definition : drawing.all(ErrorEventDefinition.class)) {
            assertThat(definition.getError()).as(definition.getId()).isNotNull();
            assertThat(definition.getError().getId()).isEqualTo("Error_" + definition.getError().getErrorCode());
            assertThat(definition.getError().getName()).isNotBlank();
        }
    }
}
