package org.shouhou.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Money;

/** The operations there are, with what each of them says; the published contracts show the same shapes. */
public final class EffectRequests {

    /** A line whose stock is asked. */
    public record StockLine(int lineNo, String sku, int quantity) {
    }

    private EffectRequests() {
    }

    /**
     * Pay money back for an order: {@code {orderNo, shop, amountMinor, currency, payee?, reason?}}.
     *
     * @param payee masked payee where the money cannot go back the way it came; or null
     */
    public static EffectRequest refund(String key, String shop, String orderNo, Money amount, String payee,
            String reason) {
        Map<String, Object> payload = order(shop, orderNo);
        payload.put("amountMinor", amount.minor());
        payload.put("currency", amount.currency());
        putIfGiven(payload, "payee", payee);
        putIfGiven(payload, "reason", reason);
        return new EffectRequest(Gateway.PAYMENT.name(), "refund", key, payload);
    }

    /** Keep the order from shipping. Declined with code {@code already-shipped} when it has left. */
    public static EffectRequest hold(String key, String shop, String orderNo) {
        return new EffectRequest(Gateway.ORDER.name(), "hold", key, order(shop, orderNo));
    }

    /** Let the order ship, all of it or only some lines. @param lineNos empty for all */
    public static EffectRequest release(String key, String shop, String orderNo, Collection<Integer> lineNos) {
        Map<String, Object> payload = order(shop, orderNo);
        if (!lineNos.isEmpty()) {
            payload.put("lines", List.copyOf(lineNos));
        }
        return new EffectRequest(Gateway.ORDER.name(), "release", key, payload);
    }

    public static EffectRequest changeAddress(String key, String shop, String orderNo, String oldAddress,
            String newAddress) {
        Map<String, Object> payload = order(shop, orderNo);
        putIfGiven(payload, "oldAddress", oldAddress);
        payload.put("newAddress", newAddress);
        return new EffectRequest(Gateway.ORDER.name(), "change-address", key, payload);
    }

    public static EffectRequest swap(String key, String shop, String orderNo, int lineNo, String sku, int quantity) {
        Map<String, Object> payload = order(shop, orderNo);
        payload.put("lineNo", lineNo);
        payload.put("sku", sku);
        payload.put("quantity", quantity);
        return new EffectRequest(Gateway.ORDER.name(), "swap", key, payload);
    }

    public static EffectRequest cancel(String key, String shop, String orderNo) {
        return new EffectRequest(Gateway.ORDER.name(), "cancel", key, order(shop, orderNo));
    }

    /** How many pieces there are of each line: the answer's data is {@code {"<lineNo>": pieces}}. */
    public static EffectRequest stock(String key, String shop, String orderNo, Collection<StockLine> lines) {
        Map<String, Object> payload = order(shop, orderNo);
        List<Map<String, Object>> asked = new ArrayList<>();
        for (StockLine line : lines) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("lineNo", line.lineNo());
            putIfGiven(one, "sku", line.sku());
            one.put("quantity", line.quantity());
            asked.add(one);
        }
        payload.put("lines", asked);
        return new EffectRequest(Gateway.WAREHOUSE.name(), "stock", key, payload);
    }

    /** Stop a parcel on its way (R35). Success means the courier tries; what came of it is told by an event. */
    public static EffectRequest intercept(String key, String shop, String orderNo, String courier, String waybill) {
        Map<String, Object> payload = order(shop, orderNo);
        putIfGiven(payload, "courier", courier);
        putIfGiven(payload, "waybill", waybill);
        return new EffectRequest(Gateway.COURIER.name(), "intercept", key, payload);
    }

    private static Map<String, Object> order(String shop, String orderNo) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("shop", shop);
        payload.put("orderNo", orderNo);
        return payload;
    }

    private static void putIfGiven(Map<String, Object> payload, String name, Object given) {
        if (given != null) {
            payload.put(name, given);
        }
    }
}
