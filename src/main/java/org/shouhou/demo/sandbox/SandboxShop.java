package org.shouhou.demo.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.Json;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.OutsideCall;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the sandbox does when it does something: pays, holds, ships, counts, intercepts. In the caller's transaction. */
@Component
@Conditional(SandboxWanted.class)
@EnableConfigurationProperties(SandboxSettings.class)
class SandboxShop {

    private final JdbcClient jdbc;
    private final SandboxSettings settings;
    private final SandboxParcels parcels;
    private final SandboxMemos memos;
    private final Clock clock;

    SandboxShop(JdbcClient jdbc, SandboxSettings settings, SandboxParcels parcels, SandboxMemos memos, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.parcels = parcels;
        this.memos = memos;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @param number  the sandbox's number of the call, for references and event ids
     * @param outcome how it goes on later, see {@link SandboxBehaviours.Rule}; or null
     * @return Succeeded or Declined
     */
    Answer perform(long number, OutsideCall call, String outcome, int copies) {
        return switch (call.gateway() + " " + call.operation()) {
            case "PAYMENT refund" -> refund(number, call);
            case "ORDER hold" -> hold(number, call);
            case "ORDER release" -> release(number, call, outcome, copies);
            case "ORDER cancel" -> change(number, call, "CANCELLED", null);
            case "ORDER change-address" -> change(number, call, null, String.valueOf(call.payload().get("newAddress")));
            case "ORDER swap" -> swap(number, call);
            case "WAREHOUSE expect-return" -> done(number, Map.of());
            case "ORDER memo-read" -> memos.read(number, call);
            case "ORDER memo-write" -> memos.write(number, call);
            case "ORDER coupon" -> done(number, Map.of());
            case "WAREHOUSE ship-gift" -> gift(number, call);
            case "WAREHOUSE stock" -> stock(number, call);
            case "WAREHOUSE reserve" -> reserve(number, call);
            case "WAREHOUSE unreserve" -> parcels.unreserve(number, call);
            case "WAREHOUSE ship" -> ship(number, call, outcome, copies);
            case "COURIER trace" -> parcels.trace(number, call, outcome);
            case "COURIER intercept" -> intercept(number, call, outcome, copies);
            default -> new Answer.Declined("unknown-operation", "The sandbox cannot " + call.operation() + ".");
        };
    }

    private Answer refund(long number, OutsideCall call) {
        if (!(call.payload().get("amountMinor") instanceof Number amount) || amount.longValue() <= 0) {
            return new Answer.Declined("bad-amount", "The amount must be more than nothing.");
        }
        jdbc.sql("INSERT INTO sandbox_payment (idem_key, shop, order_no, amount_minor, currency, paid_ms) VALUES (?, ?, ?, ?, ?, ?)")
                .params(call.key(), call.shop(), call.orderNo(), amount.longValue(),
                        String.valueOf(call.payload().get("currency")), clock.millis())
                .update();
        return done(number, Map.of());
    }

    private Answer hold(long number, OutsideCall call) {
        return change(number, call, "HELD", null);
    }

    private Answer release(long number, OutsideCall call, String outcome, int copies) {
        String state = state(call);
        if (state.equals("CANCELLED")) {
            return new Answer.Declined("order-cancelled", "The order is cancelled.");
        }
        if (state.equals("SHIPPED")) {
            return done(number, Map.of());
        }
        write(call, "RELEASED");
        if (!"SILENT".equals(outcome)) {
            Map<String, Object> body = about(call, "orderShipped");
            body.put("data", Map.of("waybill", "SBX%010d".formatted(number), "courier", "Sandbox Express"));
            plan("ship-" + number, "order", body, settings.shipsAfter(), copies);
        }
        return done(number, Map.of());
    }

    private Answer swap(long number, OutsideCall call) {
        int wanted = call.payload().get("quantity") instanceof Number quantity ? quantity.intValue() : 1;
        if (pieces(String.valueOf(call.payload().get("sku"))) < wanted) {
            return new Answer.Declined("out-of-stock", "There is not enough of it.");
        }
        return change(number, call, null, null);
    }

    private Answer gift(long number, OutsideCall call) {
        int wanted = call.payload().get("quantity") instanceof Number quantity ? quantity.intValue() : 1;
        return pieces(String.valueOf(call.payload().get("sku"))) < wanted
                ? new Answer.Declined("out-of-stock", "There is not enough of it.") : done(number, Map.of());
    }

    private Answer change(long number, OutsideCall call, String newState, String newAddress) {
        String state = state(call);
        if (state.equals("SHIPPED")) {
            return new Answer.Declined("already-shipped", "The parcel has left.");
        }
        if (state.equals("CANCELLED") && !"CANCELLED".equals(newState)) {
            return new Answer.Declined("order-cancelled", "The order is cancelled.");
        }
        write(call, newState == null ? state : newState);
        if (newAddress != null) {
            jdbc.sql("UPDATE sandbox_shipment SET address = ? WHERE shop = ? AND order_no = ?")
                    .params(newAddress.length() > 500 ? newAddress.substring(0, 500) : newAddress, call.shop(), call.orderNo())
                    .update();
        }
        return done(number, Map.of());
    }

    private Answer stock(long number, OutsideCall call) {
        Map<String, Object> pieces = new LinkedHashMap<>();
        if (call.payload().get("lines") instanceof List<?> lines) {
            for (Object one : lines) {
                if (one instanceof Map<?, ?> line && line.get("lineNo") != null) {
                    pieces.put(line.get("lineNo").toString(),
                            line.get("sku") == null ? settings.pieces() : pieces(line.get("sku").toString()));
                }
            }
        }
        return done(number, pieces);
    }

    private Answer intercept(long number, OutsideCall call, String outcome, int copies) {
        String type = switch (outcome == null ? "PARCEL_INTERCEPTED" : outcome) {
            case "PARCEL_REFUSED" -> "parcelRefused";
            case "INTERCEPT_FAILED" -> "interceptFailed";
            case "SILENT" -> null;
            default -> "parcelIntercepted";
        };
        if (type != null) {
            Map<String, Object> body = about(call, type);
            Object waybill = call.payload().get("waybill");
            body.put("data", Map.of("waybill", waybill == null ? "SBX%010d".formatted(number) : waybill));
            plan("intercept-" + number, "courier", body, settings.interceptsAfter(), copies);
        }
        return done(number, Map.of());
    }

    private Answer reserve(long number, OutsideCall call) {
        return parcels.reserve(number, call, settings.pieces());
    }

    /** A parcel beside the order's own leaves at once and arrives by itself. */
    private Answer ship(long number, OutsideCall call, String outcome, int copies) {
        String waybill = SandboxParcels.waybill(number);
        if (outcome == null || outcome.equals("SHIPPED")) {
            Map<String, Object> body = about(call, "reshipDelivered");
            body.put("caseNumber", call.payload().get("caseNumber"));
            body.put("data", Map.of("waybill", waybill));
            plan("reship-" + number, "warehouse", body, settings.parcelArrivesAfter(), copies);
        }
        return done(number, Map.of("waybill", waybill, "courier", "Sandbox Express"));
    }

    /** Sends an event later. */
    void plan(String eventId, String source, Map<String, Object> body, Duration in, int copies) {
        if (copies > 0) {
            jdbc.sql("INSERT INTO sandbox_event (due_ms, source, event_id, body, copies) VALUES (?, ?, ?, ?, ?)")
                    .params(clock.millis() + in.toMillis(), source, eventId, Json.write(body), copies).update();
        }
    }

    /** The parcel of a released order leaves. @return false when it was held again or cancelled meanwhile */
    boolean ship(String shop, String orderNo, String waybill) {
        return jdbc.sql("UPDATE sandbox_shipment SET state = 'SHIPPED', waybill = ? WHERE shop = ? AND order_no = ? AND state = 'RELEASED'")
                .params(waybill, shop, orderNo).update() > 0;
    }

    void setStock(String sku, int pieces) {
        jdbc.sql("DELETE FROM sandbox_stock WHERE sku = ?").param(sku).update();
        jdbc.sql("INSERT INTO sandbox_stock (sku, pieces) VALUES (?, ?)").params(sku, pieces).update();
    }

    private int pieces(String sku) {
        return jdbc.sql("SELECT pieces FROM sandbox_stock WHERE sku = ?").param(sku).query(Integer.class).optional()
                .orElse(settings.pieces());
    }

    private static Map<String, Object> about(OutsideCall call, String type) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("shop", call.shop());
        body.put("orderNo", call.orderNo());
        return body;
    }

