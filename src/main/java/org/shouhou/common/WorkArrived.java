package org.shouhou.common;

/** Published inside a transaction that created background work: after its commit the node's runner looks at once. */
public record WorkArrived() {
}
