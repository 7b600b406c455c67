package org.shouhou.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How the gateways are, for the operator. */
@Service
public class GatewayStates {

    /**
     * A gateway.
     *
     * @param adapter what new effects are given to
     * @param breaker CLOSED, OPEN or HALF_OPEN on this node; null unless it is reached over HTTP
     * @param intent  effects not sent yet (waiting for another try)
     * @param sent    being called right now
     * @param pending accepted and not done yet; by hand: on the to-do list
     * @param unknown effects of which nobody knows whether they were done
     * @param breakerSince since when the breaker is so; null when it was never otherwise
     * @param failedLastHour tries of the last hour that did not come off, on all nodes
     * @param byHand  set while people stand in for it; null otherwise
     */
    public record View(String gateway, String adapter, String breaker, long intent, long sent, long pending, long unknown,
            Instant breakerSince, long failedLastHour, GatewaySwitches.ByHand byHand) {
    }

    private final JdbcClient jdbc;
    private final Gateways gateways;
    private final HttpAdapter http;
    private final GatewaySwitches switches;
    private final EffectTries tries;

    GatewayStates(JdbcClient jdbc, Gateways gateways, HttpAdapter http, GatewaySwitches switches, EffectTries tries) {
        this.jdbc = jdbc;
        this.gateways = gateways;
        this.http = http;
        this.switches = switches;
        this.tries = tries;
    }

    public List<View> all() {
        Map<String, Long> counts = jdbc.sql("""
                        SELECT gateway, state, COUNT(*) n FROM outside_effect
                        WHERE state IN ('INTENT', 'SENT', 'PENDING', 'UNKNOWN') GROUP BY gateway, state""")
                .query((row, n) -> Map.entry(row.getString("gateway") + " " + row.getString("state"), row.getLong("n")))
                .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, Long> failed = tries.failedWithin(Duration.ofHours(1));
        List<View> views = new ArrayList<>();
        for (Gateway gateway : Gateway.values()) {
            CircuitBreaker.State breaker = http.breaker(gateway);
            String name = gateway.name();
            views.add(new View(name, gateways.adapterOf(name), breaker == null ? null : breaker.name(),
                    counts.getOrDefault(name + " INTENT", 0L), counts.getOrDefault(name + " SENT", 0L),
                    counts.getOrDefault(name + " PENDING", 0L), counts.getOrDefault(name + " UNKNOWN", 0L),
                    http.breakerSince(gateway), failed.getOrDefault(name, 0L), switches.of(gateway).orElse(null)));
        }
        return views;
    }
}
