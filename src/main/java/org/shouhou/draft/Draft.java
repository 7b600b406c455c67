package org.shouhou.draft;

import java.time.Instant;
import java.util.Map;

/**
 * Words that were typed and not sent.
 *
 * @param form     which form of the case's page, such as {@code note} or {@code task-<taskId>}
 * @param revision counts up with every saving; what another window saved meanwhile is never written over
 * @param fields   what was typed, by field
 */
public record Draft(String form, long revision, Map<String, Object> fields, Instant savedAt) {
}
