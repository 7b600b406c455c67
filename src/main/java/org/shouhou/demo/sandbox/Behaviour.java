package org.shouhou.demo.sandbox;

/** How the sandbox takes a call. */
enum Behaviour {
    /** Does it and says so. */
    SUCCEED,
    /** Refuses it. */
    DECLINE,
    /** Does it, but the answer gets lost. */
    UNKNOWN_THEN_DONE,
    /** Nothing arrives, and nothing is answered either. */
    UNKNOWN_NOT_DONE,
    /** Accepts it and does it later. */
    PENDING_THEN_DONE,
    /** Cannot be reached. */
    FAIL_TRANSIENT,
    /** Does it, and takes its time to say so. */
    DELAY
}
