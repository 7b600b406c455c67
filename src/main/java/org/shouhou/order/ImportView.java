package org.shouhou.order;

import java.time.Instant;
import java.util.List;

/**
 * How an import stands or ended.
 *
 * @param state         WAITING, RUNNING, DONE, FAILED (see problem) or INTERRUPTED (import the file again)
 * @param bytesTotal    the file's size
 * @param bytesDone     how much of it is read
 * @param imported      orders that are new
 * @param updated       orders known before that changed, or whose refund became a request
 * @param unchanged     orders known before as they are
 * @param casesOpened   refund cases opened
 * @param rejectedCount rows not imported
 * @param rejected      the first of them, {@value Imports#MOST_REJECTIONS} at most
 * @param problem       why the file could not be imported, or null
 * @param lastSignAt    when the server that works on it last said so
 * @param silent        whether it should be going on and nobody has said so for a while
 */
public record ImportView(long importId, String state, String format, String shop, boolean openRefundCases, String fileName,
                         long bytesTotal, long bytesDone, long imported, long updated, long unchanged, long casesOpened,
                         long rejectedCount, List<Rejection> rejected, String problem, String startedBy, Instant startedAt,
                         Instant finishedAt, Instant lastSignAt, boolean silent) {
}
