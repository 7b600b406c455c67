package org.shouhou.refund;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Sums over the refund ledger. Amounts are minor units, apart by currency. */
@Service
public class LedgerSums {

    /** @param state see {@link RefundLedger.State}; {@code source} CASE, PLATFORM or PERSON */
    public record Part(String state, String kind, String source, String currency, long count, long sumMinor) {
    }

    /**
     * What was given back.
     *
     * @param count    refunds that were really paid: by us ({@code SUCCEEDED}) or outside ({@code EXTERNAL});
     *                 compensation and freight are kinds of their own (R13) and stand in {@code parts} alone
     * @param sumMinor their sum, over all currencies; see {@code parts} where there are several
     */
    public record Sums(long count, long sumMinor, List<Part> parts) {
    }

    private final JdbcClient jdbc;

    LedgerSums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param from entries settled (or, while under way, created) from this instant on; null from the beginning
     * @param to   and before this one; null until now
     */
    public Sums between(Instant from, Instant to) {
        List<Part> parts = jdbc.sql("""
                SELECT state, kind, source, currency, COUNT(*) AS entries, SUM(amount_minor) AS total FROM refund
                WHERE COALESCE(settled_ms, created_ms) >= ? AND COALESCE(settled_ms, created_ms) < ?
                GROUP BY state, kind, source, currency ORDER BY state, kind, source, currency""")
                .param(from == null ? Long.MIN_VALUE : from.toEpochMilli()).param(to == null ? Long.MAX_VALUE : to.toEpochMilli())
                .query((row, n) -> new Part(row.getString("state"), row.getString("kind"), row.getString("source"),
                        row.getString("currency"), row.getLong("entries"), row.getLong("total"))).list();
        List<Part> paid = parts.stream().filter(part -> part.kind().equals("REFUND")).filter(part -> part.state().equals("SUCCEEDED") || part.state().equals("EXTERNAL")).toList();
        return new Sums(paid.stream().mapToLong(Part::count).sum(), paid.stream().mapToLong(Part::sumMinor).sum(), parts);
    }

    /** What we refunded for a case, through a gateway or by a person, in minor units; not what the platform paid. */
    public long paidByUs(long caseId) {
        return jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM refund WHERE case_id = ? AND kind = 'REFUND'"
                + " AND (state = 'SUCCEEDED' OR state = 'EXTERNAL' AND source = 'PERSON')").param(caseId).query(Long.class).single();
    }
}
