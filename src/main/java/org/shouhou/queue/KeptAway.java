package org.shouhou.queue;

import java.util.List;

/** Who must not do any task of a case, besides those four eyes keep from one task (R6). One bean at most. */
public interface KeptAway {

    /**
     * @param groups group ids that may do the task
     * @return a user name; null when nobody is kept away, or nobody else could do it
     */
    String from(long caseId, List<String> groups);
}
