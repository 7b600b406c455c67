package org.shouhou.queue;

import java.time.Instant;
import java.util.List;
import org.shouhou.identity.Actor;

/** What waits for the word of somebody who leads without being a task, such as a new version of a reply. A bean per kind. */
public interface AwaitsApproval {

    /**
     * One of them.
     *
     * @param page    where it is decided
     * @param words   what it says, or null
     * @param notYours slug of why this person must not decide it; null when they may
     */
    record Item(String title, String page, String by, Instant since, String words, String notYours) {
    }

    /** Its words are {@code awaits.<kind>}. */
    String kind();

    /** The oldest first. */
    List<Item> waiting(Actor actor);
}
