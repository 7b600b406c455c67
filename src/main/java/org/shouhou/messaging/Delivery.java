package org.shouhou.messaging;

/** What came of trying to deliver a message. */
sealed interface Delivery {

    /** Taken over by the other side. */
    record Delivered() implements Delivery {
    }

    /** The other side will not take this message, whenever it is tried. @param why for people */
    record Refused(String why) implements Delivery {
    }

    /** Nothing sends on this channel: a person must. */
    record ForAPerson() implements Delivery {
    }

    /**
     * Not now.
     *
     * @param why         for people
     * @param channelDown the next message on the channel would fare no better
     */
    record Later(String why, boolean channelDown) implements Delivery {
    }
}
