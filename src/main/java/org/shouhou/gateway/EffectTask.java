package org.shouhou.gateway;

/**
 * The external task that asks for an effect.
 *
 * @param caseId            the case, as the process's business key names it
 * @param processInstanceId the instance the task stands in (that of the called process, if called)
 * @param elementId         the service task's id in the model
 */
public record EffectTask(String externalTaskId, long caseId, String processInstanceId, String elementId) {
}