    /** The order's shipment; what was never touched here is as the platform's order list says. */
    private String state(OutsideCall call) {
        Optional<String> own = jdbc.sql("SELECT state FROM sandbox_shipment WHERE shop = ? AND order_no = ? FOR UPDATE")
                .params(call.shop(), call.orderNo()).query(String.class).optional();
        return own.orElseGet(() -> jdbc.sql("""
                        SELECT COUNT(*) FROM shop_order WHERE shop = ? AND order_no = ?
                          AND (shipped_at IS NOT NULL OR received_at IS NOT NULL)""")
                .params(call.shop(), call.orderNo()).query(Long.class).single() > 0 ? "SHIPPED" : "OPEN");
    }

    private void write(OutsideCall call, String state) {
        int changed = jdbc.sql("UPDATE sandbox_shipment SET state = ? WHERE shop = ? AND order_no = ?")
                .params(state, call.shop(), call.orderNo()).update();
        if (changed == 0) {
            Long there = jdbc.sql("SELECT COUNT(*) FROM sandbox_shipment WHERE shop = ? AND order_no = ?")
                    .params(call.shop(), call.orderNo()).query(Long.class).single();
            if (there == 0) {
                jdbc.sql("INSERT INTO sandbox_shipment (shop, order_no, state) VALUES (?, ?, ?)")
                        .params(call.shop(), call.orderNo(), state).update();
            }
        }
    }

    static Answer done(long number, Map<String, Object> data) {
        return new Answer.Succeeded("SBX-" + number, data);
    }
}
