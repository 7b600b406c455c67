package org.shouhou.reship;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.common.Db;
import org.shouhou.engine.Processes;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What couriers owe for parcels they lost or broke (R18). It runs beside the case and never keeps the customer waiting. */
@Repository
public class CourierClaims {

    /** @param costMinor what the goods sent again are worth; amounts in minor units of {@code currency} */
    record Claim(long id, long caseId, String courier, String waybill, String cause, String state, long costMinor,
            Long recoveredMinor, String currency, String reference, Instant until) {
    }

    private final JdbcClient jdbc;
    private final Processes processes;
    private final Settings settings;
    private final CaseHistory history;
    private final Clock clock;

    CourierClaims(JdbcClient jdbc, Processes processes, Settings settings, CaseHistory history, Clock clock) {
        this.jdbc = jdbc;
        this.processes = processes;
        this.settings = settings;
        this.history = history;
        this.clock = clock;
    }

    /** Begins a claim unless one is open; somebody gets the task until the courier takes no more claims. */
    void begin(CaseFile file, String courier, String waybill, String cause, long costMinor) {
        if (open(file.id()).isPresent()) {
            return;
        }
        Instant until = clock.instant().plus(settings.duration(Figure.COURIER_CLAIM_WITHIN, file.shop()));
        jdbc.sql("""
                INSERT INTO courier_claim (case_id, open_case, courier, waybill, cause, state, cost_minor, currency, until_at, opened_ms)
                VALUES (?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?)""")
                .param(file.id()).param(file.id()).param(courier).param(waybill).param(cause).param(costMinor)
                .param(file.currency()).param(Db.utc(until)).param(clock.millis()).update();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("courier", courier);
        facts.put("waybill", waybill);
        facts.put("costMinor", costMinor);
        history.record(file.id(), CaseHistory.SYSTEM, "COURIER_CLAIM_OPENED", facts);
        processes.start("courierClaim", file.id(), Map.of("claimUntil", java.util.Date.from(until)));
    }

    Optional<Claim> open(long caseId) {
        return jdbc.sql("SELECT * FROM courier_claim WHERE open_case = ?").param(caseId).query(CourierClaims::map).optional();
    }

    List<Claim> of(long caseId) {
        return jdbc.sql("SELECT * FROM courier_claim WHERE case_id = ? ORDER BY id").param(caseId).query(CourierClaims::map).list();
    }

    void filed(long caseId, String reference) {
        jdbc.sql("UPDATE courier_claim SET state = 'FILED', reference = ? WHERE open_case = ?").params(reference, caseId).update();
    }

    void recovered(long caseId, long amountMinor) {
        jdbc.sql("UPDATE courier_claim SET recovered_minor = ? WHERE open_case = ?").params(amountMinor, caseId).update();
    }

    /** @param state RECOVERED, REFUSED, or FORFEITED when the courier's time is over */
    public void ended(long caseId, String state) {
        Claim claim = open(caseId).orElseThrow();
        jdbc.sql("UPDATE courier_claim SET state = ?, open_case = NULL, ended_ms = ? WHERE id = ?")
                .params(state, clock.millis(), claim.id()).update();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("claim", state);
        facts.put("costMinor", claim.costMinor());
        facts.put("recoveredMinor", claim.recoveredMinor());
        history.record(caseId, CaseHistory.SYSTEM, "COURIER_CLAIM_ENDED", facts);
    }

    private static Claim map(ResultSet row, int n) throws SQLException {
        return new Claim(row.getLong("id"), row.getLong("case_id"), row.getString("courier"), row.getString("waybill"),
                row.getString("cause"), row.getString("state"), row.getLong("cost_minor"), Db.nullableLong(row, "recovered_minor"),
                row.getString("currency"), row.getString("reference"), Db.instant(row, "until_at"));
    }
}
