package org.shouhou.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.gateway.EffectHandler;
import org.shouhou.queue.TaskHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Whatever a model asks of the outside or of a person is taken up by somebody, and nobody waits for what no model asks. */
class WorkFindsItsDoerStackTest extends StackTest {

    @Autowired
    ObjectProvider<EffectHandler> effects;
    @Autowired
    ObjectProvider<TaskHandler> tasks;
    @Autowired
    ApplicationContext context;

    @Test
    void every_topic_has_one_handler_and_every_handler_a_topic() {
        Set<String> asked = new TreeSet<>();
        Drawings.processes().forEach(drawing -> drawing.all(ServiceTask.class).stream()
                .filter(task -> task.getCamundaTopic() != null).forEach(task -> asked.add(task.getCamundaTopic())));
        assertThat(effects.stream().map(EffectHandler::topic)).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void every_task_has_one_handler_and_every_handler_a_task() {
        Set<String> asked = Drawings.processes().stream().flatMap(drawing -> drawing.all(UserTask.class).stream())
                .map(UserTask::getId).collect(Collectors.toSet());
        assertThat(tasks.stream().map(TaskHandler::key)).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void the_beans_the_models_name_are_there_under_these_names() {
        Steps.beans().forEach((name, type) -> assertThat(context.getBean(name)).as(name).isInstanceOf(type));
    }
}
