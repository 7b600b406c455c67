package org.shouhou.messaging;

import java.util.List;
import org.shouhou.common.Json;

/** The id the other side knows a message by: always the same for the same message, so that a repeat can be recognised. */
final class MessageIds {

    private MessageIds() {
    }

    /** 40 hex digits. */
    static String of(OutgoingMessage message) {
        return Json.hash(List.of(message.key(), message.createdMs(), message.toAddress() == null ? "" : message.toAddress()))
                .substring(0, 40);
    }

    /** The Message-ID header of a mail. */
    static String header(OutgoingMessage message) {
        return "<" + of(message) + "@shouhou>";
    }
}
