package org.shouhou;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.shouhou.common.AdjustableClock;
import org.shouhou.demo.ClockWalk;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole application on a real port and a real database, started once for all tests that extend this. Background
 * work runs only when a test drives it, and the clock is the test's. The build runs these tests twice: on H2 and on the
 * MySQL family ({@link TestDatabase}).
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@Tag("stack")
public abstract class StackTest {

    /** Where the shop's days are counted. */
    protected static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final AtomicLong ORDERS = new AtomicLong(System.nanoTime() % 1_000_000_000L * 1000);

    @LocalServerPort
    protected int port;

    @Autowired
    protected Clock clock;
    @Autowired
    protected ClockWalk walk;
    @Autowired
    protected JdbcClient jdbc;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.shared().registerTo(registry);
    }

    /** Each test begins the morning after whatever was before it, at a Monday's ten o'clock in the shop. */
    @BeforeEach
    protected void standStill() {
        walk.settle();
        Instant now = clock.instant();
        var local = LocalDateTime.ofInstant(now.isBefore(Instant.parse("2026-11-09T00:00:00Z"))
                ? Instant.parse("2026-11-09T00:00:00Z") : now, SHANGHAI).plusDays(1).truncatedTo(ChronoUnit.DAYS).withHour(10);
        ((AdjustableClock) clock).standAt(local.atZone(SHANGHAI).toInstant());
        walk.settle();
    }

    /** Somebody who calls the API. */
    protected Desk as(String user) {
        return new Desk("http://localhost:" + port, user, "demo", "en");
    }

    /** Moves the clock forward through everything that becomes due on the way. */
    protected void pass(Duration time) {
        walk.advance(time);
    }

    /** Moves the clock to a moment in the shop's zone. */
    protected void passTo(LocalDateTime local) {
        walk.advance(Duration.between(clock.instant(), local.atZone(SHANGHAI).toInstant()));
    }

    /** Does everything that is due now. */
    protected void settle() {
        walk.settle();
    }

    protected LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), SHANGHAI);
    }

    protected static String id() {
        return UUID.randomUUID().toString();
    }

    /** A paid order with one line, unshipped unless told otherwise. */
    protected OrderDraft order() {
        return new OrderDraft(this, "T" + ORDERS.incrementAndGet());
    }

    /** What happened to a case, kind by kind, in order. */
    @SuppressWarnings("unchecked")
    protected List<String> kinds(String caseId) {
        return as("auditor1").list("/api/cases/" + caseId + "/history").stream()
                .map(event -> (String) ((Map<String, Object>) event).get("kind")).toList();
    }
}
