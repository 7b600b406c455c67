package org.shouhou.shipment;

import java.util.List;
import java.util.Optional;

/** Which lines of a held order ship; who holds orders back answers. */
public interface ReleasedLines {

    /**
     * @param elementId the service task that releases
     * @return line numbers; empty for the whole order
     */
    Optional<List<Integer>> of(long caseId, String elementId);
}
