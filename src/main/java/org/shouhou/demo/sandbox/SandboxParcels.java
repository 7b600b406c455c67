package org.shouhou.demo.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.OutsideCall;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sandbox's warehouse and courier for parcels that went wrong: keeps goods, and tells where a parcel is. */
@Component
@Conditional(SandboxWanted.class)
class SandboxParcels {

    private static final String SECOND = "RSP";

    private final JdbcClient jdbc;
    private final SandboxSettings settings;
    private final Clock clock;

    SandboxParcels(JdbcClient jdbc, SandboxSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    static String waybill(long number) {
        return SECOND + "%010d".formatted(number);
    }

    /** Keeps goods, or declines when there are fewer. Only articles whose stock was set are counted down. */
    Answer reserve(long number, OutsideCall call, int usual) {
        List<Map<?, ?>> lines = lines(call);
        for (Map<?, ?> line : lines) {
            int there = line.get("sku") == null ? usual : jdbc.sql("SELECT pieces FROM sandbox_stock WHERE sku = ?")
                    .param(line.get("sku")).query(Integer.class).optional().orElse(usual);
            if (there < pieces(line)) {
                return new Answer.Declined("out-of-stock", "There is not enough of it.");
            }
        }
        lines.forEach(line -> count(line, -pieces(line)));
        return SandboxShop.done(number, Map.of());
    }

    Answer unreserve(long number, OutsideCall call) {
        lines(call).forEach(line -> count(line, pieces(line)));
        return SandboxShop.done(number, Map.of());
    }

    private void count(Map<?, ?> line, int difference) {
        if (line.get("sku") != null) {
            jdbc.sql("UPDATE sandbox_stock SET pieces = pieces + ? WHERE sku = ?").params(difference, line.get("sku")).update();
        }
    }

    /** Where a parcel is: as the switch says; one of ours as it was sent; any other moves. */
    Answer trace(long number, OutsideCall call, String outcome) {
        Map<String, Object> told = new LinkedHashMap<>();
        String waybill = String.valueOf(call.payload().get("waybill"));
        if (waybill.startsWith(SECOND)) {
            second(told, Long.parseLong(waybill.substring(SECOND.length())));
        } else {
            String status = switch (outcome == null ? "MOVING" : outcome) {
                case "STUCK_ORIGIN" -> "AT_ORIGIN";
                case "STUCK_DESTINATION" -> "AT_DESTINATION";
                case "LOST", "DAMAGED", "DELIVERED", "NO_TRACKING" -> outcome;
                default -> "MOVING";
            };
            told.put("status", status);
            if (List.of("MOVING", "DELIVERED", "DAMAGED").contains(status)) {
                told.put("lastEventAt", clock.instant().toString());
            }
        }
        return SandboxShop.done(number, told);
    }

    private void second(Map<String, Object> told, long number) {
        jdbc.sql("SELECT outcome, created_ms FROM sandbox_effect WHERE id = ?").param(number).query(row -> {
            String outcome = row.getString("outcome");
            Instant left = Instant.ofEpochMilli(row.getLong("created_ms"));
            boolean arrived = Duration.between(left, clock.instant()).compareTo(settings.parcelArrivesAfter()) >= 0;
            boolean usual = outcome == null || outcome.equals("SHIPPED");
            told.put("status", usual ? arrived ? "DELIVERED" : "MOVING" : outcome.equals("SILENT") ? "MOVING" : outcome);
            told.put("lastEventAt", usual ? clock.instant().toString() : left.toString());
        });
    }

    private static List<Map<?, ?>> lines(OutsideCall call) {
        return call.payload().get("lines") instanceof List<?> lines
                ? lines.stream().filter(Map.class::isInstance).<Map<?, ?>>map(line -> (Map<?, ?>) line).toList() : List.of();
    }

    private static int pieces(Map<?, ?> line) {
        return line.get("quantity") instanceof Number number ? number.intValue() : 1;
    }
}
