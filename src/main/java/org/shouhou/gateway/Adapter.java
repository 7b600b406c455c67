package org.shouhou.gateway;

/**
 * A way to reach the outside. Called with no transaction open, by several threads at once. Both methods give up after a
 * bounded time and answer instead of throwing; what is thrown all the same counts as unknown.
 */
public interface Adapter {

    /** As in configuration: {@code sandbox}, {@code http}, {@code by-hand}. */
    String name();

    /** Asks for the effect. Never answers {@link Answer.NotFound}. */
    Answer call(OutsideCall call);

    /** Asks what became of the effect, by its key alone. {@link Answer.Transient} means that the question did not arrive. */
    Answer query(OutsideCall call);
}
