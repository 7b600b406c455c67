package org.shouhou.messaging;

import java.time.Instant;

/** Published in the transaction in which a person noted that a message to a customer was sent: a person's contact. */
public record SentByHand(long caseId, long messageId, Channel channel, String by, Instant at) {
}
