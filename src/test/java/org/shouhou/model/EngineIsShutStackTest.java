package org.shouhou.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shouhou.StackTest;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.ClassUtils;

/** The doors of the process engine that attackers know stay shut: the engine gets no fixes any more. */
class EngineIsShutStackTest extends StackTest {

    private static final Logger ENGINE_LOG = (Logger) LoggerFactory.getLogger("org.camunda.bpm.engine.context");

    @Autowired
    ProcessEngine engine;

    /** Each refused script would fill a page of the log. */
    @BeforeEach
    void keepQuiet() {
        ENGINE_LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        ENGINE_LOG.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.camunda.bpm.engine.rest.ProcessEngineRestService",
        "org.camunda.bpm.engine.rest.impl.CamundaRestResources", "org.camunda.bpm.engine.rest.impl.FetchAndLockRestServiceImpl",
        "org.camunda.bpm.webapp.impl.security.auth.AuthenticationFilter", "org.camunda.bpm.cockpit.Cockpit",
        "org.camunda.bpm.admin.Admin", "org.camunda.bpm.tasklist.Tasklist", "org.camunda.bpm.welcome.Welcome",
        "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration", "org.camunda.connect.Connectors"})
    void neither_the_engines_api_nor_its_web_pages_nor_its_connectors_are_shipped(String name) {
        assertThat(ClassUtils.isPresent(name, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest/engine", "/rest/engine", "/camunda/app/welcome/default/", "/app/cockpit/default/",
        "/api/engine/engine", "/engine-rest/deployment/create", "/h2-console"})
    void nothing_answers_where_they_used_to_be(String path) {
        assertThat(as("operator1").get(path).status()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void no_expression_in_a_query_is_evaluated_neither_a_stored_nor_a_fresh_one() {
        ProcessEngineConfigurationImpl config = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        assertThat(config.isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(config.isEnableExpressionsInStoredQueries()).isFalse();
        assertThat(config.isJavaSerializationFormatEnabled()).isFalse();
        assertThatThrownBy(() -> engine.getTaskService().createTaskQuery().taskAssigneeExpression("${'a'}").list())
                .hasMessageContaining("Expressions are forbidden");
        // the engine forgets this check inside or(), which is why ModulesTest forbids or() altogether
        var filter = engine.getFilterService().newTaskFilter("hidden");
        filter.setQuery(engine.getTaskService().createTaskQuery().taskAssigneeExpression("${'a'}"));
        assertThatThrownBy(() -> engine.getFilterService().saveFilter(filter)).hasMessageContaining("Expressions are forbidden");
    }

    /** Every script language the class path could run, and the usual ones. */
    static Stream<String> languages() {
        return Stream.concat(new ScriptEngineManager().getEngineFactories().stream().map(factory -> factory.getNames().get(0)),
                Stream.of("javascript", "groovy")).distinct();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_script_in_a_model_does_not_run(String language) {
        notRunning("""
                <scriptTask id="script" scriptFormat="%s"><script>1</script></scriptTask>
                <sequenceFlow id="in" sourceRef="begin" targetRef="script"/>
                <sequenceFlow id="out" sourceRef="script" targetRef="end"/>""".formatted(language));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_script_as_a_condition_does_not_run(String language) {
        notRunning("""
                <sequenceFlow id="in" sourceRef="begin" targetRef="end">
                  <conditionExpression xsi:type="tFormalExpression" language="%s">true</conditionExpression>
                </sequenceFlow>""".formatted(language));
    }

    private void notRunning(String middle) {
        String model = """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                  <process id="scripted" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="begin"/><endEvent id="end"/>
                    %s
                  </process>
                </definitions>""".formatted(middle);
        Deployment deployment = engine.getRepositoryService().createDeployment().name("test").addString("scripted.bpmn", model)
                .deploy();
        try {
            assertThatThrownBy(() -> engine.getRuntimeService().startProcessInstanceByKey("scripted", "1"))
                    .isInstanceOf(ProcessEngineException.class).hasMessageContaining("script");
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment.getId(), true);
        }
    }

    /** Without juel, which in a decision is no script but the models' own expression language. */
    static Stream<String> languagesOfDecisions() {
        return languages().filter(language -> !language.equals("juel"));
    }

    @ParameterizedTest
    @MethodSource("languagesOfDecisions")
    void a_script_in_a_decision_does_not_run(String language) {
        String table = """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="test"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                  <decision id="scripted" name="scripted" camunda:historyTimeToLive="P1D">
                    <variable id="v" name="v"/>
                    <literalExpression id="e" expressionLanguage="%s"><text>1</text></literalExpression>
                  </decision>
                </definitions>""".formatted(language);
        Deployment deployment = engine.getRepositoryService().createDeployment().name("test").addString("scripted.dmn", table)
                .deploy();
        try {
            assertThatThrownBy(() -> engine.getDecisionService().evaluateDecisionByKey("scripted").variables(Map.of()).evaluate())
                    .isInstanceOf(ProcessEngineException.class).hasRootCauseInstanceOf(NullValueException.class);
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment.getId(), true);
        }
    }

    @Test
    void what_runs_came_with_the_build_and_nothing_else() {
        List<Deployment> all = engine.getRepositoryService().createDeploymentQuery().deploymentName("shouhou")
                .orderByDeploymentTime().desc().list();
        assertThat(engine.getRepositoryService().getDeploymentResourceNames(all.get(0).getId()))
                .extracting(name -> name.substring(name.lastIndexOf('/') + 1))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Drawings.files("processes", ".bpmn"),
                        Drawings.files("processes", ".dmn"), Drawings.files("forms", ".form"))
                        .flatMap(files -> files).map(file -> file.getFileName().toString()).toList());
    }
}
