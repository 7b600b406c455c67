package org.shouhou.refund;

import java.time.Clock;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Consents to pay, given and refused; what was refused is kept too (R10). */
@Repository
class Consents {

    private final JdbcClient jdbc;
    private final CaseHistory history;
    private final Clock clock;

    Consents(JdbcClient jdbc, CaseHistory history, Clock clock) {
        this.jdbc = jdbc;
        this.history = history;
        this.clock = clock;
    }

    void record(long caseId, long amountMinor, String currency, String proposedBy, String decidedBy, String level,
            String decision) {
        jdbc.sql("""
                INSERT INTO consent (case_id, amount_minor, currency, proposed_by, decided_by, level, decision, at_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(caseId, amountMinor, currency, proposedBy, decidedBy, level, decision, clock.millis()).update();
    }

    /** What a manager proposed and no other manager was there to approve: counts as approved, marked for the auditor. */
    void recordSelf(long caseId, long amountMinor, String currency, String by) {
        boolean noted = jdbc.sql("""
                SELECT COUNT(*) FROM consent WHERE case_id = ? AND amount_minor >= ? AND decision = 'SELF_CONSENT'
                  AND lapsed = FALSE""").params(caseId, amountMinor).query(Long.class).single() > 0;
        if (!noted) {
            record(caseId, amountMinor, currency, by, by, "MANAGER", "SELF_CONSENT");
            history.record(caseId, by, "SELF_CONSENT", Map.of("amountMinor", amountMinor, "currency", currency));
        }
    }

    /** Whether somebody else consented to at least this amount, and the request has not changed since. */
    boolean given(long caseId, long amountMinor) {
        return jdbc.sql("""
                SELECT COUNT(*) FROM consent WHERE case_id = ? AND amount_minor >= ? AND decision = 'APPROVE'
                  AND lapsed = FALSE AND decided_by <> proposed_by""")
                .params(caseId, amountMinor).query(Long.class).single() > 0;
    }

    void lapse(long caseId) {
        jdbc.sql("UPDATE consent SET lapsed = TRUE WHERE case_id = ?").param(caseId).update();
    }
}
