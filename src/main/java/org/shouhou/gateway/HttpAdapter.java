package org.shouhou.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reaches the outside over HTTP as the published contract says; each gateway has its own address, secret and breaker. */
@Component
class HttpAdapter implements Adapter {

    static final String NAME = "http";
    private static final int SHORTEST_SECRET = 16;
    private static final Set<String> NO_SECRETS = Set.of("changeme", "secret", "password", "default");

    private final Map<Gateway, HttpSide> sides = new EnumMap<>(Gateway.class);

    HttpAdapter(GatewayProperties properties, Clock clock) {
        for (Gateway gateway : Gateway.values()) {
            GatewayProperties.Http connection = properties.http().get(gateway.id());
            boolean wanted = properties.adapterOf(gateway).equals(NAME);
            if (wanted) {
                check(gateway, connection);
            }
            if (connection != null && connection.baseUrl() != null && connection.secret() != null) {
                sides.put(gateway, new HttpSide(gateway, connection, clock));
            }
        }
    }

    private static void check(Gateway gateway, GatewayProperties.Http connection) {
        String at = "shouhou.gateways.http." + gateway.id();
        if (connection == null || connection.baseUrl() == null || !connection.baseUrl().matches("https?://.+")) {
            throw new IllegalStateException(at + ".base-url must be an http or https address.");
        }
        String secret = connection.secret();
        if (secret == null || secret.length() < SHORTEST_SECRET
                || NO_SECRETS.stream().anyMatch(secret.toLowerCase(Locale.ROOT)::startsWith)) {
            throw new IllegalStateException(at + ".secret must be a secret of its own with at least " + SHORTEST_SECRET
                    + " characters.");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer call(OutsideCall call) {
        HttpSide side = sides.get(Gateway.valueOf(call.gateway()));
        return side == null ? new Answer.Transient("No address is set for it.") : side.call(call);
    }

    @Override
    public Answer query(OutsideCall call) {
        HttpSide side = sides.get(Gateway.valueOf(call.gateway()));
        return side == null ? new Answer.Transient("No address is set for it.") : side.query(call);
    }

    /** CLOSED (all well), OPEN (not called for now), HALF_OPEN (tried carefully); null where nothing is set up. */
    CircuitBreaker.State breaker(Gateway gateway) {
        HttpSide side = sides.get(gateway);
        return side == null ? null : side.breaker();
    }

    /** Since when it is so; null when it was never otherwise. */
    Instant breakerSince(Gateway gateway) {
        HttpSide side = sides.get(gateway);
        return side == null ? null : side.breakerSince();
    }
}
