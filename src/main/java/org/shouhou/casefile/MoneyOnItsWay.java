package org.shouhou.casefile;

/** What messages must know about the money of a case; the refund ledger answers. */
public interface MoneyOnItsWay {

    /**
     * Whether a payment, or another effect that is done once (a hold, an interception), was sent and its outcome is not
     * known yet: what was stopped or paid after the case took another way would be lost.
     */
    boolean sent(long caseId);

    /** Whether the order is cancelled already and its money not settled: who withdraws now would get neither goods nor money. */
    boolean owedForCancelled(long caseId);

    /** Cancels a payment that was intended but not sent, and frees what it reserved. */
    void cancelUnsent(long caseId);

    /** The platform decided about a case that is closed: records what it paid. @return true when it differs from our outcome */
    boolean decidedAfterClosing(CaseFile closed, java.util.Map<String, Object> decision, String messageId);
}
