package org.shouhou.common;

import java.time.Instant;
import java.util.Optional;

/**
 * Work a node does in the background: sending, polling, watching. It owns no thread: the node's runner calls it, and
 * so do the adjustable clock and the tests, which must know when everything due is done.
 */
public interface BackgroundWork {

    /** For logs and thread names. */
    String name();

    /** Does one small portion of what is due now. @return true if something was done, so that asking again is worth it */
    boolean workOnce();

    /** The next instant after now at which something becomes due; empty when nothing is planned. */
    Optional<Instant> nextDue();
}
