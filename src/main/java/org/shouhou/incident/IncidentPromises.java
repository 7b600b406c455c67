package org.shouhou.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What incidents promised to cases out of their budgets, and what became of it (R37). Amounts are minor units. */
@Repository
class IncidentPromises {

    /** @param decisionNo the decision it was promised by; {@code compensationId} null unless something is given besides */
    record Promise(long id, long incidentId, long caseId, int decisionNo, Decision.Kind remedy, long amountMinor, Long compensationId) {
    }

    private static final String SELECT = "SELECT id, incident_id, case_id, decision_no, remedy, amount_minor, compensation_id FROM incident_promise ";
    private final JdbcClient jdbc;

    IncidentPromises(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the case is or was refunded or sent again by the incident. */
    boolean goods(long incidentId, long caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM incident_promise WHERE incident_id = ? AND goods_case = ?").params(incidentId, caseId)
                .query(Long.class).single() > 0;
    }

    /** Whether the order was given something besides by the incident, or is about to be. */
    boolean extra(long incidentId, long orderId) {
        return jdbc.sql("SELECT COUNT(*) FROM incident_promise WHERE incident_id = ? AND extra_order = ?").params(incidentId, orderId)
                .query(Long.class).single() > 0;
    }

    /** A refund or a second parcel; the process that carries it out asks for the consent once. */
    void holdGoods(long incidentId, long caseId, Decision decision, long amountMinor) {
        insert(incidentId, caseId, decision, caseId, null, amountMinor, null);
    }

    void holdExtra(long incidentId, long caseId, Decision decision, long orderId, long amountMinor, long compensationId) {
        insert(incidentId, caseId, decision, null, orderId, amountMinor, compensationId);
    }

    private void insert(long incidentId, long caseId, Decision decision, Long goodsCase, Long extraOrder, long amountMinor, Long compensationId) {
        jdbc.sql("""
                INSERT INTO incident_promise (incident_id, case_id, decision_no, remedy, goods_case, extra_order, amount_minor,
                  cap_minor, compensation_id, consent_left, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'HELD')""")
                .param(incidentId).param(caseId).param(decision.no()).param(decision.kind().name()).param(goodsCase).param(extraOrder)
                .param(amountMinor).param(decision.capMinor()).param(compensationId).param(goodsCase != null).update();
    }

    /** The promise of this kind whose consent was not used yet; it is used now. */
    Optional<Promise> useConsent(long caseId, Decision.Kind remedy) {
        return jdbc.sql(SELECT + "WHERE case_id = ? AND state = 'HELD' AND consent_left = TRUE AND remedy = ?").params(caseId, remedy.name())
                .query(IncidentPromises::map).optional().filter(promise -> jdbc
                        .sql("UPDATE incident_promise SET consent_left = FALSE WHERE id = ? AND consent_left = TRUE").param(promise.id()).update() == 1);
    }

    /** What is promised of a case's goods and not known to have come to anything. @param unused only where the consent was not used yet */
    List<Promise> held(long caseId, boolean unused) {
        return jdbc.sql(SELECT + "WHERE case_id = ? AND state = 'HELD' AND goods_case IS NOT NULL" + (unused ? " AND consent_left = TRUE" : ""))
                .param(caseId).query(IncidentPromises::map).list();
    }

    Optional<Promise> heldFor(long compensationId) {
        return jdbc.sql(SELECT + "WHERE compensation_id = ? AND state = 'HELD'").param(compensationId).query(IncidentPromises::map).optional();
    }

    /** It is known what it came to. @return false when it was known before */
    boolean settle(Promise promise, long keptMinor) {
        return jdbc.sql(keptMinor > 0 ? "UPDATE incident_promise SET state = 'KEPT', kept_minor = ?, consent_left = FALSE WHERE id = ? AND state = 'HELD'"
                : "UPDATE incident_promise SET state = 'GIVEN_BACK', kept_minor = ?, consent_left = FALSE, goods_case = NULL, extra_order = NULL"
                + " WHERE id = ? AND state = 'HELD'").params(keptMinor, promise.id()).update() == 1;
    }

    private static Promise map(ResultSet row, int n) throws SQLException {
        return new Promise(row.getLong("id"), row.getLong("incident_id"), row.getLong("case_id"), row.getInt("decision_no"),
                Decision.Kind.valueOf(row.getString("remedy")), row.getLong("amount_minor"), Db.nullableLong(row, "compensation_id"));
    }
}
