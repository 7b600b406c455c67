package org.shouhou.gateway;

import java.util.Map;
import java.util.Objects;

/**
 * An effect a case wants outside.
 *
 * @param gateway   {@code PAYMENT}, {@code ORDER}, {@code WAREHOUSE} or {@code COURIER}
 * @param operation such as {@code refund}, {@code hold}, {@code release}, {@code change-address}, {@code swap},
 *                  {@code cancel}, {@code stock}, {@code reserve}, {@code unreserve}, {@code ship}, {@code trace},
 *                  {@code intercept}
 * @param idemKey   the idempotency key, at most 100 characters. The same key is the same effect: it is never done
 *                  twice, and one that is settled is answered from our own record. A new try after a decline, or a
 *                  second effect of the same kind, needs a new key.
 * @param payload   what the outside needs to know, JSON values only (money as minor units beside its currency)
 */
public record EffectRequest(String gateway, String operation, String idemKey, Map<String, Object> payload) {

    public EffectRequest {
        Objects.requireNonNull(operation, "operation");
        Gateway.valueOf(gateway);
        if (idemKey == null || idemKey.isBlank() || idemKey.length() > 100) {
            throw new IllegalArgumentException("an idempotency key has 1 to 100 characters: " + idemKey);
        }
        payload = payload == null ? Map.of() : payload;
    }
}
