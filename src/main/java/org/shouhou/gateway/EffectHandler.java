package org.shouhou.gateway;

/**
 * What a feature knows about one topic of external tasks: what to ask outside for, and what the answer means. A bean
 * per topic. Each method runs in a transaction of its own in which the case is locked; none of them calls outside.
 */
public interface EffectHandler {

    /** The topic in the model. */
    String topic();

    /**
     * Says what to ask for. Called once for an external task (again only if its transaction was rolled back), so it must
     * give the same key for the same effect. What it throws is tried again later and in the end shown as failed work.
     */
    EffectRequest prepare(EffectTask task);

    /**
     * Applies the answer to our tables, in the transaction that also goes on with the flow. Called once for an effect.
     * If the flow has left the service task meanwhile, the answer is applied all the same and the result is not used.
     *
     * @param answer {@link Answer.Succeeded} or {@link Answer.Declined}
     */
    EffectResult apply(EffectTask task, EffectRecord effect, Answer answer);

    /** The call is about to go out; from the commit of this transaction on it may have been done. */
    default void sent(EffectTask task, EffectRecord effect) {
    }

    /** The call surely did nothing (no connection): it is an unsent intent again, and will be sent again later. */
    default void notSent(EffectTask task, EffectRecord effect) {
    }

    /** Nobody knows (yet) whether it was done; called each time that is found. */
    default void unknown(EffectTask task, EffectRecord effect) {
    }
}
