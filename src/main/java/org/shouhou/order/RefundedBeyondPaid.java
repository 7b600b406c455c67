package org.shouhou.order;

/**
 * Published in the transaction of an import that recorded refunds made elsewhere beyond what was paid (R13): finance
 * has something to settle.
 *
 * @param overrunMinor by how much this record overran, in minor units of the order's currency
 */
public record RefundedBeyondPaid(long orderId, long overrunMinor) {
}
