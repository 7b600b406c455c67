package org.shouhou.queue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shouhou.deadline.Deadlines;
import org.shouhou.identity.Actor;

/** What a feature knows about one kind of task: the facts its form shows and what a decision means. A bean per task. */
public interface TaskHandler {

    /**
     * A decision, its fields checked against the form.
     *
     * @param caseId   the case, or what the task belongs to instead (see {@link TaskSubject})
     * @param decision the chosen code, null where the form has none
     */
    record Decision(String taskId, String key, long caseId, Actor actor, Map<String, Object> data) {

        public String decision() {
            return text("decision");
        }

        /** A text field; null when it was left out or blank. */
        public String text(String field) {
            Object value = data.get(field);
            return value == null || value.toString().isBlank() ? null : value.toString().strip();
        }

        /** A whole number; null when it was left out. */
        public Long number(String field) {
            return data.get(field) == null ? null : ((Number) data.get(field)).longValue();
        }

        /** The remark, empty when none was made. */
        public String note() {
            return text("note") == null ? "" : text("note");
        }
    }

    /** The task's id in the models. */
    String key();

    /** Facts for the form, by the names its texts and lists use; nothing else of the case. */
    Map<String, Object> data(long caseId);

    /** As {@link #data(long)}, for a task about one thing among several of its case; its variable says about which. */
    default Map<String, Object> data(long caseId, String taskId) {
        return data(caseId);
    }

    /** Who must not do it (four eyes), or null. */
    default String excludedUser(long caseId) {
        return null;
    }

    /** As {@link #excludedUser(long)}, for a task about one thing among several of its case. */
    default String excludedUser(long caseId, String taskId) {
        return excludedUser(caseId);
    }

    /** The kind of clock that runs for it: {@link Deadlines#TASK} unless it has one of its own. */
    default String deadlineKind() {
        return Deadlines.TASK;
    }

    /** When people are warned that it is not done yet; null for no warning. */
    default Instant warnAt(long caseId, Instant due) {
        return null;
    }

    /** Why it is due when it is; null for the usual reason of its kind. */
    default Map<String, Object> why(long caseId, Instant due) {
        return null;
    }

    /** Values of a field whose list comes from the settings ({@code @reasonCodes}); empty if the handler knows none. */
    default List<String> values(String list, long caseId) {
        return List.of();
    }

    /**
     * Carries the decision out in our tables.
     *
     * @return the variables the model's gateways and timers read
     * @throws org.shouhou.common.Problem when a rule forbids it; nothing is changed then
     */
    Map<String, Object> complete(Decision decision);
}
