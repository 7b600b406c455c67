package org.shouhou.order;

/** Where an import hands over refunds the buyers asked for and nobody has paid yet. */
public interface RequestedRefunds {

    /**
     * Opens a refund case for a requested refund, in the caller's transaction; once per order.
     *
     * @param amountMinor what is requested, in minor units of the order's currency, more than 0
     * @param actor       the user who imports
     * @return true if a case was opened now, false if the order's request has a case already
     * @throws org.shouhou.common.Problem when there can be no such case; the row is then reported with its message
     */
    boolean open(Order order, long amountMinor, String actor);
}
