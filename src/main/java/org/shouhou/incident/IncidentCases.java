package org.shouhou.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.shouhou.common.Db;
import org.shouhou.identity.Shops;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which cases belong to an incident, and what became of each. */
@Repository
class IncidentCases {

    /** What became of a case in an incident. */
    enum State {
        /** In it; the decision in force has not reached it yet. */
        JOINED,
        APPLIED,
        /** The decision does not fit it (too dear, nothing to refund, budget used up): it is decided singly. */
        SINGLE,
        /** Could not be applied; tried again. */
        FAILED,
        LEFT
    }

    /** @param why a code, or the problem of a failed try; {@code doneNo} the decision that reached it; {@code amountMinor} what it was promised or got */
    record Member(long incidentId, long caseId, State state, String why, int doneNo, Long amountMinor) {
    }

    private static final String COLUMNS = "c.*, (SELECT SUM(COALESCE(p.kept_minor, p.amount_minor)) FROM incident_promise p "
            + "WHERE p.incident_id = c.incident_id AND p.case_id = c.case_id AND p.state <> 'GIVEN_BACK') AS amount_minor";
    private final JdbcClient jdbc;
    private final Clock clock;

    IncidentCases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Open cases in the scope that never were in this incident and are in no other running one. @param onlyCase null for all */
    List<Long> inScope(Incident incident, Long onlyCase, int most) {
        Incident.Scope scope = incident.scope();
        StringBuilder sql = new StringBuilder("""
                SELECT c.id FROM case_file c JOIN shop_order o ON o.id = c.order_id WHERE c.status <> 'CLOSED'
                  AND NOT EXISTS (SELECT 1 FROM incident_case i WHERE i.case_id = c.id AND (i.incident_id = ? OR i.active_case IS NOT NULL))""");
        List<Object> values = new ArrayList<>(List.of(incident.id()));
        condition(sql, values, " AND c.id = ?", onlyCase);
        condition(sql, values, " AND c.shop = ?", scope.shop().isEmpty() ? null : scope.shop());
        condition(sql, values, " AND c.reason = ?", scope.reason());
        condition(sql, values, " AND o.courier = ?", scope.courier());
        if (scope.region() != null) {
            String begins = scope.region().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
            sql.append(" AND (o.region LIKE ? OR o.address LIKE ?)");
            values.addAll(List.of(begins, begins));
        }
        String when = scope.ofParcels() ? "COALESCE(o.shipped_at, o.paid_at)" : "o.paid_at";
        condition(sql, values, " AND " + when + " >= ?", Db.utc(scope.from()));
        condition(sql, values, " AND " + when + " <= ?", Db.utc(scope.to()));
        if (scope.sku() != null || scope.batch() != null) {
            sql.append(" AND EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id");
            condition(sql, values, " AND l.sku = ?", scope.sku());
            condition(sql, values, " AND l.batch = ?", scope.batch());
            sql.append(" AND (NOT EXISTS (SELECT 1 FROM case_line x WHERE x.case_id = c.id)"
                    + " OR EXISTS (SELECT 1 FROM case_line x WHERE x.case_id = c.id AND x.line_id = l.id)))");
        }
        sql.append(" ORDER BY c.id LIMIT ").append(most);
        return jdbc.sql(sql.toString()).params(values).query(Long.class).list();
    }

