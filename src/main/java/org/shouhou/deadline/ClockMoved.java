package org.shouhou.deadline;

import java.time.Instant;
import java.util.Map;

/**
 * A running clock was moved by a change of a figure or of the calendar; in the transaction of the move.
 *
 * @param caseId null for the clock of a task that belongs to no case
 * @param taskId null when it is the case's own
 * @param facts  what the history says about it
 */
public record ClockMoved(Long caseId, String taskId, String kind, Instant from, Instant to, Map<String, Object> why, String actor,
        Map<String, Object> facts) {
}
