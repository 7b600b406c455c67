package org.shouhou.order;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a customer gets for a line: money or goods, not both, unless a supervisor decides so (R19). The database holds
 * one kind of remedy a line; refunds of one line may be several, parcels not. A waiver opens a place of its own beside it.
 * Changes of one order wait for each other.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class LineRemedies {

    public enum Remedy { REFUND, RESHIP }

    private final JdbcClient jdbc;
    private final OrderBalances balances;
    private final Clock clock;

    LineRemedies(JdbcClient jdbc, OrderBalances balances, Clock clock) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.clock = clock;
    }

    /**
     * Takes the remedy of lines for a refund or a parcel; what it has already stays.
     *
     * @param key names the refund or parcel that takes it
     * @return the lines that have another remedy and no waiver for this case; nothing is taken unless it is empty
     */
    public List<Long> take(long caseId, long orderId, Collection<Long> lines, Remedy remedy, String key) {
        List<Long> taken = new ArrayList<>();
        Map<Long, Long> slots = slots(caseId, orderId, lines, remedy, key, taken);
        if (taken.isEmpty()) {
            slots.forEach((line, slot) -> {
                if (jdbc.sql("SELECT COUNT(*) FROM line_remedy WHERE line_id = ? AND slot = ?").params(line, slot)
                        .query(Long.class).single() == 0) {
                    jdbc.sql("INSERT INTO line_remedy (line_id, slot, remedy, waiver_id) VALUES (?, ?, ?, ?)")
                            .param(line).param(slot).param(remedy.name()).param(slot == 0 ? null : slot).update();
                }
                jdbc.sql("INSERT INTO line_remedy_claim (line_id, slot, remedy, case_id, claim_key, one_parcel) VALUES (?, ?, ?, ?, ?, ?)")
                        .param(line).param(slot).param(remedy.name()).param(caseId).param(key)
                        .param(remedy == Remedy.RESHIP ? line : null).update();
            });
        }
        return taken;
    }

    /** The lines a case could not have this remedy for now. */
    public List<Long> conflicts(long caseId, long orderId, Collection<Long> lines, Remedy remedy) {
        List<Long> taken = new ArrayList<>();
        slots(caseId, orderId, lines, remedy, "", taken);
        return taken;
    }

    /** Where each line's remedy would stand; lines that have it under this key already are left out. */
    private Map<Long, Long> slots(long caseId, long orderId, Collection<Long> lines, Remedy remedy, String key, List<Long> taken) {
        balances.lock(orderId);
        Map<Long, OrderBalances.Balance> balance = balances.ofLines(orderId);
        Map<Long, Long> slots = new LinkedHashMap<>();
        for (Long line : new TreeSet<>(lines)) {
            if (!balance.containsKey(line)) {
                throw new IllegalArgumentException("Line " + line + " is not of the order " + orderId);
            }
            if (has(line, key)) {
                continue;
            }
            boolean parcel = remedy == Remedy.RESHIP;
            if (fitsFirst(line, remedy) && !(parcel && balance.get(line).elsewhere() > 0)) {
                slots.put(line, 0L);
            } else {
                waiver(caseId, line, remedy).filter(slot -> fits(line, slot, remedy))
                        .ifPresentOrElse(slot -> slots.put(line, slot), () -> taken.add(line));
            }
        }
        return slots;
    }

    private boolean has(long line, String key) {
        return jdbc.sql("SELECT COUNT(*) FROM line_remedy_claim WHERE line_id = ? AND claim_key = ?").params(line, key)
                .query(Long.class).single() > 0;
    }

    /** The usual place: free, with nothing of the other kind beside it, or with refunds for another refund. */
    private boolean fitsFirst(long line, Remedy remedy) {
        List<String> first = jdbc.sql("SELECT remedy FROM line_remedy WHERE line_id = ? AND slot = 0").param(line).query(String.class).list();
        long others = jdbc.sql("SELECT COUNT(*) FROM line_remedy WHERE line_id = ? AND remedy <> ?").params(line, remedy.name())
                .query(Long.class).single();
        return first.isEmpty() ? others == 0 : remedy == Remedy.REFUND && first.get(0).equals(remedy.name());
    }

    private boolean fits(long line, long slot, Remedy remedy) {
        Optional<String> there = jdbc.sql("SELECT remedy FROM line_remedy WHERE line_id = ? AND slot = ?").params(line, slot)
                .query(String.class).optional();
        return there.isEmpty() || remedy == Remedy.REFUND && there.get().equals(remedy.name());
    }

    /** The newest waiver of a case for a line that is not used up by another parcel. */
    private Optional<Long> waiver(long caseId, long line, Remedy remedy) {
        return jdbc.sql("SELECT id FROM line_waiver WHERE case_id = ? AND line_id = ? AND remedy = ? AND state = 'GRANTED' ORDER BY id DESC LIMIT 1")
                .params(caseId, line, remedy.name()).query(Long.class).optional();
    }

    /** The refund was not paid, the parcel did not leave: its lines may have another remedy. */
    public void free(String key) {
        List<long[]> held = jdbc.sql("SELECT line_id, slot FROM line_remedy_claim WHERE claim_key = ?").param(key)
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)}).list();
        jdbc.sql("DELETE FROM line_remedy_claim WHERE claim_key = ?").param(key).update();
        held.forEach(one -> jdbc.sql("""
                DELETE FROM line_remedy WHERE line_id = ? AND slot = ?
                  AND NOT EXISTS (SELECT 1 FROM line_remedy_claim c WHERE c.line_id = ? AND c.slot = ?)""")
                .params(one[0], one[1], one[0], one[1]).update());
    }

    /** Notes that a second remedy is wanted. @return false when all of it is asked already */
    public boolean ask(long caseId, Collection<Long> lines, Remedy remedy) {
        boolean asked = false;
        for (Long line : lines) {
            if (jdbc.sql("SELECT COUNT(*) FROM line_waiver WHERE case_id = ? AND remedy = ? AND asked_line = ?")
                    .params(caseId, remedy.name(), line).query(Long.class).single() == 0) {
                insert(caseId, line, remedy, "ASKED", null, null);
                asked = true;
            }
        }
        return asked;
    }

    /** What a case wants a second remedy for: line ids. */
    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    public List<Long> asked(long caseId) {
        return jdbc.sql("SELECT line_id FROM line_waiver WHERE case_id = ? AND state = 'ASKED' ORDER BY line_id").param(caseId)
                .query(Long.class).list();
    }

    /** A supervisor decided about everything the case asked for. */
    public void decide(long caseId, boolean granted, String by, String note) {
        close(caseId, granted ? "GRANTED" : "REFUSED", by, note);
    }

    /** Nobody wants it any more. */
    public void withdraw(long caseId) {
        close(caseId, "WITHDRAWN", null, null);
    }

    private void close(long caseId, String state, String by, String note) {
        jdbc.sql("UPDATE line_waiver SET state = ?, asked_line = NULL, decided_by = ?, decided_ms = ?, note = ? WHERE case_id = ? AND state = 'ASKED'")
                .param(state).param(by).param(clock.millis()).param(note).param(caseId).update();
    }

    /** Somebody whose word is not ours to doubt allowed it: the platform. */
    public void waive(long caseId, Collection<Long> lines, Remedy remedy, String by) {
        lines.forEach(line -> insert(caseId, line, remedy, "GRANTED", by, clock.millis()));
    }

    private void insert(long caseId, long line, Remedy remedy, String state, String by, Long decidedMs) {
        jdbc.sql("INSERT INTO line_waiver (case_id, line_id, remedy, state, asked_line, asked_ms, decided_by, decided_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(caseId).param(line).param(remedy.name()).param(state).param(state.equals("ASKED") ? line : null)
                .param(clock.millis()).param(by).param(decidedMs).update();
    }
}
