package org.shouhou.shipment;

import java.util.List;
import java.util.Optional;

/** Which lines of a held order ship; who holds orders back answers. */
public interface ReleasedLines {

    /** Line numbers; empty for the whole order. */
    Optional<List<Integer>> of(long caseId);
}
