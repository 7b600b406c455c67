package org.shouhou.shipment;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which shipments are stopped by which case: what every end that does not cancel the order must release. */
@Repository
class HeldShipments {

    private final JdbcClient jdbc;
    private final Clock clock;

    HeldShipments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void note(long caseId, long orderId, String state) {
        int known = jdbc.sql("UPDATE held_shipment SET state = ?, changed_ms = ? WHERE case_id = ?")
                .params(state, clock.millis(), caseId).update();
        if (known == 0) {
            jdbc.sql("INSERT INTO held_shipment (case_id, order_id, state, changed_ms) VALUES (?, ?, ?, ?)")
                    .params(caseId, orderId, state, clock.millis()).update();
        }
    }

    /** Whether another case still holds the order's shipment. */
    boolean heldByAnother(long caseId, long orderId) {
        return jdbc.sql("SELECT COUNT(*) FROM held_shipment WHERE order_id = ? AND case_id <> ? AND state = 'HELD'")
                .params(orderId, caseId).query(Long.class).single() > 0;
    }
}
