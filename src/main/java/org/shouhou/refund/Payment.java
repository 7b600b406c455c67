package org.shouhou.refund;

/** One payment of a case: its refund, or a compensation beside it (R13). @param compensationId null for the refund */
public record Payment(long caseId, Long compensationId) {

    static Payment refund(long caseId) {
        return new Payment(caseId, null);
    }
}
