package org.shouhou.gateway;

/** What this module wants of the flow engine, written down without it. */
public interface EffectTasks {

    /** Has the effect's external task worked on at once instead of after its pause. Nothing happens if it is gone. */
    void wake(String externalTaskId);

    /** Gives a failed external task a fresh set of tries, at once. @return false if it is gone */
    boolean retry(String externalTaskId);
}
