package org.shouhou.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The tries of effects outside that did not come off, and the one that did after such ones. */
@Service
public class EffectTries {

    /** NOT_DONE: the call surely did nothing. OURS: something inside the system broke. */
    public enum Outcome { NOT_DONE, UNKNOWN, OURS, SUCCEEDED, DECLINED }

    public record Try(long effectId, Instant at, Outcome outcome, String why) {
    }

    private static final int MOST = 5000;
    /** An effect nobody knows the result of is asked about for ever; the first hundred times say enough. */
    private static final int ASKED_MOST = 100;

    private final JdbcClient jdbc;
    private final Clock clock;

    EffectTries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In the caller's transaction. What came off at the first try is not worth a row. */
    public void add(EffectRecord effect, Outcome outcome, String why) {
        boolean smooth = (outcome == Outcome.SUCCEEDED || outcome == Outcome.DECLINED) && effect.failures() == 0 && effect.uncertainMs() == null && effect.attempts() <= 1;
        if (smooth || outcome == Outcome.UNKNOWN && effect.queries() > ASKED_MOST) {
            return;
        }
        jdbc.sql("INSERT INTO effect_try (effect_id, gateway, at_ms, outcome, why) VALUES (?, ?, ?, ?, ?)")
                .params(effect.id(), effect.gateway(), clock.millis(), outcome.name(), why == null || why.length() <= 500 ? why : why.substring(0, 499) + "…").update();
    }

    /** Of each effect, oldest first. */
    public Map<Long, List<Try>> of(Collection<Long> effects) {
        if (effects.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("SELECT * FROM effect_try WHERE effect_id IN (:ids) ORDER BY effect_id, id LIMIT " + MOST).param("ids", effects)
                .query((row, n) -> new Try(row.getLong("effect_id"), Instant.ofEpochMilli(row.getLong("at_ms")), Outcome.valueOf(row.getString("outcome")),
                        row.getString("why"))).list().stream().collect(Collectors.groupingBy(Try::effectId));
    }

    /** How many did not come off lately, by gateway. */
    Map<String, Long> failedWithin(Duration time) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("SELECT gateway, COUNT(*) FROM effect_try WHERE gateway IN (:all) AND at_ms > :since AND outcome IN ('NOT_DONE', 'UNKNOWN', 'OURS') GROUP BY gateway")
                .param("all", List.of(Gateway.values()).stream().map(Gateway::name).toList()).param("since", clock.millis() - time.toMillis())
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }
}
