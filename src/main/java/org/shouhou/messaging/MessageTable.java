package org.shouhou.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/** The table {@code outgoing_message}. */
@Component
class MessageTable {

    static final String COLUMNS = "id, case_id, audience, channel, to_address, to_name, language, template, subject,"
            + " body_text, body_html, message_key, state, attempts, next_try_ms, created_ms, sent_ms, done_by, problem";

    private final JdbcClient jdbc;

    MessageTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the new id; empty when the key is there already */
    Optional<Long> insert(OutgoingMessage m) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        try {
            jdbc.sql("INSERT INTO outgoing_message (case_id, audience, channel, to_address, to_name, language, template,"
                            + " subject, body_text, body_html, message_key, state, attempts, next_try_ms, created_ms, sent_ms,"
                            + " problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)")
                    .params(m.caseId(), m.audience().name(), m.channel().name(), m.toAddress(), m.toName(), m.language(),
                            m.template(), m.subject(), m.text(), m.html(), m.key(), m.state().name(), m.nextTryMs(),
                            m.createdMs(), m.sentMs(), m.problem())
                    .update(id, "id");
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        return Optional.of(id.getKey().longValue());
    }

    /** Whether a message with this key, or one per addressee under it, is recorded. */
    boolean recorded(String key) {
        // the first two bounds are what an index finds by: with the alternative alone H2 reads every message there ever was
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE message_key >= ? AND message_key < ? AND (message_key = ? OR message_key >= ?)")
                .params(key, key + "A", key, key + "@").query(Long.class).single() > 0;
    }

    Optional<OutgoingMessage> byId(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM outgoing_message WHERE id = ?").param(id).query((row, n) -> read(row)).optional();
    }

    Optional<OutgoingMessage> lock(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM outgoing_message WHERE id = ? FOR UPDATE").param(id)
                .query((row, n) -> read(row)).optional();
    }

    int count(long caseId, State... states) {
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = :caseId AND state IN (:states)")
                .param("caseId", caseId).param("states", names(List.of(states))).query(Integer.class).single();
    }

    static List<String> names(Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).toList();
    }

    static OutgoingMessage read(ResultSet row) throws SQLException {
        return new OutgoingMessage(row.getLong("id"), Db.nullableLong(row, "case_id"),
                Audience.valueOf(row.getString("audience")), Channel.valueOf(row.getString("channel")),
                row.getString("to_address"), row.getString("to_name"), row.getString("language"), row.getString("template"),
                row.getString("subject"), row.getString("body_text"), row.getString("body_html"), row.getString("message_key"),
                State.valueOf(row.getString("state")), row.getInt("attempts"), row.getLong("next_try_ms"),
                row.getLong("created_ms"), Db.nullableLong(row, "sent_ms"), row.getString("done_by"), row.getString("problem"));
    }
}
