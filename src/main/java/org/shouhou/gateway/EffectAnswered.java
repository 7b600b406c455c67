package org.shouhou.gateway;

/** Published in the transaction that applied an answer, after the flow went on: deferred messages can be delivered now. */
public record EffectAnswered(long caseId) {
}
