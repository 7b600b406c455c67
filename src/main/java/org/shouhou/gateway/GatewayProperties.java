package org.shouhou.gateway;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code shouhou.gateways}: which adapter serves each gateway, and how the outside is reached and recognised.
 *
 * @param payment {@code sandbox}, {@code http} or {@code by-hand}; so are the other three
 * @param http    connection per gateway ({@code payment}, {@code order}, {@code warehouse}, {@code courier})
 * @param hooks   per gateway the secret of the events it sends us; without one, that of {@code http}
 */
@ConfigurationProperties("shouhou.gateways")
record GatewayProperties(@DefaultValue("by-hand") String payment, @DefaultValue("by-hand") String order,
        @DefaultValue("by-hand") String warehouse, @DefaultValue("by-hand") String courier,
        @DefaultValue Map<String, Http> http, @DefaultValue Map<String, Hook> hooks) {

    /**
     * @param baseUrl        calls go to {@code {baseUrl}/{operation}}
     * @param secret         shared secret of the signature, at least 16 characters
     * @param connectTimeout to get a connection
     * @param readTimeout    to get the whole answer
     */
    record Http(String baseUrl, String secret, @DefaultValue("3s") Duration connectTimeout,
            @DefaultValue("15s") Duration readTimeout) {
    }

    record Hook(String secret) {
    }

    String adapterOf(Gateway gateway) {
        return switch (gateway) {
            case PAYMENT -> payment;
            case ORDER -> order;
            case WAREHOUSE -> warehouse;
            case COURIER -> courier;
        };
    }

    /** The secret of events from that side; null when none is set, and then none are accepted. */
    String hookSecret(Gateway gateway) {
        Hook hook = hooks.get(gateway.id());
        if (hook != null && hook.secret() != null && !hook.secret().isBlank()) {
            return hook.secret();
        }
        Http connection = http.get(gateway.id());
        return connection == null || connection.secret() == null || connection.secret().isBlank() ? null
                : connection.secret();
    }
}
