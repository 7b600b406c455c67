package org.shouhou.tracing;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the ledgers say left and came back, whatever the history says. */
@Repository
class LedgerSays {

    /** Minor units. @param paid refunds, freight and compensation in money, paid by us or elsewhere */
    record Sums(long paid, long recovered) {

        boolean agreesWith(MoneySums told) {
            return told.paid() == paid && told.recovered() == recovered;
        }
    }

    private final JdbcClient jdbc;

    LedgerSays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Sums of(Collection<Long> caseIds) {
        return new Sums(sum("SELECT COALESCE(SUM(amount_minor), 0) FROM refund WHERE case_id IN (:cases) AND state IN ('SUCCEEDED', 'EXTERNAL')", caseIds),
                sum("SELECT COALESCE(SUM(recovered_minor), 0) FROM courier_claim WHERE case_id IN (:cases) AND ended_ms IS NOT NULL", caseIds));
    }

    private long sum(String sql, Collection<Long> caseIds) {
        return jdbc.sql(sql).param("cases", caseIds).query(Long.class).single();
    }
}
