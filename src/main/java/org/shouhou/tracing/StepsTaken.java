package org.shouhou.tracing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.shouhou.audit.CaseHistory;
import org.shouhou.engine.Processes;

/** The steps cases took through their processes, called ones too, in order of time, and which of them an event belongs to. */
final class StepsTaken {

    /**
     * One step.
     *
     * @param no       its place, from 1
     * @param instance which of {@link #instances()}, from 0
     * @param name     as the model has it, in English
     */
    record Step(int no, int instance, String activityId, String name, String state, Instant from, Instant to) {
    }

    /** A process that ran. @param version of its model, the one it runs on */
    record Instance(String instanceId, String process, int version, String caseId, String number, String xml) {
    }

    private final List<Instance> instances;
    private final List<Step> steps;

    private StepsTaken(List<Instance> instances, List<Step> steps) {
        this.instances = instances;
        this.steps = steps;
    }

    /** Built from the diagrams of one case after the other. */
    static final class Collecting {

        private final List<Instance> instances = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        void add(long caseId, String number, List<Processes.Diagram> diagrams) {
            diagrams.forEach(one -> {
                one.steps().stream().filter(step -> step.name() != null && !step.name().isBlank())
                        .forEach(step -> steps.add(new Step(0, instances.size(), step.id(), step.name().replaceAll("\\s+", " "), step.state(), step.from(), step.to())));
                instances.add(new Instance(one.instanceId(), one.process(), one.version(), Long.toString(caseId), number, one.xml()));
            });
        }

        StepsTaken inOrder() {
            List<Step> ordered = new ArrayList<>();
            // a stable sort: within an instance the engine's own order stays
            steps.stream().sorted(Comparator.comparing(Step::from)).forEach(step -> ordered.add(
                    new Step(ordered.size() + 1, step.instance(), step.activityId(), step.name(), step.state(), step.from(), step.to())));
            return new StepsTaken(instances, ordered);
        }
    }

    public List<Instance> instances() {
        return instances;
    }

    public List<Step> steps() {
        return steps;
    }

    /**
     * The step of each event, by its number in the history: as it was kept, else the task it names; what happened between
     * two such belongs to the one before. Never by time alone: much happens within the engine's whole seconds.
     */
    Map<Long, Step> of(List<CaseHistory.Traced> events) {
        Map<Long, Step> all = new HashMap<>();
        Map<Long, Step> now = new HashMap<>();
        for (CaseHistory.Traced traced : events) {
            long caseId = traced.event().caseId();
            Step known = known(traced);
            Step step = known != null ? known : now.computeIfAbsent(caseId, id -> steps.stream().filter(one -> ofCase(one, id)).findFirst().orElse(null));
            if (step != null) {
                now.put(caseId, step);
                all.put(traced.event().seq(), step);
            }
        }
        return all;
    }

    private Step known(CaseHistory.Traced traced) {
        CaseHistory.Event event = traced.event();
        // the engine's times have whole seconds
        Instant by = Instant.ofEpochMilli(event.atMs()).plusSeconds(1);
        String instanceId = traced.whence().instanceId();
        Step found = instanceId == null ? null : last(by, step -> step.activityId().equals(traced.whence().step()) && instances.get(step.instance()).instanceId().equals(instanceId));
        if (found == null && event.data().get("task") instanceof String task) {
            found = last(by, step -> step.activityId().equals(task) && ofCase(step, event.caseId()));
        }
        return found;
    }

    private boolean ofCase(Step step, long caseId) {
        return instances.get(step.instance()).caseId().equals(Long.toString(caseId));
    }

    private Step last(Instant by, Predicate<Step> wanted) {
        return steps.stream().filter(step -> !step.from().isAfter(by)).filter(wanted).reduce((one, later) -> later).orElse(null);
    }
}
