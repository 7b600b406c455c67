package org.shouhou.order;

/** Told when an import says that an order known before has now been shipped or received. */
public interface OrderShippedListener {

    /** Called in the transaction that stores the fact; the order carries the new facts. */
    void shipped(Order order);
}
