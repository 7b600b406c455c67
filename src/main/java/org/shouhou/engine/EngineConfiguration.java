package org.shouhou.engine;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.shouhou.common.AdjustableClock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.transaction.PlatformTransactionManager;

/** The embedded engine: same database, same transactions, same clock as everything else. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    /** Growing pauses of a failed job: over nine hours, then a person is needed. */
    private static final String RETRIES = "PT30S,PT2M,PT10M,PT30M,PT2H,PT6H";

    @Bean
    Clock clock(@Value("${shouhou.clock.adjustable}") boolean adjustable) {
        if (!adjustable) {
            return Clock.systemUTC();
        }
        AdjustableClock clock = new AdjustableClock();
        clock.listen((offset, fixed) -> {
            ClockUtil.reset();
            if (fixed != null) {
                ClockUtil.setCurrentTime(Date.from(fixed));
            } else if (!offset.isZero()) {
                ClockUtil.offset(offset.toMillis());
            }
        });
        return clock;
    }

    @Bean
    JobExecutor jobExecutor() {
        DefaultJobExecutor executor = new DefaultJobExecutor();
        executor.setCorePoolSize(2);
        executor.setMaxPoolSize(4);
        executor.setQueueSize(64);
        executor.setMaxJobsPerAcquisition(16);
        executor.setWaitTimeInMillis(1000);
        executor.setMaxWait(5000);
        executor.setBackoffTimeInMillis(50);
        executor.setMaxBackoff(1000);
        return executor;
    }

    @Bean
    @DependsOn("flywayInitializer")
    ProcessEngineFactoryBean processEngine(DataSource dataSource, PlatformTransactionManager transactions,
            JobExecutor jobExecutor, List<ProcessEnginePlugin> plugins, ApplicationContext context, Clock clock,
            @Value("${shouhou.workers.enabled}") boolean workers) throws IOException {
        SpringProcessEngineConfiguration config = new SpringProcessEngineConfiguration();
        config.setApplicationContext(context);
        config.setProcessEngineName("default");
        config.setDataSource(dataSource);
        config.setTransactionManager(transactions);
        config.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        config.setHistoryLevel(HistoryLevel.HISTORY_LEVEL_ACTIVITY);
        config.setIdGenerator(idGenerator());
        config.setJobExecutor(jobExecutor);
        config.setJobExecutorActivate(workers);
        config.setFailedJobRetryTimeCycle(RETRIES);
        config.setDefaultNumberOfRetries(7);
        config.setMetricsEnabled(false);
        config.setTaskMetricsEnabled(false);
        config.setDbMetricsReporterActivate(false);
        config.setAuthorizationEnabled(false);
        config.setEnableExpressionsInAdhocQueries(false);
        config.setEnableExpressionsInStoredQueries(false);
        config.setJavaSerializationFormatEnabled(false);
        config.setScriptEngineResolver(new NoScripting());
        config.setDeploymentName("shouhou");
        config.setDeploymentResources(models());
        config.setProcessEnginePlugins(plugins);
        ProcessEngineFactoryBean factory = new ProcessEngineFactoryBean();
        factory.setProcessEngineConfiguration(config);
        return factory;
    }

    /** Ids that grow with time within a node, so that rows of one moment lie together in the index. */
    private static IdGenerator idGenerator() {
        return new TimeOrderedIds();
    }

    private static Resource[] models() throws IOException {
        PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
        Stream.Builder<Resource> all = Stream.builder();
        for (String pattern : List.of("processes/*.bpmn", "processes/*.dmn", "forms/*.form")) {
            Arrays.stream(resolver.getResources("classpath*:" + pattern)).forEach(all);
        }
        return all.build().toArray(Resource[]::new);
    }

    @Bean
    org.camunda.bpm.engine.RuntimeService runtimeService(ProcessEngine engine) {
        return engine.getRuntimeService();
    }

    @Bean
    org.camunda.bpm.engine.TaskService taskService(ProcessEngine engine) {
        return engine.getTaskService();
    }

    @Bean
    org.camunda.bpm.engine.RepositoryService repositoryService(ProcessEngine engine) {
        return engine.getRepositoryService();
    }

    @Bean
    org.camunda.bpm.engine.ManagementService managementService(ProcessEngine engine) {
        return engine.getManagementService();
    }

    @Bean
    org.camunda.bpm.engine.HistoryService historyService(ProcessEngine engine) {
        return engine.getHistoryService();
    }

    @Bean
    org.camunda.bpm.engine.DecisionService decisionService(ProcessEngine engine) {
        return engine.getDecisionService();
    }

    @Bean
    org.camunda.bpm.engine.ExternalTaskService externalTaskService(ProcessEngine engine) {
        return engine.getExternalTaskService();
    }
}
