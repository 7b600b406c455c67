package org.shouhou.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.CaseLock;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.identity.Shops;
import org.shouhou.order.Order;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** The cases as the database keeps them. */
@Repository
public class CaseFiles {

    /** Published when a case's status became another one, in that transaction. */
    public record StatusChanged(long caseId, CaseFile.Status before, CaseFile.Status after) {
    }

    private static final int PAGE = 50;
    private final JdbcClient jdbc;
    private final CaseLock lock;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseFiles(JdbcClient jdbc, CaseLock lock, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.events = events;
        this.clock = clock;
    }

    /** @throws Problem 404 when there is no such case */
    public CaseFile get(long caseId) {
        return find(caseId).orElseThrow(() -> Problem.notFound("case", caseId));
    }

    public Optional<CaseFile> find(long caseId) {
        return jdbc.sql("SELECT * FROM case_file WHERE id = ?").param(caseId).query(CaseFiles::map).optional();
    }

    /** By number ({@code SH-1042-7}) or by id. @throws Problem 404 when there is no such case */
    public CaseFile byNumberOrId(String text) {
        Optional<CaseFile> found = text.startsWith("SH-")
                ? jdbc.sql("SELECT * FROM case_file WHERE number = ?").param(text).query(CaseFiles::map).optional()
                : text.matches("\\d{1,18}") ? find(Long.parseLong(text)) : Optional.empty();
        return found.orElseThrow(() -> Problem.notFound("case", text));
    }

    /** By number or id; empty when there is none. */
    public Optional<CaseFile> find(String text) {
        try {
            return Optional.of(byNumberOrId(text));
        } catch (Problem unknown) {
            return Optional.empty();
        }
    }

    /** The case, locked until the transaction ends. */
    public CaseFile lock(long caseId) {
        lock.lock(caseId);
        return get(caseId);
    }

    public Optional<CaseFile> byRequest(String requestId) {
        return jdbc.sql("SELECT * FROM case_file WHERE request_id = ?").param(requestId).query(CaseFiles::map).optional();
    }

    /** Cases of the same order, newest first (R3). */
    public List<CaseFile> ofOrder(long orderId) {
        return jdbc.sql("SELECT * FROM case_file WHERE order_id = ? ORDER BY id DESC").param(orderId)
                .query(CaseFiles::map).list();
    }

    /** Cases of the same buyer, newest first, at most 50 (R3). */
    public List<CaseFile> ofBuyer(String shop, String buyer) {
        return buyer == null ? List.of() : jdbc.sql(
                "SELECT * FROM case_file WHERE buyer = ? AND shop = ? ORDER BY id DESC LIMIT 50")
                .params(buyer, shop).query(CaseFiles::map).list();
    }

    /** These cases, in no order. */
    public List<CaseFile> all(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : jdbc.sql("SELECT * FROM case_file WHERE id IN (:ids)").param("ids", ids).query(CaseFiles::map).list();
    }

    /**
     * What a search asks for; null means any.
     *
     * @param ids      only these cases
     * @param openedBy only cases this user handed in (pre-sale agents see no others)
     * @param shops    only cases of these
     * @param cursor   the last case id of the page before, null for the first page; newest come first
     */
    public record Search(String status, String type, String order, String buyer, Collection<Long> ids, String openedBy,
            Shops shops, Long cursor) {
    }

    /** Those of these cases and shops that a user handed in (null: that anybody did), newest first. */
    List<CaseFile> some(Collection<Long> ids, String openedBy, Shops shops, int most) {
        return search(new Search(null, null, null, null, ids, openedBy, shops, null), most);
    }

    /** One page of {@value #PAGE}, newest first. */
    public List<CaseFile> search(Search search) {
        return search(search, PAGE);
    }

    private List<CaseFile> search(Search search, int most) {
        StringBuilder sql = new StringBuilder("SELECT * FROM case_file WHERE 1 = 1").append(search.shops().and("shop"));
        List<Object> values = new ArrayList<>();
        condition(sql, values, " AND status = ?", search.status());
        condition(sql, values, " AND type = ?", search.type());
        condition(sql, values, " AND order_no = ?", search.order());
        condition(sql, values, " AND buyer = ?", search.buyer());
        condition(sql, values, " AND opened_by = ?", search.openedBy());
        condition(sql, values, " AND id < ?", search.cursor());
        if (search.ids() != null) {
            if (search.ids().isEmpty()) {
                return List.of();
            }
            sql.append(" AND id IN (").append(String.join(", ", Collections.nCopies(search.ids().size(), "?"))).append(')');
            values.addAll(search.ids());
        }
        sql.append(" ORDER BY id DESC LIMIT ").append(most);
        return jdbc.sql(sql.toString()).params(values).query(CaseFiles::map).list();
    }

