package org.shouhou.gateway.process;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.shouhou.common.Json;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRecord.State;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectTask;
import org.shouhou.gateway.EffectTries;
import org.shouhou.gateway.EffectTries.Outcome;
import org.shouhou.gateway.Effects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the states of effects, each time in the caller's transaction with the case locked. */
@Component
class EffectBook {

    private static final int LONGEST_PROBLEM = 500;

    private final JdbcClient jdbc;
    private final Effects effects;
    private final EffectTries tries;
    private final Clock clock;

    EffectBook(JdbcClient jdbc, Effects effects, EffectTries tries, Clock clock) {
        this.jdbc = jdbc;
        this.effects = effects;
        this.tries = tries;
        this.clock = clock;
    }

    EffectRecord insert(EffectTask task, String topic, EffectRequest request, String adapter) {
        jdbc.sql("""
                        INSERT INTO outside_effect (case_id, shop, order_no, gateway, operation, adapter, idem_key,
                            external_task_id, open_task, instance_id, element_id, topic, request, state, created_ms)
                        SELECT id, shop, order_no, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'INTENT', ? FROM case_file WHERE id = ?""")
                .params(request.gateway(), request.operation(), adapter, request.idemKey(), task.externalTaskId(),
                        task.externalTaskId(), task.processInstanceId(), task.elementId(), topic,
                        Json.write(request.payload()), clock.millis(), task.caseId())
                .update();
        return effects.byKey(request.idemKey()).orElseThrow();
    }

    /** The effect goes on under another external task, in the state it is in; a cancelled one as a new intent. */
    EffectRecord adopt(EffectRecord effect, EffectTask task, String topic) {
        jdbc.sql("""
                        UPDATE outside_effect SET external_task_id = ?, open_task = ?, instance_id = ?, element_id = ?, topic = ?,
                            state = ?, done_ms = NULL WHERE id = ?""")
                .params(task.externalTaskId(), task.externalTaskId(), task.processInstanceId(), task.elementId(), topic,
                        effect.state() == State.CANCELLED ? State.INTENT.name() : effect.state().name(), effect.id())
                .update();
        return effects.byId(effect.id()).orElseThrow();
    }

    EffectRecord sent(EffectRecord effect, String adapter) {
        jdbc.sql("""
                        UPDATE outside_effect SET state = 'SENT', adapter = ?, attempts = attempts + 1, tried_ms = ?, next_ms = ?
                        WHERE id = ?""")
                .params(adapter, clock.millis(), clock.millis() + Lease.LENGTH.toMillis(), effect.id()).update();
        return effects.byId(effect.id()).orElseThrow();
    }

    /** Pending or unknown, for now. */
    EffectRecord uncertain(EffectRecord effect, State state, String why, Duration pause) {
        if (state == State.UNKNOWN) {
            tries.add(effect, Outcome.UNKNOWN, why);
        }
        jdbc.sql("""
                        UPDATE outside_effect SET state = ?, problem = ?, queries = queries + 1, next_ms = ?,
                            uncertain_ms = COALESCE(uncertain_ms, ?) WHERE id = ?""")
                .params(state.name(), shorten(why), clock.millis() + pause.toMillis(), clock.millis(), effect.id()).update();
        return effects.byId(effect.id()).orElseThrow();
    }

    /** The call surely did nothing. */
    EffectRecord notDone(EffectRecord effect, String why, Duration pause) {
        tries.add(effect, Outcome.NOT_DONE, why);
        jdbc.sql("""
                        UPDATE outside_effect SET state = 'INTENT', problem = ?, failures = failures + 1, queries = 0,
                            uncertain_ms = NULL, next_ms = ? WHERE id = ?""")
                .params(shorten(why), clock.millis() + pause.toMillis(), effect.id()).update();
        return effects.byId(effect.id()).orElseThrow();
    }

    void problem(EffectRecord effect, String why) {
        tries.add(effect, Outcome.OURS, why);
        jdbc.sql("UPDATE outside_effect SET problem = ? WHERE id = ?").params(shorten(why), effect.id()).update();
    }

    EffectRecord succeeded(EffectRecord effect, String reference, Object data) {
        tries.add(effect, Outcome.SUCCEEDED, null);
        jdbc.sql("""
                        UPDATE outside_effect SET state = 'SUCCEEDED', open_task = NULL, reference = ?, answer = ?, problem = NULL,
                            done_ms = ?, next_ms = NULL WHERE id = ?""")
                .params(shorten(reference, 100), Json.write(data), clock.millis(), effect.id()).update();
        return effects.byId(effect.id()).orElseThrow();
    }

    EffectRecord declined(EffectRecord effect, String code, String text) {
        tries.add(effect, Outcome.DECLINED, text == null ? code : text);
        jdbc.sql("""
                        UPDATE outside_effect SET state = 'DECLINED', open_task = NULL, answer = ?, problem = ?, done_ms = ?,
                            next_ms = NULL WHERE id = ?""")
                .params(Json.write(new Refusal(code, text)), shorten(code + (text == null ? "" : ": " + text)),
                        clock.millis(), effect.id())
                .update();
        return effects.byId(effect.id()).orElseThrow();
    }

    void alarmed(EffectRecord effect) {
        jdbc.sql("UPDATE outside_effect SET alarmed_ms = ? WHERE id = ?").params(clock.millis(), effect.id()).update();
    }

    /** Effects under way that nobody looked at when it was time to. */
    List<EffectRecord> overdue(Duration since, int limit) {
        return jdbc.sql("""
                        SELECT id FROM outside_effect WHERE state IN ('SENT', 'PENDING', 'UNKNOWN') AND next_ms < ?
                        ORDER BY next_ms LIMIT ?""")
                .params(clock.millis() - since.toMillis(), limit).query(Long.class).list()
                .stream().map(id -> effects.byId(id).orElseThrow()).toList();
    }

    record Refusal(String code, String text) {
    }

    private static String shorten(String text) {
        return shorten(text, LONGEST_PROBLEM);
    }

    private static String shorten(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
