package org.shouhou.slowreview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shouhou.common.Db;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** Who calls whom on the phone round: a buyer is one agent's for a while, and an agent has one buyer at a time. */
@Repository
class RoundCalls {

    /** @param untilMs epoch millis; from then on somebody else may take the buyer @param results JSON, null while open */
    record Call(long id, String buyerKey, String agent, long untilMs, boolean open, String bodyHash, String results) {
    }

    private final JdbcClient jdbc;
    private final Settings settings;
    private final Clock clock;

    RoundCalls(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    Optional<Call> byId(long id) {
        return jdbc.sql("SELECT * FROM phone_round_call WHERE id = ?").param(id).query(RoundCalls::map).optional();
    }

    /** Calls that are going on, whoever makes them. */
    List<Call> open() {
        return jdbc.sql("SELECT * FROM phone_round_call WHERE open_key IS NOT NULL AND until_ms > ?").param(clock.millis())
                .query(RoundCalls::map).list();
    }

    Optional<Call> openOf(String agent) {
        return jdbc.sql("SELECT * FROM phone_round_call WHERE open_agent = ? AND until_ms > ?").params(agent, clock.millis())
                .query(RoundCalls::map).optional();
    }

    /** Buyers the agent let go lately without a call: they come last. */
    Set<String> letGoBy(String agent) {
        return Set.copyOf(jdbc.sql("SELECT DISTINCT buyer_key FROM phone_round_call WHERE agent = ? AND outcome IS NULL AND ended_ms > ?")
                .params(agent, clock.instant().minus(settings.duration(Figure.PHONE_ROUND_KEPT, null)).toEpochMilli()).query(String.class).list());
    }

    /** Takes a buyer, in a transaction of its own. @return empty when somebody else has just done so */
    Optional<Call> take(String buyerKey, String shop, String agent) {
        jdbc.sql("UPDATE phone_round_call SET open_key = NULL, open_agent = NULL, ended_ms = ? WHERE open_key IS NOT NULL AND until_ms <= ?")
                .params(clock.millis(), clock.millis()).update();
        KeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql("INSERT INTO phone_round_call (buyer_key, open_key, open_agent, agent, taken_ms, until_ms) VALUES (?, ?, ?, ?, ?, ?)")
                    .params(buyerKey, buyerKey, agent, agent, clock.millis(), until(shop)).update(key, "id");
        } catch (DuplicateKeyException faster) {
            return Optional.empty();
        }
        return byId(key.getKey().longValue());
    }

    /** The agent is still there. */
    void keep(Call call, String shop) {
        jdbc.sql("UPDATE phone_round_call SET until_ms = ? WHERE id = ? AND open_key IS NOT NULL").params(until(shop), call.id()).update();
    }

    private long until(String shop) {
        Duration kept = settings.duration(Figure.PHONE_ROUND_KEPT, shop);
        return clock.instant().plus(kept).toEpochMilli();
    }

    /** Nobody else records the same call until the transaction ends. */
    void lock(long id) {
        jdbc.sql("SELECT id FROM phone_round_call WHERE id = ? FOR UPDATE").param(id).query(Long.class).optional();
    }

    /** @return false when it had ended before */
    boolean end(long id, String hash, String outcome, String results) {
        return jdbc.sql("""
                UPDATE phone_round_call SET open_key = NULL, open_agent = NULL, ended_ms = ?, body_hash = ?, outcome = ?, results = ?
                WHERE id = ? AND open_key IS NOT NULL""").param(clock.millis()).param(hash).param(outcome).param(results).param(id).update() == 1;
    }

    /** How a channel of a slot stands; empty when nothing was written on it. */
    Optional<String> written(long slotId, String channel) {
        return jdbc.sql("SELECT state FROM phone_round_message WHERE slot_id = ? AND channel = ?").params(slotId, channel)
                .query(String.class).optional();
    }

    void write(long slotId, String channel, String state, String by) {
        jdbc.sql("INSERT INTO phone_round_message (slot_id, channel, state, written_by, written_ms) VALUES (?, ?, ?, ?, ?)")
                .params(slotId, channel, state, by, clock.millis()).update();
    }

    private static Call map(ResultSet row, int n) throws SQLException {
        return new Call(row.getLong("id"), row.getString("buyer_key"), row.getString("agent"), row.getLong("until_ms"),
                Db.nullableLong(row, "ended_ms") == null, row.getString("body_hash"), row.getString("results"));
    }
}
