package org.shouhou.queue;

import java.util.Map;
import org.shouhou.common.Problem;

/**
 * What a task can belong to instead of a case, such as an incident that hits many of them. A bean per kind; its
 * {@link #kind()} is what the business key of its process begins with. Handlers of its tasks are given its id where
 * those of cases are given the case's.
 */
public interface TaskSubject {

    /**
     * What the lists show of it.
     *
     * @param shop        empty for all shops
     * @param reason      a code cases use, or null
     * @param amountMinor in minor units of {@code currency}, or null
     */
    record Shown(String number, String shop, String reason, Long amountMinor, String currency) {
    }

    /** At most 20 letters. */
    String kind();

    Shown shown(long id);

    /** Waits for its row and keeps it until the transaction ends. @throws Problem 404 when there is none */
    void lock(long id);

    /** Appends to its own history, in the caller's transaction. */
    void record(long id, String actor, String kind, Map<String, ?> facts);

    /** Where people see it: a path of ours. */
    String page(String number);
}
