package org.shouhou.integration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.integration.Webhook.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The tables {@code webhook} and {@code webhook_secret}. */
@Repository
class WebhookTable {

    /** @param untilMs null: until another one replaces it */
    record Sealed(long id, String sealed, Long untilMs) {
    }

    private final JdbcClient jdbc;

    WebhookTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Webhook> all() {
        return jdbc.sql("SELECT * FROM webhook ORDER BY name").query(WebhookTable::map).list();
    }

    /** @throws Problem 404 */
    Webhook get(long id) {
        return find(id).orElseThrow(() -> Problem.notFound("webhook", id));
    }

    Optional<Webhook> find(long id) {
        return jdbc.sql("SELECT * FROM webhook WHERE id = ?").param(id).query(WebhookTable::map).optional();
    }

    /** @throws Problem 404 */
    Webhook lock(long id) {
        jdbc.sql("SELECT id FROM webhook WHERE id = ? FOR UPDATE").param(id).query(Long.class).optional();
        return get(id);
    }

    boolean named(String name, long except) {
        return jdbc.sql("SELECT COUNT(*) FROM webhook WHERE name = ? AND id <> ?").params(name, except).query(Long.class).single() > 0;
    }

    long insert(NewWebhook wanted, String by, long nowMs) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO webhook (name, url, kinds, shops, shares, state, created_by, created_ms) VALUES (?, ?, ?, ?, ?, 'ACTIVE', ?, ?)")
                .params(wanted.name(), wanted.url(), joined(wanted.kinds()), joined(wanted.shops()), joined(wanted.shares()), by, nowMs)
                .update(id, "id");
        return id.getKey().longValue();
    }

    void change(long id, NewWebhook wanted) {
        jdbc.sql("UPDATE webhook SET name = ?, url = ?, kinds = ?, shops = ?, shares = ?, revision = revision + 1 WHERE id = ?")
                .params(wanted.name(), wanted.url(), joined(wanted.kinds()), joined(wanted.shops()), joined(wanted.shares()), id).update();
    }

    void state(long id, State state, String why) {
        jdbc.sql("UPDATE webhook SET state = ?, why = ?, failures = 0, failing_since_ms = NULL, rests_until_ms = 0, revision = revision + 1 WHERE id = ?")
                .params(state.name(), why, id).update();
    }

    void answered(long id) {
        jdbc.sql("UPDATE webhook SET failures = 0, failing_since_ms = NULL, rests_until_ms = 0 WHERE id = ? AND failures > 0").param(id).update();
    }

    void failed(long id, long nowMs, long restsUntilMs) {
        jdbc.sql("UPDATE webhook SET failures = failures + 1, failing_since_ms = COALESCE(failing_since_ms, ?), rests_until_ms = ? WHERE id = ?")
                .params(nowMs, restsUntilMs, id).update();
    }

    List<Sealed> secrets(long id, long nowMs) {
        return jdbc.sql("SELECT id, sealed, valid_until_ms FROM webhook_secret WHERE webhook_id = ? AND (valid_until_ms IS NULL OR valid_until_ms > ?) ORDER BY id DESC")
                .params(id, nowMs).query((row, n) -> new Sealed(row.getLong(1), row.getString(2), Db.nullableLong(row, "valid_until_ms"))).list();
    }

    /** The new secret signs at once; those before it sign along until the given moment. */
    void secret(long id, String sealed, long nowMs, long oldOnesUntilMs) {
        jdbc.sql("DELETE FROM webhook_secret WHERE webhook_id = ? AND valid_until_ms <= ?").params(id, nowMs).update();
        jdbc.sql("UPDATE webhook_secret SET valid_until_ms = ? WHERE webhook_id = ? AND valid_until_ms IS NULL").params(oldOnesUntilMs, id).update();
        jdbc.sql("INSERT INTO webhook_secret (webhook_id, sealed, created_ms) VALUES (?, ?, ?)").params(id, sealed, nowMs).update();
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    private static Webhook map(ResultSet row, int n) throws SQLException {
        Set<Share> shares = EnumSet.noneOf(Share.class);
        split(row.getString("shares")).forEach(one -> Arrays.stream(Share.values()).filter(share -> share.name().equals(one)).forEach(shares::add));
        return new Webhook(row.getLong("id"), row.getString("name"), row.getString("url"), split(row.getString("kinds")),
                split(row.getString("shops")), shares, State.valueOf(row.getString("state")), row.getString("why"), row.getInt("failures"),
                Db.nullableLong(row, "failing_since_ms"), row.getLong("rests_until_ms"), row.getString("created_by"),
                row.getLong("created_ms"), row.getLong("revision"));
    }
}
