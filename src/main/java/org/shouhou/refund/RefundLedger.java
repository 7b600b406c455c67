package org.shouhou.refund;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.authority.Compensations;
import org.shouhou.casefile.CaseFile;
import org.shouhou.common.Db;
import org.shouhou.engine.Processes;
import org.shouhou.order.LineRemedies;
import org.shouhou.order.LineRemedies.Remedy;
import org.shouhou.order.OrderBalances;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/**
 * The ledger of what is paid: one row an intent, from reservation to answer, and one for each payment made outside (R13).
 * A refund's reservation is in the order's balance before anything is sent; a case has one refund in flight at most, and
 * a compensation one payment, by unique keys. Amounts are minor units.
 */
@Repository
public class RefundLedger {

    /** RESERVED: surely not sent. SENT, UNKNOWN: may be paid. EXTERNAL: paid by the platform or a person. */
    public enum State { RESERVED, SENT, UNKNOWN, SUCCEEDED, DECLINED, CANCELLED, EXTERNAL }

    /**
     * @param key    idempotency key; a new try after a decline is a new row with a new key
     * @param source CASE or COMPENSATION (decided here), PLATFORM (decided there), PERSON (paid by hand)
     * @param kind   REFUND; COMPENSATION or FREIGHT, which use up nothing of what was paid for the order (R13)
     */
    public record Entry(long id, long caseId, Long compensationId, long orderId, String kind, State state, String source, long amountMinor,
            String currency, String key, String payee, String reference, int attempts, String answer, String recordedBy,
            String confirmedBy, long createdMs, Long sentMs, Long settledMs) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final OrderBalances balances;
    private final LineRemedies remedies;
    private final CaseHistory history;
    private final Processes processes;
    private final Overruns overruns;

