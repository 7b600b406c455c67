package org.shouhou.messaging;

/**
 * One message as recorded, with the text exactly as it goes out.
 *
 * @param caseId    the case it belongs to, or null
 * @param toAddress mail address, telephone number, or the buyer's chat name; null when there is none
 * @param language  {@code zh-CN} or {@code en}
 * @param template  which letter it is
 * @param html      null except for mail
 * @param key       unique: the same key is never recorded twice
 * @param attempts  tries begun so far
 * @param nextTryMs epoch millis before which it is left alone
 * @param sentMs    epoch millis, or null
 * @param doneBy    the person who sent it by hand, or null
 * @param problem   why it has not gone out yet, or null
 */
public record OutgoingMessage(long id, Long caseId, Audience audience, Channel channel, String toAddress, String toName,
        String language, String template, String subject, String text, String html, String key, State state,
        int attempts, long nextTryMs, long createdMs, Long sentMs, String doneBy, String problem) {
}
