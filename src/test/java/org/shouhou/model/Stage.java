package org.shouhou.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.ProcessEngineTests;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.aop.framework.ProxyFactory;

/**
 * The real models on an engine in memory; what the code would answer is written in the test. After all tests of a class
 * every node and every flow of the model must have been passed.
 */
final class Stage implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final PassedRecorder PASSED = new PassedRecorder();
    private static Map<String, Consumer<DelegateExecution>> answers = new HashMap<>();
    private static final List<String> TOLD = new ArrayList<>();
    private static ProcessEngine engine;

    private final String model;
    private final Map<String, Consumer<DelegateExecution>> usual = new LinkedHashMap<>();
    private int fine;

    private Stage(String model) {
        this.model = model;
    }

    /** The stage for one model; what it calls is real too. */
    static Stage of(String model) {
        return new Stage(model);
    }

    /** What a step answers in every test that says nothing else: {@code usually("refundProcess.assess", "refundable", true)}. */
    Stage usually(String step, Object... namesAndValues) {
        return usually(step, setting(namesAndValues));
    }

    Stage usually(String step, Consumer<DelegateExecution> does) {
        usual.put(known(step), does);
        return this;
    }

    /** What a step answers in this test: one answer per call, the last one stays. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    final void answer(String step, Map<String, Object>... inTurn) {
        List<Map<String, Object>> left = new ArrayList<>(List.of(inTurn));
        answers.put(known(step), execution -> execution.setVariables(left.size() > 1 ? left.remove(0) : left.get(0)));
    }

    /** Starts the model for a case. */
    Journey begin(Object... namesAndValues) {
        ProcessInstance instance = engine.getRuntimeService().startProcessInstanceByKey(model, "4711", values(namesAndValues));
        return new Journey(engine, instance, PASSED, TOLD);
    }

    static Map<String, Object> values(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    static Date at(String instant) {
        return Date.from(Instant.parse(instant));
    }

    private static Consumer<DelegateExecution> setting(Object... namesAndValues) {
        return execution -> execution.setVariables(values(namesAndValues));
    }

    private static String known(String step) {
        Class<?> bean = Steps.beans().get(step.substring(0, step.indexOf('.')));
        assertThat(Steps.of(bean)).as(step).anyMatch(method -> step.endsWith("." + method.getName()));
        return step;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (engine == null) {
            engine = build();
        }
        if (outermost(context)) {
            PASSED.forget();
            fine = 0;
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ProcessEngineTests.init(engine);
        answers = new HashMap<>(usual);
        TOLD.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            fine++;
        }
        engine.getRuntimeService().createProcessInstanceQuery().rootProcessInstances().list()
                .forEach(left -> engine.getRuntimeService().deleteProcessInstance(left.getId(), "test over"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        // a part of the tests passes only a part of the model
        if (outermost(context) && fine == tests(context.getRequiredTestClass())) {
            assertThat(PASSED.missing(Drawings.process(model))).as("nodes and flows of %s that no test passed", model).isEmpty();
        }
        ProcessEngineTests.reset();
    }

    private static boolean outermost(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() == null;
    }

    private static int tests(Class<?> type) {
        return (int) Arrays.stream(type.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(Test.class)
                && !method.isAnnotationPresent(Disabled.class)).count()
                + Arrays.stream(type.getDeclaredClasses()).mapToInt(Stage::tests).sum();
    }

    private static ProcessEngine build() {
        StandaloneInMemProcessEngineConfiguration config = new StandaloneInMemProcessEngineConfiguration();
        config.setProcessEngineName("stage");
        config.setJdbcUrl("jdbc:h2:mem:stage");
        config.setHistory("full");
        config.setJobExecutorActivate(false);
        config.setMetricsEnabled(false);
        config.setTaskMetricsEnabled(false);
        config.setBeans(new HashMap<>(stubs()));
        config.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(PASSED)));
        ProcessEngine built = config.buildProcessEngine();
        DeploymentBuilder deployment = built.getRepositoryService().createDeployment();
        Stream.of(Drawings.files("processes", ".bpmn"), Drawings.files("processes", ".dmn"), Drawings.files("forms", ".form"))
                .flatMap(files -> files).forEach(file -> add(deployment, file));
        deployment.deploy();
        return built;
    }

    private static void add(DeploymentBuilder deployment, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            deployment.addInputStream(file.getFileName().toString(), in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The very classes the models call, with the answers of the running test. */
    private static Map<Object, Object> stubs() {
        Map<Object, Object> stubs = new HashMap<>();
        Steps.beans().forEach((name, type) -> {
            ProxyFactory stub = new ProxyFactory();
            stub.setTargetClass(type);
            stub.addAdvice((MethodInterceptor) called -> Steps.of(type).anyMatch(called.getMethod()::equals)
                    ? answer(name, called) : null);
            stubs.put(name, stub.getProxy());
        });
        return stubs;
    }

    private static Object answer(String bean, MethodInvocation called) {
        String step = bean + "." + called.getMethod().getName();
        DelegateExecution execution = null;
        StringBuilder told = new StringBuilder(step);
        for (Object argument : called.getArguments()) {
            if (argument instanceof DelegateExecution given) {
                execution = given;
            } else {
                told.append(' ').append(argument);
            }
        }
        TOLD.add(told.toString());
        answers.getOrDefault(step, ignored -> { }).accept(execution);
        return called.getMethod().getReturnType() == Date.class ? at("2026-03-01T00:00:00Z") : null;
    }
}
