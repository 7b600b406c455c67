package org.shouhou.gateway;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gateways that people stand in for while the outside cannot be reached (R40): what is asked for from then on goes onto
 * the to-do list, on every node. What was sent already is still asked about where it was sent.
 */
@Service
public class GatewaySwitches {

    private static final int LONGEST = 500;

    public record ByHand(Instant since, String by, String why) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    GatewaySwitches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether people stand in for it. */
    Optional<ByHand> of(Gateway gateway) {
        return jdbc.sql("SELECT * FROM gateway_by_hand WHERE gateway = ?").param(gateway.name())
                .query((row, n) -> new ByHand(Instant.ofEpochMilli(row.getLong("since_ms")), row.getString("set_by"), row.getString("why"))).optional();
    }

    /** @throws Problem 400 without a reason; nothing happens when it is switched already */
    @Transactional
    public void byHand(Gateway gateway, String why, String by) {
        if (why == null || why.isBlank() || why.length() > LONGEST) {
            throw Problem.fields(List.of(new FieldProblem("why", "Say why, in at most " + LONGEST + " characters.")));
        }
        if (of(gateway).isEmpty()) {
            jdbc.sql("INSERT INTO gateway_by_hand (gateway, since_ms, set_by, why) VALUES (?, ?, ?, ?)")
                    .params(gateway.name(), clock.millis(), by, why.strip()).update();
        }
    }

    /** What the configuration says counts again; what is on the to-do list stays there. */
    @Transactional
    public void back(Gateway gateway) {
        jdbc.sql("DELETE FROM gateway_by_hand WHERE gateway = ?").param(gateway.name()).update();
    }
}
