package org.shouhou.messaging;

import java.util.Optional;

/** Delivers messages on one channel. Called without a transaction; a message may come again after a crash. */
interface MessageChannel {

    /** Why nothing can be sent for now although nothing is wrong; empty when ready. */
    default Optional<Hindrance> hindrance() {
        return Optional.empty();
    }

    /** Tries to deliver; failing to is an answer, not an exception. @param facts the case, or null */
    Delivery deliver(OutgoingMessage message, CaseFacts facts);
}
