package org.shouhou.refund;

import java.util.List;

/** Which lines of its order a case refunds; who decides about single lines answers. */
public interface RefundedLines {

    /** Line ids; empty when the case says no more than it did at intake. */
    List<Long> of(long caseId);
}
