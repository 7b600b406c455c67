package org.shouhou.demo.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.OutsideCall;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the sandbox was asked for, by key, and what it paid. */
@Component
@Conditional(SandboxWanted.class)
class SandboxBook {

    /** A call it accepted. @param readyMs when it will be done, null when it is */
    record Entry(long id, OutsideCall call, String state, Map<String, Object> answer, String reference, int callbacks,
            String outcome, Long readyMs) {

        Answer answerNow() {
            return switch (state) {
                case "SUCCEEDED" -> new Answer.Succeeded(reference, answer);
                case "DECLINED" -> new Answer.Declined(String.valueOf(answer.get("code")), String.valueOf(answer.get("text")));
                default -> new Answer.Pending();
            };
        }
    }

    /** A payment. */
    record Payment(long id, String key, String shop, String orderNo, long amountMinor, String currency, long paidMs) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    SandboxBook(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Entry> lock(String key) {
        return jdbc.sql("SELECT * FROM sandbox_effect WHERE idem_key = ? FOR UPDATE").param(key).query(SandboxBook::entry)
                .optional();
    }

    /** A new entry, not done yet. @throws org.springframework.dao.DuplicateKeyException when the key is there already */
    Entry open(OutsideCall call, SandboxBehaviours.Rule rule, Long readyMs) {
        jdbc.sql("""
                        INSERT INTO sandbox_effect (idem_key, gateway, operation, shop, order_no, state, answer, request, callbacks,
                            outcome, ready_ms, created_ms) VALUES (?, ?, ?, ?, ?, 'PENDING', '{}', ?, ?, ?, ?, ?)""")
                .params(call.key(), call.gateway(), call.operation(), call.shop(), call.orderNo(),
                        Json.write(Map.of("caseId", call.caseId(), "payload", call.payload())), rule.callbacks(),
                        rule.outcome(), readyMs, clock.millis())
                .update();
        return lock(call.key()).orElseThrow();
    }

    void called(Entry entry) {
        jdbc.sql("UPDATE sandbox_effect SET calls = calls + 1 WHERE id = ?").param(entry.id()).update();
    }

    void settle(Entry entry, Answer answer) {
        if (answer instanceof Answer.Succeeded done) {
            write(entry, "SUCCEEDED", done.data(), done.reference());
        } else if (answer instanceof Answer.Declined refused) {
            write(entry, "DECLINED", Map.of("code", refused.code(), "text", refused.text()), null);
        }
    }

    private void write(Entry entry, String state, Map<String, Object> answer, String reference) {
        jdbc.sql("UPDATE sandbox_effect SET state = ?, answer = ?, reference = ?, ready_ms = NULL WHERE id = ?")
                .params(state, Json.write(answer), reference, entry.id()).update();
    }

    /** A key whose time to be done has come. */
    Optional<String> ready() {
        return jdbc.sql("SELECT idem_key FROM sandbox_effect WHERE ready_ms <= ? ORDER BY ready_ms, id LIMIT 1")
                .param(clock.millis()).query(String.class).optional();
    }

    List<Payment> payments(String orderNo, long afterId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM sandbox_payment WHERE id > :after AND (:order IS NULL OR order_no = :order)
                        ORDER BY id LIMIT :limit""")
                .param("after", afterId).param("order", orderNo).param("limit", limit)
                .query((row, n) -> new Payment(row.getLong("id"), row.getString("idem_key"), row.getString("shop"),
                        row.getString("order_no"), row.getLong("amount_minor"), row.getString("currency"),
                        row.getLong("paid_ms")))
                .list();
    }

    /**
     * The sum of the book.
     *
     * @param count          payments
     * @param sumMinor       paid in all, minor units
     * @param secondPayments keys that were paid more than once: 0, whatever happens
     * @param orders         orders with at least one payment
     */
    record Sum(long count, long sumMinor, long secondPayments, long orders) {
    }

    Sum sum() {
        return jdbc.sql("""
                        SELECT COUNT(*) n, COALESCE(SUM(amount_minor), 0) total, COUNT(*) - COUNT(DISTINCT idem_key) seconds,
                            COUNT(DISTINCT order_no) orders FROM sandbox_payment""")
                .query((row, n) -> new Sum(row.getLong("n"), row.getLong("total"), row.getLong("seconds"),
                        row.getLong("orders")))
                .single();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        Map<String, Object> request = Json.readMap(row.getString("request"));
        @SuppressWarnings("unchecked")
        Map<String, Object> payload = (Map<String, Object>) request.get("payload");
        OutsideCall call = new OutsideCall(row.getString("gateway"), row.getString("operation"), row.getString("idem_key"),
                ((Number) request.get("caseId")).longValue(), row.getString("shop"), row.getString("order_no"), payload);
        return new Entry(row.getLong("id"), call, row.getString("state"), Json.readMap(row.getString("answer")),
                row.getString("reference"), row.getInt("callbacks"), row.getString("outcome"),
                Db.nullableLong(row, "ready_ms"));
    }
}
