package org.shouhou.demo.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.common.Json;
import org.shouhou.gateway.Hooks;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets time pass in the sandbox: does what it accepted, ships, intercepts, and sends the events about it. */
@Component
@Conditional(SandboxWanted.class)
class SandboxEvents implements BackgroundWork {

    private static final long LEASE_MS = 60_000;

    private record Due(long id, String source, String eventId, Map<String, Object> body, int copies) {
    }

    private final JdbcClient jdbc;
    private final SandboxAdapter adapter;
    private final SandboxShop shop;
    private final Hooks hooks;
    private final TransactionTemplate own;
    private final Clock clock;

    SandboxEvents(JdbcClient jdbc, SandboxAdapter adapter, SandboxShop shop, Hooks hooks,
            PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.adapter = adapter;
        this.shop = shop;
        this.hooks = hooks;
        this.own = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public boolean workOnce() {
        if (adapter.doReady()) {
            return true;
        }
        Optional<Due> due = own.execute(status -> claim());
        if (due.isEmpty()) {
            return false;
        }
        Due event = due.get();
        boolean goes = !event.eventId().startsWith("ship-") || Boolean.TRUE.equals(own.execute(status -> ship(event)));
        for (int i = 0; goes && i < event.copies(); i++) {
            hooks.take(event.source(), "sandbox-" + event.eventId(), event.body());
        }
        jdbc.sql("UPDATE sandbox_event SET sent_ms = ? WHERE id = ?").params(clock.millis(), event.id()).update();
        return true;
    }

    private Optional<Due> claim() {
        Optional<Due> due = jdbc.sql("""
                        SELECT * FROM sandbox_event WHERE sent_ms IS NULL AND due_ms <= ? ORDER BY due_ms, id LIMIT 1
                        FOR UPDATE SKIP LOCKED""")
                .param(clock.millis())
                .query((row, n) -> new Due(row.getLong("id"), row.getString("source"), row.getString("event_id"),
                        Json.readMap(row.getString("body")), row.getInt("copies")))
                .optional();
        due.ifPresent(event -> jdbc.sql("UPDATE sandbox_event SET due_ms = ? WHERE id = ?")
                .params(clock.millis() + LEASE_MS, event.id()).update());
        return due;
    }

    /** The parcel leaves unless it was held again; one that left before the event could be sent is told again. */
    private boolean ship(Due event) {
        String waybill = String.valueOf(((Map<?, ?>) event.body().get("data")).get("waybill"));
        String shopName = String.valueOf(event.body().get("shop"));
        String orderNo = String.valueOf(event.body().get("orderNo"));
        return shop.ship(shopName, orderNo, waybill)
                || jdbc.sql("SELECT COUNT(*) FROM sandbox_shipment WHERE shop = ? AND order_no = ? AND waybill = ?")
                        .params(shopName, orderNo, waybill).query(Long.class).single() > 0;
    }

    @Override
    public Optional<Instant> nextDue() {
        return jdbc.sql("""
                        SELECT MIN(t) FROM (
                            SELECT MIN(due_ms) t FROM sandbox_event WHERE sent_ms IS NULL AND due_ms > :now
                            UNION ALL SELECT MIN(ready_ms) t FROM sandbox_effect WHERE ready_ms > :now) upcoming""")
                .param("now", clock.millis()).query(Long.class).optional().map(Instant::ofEpochMilli);
    }
}
