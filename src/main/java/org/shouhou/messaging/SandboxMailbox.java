package org.shouhou.messaging;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where messages arrive when a channel's adapter is {@code sandbox}: everybody's mailbox and chat in one place. */
@Component
public class SandboxMailbox {

    /**
     * A message as it arrived.
     *
     * @param receivedMs epoch millis
     * @param header     the Message-ID a mail would carry
     * @param html       null except for mail
     */
    public record Received(long id, Long caseId, Channel channel, String to, String name, String language, String subject,
            String text, String html, String header, long receivedMs) {
    }

    private static final int PAGE = 100;

    private final JdbcClient jdbc;
    private final Clock clock;

    SandboxMailbox(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What arrived, newest first, 100 at a time. @param before only ids below this one; null: from the newest */
    @Transactional(readOnly = true)
    public List<Received> received(Long before) {
        return jdbc.sql("SELECT id, case_id, channel, to_address, to_name, language, subject, body_text, body_html, message_id,"
                        + " received_ms FROM sandbox_mailbox WHERE id < ? ORDER BY id DESC LIMIT " + PAGE)
                .param(before == null ? Long.MAX_VALUE : before)
                .query((row, n) -> new Received(row.getLong("id"), org.shouhou.common.Db.nullableLong(row, "case_id"),
                        Channel.valueOf(row.getString("channel")), row.getString("to_address"), row.getString("to_name"),
                        row.getString("language"), row.getString("subject"), row.getString("body_text"),
                        row.getString("body_html"), row.getString("message_id"), row.getLong("received_ms")))
                .list();
    }

    /** Keeps every copy: a second one would be seen, as in a real mailbox. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void receive(OutgoingMessage message) {
        jdbc.sql("INSERT INTO sandbox_mailbox (case_id, channel, to_address, to_name, language, subject, body_text, body_html,"
                        + " message_id, received_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(message.caseId(), message.channel().name(), message.toAddress(), message.toName(), message.language(),
                        message.subject(), message.text(), message.html(), MessageIds.header(message), clock.millis())
                .update();
    }
}
