package org.shouhou.engine;

import java.time.Instant;
import java.util.List;

/** What the engine tells the features, synchronously and inside the transaction it happens in. */
public final class EngineEvents {

    private EngineEvents() {
    }

    /** A case's process moved: it may wait for something new, or for nothing any more. */
    public record CaseMoved(long caseId) {
    }

    /** A row of a decision table decided something about a case. @param ruleId the row's id in the model, {@code rule_3} */
    public record RuleApplied(long caseId, String decision, String ruleId) {
    }

    /**
     * Work for a person appeared.
     *
     * @param key          the user task's id in the model, which is its form's name too
     * @param groups       group ids that may do it, one or two
     * @param definitionId the version of the model it runs on
     */
    public record TaskOpened(String taskId, String key, long caseId, List<String> groups, Instant due,
            String definitionId) {
    }

    /** Work for a person that belongs to no single case. @param subject what it belongs to instead */
    public record SubjectTaskOpened(String taskId, String key, BusinessKey subject, List<String> groups, Instant due,
            String definitionId) {
    }

    /** Such work is gone. @param completed true when a person finished it, false when the process took it away */
    public record SubjectTaskEnded(String taskId, String key, BusinessKey subject, boolean completed) {
    }

    /** Work for a person is gone. @param completed true when a person finished it, false when the process took it away */
    public record TaskEnded(String taskId, String key, long caseId, boolean completed) {
    }
}
