package org.shouhou.gateway;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.CaseLock;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.WorkArrived;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The effects outside of every case: what is under way, what is known of it, what waits for a person (R40). */
@Service
public class Effects {

    /** What a person says about an effect carried out by hand. */
    public enum Outcome {
        DONE, REFUSED
    }

    private static final String SELECT = "SELECT * FROM outside_effect ";
    private static final String IN_FLIGHT = "state IN ('SENT', 'PENDING', 'UNKNOWN')";

    private final JdbcClient jdbc;
    private final CaseLock cases;
    private final CaseHistory history;
    private final EffectTasks tasks;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate again;
    private final Clock clock;

    Effects(JdbcClient jdbc, CaseLock cases, CaseHistory history, EffectTasks tasks, ApplicationEventPublisher events,
            PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.history = history;
        this.tasks = tasks;
        this.events = events;
        this.again = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * True while something of the case was sent out and its answer is not known (a to-do list entry counts: somebody
     * may be doing it). Meanwhile withdrawal, platform decision and conversion wait; {@link EffectAnswered} ends it.
     */
    public boolean inFlight(long caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM outside_effect WHERE case_id = ? AND " + IN_FLIGHT)
                .param(caseId).query(Long.class).single() > 0;
    }

    /** The keys of the same, without what only asks: a question for stock or a parcel's trace changes nothing outside. */
    public List<String> changesInFlight(long caseId) {
        return jdbc.sql("SELECT idem_key FROM outside_effect WHERE case_id = ? AND operation NOT IN ('stock', 'trace') AND " + IN_FLIGHT)
                .param(caseId).query(String.class).list();
    }

    /**
     * Cancels what the case intended and surely did not do, as its flow takes another way. The caller has locked the
     * case, so nothing is sent in between.
     *
     * @return the keys of what was cancelled
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> cancelUnsent(long caseId) {
        List<String> keys = jdbc.sql("SELECT idem_key FROM outside_effect WHERE case_id = ? AND state = 'INTENT'")
                .param(caseId).query(String.class).list();
        jdbc.sql("UPDATE outside_effect SET state = 'CANCELLED', open_task = NULL, done_ms = ?, next_ms = NULL"
                + " WHERE case_id = ? AND state = 'INTENT'").params(clock.millis(), caseId).update();
        return keys;
    }

    /** Every effect of a case, oldest first. */
    public List<EffectRecord> of(long caseId) {
        return jdbc.sql(SELECT + "WHERE case_id = ? ORDER BY id").param(caseId).query(EffectRecord::of).list();
    }

    public Optional<EffectRecord> byId(long effectId) {
        return jdbc.sql(SELECT + "WHERE id = ?").param(effectId).query(EffectRecord::of).optional();
    }

    public Optional<EffectRecord> byKey(String key) {
        return jdbc.sql(SELECT + "WHERE idem_key = ?").param(key).query(EffectRecord::of).optional();
    }

    /** The unsettled effect of an external task. */
    public Optional<EffectRecord> open(String externalTaskId) {
        return jdbc.sql(SELECT + "WHERE open_task = ?").param(externalTaskId).query(EffectRecord::of).optional();
    }

    /** Effects in a state, oldest first. @param afterId only greater ids; 0 for the first page */
    public List<EffectRecord> in(EffectRecord.State state, long afterId, int limit) {
        return jdbc.sql(SELECT + "WHERE state = ? AND id > ? ORDER BY id LIMIT ?")
                .params(state.name(), afterId, limit).query(EffectRecord::of).list();
    }

    /**
     * A person did it, or could not. The flow goes on at once.
     *
     * @param by        user name
     * @param reference the outside's number of it; needed for DONE of a payment
     * @param data      what the answer carries besides, such as {@code {"1": 3}} pieces in stock by line number
     * @param note      a remark, or why it was refused; may be null
     * @throws Problem 404 unknown; 409 {@code already-done} when somebody answered before; 400 without what is needed
     */
    @Transactional
    public void doneByHand(long effectId, String by, Outcome outcome, String reference, Map<String, Object> data,
            String note) {
        EffectRecord effect = byId(effectId).orElseThrow(() -> Problem.notFound("to-do entry", effectId));
        HandAnswers.check(effect, outcome, reference, data, note);
        cases.lock(effect.caseId());
        int changed = jdbc.sql("""
                        UPDATE outside_effect SET hand_outcome = ?, reference = ?, answer = ?, note = ?, done_by = ?
                        WHERE id = ? AND state = 'PENDING' AND adapter = 'by-hand' AND hand_outcome IS NULL""")
                .params(outcome.name(), blankToNull(reference), Json.write(data == null ? Map.of() : data),
                        blankToNull(note), by, effectId).update();
        if (changed == 0) {
            EffectRecord now = byId(effectId).orElseThrow();
            throw Problem.conflict("already-done", "This entry does not wait any more: it is "
                    + (now.handOutcome() != null ? now.handOutcome() + " by " + now.doneBy() : now.state()) + ".");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("gateway", effect.gateway());
        facts.put("operation", effect.operation());
        facts.put("key", effect.key());
        facts.put("outcome", outcome.name());
        facts.put("reference", blankToNull(reference));
        facts.put("note", blankToNull(note));
        history.record(effect.caseId(), by, "EFFECT_BY_HAND", facts);
        tasks.wake(effect.externalTaskId());
        events.publishEvent(new WorkArrived());
    }

    /**
     * An operator wants it looked at now: a failed one gets a fresh set of tries, a pending or unknown one is asked
     * about at once. Nothing is ever called again before the outside said it never heard of it.
     *
     * @throws Problem 404 unknown; 409 {@code already-done} when settled
     */
    @Transactional
    public void retry(long effectId, String by) {
        EffectRecord effect = byId(effectId).orElseThrow(() -> Problem.notFound("effect", effectId));
        cases.lock(effect.caseId());
        if (byId(effectId).orElseThrow().state().settled()) {
            throw Problem.conflict("already-done", "This effect is settled.");
        }
        jdbc.sql("UPDATE outside_effect SET failures = 0, queries = 0, next_ms = ? WHERE id = ?")
                .params(clock.millis(), effectId).update();
        history.record(effect.caseId(), by, "EFFECT_RETRIED", Map.of("gateway", effect.gateway(),
                "operation", effect.operation(), "key", effect.key()));
        tasks.retry(effect.externalTaskId());
        events.publishEvent(new WorkArrived());
    }

    /** As {@link #retry} for all of a gateway that are not settled and not in anybody's hands, 500 at most. @return how many */
    public int retryAll(Gateway gateway, String by) {
        List<Long> waiting = jdbc.sql("SELECT id FROM outside_effect WHERE state IN ('INTENT', 'UNKNOWN') AND gateway = ? ORDER BY id LIMIT 500")
                .param(gateway.name()).query(Long.class).list();
        int retried = 0;
        for (long id : waiting) {
            try {
                again.executeWithoutResult(status -> retry(id, by));
                retried++;
            } catch (Problem settledMeanwhile) {
                continue;
            }
        }
        return retried;
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
