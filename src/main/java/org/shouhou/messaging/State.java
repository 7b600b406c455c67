package org.shouhou.messaging;

/** How far a message is. */
public enum State {
    /** Will be sent by the system, at once or after a pause. */
    WAITING,
    /** Handed to the mail server or the channel's service. */
    SENT,
    /** On the list of what a person sends by hand. */
    BY_HAND,
    /** Sent by a person. */
    DONE,
    /** Given up after many tries; an operator can have it tried again. */
    FAILED,
    /** Nobody wants it any more. */
    CANCELLED
}
