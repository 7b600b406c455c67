package org.shouhou.messaging;

import org.shouhou.messaging.Delivery.Delivered;
import org.shouhou.messaging.Delivery.Later;
import org.springframework.dao.DataAccessException;

/** Delivers into the sandbox's mailbox. */
record SandboxChannel(SandboxMailbox mailbox) implements MessageChannel {

    @Override
    public Delivery deliver(OutgoingMessage message, CaseFacts facts) {
        try {
            mailbox.receive(message);
            return new Delivered();
        } catch (DataAccessException e) {
            return new Later(CleanText.line(e.getMessage(), 400), true);
        }
    }
}
