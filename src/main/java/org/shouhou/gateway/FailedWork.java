package org.shouhou.gateway;

import java.util.List;

/** Work of the flows that used up its tries and waits for an operator. */
public interface FailedWork {

    /** What failed. */
    enum Kind {
        EFFECT, JOB
    }

    /**
     * A failed piece of work.
     *
     * @param caseId    null when it belongs to no case
     * @param elementId the element of the model, null for a job without one
     * @param step      what the model calls it, in English
     * @param tries     how often it was tried at most
     * @param effectId  the effect outside, null when there is none
     * @param why       the last failure in words
     */
    record Entry(Kind kind, String id, Long caseId, String process, String elementId, String step, Long effectId, String why, int tries) {
    }

    /** Everything without tries left, at most 500 of each kind. */
    List<Entry> all();

    /** How much there is. */
    long count();

    /**
     * Has it tried again, at once, with a fresh set of tries.
     *
     * @param by user name
     * @throws org.shouhou.common.Problem 404 when it is gone; 409 {@code not-failed} when it has tries left
     */
    void retry(Kind kind, String id, String by);

    /**
     * Ends a failed effect as if it had been declined outside.
     *
     * @throws org.shouhou.common.Problem 404 when it is gone; 409 {@code not-failed}, or {@code may-be-done} when it may
     *                                    have been done outside
     */
    void giveUp(String externalTaskId, String reason, String by);

    /** Has everything that failed tried again. @return how much that was */
    int retryAll(String by);
}
