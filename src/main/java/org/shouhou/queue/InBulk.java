package org.shouhou.queue;

import java.util.List;
import java.util.Optional;
import org.shouhou.identity.Actor;

/** A kind of task that may be decided many at a time; a bean each. What may not be decided so is decided one by one. */
public interface InBulk {

    /** The user task's id in the model. */
    String taskKey();

    /** The decisions that may be taken for many, in the order people see them. */
    List<String> decisions();

    /** Whether only tasks of one reason are decided together. */
    default boolean oneReason() {
        return true;
    }

    /**
     * Why this one is not decided together with others: the slug of a problem with words for people; empty when it may.
     * Asked again in the transaction that decides. What is asked of a single decision is asked of each anyway.
     */
    default Optional<String> against(long caseId, String decision, Actor actor) {
        return Optional.empty();
    }
}
