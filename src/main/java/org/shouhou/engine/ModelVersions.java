package org.shouhou.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanBuilder;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The deployed versions of the models and what runs on each. Running instances stay on the version they began with; they
 * are moved to another one only on purpose. A timer that runs keeps its time: what was promised is not counted again.
 */
@Service
public class ModelVersions {

    /**
     * A deployed version.
     *
     * @param definitionId the engine's id of it
     * @param number       1 is the oldest
     * @param tag          as written in the model; null if it has none
     * @param running      instances on it
     */
    public record Version(String definitionId, String process, int number, String tag, long running) {
    }

    /** Something that runs. */
    public record Instance(String id, BusinessKey key) {
    }

    /** A step the instance stands at that does not exist in the new version, or cannot be moved to it. */
    public record Hindrance(String step, String why) {
    }

    /** The instance stays where it is; thrown so that nothing of the attempt remains. */
    public static final class Stays extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final transient List<Hindrance> hindrances;

        Stays(List<Hindrance> hindrances) {
            super("The instance cannot be moved: " + hindrances);
            this.hindrances = hindrances;
        }

        public List<Hindrance> hindrances() {
            return hindrances;
        }
    }

    /** How steps of one version correspond to steps of another. */
    public static final class Plan {

        private final MigrationPlan plan;

        private Plan(MigrationPlan plan) {
            this.plan = plan;
        }
    }

    private final RepositoryService repository;
    private final RuntimeService runtime;

    ModelVersions(RepositoryService repository, RuntimeService runtime) {
        this.repository = repository;
        this.runtime = runtime;
    }

    /** Every version of every process, or of one, the newest first. @param process null for all */
    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    public List<Version> versions(String process) {
        var query = repository.createProcessDefinitionQuery();
        if (process != null) {
            query.processDefinitionKey(process);
        }
        return query.orderByProcessDefinitionKey().asc().orderByProcessDefinitionVersion().desc().list().stream()
                .map(this::version).toList();
    }

    private Version version(ProcessDefinition definition) {
        return new Version(definition.getId(), definition.getKey(), definition.getVersion(), definition.getVersionTag(),
                runtime.createProcessInstanceQuery().processDefinitionId(definition.getId()).count());
    }

    /** What runs on a version, in order of the instances' ids. */
    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    public List<Instance> running(Version version, int skip, int most) {
        return runtime.createProcessInstanceQuery().processDefinitionId(version.definitionId()).orderByProcessInstanceId().asc()
                .listPage(skip, most).stream()
                .map(one -> new Instance(one.getId(), BusinessKey.of(one.getBusinessKey()))).toList();
    }

    /**
     * Steps with the same id and kind correspond; {@code renamed} says what became of others.
     *
     * @param renamed old id to new id
     * @throws IllegalArgumentException when a step does not exist or cannot become the other; the message says which
     */
    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    public Plan plan(Version from, Version to, Map<String, String> renamed) {
        try {
            MigrationPlanBuilder plan = runtime.createMigrationPlan(from.definitionId(), to.definitionId());
            MigrationPlan equal = runtime.createMigrationPlan(from.definitionId(), to.definitionId()).mapEqualActivities().build();
            Map<String, String> steps = new LinkedHashMap<>();
            equal.getInstructions().forEach(one -> steps.put(one.getSourceActivityId(), one.getTargetActivityId()));
            steps.putAll(renamed);
            steps.forEach(plan::mapActivities);
            return new Plan(plan.build());
        } catch (MigrationPlanValidationException wrong) {
            throw new IllegalArgumentException(wrong.getValidationReport().getInstructionReports().stream()
                    .map(report -> report.getMigrationInstruction().getSourceActivityId() + ": " + String.join(" ", report.getFailures()))
                    .findFirst().orElse(wrong.getMessage()), wrong);
        }
    }

    /**
     * Moves one instance, in the caller's transaction, which is of no use any more when it stays.
     *
     * @return false when it does not run on the old version any more
     * @throws Stays when it stands where the new version has no place for it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean move(Instance instance, Plan plan) {
        Optional<String> runs = Optional.ofNullable(runtime.createProcessInstanceQuery().processInstanceId(instance.id())
                .processDefinitionId(plan.plan.getSourceProcessDefinitionId()).singleResult()).map(found -> found.getId());
        if (runs.isEmpty()) {
            return false;
        }
        try {
            runtime.newMigration(plan.plan).processInstanceIds(instance.id()).execute();
            return true;
        } catch (MigratingProcessInstanceValidationException stays) {
            List<Hindrance> hindrances = new ArrayList<>();
            var report = stays.getValidationReport();
            report.getFailures().forEach(why -> hindrances.add(new Hindrance(null, why)));
            report.getActivityInstanceReports().forEach(one -> hindrances.add(new Hindrance(one.getSourceScopeId(), String.join(" ", one.getFailures()))));
            report.getTransitionInstanceReports().forEach(one -> hindrances.add(new Hindrance(one.getSourceScopeId(), String.join(" ", one.getFailures()))));
            throw new Stays(hindrances);
        }
    }
}
