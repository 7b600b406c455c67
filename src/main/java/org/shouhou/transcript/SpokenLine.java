package org.shouhou.transcript;

import java.time.Instant;

/**
 * One thing somebody said.
 *
 * @param lineNo where it stands in what was sent, from 1
 * @param inward true when it says itself that the customer spoke, false that we did; null when the name decides
 */
record SpokenLine(int lineNo, Instant at, String name, String words, Boolean inward) {
}
