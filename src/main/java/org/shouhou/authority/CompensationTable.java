package org.shouhou.authority;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** The compensations as the database keeps them. */
@Repository
class CompensationTable {

    private static final String ACTIVE = "k.state IN ('PROPOSED', 'AGREED', 'COMPENSATED')";

    private final JdbcClient jdbc;
    private final Clock clock;

    CompensationTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What is written first. @param requestId null when the case's own process proposes it */
    record Row(long caseId, String requestId, String bodyHash, NewCompensation wanted, Kind kind, long amountMinor,
            String currency, String by, String role, Long standingId, String standingUse) {
    }

    /** @return its id */
    long insert(Row row) {
        KeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                INSERT INTO compensation (case_id, request_id, body_hash, beside, kind, amount_minor, currency, sku, quantity,
                  reason_code, words, proposed_by, proposer_role, standing_id, standing_use, state, created_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PROPOSED', ?)""")
                .param(row.caseId()).param(row.requestId()).param(row.bodyHash()).param(row.requestId() != null)
                .param(row.kind().name()).param(row.amountMinor()).param(row.currency()).param(row.wanted().sku())
                .param(row.wanted().quantity()).param(row.wanted().reasonCode()).param(row.wanted().text()).param(row.by())
                .param(row.role()).param(row.standingId()).param(row.standingUse()).param(clock.millis()).update(id, "id");
        return id.getKey().longValue();
    }

    Optional<Compensation> find(long id) {
        return jdbc.sql("SELECT * FROM compensation WHERE id = ?").param(id).query(Compensation::map).optional();
    }

    /** Of a case, oldest first. */
    List<Compensation> of(long caseId) {
        return jdbc.sql("SELECT * FROM compensation WHERE case_id = ? ORDER BY id").param(caseId).query(Compensation::map).list();
    }

    /** The compensation a request asked for, with the hash of what it said. */
    Optional<Map.Entry<Long, String>> byRequest(String requestId) {
        return jdbc.sql("SELECT id, body_hash FROM compensation WHERE request_id = ?").param(requestId)
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).optional();
    }

    /** What an order was given of a kind, or is about to be; minor units. */
    long givenMinor(long orderId, Kind kind) {
        return jdbc.sql("SELECT COALESCE(SUM(k.amount_minor), 0) FROM compensation k JOIN case_file c ON c.id = k.case_id"
                + " WHERE c.order_id = ? AND k.kind = ? AND " + ACTIVE).params(orderId, kind.name()).query(Long.class).single();
    }

    void agreed(long id, String basis) {
        jdbc.sql("UPDATE compensation SET state = 'AGREED', basis = ? WHERE id = ?").params(basis, id).update();
    }

    void reference(long id, String reference) {
        jdbc.sql("UPDATE compensation SET reference = ? WHERE id = ?").params(reference, id).update();
    }

    void why(long id, String why) {
        jdbc.sql("UPDATE compensation SET why = ? WHERE id = ?")
                .param(why == null || why.length() <= 500 ? why : why.substring(0, 500)).param(id).update();
    }

    /** It is over; what was not given uses up no standing remedy. */
    void ended(long id, Compensation.State state) {
        jdbc.sql("UPDATE compensation SET state = ?, ended_ms = ?, standing_use = CASE WHEN ? = 'COMPENSATED' THEN standing_use"
                + " ELSE NULL END WHERE id = ?").params(state.name(), clock.millis(), state.name(), id).update();
    }
}
