package org.shouhou.queue;

/** Published in the transaction in which the work on a case changed hands. @param to null for the pool */
public record HandedOver(long caseId, String from, String to, String by) {
}
