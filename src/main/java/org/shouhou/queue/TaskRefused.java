package org.shouhou.queue;

/**
 * Somebody wanted to take or decide a task that is not for them; the call is refused.
 *
 * @param role        the group id the task is for
 * @param ownProposal whether it is about what they proposed themselves; else their role does not reach
 */
public record TaskRefused(String taskId, String key, long caseId, String actor, String role, boolean ownProposal) {
}
