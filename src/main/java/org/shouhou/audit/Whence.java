package org.shouhou.audit;

/**
 * Where an event came from, so far as it was kept: events from before know nothing of it.
 *
 * @param by         PAGE, API, HOOK, LINK or WORK; null when it is not known
 * @param from       the address of who was signed in, the source of what came from outside, the name of our own work
 * @param instanceId the process instance it happened in, null when none was running just then
 * @param step       the step of that instance's model
 */
public record Whence(String by, String from, String instanceId, String step) {

    /** Whoever calls, as far as a call is being answered. Implemented where requests are known. */
    public interface Caller {

        /** Null when no call is being answered. */
        Call now();
    }

    /**
     * A call from outside.
     *
     * @param by   PAGE, API, HOOK or LINK
     * @param from an address or a source; null where it is nobody's business
     */
    public record Call(String by, String from) {
    }

    /** The step the process engine is in just now. Implemented where the engine is known. */
    public interface Stepping {

        /** Null when the engine does nothing on this thread. */
        Step now();
    }

    /** A step of an instance. */
    public record Step(String instanceId, String activityId) {
    }
}
