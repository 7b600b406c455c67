package org.shouhou.deadline;

import java.util.Map;

/**
 * People were told about the clock of a task that belongs to no case; in the transaction it is noted in.
 *
 * @param event {@code DEADLINE_WARNED} or {@code DEADLINE_MISSED}
 */
public record TaskNoticed(String taskId, String event, Map<String, Object> facts) {
}