    private static void condition(StringBuilder sql, List<Object> values, String condition, Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the request id has a case already */
    CaseFile insert(NewCase wanted, Long amountMinor, Order order, String actor) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                INSERT INTO case_file (type, status, shop, order_id, order_no, buyer, reason, amount_minor, currency,
                  channel, words, external_reference, platform_deadline, request_id, request_hash, opened_by, opened_at)
                VALUES (?, 'WAITING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(wanted.type()).param(order.shop()).param(order.id()).param(order.orderNo()).param(order.buyer())
                .param(wanted.reason()).param(amountMinor).param(order.currency()).param(wanted.channel()).param(wanted.text())
                .param(wanted.externalReference()).param(Db.utc(wanted.platformDeadline())).param(wanted.requestId())
                .param(wanted.hash()).param(actor).param(Db.utc(clock.instant()))
                .update(key, "id");
        long id = key.getKey().longValue();
        jdbc.sql("UPDATE case_file SET number = ? WHERE id = ?").params(CaseFile.numberOf(id), id).update();
        return get(id);
    }

    void addLine(long caseId, long lineId) {
        jdbc.sql("INSERT INTO case_line (case_id, line_id) VALUES (?, ?)").params(caseId, lineId).update();
    }

    /** The case is about these lines from now on. */
    public void changeLines(long caseId, List<Long> lineIds) {
        jdbc.sql("DELETE FROM case_line WHERE case_id = ?").param(caseId).update();
        lineIds.forEach(line -> addLine(caseId, line));
    }

    /** The order lines the case is about, empty for the whole order. */
    public List<Long> lines(long caseId) {
        return jdbc.sql("SELECT line_id FROM case_line WHERE case_id = ? ORDER BY line_id").param(caseId)
                .query(Long.class).list();
    }

    /** Whether its single follow-ups rest because it is handled together with others (R37). */
    public boolean quiet(long caseId) {
        return jdbc.sql("SELECT quiet FROM case_file WHERE id = ?").param(caseId).query(Boolean.class).single();
    }

    /** Lets the single follow-ups of a case rest, or go on (R37). An open escalation never rests (R5). The caller holds the lock. */
    public void quiet(long caseId, boolean quiet) {
        jdbc.sql("UPDATE case_file SET quiet = ? WHERE id = ?").params(quiet, caseId).update();
        jdbc.sql("UPDATE queue_entry SET quiet = ? WHERE case_id = ? AND task_key <> 'handleEscalation'")
                .params(quiet, caseId).update();
    }

    void carriedBy(long caseId, String type, String instanceId) {
        jdbc.sql("UPDATE case_file SET type = ?, instance_id = ?, revision = revision + 1 WHERE id = ?")
                .params(type, instanceId, caseId).update();
    }

    void status(long caseId, CaseFile.Status status) {
        int changed = jdbc.sql("UPDATE case_file SET status = ? WHERE id = ? AND status <> 'CLOSED' AND status <> ?")
                .params(status.name(), caseId, status.name()).update();
        if (changed > 0) {
            events.publishEvent(new StatusChanged(caseId, status == CaseFile.Status.OPEN ? CaseFile.Status.WAITING : CaseFile.Status.OPEN, status));
        }
    }

    void close(long caseId, CaseFile.Outcome outcome) {
        CaseFile.Status before = get(caseId).status();
        jdbc.sql("UPDATE case_file SET status = 'CLOSED', outcome = ?, closed_at = ?, revision = revision + 1 WHERE id = ?")
                .params(outcome.name(), Db.utc(clock.instant()), caseId).update();
        events.publishEvent(new StatusChanged(caseId, before, CaseFile.Status.CLOSED));
    }

    /** The case goes on; its history says how it had ended. */
    void reopen(long caseId) {
        jdbc.sql("UPDATE case_file SET status = 'WAITING', outcome = NULL, closed_at = NULL, revision = revision + 1 WHERE id = ?")
                .param(caseId).update();
        events.publishEvent(new StatusChanged(caseId, CaseFile.Status.CLOSED, CaseFile.Status.WAITING));
    }

    /** @return true if this was the first reply, also when a later one was recorded before it */
    boolean firstReply(long caseId, Instant at) {
        return jdbc.sql("UPDATE case_file SET first_reply_at = ? WHERE id = ? AND (first_reply_at IS NULL OR first_reply_at > ?)")
                .params(Db.utc(at), caseId, Db.utc(at)).update() == 1;
    }

    /** The customer changed the request (R38); null leaves a fact as it is. */
    public void change(long caseId, Long amountMinor, String reason, Instant platformDeadline) {
        jdbc.sql("""
                UPDATE case_file SET amount_minor = COALESCE(?, amount_minor), reason = COALESCE(?, reason),
                  platform_deadline = COALESCE(?, platform_deadline), revision = revision + 1 WHERE id = ?""")
                .param(amountMinor).param(reason).param(Db.utc(platformDeadline)).param(caseId).update();
    }

    private static CaseFile map(ResultSet row, int n) throws SQLException {
        String outcome = row.getString("outcome");
        return new CaseFile(row.getLong("id"), row.getString("number"), row.getString("type"),
                CaseFile.Status.valueOf(row.getString("status")), outcome == null ? null : CaseFile.Outcome.valueOf(outcome),
                row.getString("shop"), row.getLong("order_id"), row.getString("order_no"), row.getString("buyer"),
                row.getString("reason"), Db.nullableLong(row, "amount_minor"), row.getString("currency"),
                row.getString("channel"), row.getString("words"), row.getString("external_reference"),
                Db.instant(row, "platform_deadline"), row.getString("request_id"), row.getString("request_hash"),
                row.getString("instance_id"), row.getString("opened_by"), Db.instant(row, "opened_at"),
                Db.instant(row, "first_reply_at"), Db.instant(row, "closed_at"));
    }
}
