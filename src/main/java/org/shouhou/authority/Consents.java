package org.shouhou.authority;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Consents to give something away: given, refused, not needed, and attempts that were refused (R10). Amounts are minor
 * units.
 */
@Repository
public class Consents {

    /**
     * APPROVE, REFUSE, SEND_BACK: what an approver said. AUTOMATIC, OWN_LIMIT, STANDING, SELF_CONSENT: given without
     * anybody else's consent, by rule, within the own limit, by a standing remedy, by a manager with no other one active.
     * FOUR_EYES, BEYOND_LIMIT, REVIEW_CONDITION, BEYOND_ORDER: attempts that were refused.
     */
    public enum Decision {
        APPROVE, REFUSE, SEND_BACK, AUTOMATIC, OWN_LIMIT, STANDING, SELF_CONSENT, FOUR_EYES, BEYOND_LIMIT,
        REVIEW_CONDITION, BEYOND_ORDER;

        /** What nobody else was asked about. */
        public static final List<Decision> WITHOUT_CONSENT = List.of(AUTOMATIC, OWN_LIMIT, STANDING, SELF_CONSENT);
    }

    /** Why, where it was consented to for many cases at once (R37). */
    public static final String FOR_ALL = "AGREED_FOR_ALL";

    /** What is to be given. @param kind REFUND, or that of a compensation; {@code compensationId} null for a refund */
    public record Subject(long caseId, String kind, Long compensationId, long amountMinor, String currency) {

        public static Subject refund(long caseId, long amountMinor, String currency) {
            return new Subject(caseId, "REFUND", null, amountMinor, currency);
        }
    }

    /** A row as the auditor reads it. @param why which standing remedy, or why it was refused; may be null */
    public record Entry(long id, String caseId, String caseNumber, String shop, String kind, String compensationId,
            long amountMinor, String currency, String proposedBy, String decidedBy, String level, Decision decision,
            String why, boolean lapsed, long atMs) {
    }

    private final JdbcClient jdbc;
    private final CaseHistory history;
    private final Clock clock;

    Consents(JdbcClient jdbc, CaseHistory history, Clock clock) {
        this.jdbc = jdbc;
        this.history = history;
        this.clock = clock;
    }

    public void record(Subject subject, String proposedBy, String decidedBy, String level, Decision decision, String why) {
        jdbc.sql("""
                INSERT INTO consent (case_id, kind, compensation_id, amount_minor, currency, proposed_by, decided_by, level,
                  decision, why, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(subject.caseId()).param(subject.kind()).param(subject.compensationId()).param(subject.amountMinor())
                .param(subject.currency()).param(proposedBy).param(decidedBy).param(level).param(decision.name())
                .param(why == null || why.length() <= 500 ? why : why.substring(0, 500)).param(clock.millis()).update();
    }

    /** Given without anybody else's consent: noted once for a proposal, and marked where a manager was alone. */
    public void withoutConsent(Subject subject, String by, String level, Decision how, String why) {
        boolean noted = jdbc.sql("""
                SELECT COUNT(*) FROM consent WHERE case_id = ? AND COALESCE(compensation_id, 0) = ? AND amount_minor >= ?
                  AND decision = ? AND lapsed = FALSE""")
                .params(subject.caseId(), subject.compensationId() == null ? 0L : subject.compensationId(),
                        subject.amountMinor(), how.name()).query(Long.class).single() > 0;
        if (noted) {
            return;
        }
        record(subject, by, by, level, how, why);
        if (how == Decision.SELF_CONSENT) {
            history.record(subject.caseId(), by, "SELF_CONSENT",
                    Map.of("amountMinor", subject.amountMinor(), "currency", subject.currency()));
        }
    }

    /**
     * Whether somebody else consented to refund at least this amount, and the request has not changed since. What a manager
     * with no other one active decided for many cases at once counts as consented to, whoever is hired meanwhile.
     */
    public boolean given(long caseId, long amountMinor) {
        return jdbc.sql("""
                SELECT COUNT(*) FROM consent WHERE case_id = ? AND compensation_id IS NULL AND amount_minor >= ?
                  AND lapsed = FALSE AND (decision = 'APPROVE' AND decided_by <> proposed_by OR decision = 'SELF_CONSENT' AND why = ?)""")
                .params(caseId, amountMinor, FOR_ALL).query(Long.class).single() > 0;
    }

    /** What was consented to refund holds no more: another request, or another proposal. */
    public void lapse(long caseId) {
        jdbc.sql("UPDATE consent SET lapsed = TRUE WHERE case_id = ? AND compensation_id IS NULL").param(caseId).update();
    }

    /** Who consented to a compensation and in which role, oldest first. */
    List<Map.Entry<String, String>> approvers(long compensationId) {
        return jdbc.sql("SELECT decided_by, level FROM consent WHERE compensation_id = ? AND decision = 'APPROVE' ORDER BY id")
                .param(compensationId).query((row, n) -> Map.entry(row.getString(1), row.getString(2))).list();
    }

    /**
     * What to look for; null means any.
     *
     * @param decisions only these; empty for all
     * @param beforeId  only older rows than this one
     */
    record Search(Long caseId, List<Decision> decisions, String shop, Long fromMs, Long toMs, Long beforeId) {
    }

    /** Newest first. */
    List<Entry> find(Search search, int limit) {
        StringBuilder sql = new StringBuilder(
                "SELECT k.*, c.number, c.shop FROM consent k JOIN case_file c ON c.id = k.case_id WHERE 1 = 1");
        List<Object> values = new ArrayList<>();
        and(sql, values, " AND k.case_id = ?", search.caseId());
        and(sql, values, " AND c.shop = ?", search.shop());
        and(sql, values, " AND k.at_ms >= ?", search.fromMs());
        and(sql, values, " AND k.at_ms < ?", search.toMs());
        and(sql, values, " AND k.id < ?", search.beforeId());
        if (!search.decisions().isEmpty()) {
            sql.append(" AND k.decision IN (").append("?, ".repeat(search.decisions().size() - 1)).append("?)");
            search.decisions().forEach(decision -> values.add(decision.name()));
        }
        return jdbc.sql(sql.append(" ORDER BY k.id DESC LIMIT ").append(limit).toString()).params(values)
                .query(Consents::map).list();
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    private static Entry map(ResultSet row, int n) throws SQLException {
        Long compensation = Db.nullableLong(row, "compensation_id");
        return new Entry(row.getLong("id"), row.getString("case_id"), row.getString("number"), row.getString("shop"),
                row.getString("kind"), compensation == null ? null : compensation.toString(), row.getLong("amount_minor"),
                row.getString("currency"), row.getString("proposed_by"), row.getString("decided_by"), row.getString("level"),
                Decision.valueOf(row.getString("decision")), row.getString("why"), row.getBoolean("lapsed"), row.getLong("at_ms"));
    }
}
