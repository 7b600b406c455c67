package org.shouhou.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.engine.ModelVersions;
import org.shouhou.engine.ModelVersions.Hindrance;
import org.shouhou.engine.ModelVersions.Instance;
import org.shouhou.engine.ModelVersions.Stays;
import org.shouhou.engine.ModelVersions.Version;
import org.shouhou.queue.TaskVersions;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves what runs on an old version of a model to another one: tried first, then in batches, each case locked and in a
 * transaction of its own. What cannot be moved is listed and left on its version, where it runs on. See src/docs/migration.md.
 */
@Service
public class Migrations {

    private static final int USUAL_BATCH = 100;
    private static final int LARGEST_BATCH = 500;

    /**
     * What is asked for.
     *
     * @param fromVersion the version to leave
     * @param toVersion   null for the newest
     * @param renamed     steps that have another id in the new version, old to new; null for none
     * @param dryRun      null and true: only tried, nothing is changed
     * @param batch       how many at most, 100 unless told otherwise, 500 at most
     * @param skip        how many to leave out: those a batch before left or tried; null for none
     */
    public record Wanted(Integer fromVersion, Integer toVersion, Map<String, String> renamed, Boolean dryRun, Integer batch, Integer skip) {
    }

    /** Left where it was. @param of the case's id, or {@code incident:12} */
    public record Left(String of, List<Hindrance> why) {
    }

    /**
     * What came of a batch.
     *
     * @param moved how many were moved, or would be
     * @param left  what was left on the old version, with the reason
     * @param next  what to give as {@code skip} for the next batch; null when this was the last
     */
    public record Report(String process, int fromVersion, int toVersion, boolean dryRun, int moved, List<Left> left, Integer next) {
    }

    private final ModelVersions models;
    private final TaskVersions tasks;
    private final Commands commands;
    private final TransactionTemplate tried;

    Migrations(ModelVersions models, TaskVersions tasks, Commands commands, PlatformTransactionManager transactions) {
        this.models = models;
        this.tasks = tasks;
        this.commands = commands;
        this.tried = new TransactionTemplate(transactions);
    }

    /** Every version of every process and how much runs on it. */
    public List<Version> versions() {
        return models.versions(null);
    }

    /**
     * Moves a batch, or tries to.
     *
     * @throws Problem 404 unknown process, 400 for a version there is not, a batch too large, or steps that cannot
     *                 correspond; nothing is changed then
     */
    public Report migrate(String process, Wanted wanted, String by) {
        List<Version> versions = models.versions(process);
        if (versions.isEmpty()) {
            throw Problem.notFound("process", process);
        }
        Version from = version(versions, wanted.fromVersion(), "fromVersion");
        Version to = wanted.toVersion() == null ? versions.get(0) : version(versions, wanted.toVersion(), "toVersion");
        if (from.equals(to)) {
            throw wrong("fromVersion", "There is nothing to move: it is the same version.");
        }
        int batch = within(wanted.batch() == null ? USUAL_BATCH : wanted.batch(), 1, LARGEST_BATCH, "batch");
        int skip = within(wanted.skip() == null ? 0 : wanted.skip(), 0, Integer.MAX_VALUE, "skip");
        boolean dryRun = wanted.dryRun() == null || wanted.dryRun();
        ModelVersions.Plan plan = plan(from, to, wanted.renamed());
        List<Instance> found = models.running(from, skip, batch);
        int moved = 0;
        List<Left> left = new ArrayList<>();
        for (Instance instance : found) {
            try {
                if (dryRun) {
                    tried.executeWithoutResult(status -> {
                        status.setRollbackOnly();
                        move(instance, plan, from, to, by);
                    });
                } else {
                    commands.run(() -> move(instance, plan, from, to, by));
                }
                moved++;
            } catch (Stays stays) {
                left.add(new Left(instance.key().text(), stays.hindrances()));
            }
        }
        Integer next = found.size() < batch ? null : skip + (dryRun ? found.size() : left.size());
        return new Report(process, from.number(), to.number(), dryRun, moved, left, next);
    }

    private void move(Instance instance, ModelVersions.Plan plan, Version from, Version to, String by) {
        tasks.lock(instance.key());
        if (models.move(instance, plan)) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("process", from.process());
            facts.put("before", from.number());
            facts.put("after", to.number());
            tasks.moved(instance.key(), from.definitionId(), to.definitionId(), by, facts);
        }
    }

    private ModelVersions.Plan plan(Version from, Version to, Map<String, String> renamed) {
        try {
            return models.plan(from, to, renamed == null ? Map.of() : renamed);
        } catch (IllegalArgumentException impossible) {
            throw wrong("renamed", impossible.getMessage());
        }
    }

    private static Version version(List<Version> versions, Integer number, String field) {
        return versions.stream().filter(one -> number != null && one.number() == number).findFirst().orElseThrow(() -> wrong(field,
                "Must be one of " + versions.stream().map(Version::number).toList() + "."));
    }

    private static int within(int value, int least, int most, String field) {
        if (value < least || value > most) {
            throw wrong(field, "Must be from " + least + " to " + most + ".");
        }
        return value;
    }

    private static Problem wrong(String field, String why) {
        return Problem.fields(List.of(new FieldProblem(field, why)));
    }
}
