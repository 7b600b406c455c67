package org.shouhou.messaging;

/**
 * A letter ready to go.
 *
 * @param subject one line
 * @param text    the whole mail as plain text
 * @param html    the same as HTML
 * @param brief   greeting and message alone, for chat and text messages
 */
record Letter(String subject, String text, String html, String brief) {
}