    private static void condition(StringBuilder sql, List<Object> values, String condition, Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    /** The lines of a case's order the incident is about; empty when it is about no articles. */
    List<Long> linesHit(Incident incident, long caseId) {
        Incident.Scope scope = incident.scope();
        if (scope.sku() == null && scope.batch() == null) {
            return List.of();
        }
        StringBuilder sql = new StringBuilder("SELECT l.id FROM order_line l JOIN case_file c ON c.order_id = l.order_id WHERE c.id = ?");
        List<Object> values = new ArrayList<>(List.of(caseId));
        condition(sql, values, " AND l.sku = ?", scope.sku());
        condition(sql, values, " AND l.batch = ?", scope.batch());
        return jdbc.sql(sql.toString()).params(values).query(Long.class).list();
    }

    /** @param rests whether its single follow-ups rest from now on */
    void join(long incidentId, long caseId, String by, boolean rests) {
        jdbc.sql("""
                INSERT INTO incident_case (incident_id, case_id, active_case, state, by_user, joined_ms, rested_ms)
                VALUES (?, ?, ?, 'JOINED', ?, ?, ?)""")
                .param(incidentId).param(caseId).param(caseId).param(by).param(clock.millis())
                .param(rests ? clock.millis() : null).update();
    }

    Optional<Member> find(long incidentId, long caseId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM incident_case c WHERE c.incident_id = ? AND c.case_id = ?").params(incidentId, caseId)
                .query(IncidentCases::map).optional();
    }

    /** The running incident a case is in. */
    Optional<Long> incidentOf(long caseId) {
        return jdbc.sql("SELECT incident_id FROM incident_case WHERE active_case = ?").param(caseId).query(Long.class).optional();
    }

    /** Cases the decision in force has not reached and that may be tried now. */
    List<Member> toApply(int most) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM incident i JOIN incident_case c ON c.incident_id = i.id WHERE i.state = 'DECIDED' "
                + "AND c.active_case IS NOT NULL AND c.done_no < i.decision_no AND c.next_ms <= ? ORDER BY c.next_ms, c.case_id LIMIT " + most)
                .param(clock.millis()).query(IncidentCases::map).list();
    }

    /** When the next case waits to be tried again; empty when none does. */
    Optional<Long> nextTry() {
        return jdbc.sql("SELECT MIN(c.next_ms) AS at FROM incident i JOIN incident_case c ON c.incident_id = i.id WHERE i.state = 'DECIDED' "
                + "AND c.active_case IS NOT NULL AND c.done_no < i.decision_no AND c.next_ms > ?").param(clock.millis())
                .query((row, n) -> Optional.ofNullable(Db.nullableLong(row, "at"))).single();
    }

    List<Member> toLetGo(int most) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM incident i JOIN incident_case c ON c.incident_id = i.id WHERE i.state = 'CLOSED' "
                + "AND c.active_case IS NOT NULL ORDER BY c.case_id LIMIT " + most).query(IncidentCases::map).list();
    }

    void done(Member member, State state, String why, int no) {
        jdbc.sql("UPDATE incident_case SET state = ?, why = ?, done_no = ?, next_ms = 0, tries = 0 WHERE incident_id = ? AND case_id = ?")
                .param(state.name()).param(why).param(no).param(member.incidentId()).param(member.caseId()).update();
    }

    /** What was promised to it did not come about. */
    void cameToNothing(long incidentId, long caseId) {
        jdbc.sql("UPDATE incident_case SET why = 'GIVEN_BACK' WHERE incident_id = ? AND case_id = ? AND active_case IS NOT NULL").params(incidentId, caseId).update();
    }

    void later(Member member, State state, String why, long nextMs) {
        jdbc.sql("UPDATE incident_case SET state = ?, why = ?, next_ms = ?, tries = tries + 1 WHERE incident_id = ? AND case_id = ?")
                .params(state.name(), why, nextMs, member.incidentId(), member.caseId()).update();
    }

    void rests(long incidentId, long caseId, boolean rests) {
        jdbc.sql(rests ? "UPDATE incident_case SET rested_ms = COALESCE(rested_ms, ?), woken_ms = NULL WHERE incident_id = ? AND case_id = ?"
                : "UPDATE incident_case SET woken_ms = ? WHERE incident_id = ? AND case_id = ? AND rested_ms IS NOT NULL AND woken_ms IS NULL")
                .params(clock.millis(), incidentId, caseId).update();
    }

    /** @param state LEFT for one taken out; null keeps what became of it */
    void leave(long incidentId, long caseId, State state, String why) {
        jdbc.sql("UPDATE incident_case SET active_case = NULL, left_ms = ?, state = COALESCE(?, state), why = COALESCE(?, why) "
                + "WHERE incident_id = ? AND case_id = ?")
                .param(clock.millis()).param(state == null ? null : state.name()).param(why).param(incidentId).param(caseId).update();
    }

    /** Milliseconds of a stretch in which the case's follow-ups rested. */
    long restedWithin(long caseId, long fromMs, long toMs) {
        return jdbc.sql("SELECT rested_ms, woken_ms FROM incident_case WHERE case_id = ? AND rested_ms IS NOT NULL").param(caseId)
                .query((row, n) -> {
                    Long woken = Db.nullableLong(row, "woken_ms");
                    long begin = Math.max(fromMs, row.getLong("rested_ms"));
                    return Math.max(0, Math.min(toMs, woken == null ? toMs : woken) - begin);
                }).list().stream().mapToLong(Long::longValue).sum();
    }

    /** How many cases are in each state, and how many wait for the decision in force. */
    Map<String, Long> counts(long incidentId) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql("SELECT state, COUNT(*) AS n FROM incident_case c WHERE incident_id = ?"
                        + Shops.ofCaller().and("(SELECT f.shop FROM case_file f WHERE f.id = c.case_id)") + " GROUP BY state").param(incidentId)
                .query((row, n) -> counts.put(row.getString("state"), row.getLong("n"))).list();
        return counts;
    }

    /** A page in order of case id. */
    List<Member> page(long incidentId, State state, long afterCase, int most) {
        StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM incident_case c WHERE c.incident_id = ? AND c.case_id > ?"
                + Shops.ofCaller().and("(SELECT f.shop FROM case_file f WHERE f.id = c.case_id)"));
        List<Object> values = new ArrayList<>(List.of(incidentId, afterCase));
        condition(sql, values, " AND c.state = ?", state == null ? null : state.name());
        return jdbc.sql(sql.append(" ORDER BY c.case_id LIMIT ").append(most).toString()).params(values).query(IncidentCases::map).list();
    }

    private static Member map(ResultSet row, int n) throws SQLException {
        return new Member(row.getLong("incident_id"), row.getLong("case_id"), State.valueOf(row.getString("state")),
                row.getString("why"), row.getInt("done_no"), Db.nullableLong(row, "amount_minor"));
    }
}
