package org.shouhou.integration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.integration.WebhookDelivery.Attempt;
import org.shouhou.integration.WebhookDelivery.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The tables {@code webhook_delivery} and {@code webhook_attempt}. */
@Repository
class DeliveryTable {

    private static final int PAGE = 50;
    /** An event waits for those of its subject before it. */
    private static final String FIRST = " AND NOT EXISTS (SELECT 1 FROM webhook_delivery p WHERE p.webhook_id = d.webhook_id"
            + " AND p.subject = d.subject AND p.state = 'WAITING' AND p.id < d.id)";

    private final JdbcClient jdbc;

    DeliveryTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long insert(Webhook webhook, EventKind kind, String subject, Long caseId, String body, long nowMs) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO webhook_delivery (webhook_id, message_id, kind, subject, case_id, body, state, queued_ms, next_try_ms, created_ms) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(webhook.id(), "msg_" + UUID.randomUUID().toString().replace("-", ""), kind.code(), subject, caseId, body,
                        (webhook.state() == Webhook.State.PAUSED ? State.HELD : State.WAITING).name(), nowMs, nowMs, nowMs)
                .update(id, "id");
        return id.getKey().longValue();
    }

    /** Takes what is due longest, its try counted, out of the others' reach for a while. */
    Optional<WebhookDelivery> take(long webhookId, long nowMs, long forMs) {
        Optional<WebhookDelivery> due = jdbc.sql("SELECT d.* FROM webhook_delivery d WHERE d.webhook_id = ? AND d.state = 'WAITING' AND d.next_try_ms <= ?"
                + FIRST + " ORDER BY d.next_try_ms, d.id LIMIT 1").params(webhookId, nowMs).query(DeliveryTable::map).optional();
        // another node may have been faster
        return due.filter(one -> jdbc.sql("UPDATE webhook_delivery SET attempts = attempts + 1, next_try_ms = ? WHERE id = ? AND state = 'WAITING' AND attempts = ? AND next_try_ms = ?")
                .params(nowMs + forMs, one.id(), one.attempts(), one.nextTryMs()).update() == 1).map(one -> get(one.id()));
    }

    Optional<Long> nextTry(long webhookId) {
        return jdbc.sql("SELECT d.next_try_ms FROM webhook_delivery d WHERE d.webhook_id = ? AND d.state = 'WAITING'" + FIRST
                + " ORDER BY d.next_try_ms LIMIT 1").param(webhookId).query(Long.class).optional();
    }

    /** @return false when it was taken up anew meanwhile */
    boolean end(WebhookDelivery taken, State state, Integer status, String problem, long nowMs) {
        return jdbc.sql("UPDATE webhook_delivery SET state = ?, ended_ms = ?, last_status = ?, last_problem = ? WHERE id = ? AND state = 'WAITING' AND attempts = ?")
                .params(state.name(), nowMs, status, problem, taken.id(), taken.attempts()).update() == 1;
    }

    void later(WebhookDelivery taken, Integer status, String problem, long nextMs) {
        jdbc.sql("UPDATE webhook_delivery SET last_status = ?, last_problem = ?, next_try_ms = ? WHERE id = ? AND state = 'WAITING' AND attempts = ?")
                .params(status, problem, nextMs, taken.id(), taken.attempts()).update();
    }

    void attempted(long id, Attempt attempt) {
        jdbc.sql("INSERT INTO webhook_attempt (delivery_id, at_ms, took_ms, status, problem, response) VALUES (?, ?, ?, ?, ?, ?)")
                .params(id, attempt.atMs(), attempt.tookMs(), attempt.status(), attempt.problem(), attempt.response()).update();
    }

    /** What waits is kept while its webhook is paused. */
    void hold(long webhookId) {
        jdbc.sql("UPDATE webhook_delivery SET state = 'HELD' WHERE webhook_id = ? AND state = 'WAITING'").param(webhookId).update();
    }

    void goOn(long webhookId, long nowMs) {
        jdbc.sql("UPDATE webhook_delivery SET state = 'WAITING', attempts = 0, queued_ms = ?, next_try_ms = ? WHERE webhook_id = ? AND state = 'HELD'")
                .params(nowMs, nowMs, webhookId).update();
    }

    void giveUpAll(long webhookId, long nowMs) {
        jdbc.sql("UPDATE webhook_delivery SET state = 'GIVEN_UP', ended_ms = ? WHERE webhook_id = ? AND state IN ('WAITING', 'HELD')")
                .params(nowMs, webhookId).update();
    }

    void again(long id, State state, long nowMs) {
        jdbc.sql("UPDATE webhook_delivery SET state = ?, attempts = 0, queued_ms = ?, next_try_ms = ?, ended_ms = NULL WHERE id = ?")
                .params(state.name(), nowMs, nowMs, id).update();
    }

    long endedSince(long webhookId, long sinceMs) {
        return jdbc.sql("SELECT COUNT(*) FROM webhook_delivery WHERE webhook_id = ? AND created_ms >= ? AND state IN ('DELIVERED', 'GIVEN_UP')")
                .params(webhookId, sinceMs).query(Long.class).single();
    }

    int againSince(long webhookId, long sinceMs, State state, long nowMs) {
        return jdbc.sql("UPDATE webhook_delivery SET state = ?, attempts = 0, queued_ms = ?, next_try_ms = ?, ended_ms = NULL "
                        + "WHERE webhook_id = ? AND created_ms >= ? AND state IN ('DELIVERED', 'GIVEN_UP')")
                .params(state.name(), nowMs, nowMs, webhookId, sinceMs).update();
    }

    /** Newest first. */
    List<WebhookDelivery> list(long webhookId, State state, Long before) {
        StringBuilder sql = new StringBuilder("SELECT * FROM webhook_delivery WHERE webhook_id = ?");
        List<Object> values = new ArrayList<>(List.of(webhookId));
        if (state != null) {
            sql.append(" AND state = ?");
            values.add(state.name());
        }
        if (before != null) {
            sql.append(" AND id < ?");
            values.add(before);
        }
        return jdbc.sql(sql + " ORDER BY id DESC LIMIT " + PAGE).params(values).query(DeliveryTable::map).list();
    }

    /** @throws Problem 404 */
    WebhookDelivery get(long id) {
        return jdbc.sql("SELECT * FROM webhook_delivery WHERE id = ?").param(id).query(DeliveryTable::map).optional()
                .orElseThrow(() -> Problem.notFound("delivery", id));
    }

    List<Attempt> attempts(long id) {
        return jdbc.sql("SELECT * FROM webhook_attempt WHERE delivery_id = ? ORDER BY id DESC LIMIT " + PAGE).param(id)
                .query((row, n) -> new Attempt(row.getLong("at_ms"), row.getInt("took_ms"), Db.nullableInt(row, "status"),
                        row.getString("problem"), row.getString("response"))).list();
    }

    Optional<Long> oldestEnd() {
        return jdbc.sql("SELECT ended_ms FROM webhook_delivery WHERE ended_ms IS NOT NULL ORDER BY ended_ms LIMIT 1").query(Long.class).optional();
    }

    /** A portion of what ended before a moment. @return how many */
    int forget(long beforeMs, int atMost) {
        List<Long> old = jdbc.sql("SELECT id FROM webhook_delivery WHERE ended_ms <= ? ORDER BY ended_ms LIMIT " + atMost).param(beforeMs)
                .query(Long.class).list();
        if (!old.isEmpty()) {
            jdbc.sql("DELETE FROM webhook_attempt WHERE delivery_id IN (:ids)").param("ids", old).update();
            jdbc.sql("DELETE FROM webhook_delivery WHERE id IN (:ids)").param("ids", old).update();
        }
        return old.size();
    }

    private static WebhookDelivery map(ResultSet row, int n) throws SQLException {
        return new WebhookDelivery(row.getLong("id"), row.getLong("webhook_id"), row.getString("message_id"), row.getString("kind"),
                row.getString("subject"), Db.nullableLong(row, "case_id"), row.getString("body"), State.valueOf(row.getString("state")),
                row.getInt("attempts"), row.getLong("queued_ms"), row.getLong("next_try_ms"), row.getLong("created_ms"),
                Db.nullableLong(row, "ended_ms"), Db.nullableInt(row, "last_status"), row.getString("last_problem"));
    }
}
