package org.shouhou.authority;

/** Published when a compensation is over, in that transaction. @param given false when it was refused, failed or cancelled */
public record CompensationEnded(long compensationId, boolean given) {
}
