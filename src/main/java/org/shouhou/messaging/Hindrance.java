package org.shouhou.messaging;

/** Why messages of a channel wait until somebody configures something. Pages translate the name. */
public enum Hindrance {
    /** {@code spring.mail.host} is not set. */
    NO_MAIL_SERVER,
    /** {@code shouhou.channels.mail-from} is not set, or is no address. */
    NO_SENDER_ADDRESS,
    /** {@code shouhou.channels.http.webhook.secret} is not set. */
    NO_WEBHOOK_SECRET
}
