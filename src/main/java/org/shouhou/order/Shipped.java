package org.shouhou.order;

/** Whether an order has left. UNKNOWN when the source of the order says nothing about shipping. */
public enum Shipped {
    YES, NO, UNKNOWN
}
