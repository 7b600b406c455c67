package org.shouhou.integration;

import java.util.List;

/**
 * One event for one webhook. Times are epoch millis.
 *
 * @param messageId the header {@code webhook-id}, the same at every try and when it is delivered again
 * @param body      what is signed and sent
 * @param queuedMs  since when it is being tried
 */
public record WebhookDelivery(long id, long webhookId, String messageId, String kind, String subject, Long caseId, String body, State state,
        int attempts, long queuedMs, long nextTryMs, long createdMs, Long endedMs, Integer lastStatus, String lastProblem) {

    /** HELD: its webhook is paused. */
    public enum State { WAITING, HELD, DELIVERED, GIVEN_UP }

    /** @param status null when there was no answer @param response what it began with, 1 KB at most */
    public record Attempt(long atMs, int tookMs, Integer status, String problem, String response) {
    }

    /** With every try, newest first. */
    public record Full(WebhookDelivery delivery, List<Attempt> tries) {
    }
}
