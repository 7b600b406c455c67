package org.shouhou.demo.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Db;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the sandbox is told to behave, per operation and order. */
@Component
@Conditional(SandboxWanted.class)
class SandboxBehaviours {

    /**
     * How it behaves.
     *
     * @param orderNo   '' for every order without one of its own
     * @param times     how often more; null until changed
     * @param delay     with PENDING_THEN_DONE, DELAY: how long; of callbacks: how late; null for the usual
     * @param outcome   of an interception PARCEL_INTERCEPTED, PARCEL_REFUSED, INTERCEPT_FAILED; of a release SHIPPED; of both
     *                  SILENT; of a trace MOVING, STUCK_ORIGIN, STUCK_DESTINATION, LOST, DAMAGED, DELIVERED, NO_TRACKING;
     *                  of a second parcel SHIPPED, SILENT (never heard of again), LOST; null for the usual
     * @param callbacks how often an event about it is sent: 0 never, 2 and more repeated
     */
    record Rule(String gateway, String operation, String orderNo, Behaviour behaviour, Integer times, Duration delay,
            String outcome, int callbacks) {
    }

    private final JdbcClient jdbc;

    SandboxBehaviours(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rule for this call, used up by one; the order's own first. In the caller's transaction. */
    Rule take(String gateway, String operation, String orderNo) {
        Optional<Rule> found = jdbc.sql("""
                        SELECT * FROM sandbox_behaviour WHERE gateway = ? AND operation = ? AND order_no IN (?, '')
                        ORDER BY order_no DESC LIMIT 1""")
                .params(gateway, operation, orderNo).query(SandboxBehaviours::rule).optional();
        if (found.isEmpty()) {
            return new Rule(gateway, operation, orderNo, Behaviour.SUCCEED, null, null, null, 1);
        }
        Rule rule = found.get();
        if (rule.times() != null) {
            int used = jdbc.sql("""
                            UPDATE sandbox_behaviour SET times_left = times_left - 1
                            WHERE gateway = ? AND operation = ? AND order_no = ? AND times_left > 0""")
                    .params(gateway, operation, rule.orderNo()).update();
            if (used == 0) {
                return new Rule(gateway, operation, orderNo, Behaviour.SUCCEED, null, null, rule.outcome(), rule.callbacks());
            }
        }
        return rule;
    }

    void set(Rule rule) {
        jdbc.sql("DELETE FROM sandbox_behaviour WHERE gateway = ? AND operation = ? AND order_no = ?")
                .params(rule.gateway(), rule.operation(), rule.orderNo()).update();
        jdbc.sql("""
                        INSERT INTO sandbox_behaviour (gateway, operation, order_no, behaviour, times_left, delay_ms, outcome, callbacks)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(rule.gateway(), rule.operation(), rule.orderNo(), rule.behaviour().name(), rule.times(),
                        rule.delay() == null ? null : rule.delay().toMillis(), rule.outcome(), rule.callbacks())
                .update();
    }

    List<Rule> all() {
        return jdbc.sql("SELECT * FROM sandbox_behaviour ORDER BY gateway, operation, order_no")
                .query(SandboxBehaviours::rule).list();
    }

    private static Rule rule(ResultSet row, int number) throws SQLException {
        Integer times = Db.nullableInt(row, "times_left");
        Long delay = Db.nullableLong(row, "delay_ms");
        return new Rule(row.getString("gateway"), row.getString("operation"), row.getString("order_no"),
                Behaviour.valueOf(row.getString("behaviour")), times, delay == null ? null : Duration.ofMillis(delay),
                row.getString("outcome"), row.getInt("callbacks"));
    }
}