    RefundLedger(JdbcClient jdbc, Clock clock, OrderBalances balances, LineRemedies remedies, CaseHistory history, Processes processes,
            Overruns overruns) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.balances = balances;
        this.remedies = remedies;
        this.history = history;
        this.processes = processes;
        this.overruns = overruns;
    }

    /** Every entry of a case's refund, oldest first. */
    public List<Entry> of(long caseId) {
        return of(Payment.refund(caseId));
    }

    /** Every entry of a payment, oldest first. */
    List<Entry> of(Payment payment) {
        return payment.compensationId() == null
                ? jdbc.sql("SELECT * FROM refund WHERE case_id = ? AND compensation_id IS NULL ORDER BY id").param(payment.caseId())
                        .query(RefundLedger::map).list()
                : jdbc.sql("SELECT * FROM refund WHERE compensation_id = ? ORDER BY id").param(payment.compensationId())
                        .query(RefundLedger::map).list();
    }

    /** The intent of a payment that has no answer yet. */
    Optional<Entry> inFlight(Payment payment) {
        return payment.compensationId() == null ? inFlight(payment.caseId())
                : jdbc.sql("SELECT * FROM refund WHERE in_flight_compensation = ?").param(payment.compensationId())
                        .query(RefundLedger::map).optional();
    }

    /** The intent of the case's refund that has no answer yet. */
    Optional<Entry> inFlight(long caseId) {
        return jdbc.sql("SELECT * FROM refund WHERE in_flight_case = ?").param(caseId).query(RefundLedger::map).optional();
    }

    Optional<Entry> byKey(String key) {
        return jdbc.sql("SELECT * FROM refund WHERE idem_key = ?").param(key).query(RefundLedger::map).optional();
    }

    /**
     * Reserves an amount against what is left of the order and of its lines, and writes the intent. Lines whose goods are
     * sent again are not paid back (R19) unless that is waived, or the platform decided so.
     *
     * @param lines line ids, empty for the whole order
     * @return empty, with nothing changed, when it is more than what is left
     */
    Optional<Entry> reserve(CaseFile file, long amountMinor, List<Long> lines, String source, String payee, String by) {
        List<Long> about = lines.isEmpty() ? List.copyOf(balances.ofLines(file.orderId()).keySet()) : lines;
        List<Long> sentAgain = sentAgain(file, lines);
        boolean avoid = !sentAgain.isEmpty() && !"PLATFORM".equals(source);
        List<Long> usable = avoid ? about.stream().filter(line -> !sentAgain.contains(line)).toList() : lines;
        if (avoid && usable.isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<Long, Long>> reserved = reserved(file.orderId(), amountMinor, usable);
        // between looking and reserving another case may have used a line; what is left elsewhere may still do
        if (reserved.isEmpty()) {
            reserved = reserved(file.orderId(), amountMinor, usable);
        }
        if (reserved.isEmpty()) {
            return Optional.empty();
        }
        Map<Long, Long> parts = reserved.get();
        int tries = of(file.id()).size();
        String key = "refund-" + file.id() + "-" + (tries + 1);
        List<Long> paidAnyway = parts.keySet().stream().filter(sentAgain::contains).toList();
        if (!paidAnyway.isEmpty()) {
            remedies.waive(file.id(), paidAnyway, Remedy.REFUND, "platform");
        }
        if (!remedies.take(file.id(), file.orderId(), parts.keySet(), Remedy.REFUND, key).isEmpty()) {
            throw new IllegalStateException("Lines of " + key + " were remedied otherwise while its order was locked");
        }
        long id = insert(file, Payment.refund(file.id()), "REFUND", amountMinor, State.RESERVED, source, key, payee, null, by, null);
        parts.forEach((line, part) -> jdbc.sql("INSERT INTO refund_line (refund_id, line_id, amount_minor) VALUES (?, ?, ?)")
                .params(id, line, part).update());
        Entry entry = byId(id);
        record(entry, by, "REFUND_RESERVED");
        return Optional.of(entry);
    }

    /** Lines a refund must not touch, since their goods are sent again. @param lines empty for the whole order */
    List<Long> sentAgain(CaseFile file, List<Long> lines) {
        return remedies.conflicts(file.id(), file.orderId(),
                lines.isEmpty() ? balances.ofLines(file.orderId()).keySet() : lines, Remedy.REFUND);
    }

    /** R19: both for the same lines is for a supervisor to allow. */
    void askForBoth(CaseFile file, List<Long> lines) {
        if (remedies.ask(file.id(), lines, Remedy.REFUND)) {
            processes.start("doubleRemedy", file.id(), Map.of());
        }
    }

    /**
     * Writes the intent to pay a compensation: nothing of what was paid for the order is used up, but a kind has a limit
     * of its own an order (R13).
     *
     * @return empty, with nothing changed, when the order would be given more than that
     */
    Optional<Entry> reserve(CaseFile file, Compensations.Payable what, long amountMinor, String payee) {
        balances.lock(file.orderId());
        long given = jdbc.sql("SELECT COALESCE(SUM(amount_minor), 0) FROM refund WHERE order_id = ? AND kind = ?"
                + " AND state NOT IN ('DECLINED', 'CANCELLED')").params(file.orderId(), what.ledgerKind()).query(Long.class).single();
        if (given + amountMinor > what.perOrderMinor()) {
            return Optional.empty();
        }
        Payment payment = new Payment(file.id(), what.id());
        long id = insert(file, payment, what.ledgerKind(), amountMinor, State.RESERVED, "COMPENSATION",
                "compensation-" + what.id() + "-" + (of(payment).size() + 1), payee, null, CaseHistory.SYSTEM, null);
        record(byId(id), CaseHistory.SYSTEM, "COMPENSATION_RESERVED");
        return Optional.of(byId(id));
    }

    private Optional<Map<Long, Long>> reserved(long orderId, long amountMinor, List<Long> lines) {
        try {
            Map<Long, Long> parts = balances.allocate(orderId, amountMinor, lines);
            return balances.reserve(orderId, parts) ? Optional.of(parts) : Optional.empty();
        } catch (IllegalArgumentException moreThanLeft) {
            return Optional.empty();
        }
    }

    void sent(Entry entry) {
        jdbc.sql("UPDATE refund SET state = 'SENT', attempts = attempts + 1, sent_ms = COALESCE(sent_ms, ?) WHERE id = ?")
                .params(clock.millis(), entry.id()).update();
    }

    /** The call surely did nothing: only reserved again, and free to be cancelled. */
    void notSent(Entry entry) {
        jdbc.sql("UPDATE refund SET state = 'RESERVED' WHERE id = ?").param(entry.id()).update();
    }

    void unknown(Entry entry) {
        jdbc.sql("UPDATE refund SET state = 'UNKNOWN' WHERE id = ?").param(entry.id()).update();
    }

    void succeeded(Entry entry, String reference) {
        if (entry.compensationId() == null) {
            balances.settle(entry.orderId(), parts(entry.id()));
        }
        finish(entry, State.SUCCEEDED, reference, null);
        record(byId(entry.id()), CaseHistory.SYSTEM, event(entry, "PAID"));
        if (entry.compensationId() == null) {
            overruns.look(entry.caseId(), entry.orderId());
        }
    }

    void declined(Entry entry, String why) {
        free(entry);
        finish(entry, State.DECLINED, null, why);
        record(byId(entry.id()), CaseHistory.SYSTEM, event(entry, "DECLINED"));
    }

    /** Takes back an intent that was surely not sent. */
    void cancel(Entry entry) {
        free(entry);
        finish(entry, State.CANCELLED, null, null);
        record(byId(entry.id()), CaseHistory.SYSTEM, event(entry, "CANCELLED"));
    }

    private void free(Entry entry) {
        if (entry.compensationId() == null) {
            balances.free(entry.orderId(), parts(entry.id()));
            remedies.free(entry.key());
        }
    }

    private static String event(Entry entry, String what) {
        return (entry.compensationId() == null ? "REFUND_" : "COMPENSATION_") + what;
    }

    /**
     * Records a payment made outside as it is, even beyond what was paid; an overrun becomes work for finance.
     *
     * @param key once only
     * @return false when it was recorded before
     */
    boolean external(CaseFile file, long amountMinor, String source, String key, String reference, String by,
            String confirmedBy) {
        if (byKey(key).isPresent()) {
            return false;
        }
        long id = insert(file, Payment.refund(file.id()), "REFUND", amountMinor, State.EXTERNAL, source, key, null, reference, by, confirmedBy);
        balances.recordElsewhere(file.orderId(), amountMinor);
        record(byId(id), by, "REFUND_EXTERNAL");
        overruns.look(file.id(), file.orderId());
        return true;
    }

    /** A compensation a person paid outside, confirmed by a second one. */
    void paidByHand(CaseFile file, Compensations.Payable what, long amountMinor, String reference, String by, String confirmedBy) {
        Payment payment = new Payment(file.id(), what.id());
        long id = insert(file, payment, what.ledgerKind(), amountMinor, State.EXTERNAL, "PERSON",
                "hand-compensation-" + what.id() + "-" + (of(payment).size() + 1), null, reference, by, confirmedBy);
        record(byId(id), by, "COMPENSATION_PAID");
    }

    /** Whether the case cancelled its order for good. */
    boolean cancelledOrder(long caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM held_shipment WHERE case_id = ? AND state = 'CANCELLED'").param(caseId)
                .query(Long.class).single() > 0;
    }

    private long insert(CaseFile file, Payment payment, String kind, long amountMinor, State state, String source, String key,
            String payee, String reference, String by, String confirmedBy) {
        KeyHolder id = new GeneratedKeyHolder();
        boolean settled = state == State.EXTERNAL;
        jdbc.sql("""
                INSERT INTO refund (case_id, compensation_id, order_id, kind, state, source, amount_minor, currency, idem_key,
                  in_flight_case, in_flight_compensation, payee, reference, recorded_by, confirmed_by, created_ms, settled_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(file.id()).param(payment.compensationId()).param(file.orderId()).param(kind).param(state.name())
                .param(source).param(amountMinor).param(file.currency()).param(key)
                .param(settled || payment.compensationId() != null ? null : file.id())
                .param(settled ? null : payment.compensationId()).param(payee).param(reference)
                .param(by).param(confirmedBy).param(clock.millis()).param(settled ? clock.millis() : null)
                .update(id, "id");
        return id.getKey().longValue();
    }

    private void finish(Entry entry, State state, String reference, String answer) {
        jdbc.sql("UPDATE refund SET state = ?, in_flight_case = NULL, in_flight_compensation = NULL, reference = ?, answer = ?, settled_ms = ? WHERE id = ?")
                .param(state.name()).param(reference).param(answer).param(clock.millis()).param(entry.id()).update();
    }

    private Entry byId(long id) {
        return jdbc.sql("SELECT * FROM refund WHERE id = ?").param(id).query(RefundLedger::map).single();
    }

    private Map<Long, Long> parts(long refundId) {
        Map<Long, Long> parts = new LinkedHashMap<>();
        jdbc.sql("SELECT line_id, amount_minor FROM refund_line WHERE refund_id = ? ORDER BY line_id").param(refundId)
                .query(row -> {
                    parts.put(row.getLong(1), row.getLong(2));
                });
        return parts;
    }

    private void record(Entry entry, String by, String kind) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("amountMinor", entry.amountMinor());
        facts.put("currency", entry.currency());
        facts.put("key", entry.key());
        facts.put("source", entry.source());
        facts.put("reference", entry.reference());
        facts.put("why", entry.answer());
        facts.put("confirmedBy", entry.confirmedBy());
        history.record(entry.caseId(), by, kind, facts);
    }

    private static Entry map(ResultSet row, int n) throws SQLException {
        return new Entry(row.getLong("id"), row.getLong("case_id"), Db.nullableLong(row, "compensation_id"),
                row.getLong("order_id"), row.getString("kind"), State.valueOf(row.getString("state")), row.getString("source"), row.getLong("amount_minor"),
                row.getString("currency"), row.getString("idem_key"), row.getString("payee"), row.getString("reference"),
                row.getInt("attempts"), row.getString("answer"), row.getString("recorded_by"), row.getString("confirmed_by"),
                row.getLong("created_ms"), Db.nullableLong(row, "sent_ms"), Db.nullableLong(row, "settled_ms"));
    }
}
