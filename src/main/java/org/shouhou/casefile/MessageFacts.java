package org.shouhou.casefile;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Messages as facts: what was said is kept before anything is done with it. */
@Repository
public class MessageFacts {

    /** What became of a message. */
    public enum State {
        /** Kept: nothing waits for it yet. */
        STORED,
        /** Kept until the money on its way is answered for. */
        DEFERRED,
        DELIVERED,
        /** Came too late to change anything; seen by a person where it matters. */
        LATE
    }

    public record Fact(long id, long caseId, String messageId, MessageName name, Map<String, Object> data, State state) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    MessageFacts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Fact> find(long caseId, String messageId) {
        return jdbc.sql("SELECT * FROM message_fact WHERE case_id = ? AND message_id = ?").params(caseId, messageId)
                .query((row, n) -> map(row)).optional();
    }

    /** Whether a message with this id was taken before. */
    public boolean known(long caseId, String messageId) {
        return find(caseId, messageId).isPresent();
    }

    void store(long caseId, String messageId, MessageName name, Map<String, Object> data, String sentBy) {
        jdbc.sql("""
                INSERT INTO message_fact (case_id, message_id, name, data, state, sent_by, received_ms)
                VALUES (?, ?, ?, ?, 'STORED', ?, ?)""")
                .params(caseId, messageId, name.id(), Json.write(data), sentBy, clock.millis()).update();
    }

    void state(long factId, State state) {
        jdbc.sql("UPDATE message_fact SET state = ?, delivered_ms = ? WHERE id = ?")
                .param(state.name()).param(state == State.DELIVERED ? clock.millis() : null).param(factId).update();
    }

    /** Facts not yet delivered, in the order they came. */
    List<Fact> open(long caseId) {
        return jdbc.sql("SELECT * FROM message_fact WHERE case_id = ? AND state IN ('STORED', 'DEFERRED') ORDER BY id")
                .param(caseId).query((row, n) -> map(row)).list();
    }

    /** The fact of a name that was delivered last: what set off the step that reads it. */
    public Optional<Fact> delivered(long caseId, MessageName name) {
        return jdbc.sql("""
                SELECT * FROM message_fact WHERE case_id = ? AND name = ? AND state = 'DELIVERED'
                ORDER BY delivered_ms DESC, id DESC LIMIT 1""")
                .params(caseId, name.id()).query((row, n) -> map(row)).optional();
    }

    /** The newest fact of a name, whatever became of it. */
    public Optional<Fact> latest(long caseId, MessageName name) {
        return jdbc.sql("SELECT * FROM message_fact WHERE case_id = ? AND name = ? ORDER BY id DESC LIMIT 1")
                .params(caseId, name.id()).query((row, n) -> map(row)).optional();
    }

    /** Facts of a name that were kept are known to the person who decides now: they are not delivered any more. */
    public void seen(long caseId, MessageName name) {
        jdbc.sql("UPDATE message_fact SET state = 'DELIVERED', delivered_ms = ? WHERE case_id = ? AND name = ? AND state = 'STORED'")
                .params(clock.millis(), caseId, name.id()).update();
    }

    private static Fact map(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Fact(row.getLong("id"), row.getLong("case_id"), row.getString("message_id"),
                MessageName.find(row.getString("name")).orElseThrow(), Json.readMap(row.getString("data")),
                State.valueOf(row.getString("state")));
    }
}
