package org.shouhou.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Db;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.identity.Shops;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** Incidents, their decisions and their history as the database keeps them. */
@Repository
class IncidentTable {

    private static final int PAGE = 100;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IncidentTable(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** @throws Problem 404 when there is no such incident */
    Incident get(long id) {
        return jdbc.sql("SELECT * FROM incident WHERE id = ?").param(id).query(IncidentTable::map).optional()
                .orElseThrow(() -> Problem.notFound("incident", id));
    }

    /** By number ({@code INC-12-3}) or by id. @throws Problem 404 */
    Incident byNumberOrId(String text) {
        Optional<Incident> found = text.startsWith("INC-")
                ? jdbc.sql("SELECT * FROM incident WHERE number = ?").param(text).query(IncidentTable::map).optional()
                : text.matches("\\d{1,18}") ? jdbc.sql("SELECT * FROM incident WHERE id = ?").param(Long.parseLong(text))
                        .query(IncidentTable::map).optional() : Optional.empty();
        return found.orElseThrow(() -> Problem.notFound("incident", text));
    }

    /** Waits for the row and keeps it until the transaction ends. */
    Incident lock(long id) {
        jdbc.sql("SELECT id FROM incident WHERE id = ? FOR UPDATE").param(id).query(Long.class).optional()
                .orElseThrow(() -> Problem.notFound("incident", id));
        return get(id);
    }

    Optional<String[]> byRequest(String requestId) {
        return jdbc.sql("SELECT id, request_hash FROM incident WHERE request_id = ?").param(requestId)
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)}).optional();
    }

    /** Newest first, running ones before closed ones: of all shops, and of those the caller works for. */
    List<Incident> list(Incident.State state) {
        String within = " (shop = '' OR 1 = 1" + Shops.ofCaller().and("shop") + ") ";
        return state == null
                ? jdbc.sql("SELECT * FROM incident WHERE" + within + "ORDER BY CASE state WHEN 'CLOSED' THEN 1 ELSE 0 END, id DESC LIMIT " + PAGE)
                        .query(IncidentTable::map).list()
                : jdbc.sql("SELECT * FROM incident WHERE state = ? AND" + within + "ORDER BY id DESC LIMIT " + PAGE).param(state.name())
                        .query(IncidentTable::map).list();
    }

    List<Incident> running() {
        return jdbc.sql("SELECT * FROM incident WHERE state <> 'CLOSED' ORDER BY id").query(IncidentTable::map).list();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the request id opened one already */
    Incident insert(NewIncident wanted, String currency, String by) {
        KeyHolder key = new GeneratedKeyHolder();
        Incident.Scope scope = wanted.scope();
        jdbc.sql("""
                INSERT INTO incident (title, state, shop, sku, batch, courier, region, reason, from_at, to_at, currency,
                  request_id, request_hash, opened_by, opened_at)
                VALUES (?, 'OPEN', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(wanted.title()).param(scope.shop()).param(scope.sku()).param(scope.batch()).param(scope.courier())
                .param(scope.region()).param(scope.reason()).param(Db.utc(scope.from())).param(Db.utc(scope.to()))
                .param(currency).param(wanted.requestId()).param(wanted.hash()).param(by).param(Db.utc(clock.instant()))
                .update(key, "id");
        long id = key.getKey().longValue();
        jdbc.sql("UPDATE incident SET number = ? WHERE id = ?").params(Incident.numberOf(id), id).update();
        return get(id);
    }

    /** A new decision, not in force yet. */
    void propose(long id, Decision decision) {
        jdbc.sql("""
                INSERT INTO incident_decision (incident_id, no, decision, message, cap_minor, budget_minor, wait_until, decided_by, at_ms,
                  kind, sku, quantity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(id).param(decision.no()).param(decision.kind().name()).param(decision.message()).param(decision.capMinor())
                .param(decision.budgetMinor()).param(Db.utc(decision.waitUntil())).param(decision.decidedBy()).param(clock.millis())
                .param(decision.gift() == null ? null : decision.gift().kind()).param(decision.gift() == null ? null : decision.gift().sku())
                .param(decision.gift() == null ? null : decision.gift().quantity()).update();
    }

    /** @param alone R10: by whoever proposed it, with no other manager active */
    void approved(long id, int no, String by, boolean alone) {
        jdbc.sql("UPDATE incident_decision SET approved_by = ?, alone = ? WHERE incident_id = ? AND no = ?").params(by, alone, id, no).update();
    }

    void refused(long id, int no, String by) {
        jdbc.sql("UPDATE incident_decision SET refused_by = ? WHERE incident_id = ? AND no = ?").params(by, id, no).update();
    }

    /** The newest decision, in force or waiting for approval or refused. */
    Optional<Decision> newest(long id) {
        return jdbc.sql("SELECT * FROM incident_decision WHERE incident_id = ? ORDER BY no DESC LIMIT 1").param(id)
                .query((row, n) -> decision(row)).optional();
    }

    /** The decision that waits for approval, if any: after the one in force, and not refused. */
    Optional<Decision> proposed(long id, int inForce) {
        return jdbc.sql("SELECT * FROM incident_decision WHERE incident_id = ? AND no > ? AND refused_by IS NULL ORDER BY no DESC LIMIT 1")
                .params(id, inForce).query((row, n) -> decision(row)).optional();
    }

    Optional<Decision> decision(long id, int no) {
        return jdbc.sql("SELECT * FROM incident_decision WHERE incident_id = ? AND no = ?").params(id, no)
                .query((row, n) -> decision(row)).optional();
    }

    /**
     * The decision holds from now on, for the cases in it and those that come. What was promised by the one before, up to this
     * moment, stays promised even where the new budget is smaller.
     */
    void inForce(long id, Decision decision) {
        jdbc.sql("UPDATE incident SET state = 'DECIDED', decision_no = ?, budget_minor = GREATEST(COALESCE(?, budget_minor), spent_minor), look_again = TRUE WHERE id = ?")
                .param(decision.no()).param(decision.budgetMinor()).param(id).update();
    }

    /** @return false when the budget does not reach */
    boolean spend(long id, long amountMinor) {
        return jdbc.sql("UPDATE incident SET spent_minor = spent_minor + ? WHERE id = ? AND spent_minor + ? <= budget_minor")
                .params(amountMinor, id, amountMinor).update() == 1;
    }

    /** What was promised and came to nothing. */
    void giveBack(long id, long amountMinor) {
        jdbc.sql("UPDATE incident SET spent_minor = spent_minor - ? WHERE id = ?").params(amountMinor, id).update();
    }

    void lookAgain(long id, boolean again) {
        jdbc.sql("UPDATE incident SET look_again = ? WHERE id = ?").params(again, id).update();
    }

    List<Long> toLookAt() {
        return jdbc.sql("SELECT id FROM incident WHERE look_again = TRUE AND state <> 'CLOSED' ORDER BY id").query(Long.class).list();
    }

    void close(long id) {
        jdbc.sql("UPDATE incident SET state = 'CLOSED', closed_at = ?, look_again = FALSE WHERE id = ?")
                .params(Db.utc(clock.instant()), id).update();
    }

    void record(long id, String actor, String kind, Map<String, ?> data) {
        jdbc.sql("INSERT INTO incident_event (incident_id, at_ms, actor, kind, data) VALUES (?, ?, ?, ?, ?)")
                .params(id, clock.millis(), actor, kind, Json.write(data)).update();
        events.publishEvent(new IncidentTold(get(id), actor, kind, data));
    }

    List<IncidentEvent> history(long id) {
        return jdbc.sql("SELECT * FROM incident_event WHERE incident_id = ? ORDER BY seq").param(id)
                .query((row, n) -> new IncidentEvent(row.getLong("seq"), row.getLong("at_ms"), row.getString("actor"),
                        row.getString("kind"), Json.readMap(row.getString("data")))).list();
    }

    private static Decision decision(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new Decision(row.getInt("no"), Decision.Kind.valueOf(row.getString("decision")), row.getString("message"),
                Db.nullableLong(row, "cap_minor"), Db.nullableLong(row, "budget_minor"),
                kind == null ? null : new Decision.Gift(kind, row.getString("sku"), Db.nullableInt(row, "quantity")),
                Db.instant(row, "wait_until"), row.getString("decided_by"), row.getString("approved_by"), row.getBoolean("alone"));
    }

    private static Incident map(ResultSet row, int n) throws SQLException {
        Incident.Scope scope = new Incident.Scope(row.getString("shop"), row.getString("sku"), row.getString("batch"),
                row.getString("courier"), row.getString("region"), row.getString("reason"), Db.instant(row, "from_at"),
                Db.instant(row, "to_at"));
        return new Incident(row.getLong("id"), row.getString("number"), row.getString("title"),
                Incident.State.valueOf(row.getString("state")), scope, row.getString("currency"), row.getInt("decision_no"),
                row.getLong("budget_minor"), row.getLong("spent_minor"), row.getString("opened_by"),
                Db.instant(row, "opened_at"), Db.instant(row, "closed_at"));
    }
}
