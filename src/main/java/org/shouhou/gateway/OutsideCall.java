package org.shouhou.gateway;

import java.util.Map;

/**
 * One call outside.
 *
 * @param gateway   {@code PAYMENT}, {@code ORDER}, {@code WAREHOUSE}, {@code COURIER}
 * @param operation what to do
 * @param key       the idempotency key
 * @param payload   what the operation needs
 */
public record OutsideCall(String gateway, String operation, String key, long caseId, String shop, String orderNo,
        Map<String, Object> payload) {

    public static OutsideCall of(EffectRecord effect) {
        return new OutsideCall(effect.gateway(), effect.operation(), effect.key(), effect.caseId(), effect.shop(),
                effect.orderNo(), effect.request());
    }
}
