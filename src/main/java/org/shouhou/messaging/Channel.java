package org.shouhou.messaging;

/** The way a message takes. */
public enum Channel {
    /** E-mail. */
    MAIL,
    /** The shop's chat on the marketplace; addressed by buyer or, without one, by order number. */
    CHAT,
    /** Text message to the order's telephone number. */
    SMS,
    /** Only shown on the case's timeline: nobody addressed has an address. */
    DESK,
    /** The shop's own chat, by a signed POST to the address in {@code alert.webhook}; for staff alone. */
    WEBHOOK
}
