package org.shouhou.authority;

/** What a compensation that is stopped must know about its payment; the ledger answers. */
public interface CompensationMoney {

    /** Cancels a payment that was intended and surely not sent. */
    void cancelUnsent(long compensationId);
}
