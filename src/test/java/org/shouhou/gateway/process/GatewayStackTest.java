package org.shouhou.gateway.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.shouhou.TestDatabase;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.AdjustableClock;
import org.shouhou.common.Money;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectRequests;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.FailedWork;
import org.shouhou.gateway.Gateways;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A database of its own, a clock that stands until moved, and one small process with a service task outside. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.MOCK)
@ActiveProfiles("test")
@Import(ProbeParts.class)
@Tag("stack")
abstract class GatewayStackTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().registerTo(registry);
    }

    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;
    @Autowired Probe probe;
    @Autowired TroubledSandbox line;
    @Autowired ExternalTaskWorker worker;
    @Autowired Effects effects;
    @Autowired RuntimeService runtime;
    @Autowired RepositoryService repository;
    @Autowired ExternalTaskService tasks;
    @Autowired FailedWork failedWork;
    @Autowired CaseHistory history;
    @Autowired Lease lease;
    @Autowired EffectSteps steps;
    @Autowired EffectBook book;
    @Autowired Gateways gateways;

    @BeforeEach
    void calm() {
        AdjustableClock adjustable = (AdjustableClock) clock;
        if (clock.instant().isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
            adjustable.standAt(Instant.parse("2027-01-01T00:00:00Z"));
        }
        line.calm();
        probe.brokenApplies.set(0);
        Probe.deploy(repository);
    }

    void pass(Duration time) {
        ((AdjustableClock) clock).moveTo(clock.instant().plus(time));
    }

    /** Works until nothing is due now. */
    void work() {
        while (worker.workOnce()) {
            // until nothing is left
        }
    }

    /** Lets time pass from one due moment to the next, working at each. */
    void workFor(Duration time) {
        Instant end = clock.instant().plus(time);
        work();
        for (Optional<Instant> due = worker.nextDue(); due.isPresent() && !due.get().isAfter(end); due = worker.nextDue()) {
            ((AdjustableClock) clock).moveTo(due.get());
            work();
        }
        ((AdjustableClock) clock).moveTo(end);
        work();
    }

    /** A case about a paid order of its own. */
    long newCase() {
        long number = 1 + jdbc.sql("SELECT COUNT(*) FROM shop_order").query(Long.class).single();
        String orderNo = "G" + number;
        jdbc.sql("INSERT INTO shop_order (shop, order_no, currency, total_minor, paid_minor, shipping_known, row_hash) VALUES ('main', ?, 'CNY', 10000, 10000, FALSE, ?)")
                .params(orderNo, "0".repeat(64)).update();
        jdbc.sql("""
                        INSERT INTO case_file (number, type, status, shop, order_id, order_no, reason, currency, channel, request_id,
                            request_hash, opened_by, opened_at)
                        SELECT ?, 'refund', 'OPEN', shop, id, order_no, 'OTHER', 'CNY', 'PLATFORM', ?, ?, 'agent1', '2027-01-01 00:00:00'
                        FROM shop_order WHERE order_no = ?""")
                .params("G-" + number, "gateway-" + number, "0".repeat(64), orderNo).update();
        return jdbc.sql("SELECT id FROM case_file WHERE order_no = ?").param(orderNo).query(Long.class).single();
    }

    String orderOf(long caseId) {
        return jdbc.sql("SELECT order_no FROM case_file WHERE id = ?").param(caseId).query(String.class).single();
    }

    EffectRequest refund(long caseId) {
        return EffectRequests.refund("refund-" + caseId + "-1", "main", orderOf(caseId), new Money(1234, "CNY"), null, null);
    }

    EffectRequest hold(long caseId) {
        return EffectRequests.hold("hold-" + caseId + "-1", "main", orderOf(caseId));
    }

    String start(long caseId, EffectRequest request) {
        return probe.start(runtime, caseId, request);
    }

    /** Where the flow stands. */
    List<String> at(String instanceId) {
        return runtime.getActiveActivityIds(instanceId);
    }

    EffectRecord effect(long caseId) {
        return effects.of(caseId).get(0);
    }

    List<String> told(long caseId) {
        return history.of(caseId).stream().map(CaseHistory.Event::kind).toList();
    }

    /** Whom a notice about the case was written to. */
    List<String> notices(long caseId, String template) {
        return jdbc.sql("SELECT CONCAT(to_name, ' ', message_key) FROM outgoing_message WHERE case_id = ? AND template = ? ORDER BY id")
                .params(caseId, template).query(String.class).list();
    }

    long incidents() {
        return runtime.createIncidentQuery().count();
    }

    /** Payments in the sandbox's own book for the case's order. */
    long payments(long caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM sandbox_payment WHERE order_no = ?").param(orderOf(caseId)).query(Long.class)
                .single();
    }
}
