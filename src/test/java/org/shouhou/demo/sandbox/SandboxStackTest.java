package org.shouhou.demo.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shouhou.TestDatabase;
import org.shouhou.common.AdjustableClock;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.OutsideCall;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The sandbox behaves as it is told to, by keys as a good payment service does. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.MOCK)
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Tag("stack")
class SandboxStackTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().registerTo(registry);
    }

    @Autowired SandboxAdapter sandbox;
    @Autowired SandboxEvents time;
    @Autowired SandboxBook book;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;
    @Autowired MockMvcTester mvc;

    @BeforeEach
    void standStill() {
        if (clock.instant().isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
            ((AdjustableClock) clock).standAt(Instant.parse("2027-01-01T00:00:00Z"));
        }
    }

    private void pass(Duration duration) {
        ((AdjustableClock) clock).moveTo(clock.instant().plus(duration));
        while (time.workOnce()) {
            // until nothing is due
        }
    }

    private static OutsideCall call(String gateway, String operation, String order, String key, Map<String, Object> payload) {
        return new OutsideCall(gateway, operation, key, 1, "main", order, payload);
    }

    private static OutsideCall refund(String order, String key) {
        return call("PAYMENT", "refund", order, key, Map.of("amountMinor", 1200, "currency", "CNY"));
    }

    private MvcTestResult behave(String json) {
        return mvc.post().uri("/api/demo/sandbox").contentType(MediaType.APPLICATION_JSON).content(json)
                .with(request -> SecurityMockMvcRequestPostProcessors.csrf().postProcessRequest(
                        SecurityMockMvcRequestPostProcessors.user("agent1").roles("AGENT").postProcessRequest(request)))
                .exchange();
    }

    private int payments(String order) {
        return book.payments(order, 0, 100).size();
    }

    private List<String> events(String eventId) {
        return jdbc.sql("SELECT effect FROM hook_event WHERE event_id = ?").param("sandbox-" + eventId).query(String.class).list();
    }

    @Test
    void the_same_key_is_the_same_payment() {
        Answer first = sandbox.call(refund("S1", "s1"));
        Answer second = sandbox.call(refund("S1", "s1"));

        assertThat(first).isInstanceOf(Answer.Succeeded.class).isEqualTo(second).isEqualTo(sandbox.query(refund("S1", "s1")));
        assertThat(payments("S1")).isEqualTo(1);
        assertThat(book.sum().secondPayments()).isZero();
        assertThat(sandbox.query(refund("S1", "never"))).isEqualTo(new Answer.NotFound());
    }

    @Test
    void each_behaviour_can_be_switched_for_one_order_and_so_many_times() {
        assertThat(behave("{\"gateway\": \"PAYMENT\", \"operation\": \"refund\", \"orderNo\": \"S2\", \"behaviour\": \"FAIL_TRANSIENT\", \"times\": 2}")).hasStatusOk();
        assertThat(sandbox.call(refund("S2", "s2"))).isInstanceOf(Answer.Transient.class);
        assertThat(sandbox.call(refund("S3", "s3"))).as("another order").isInstanceOf(Answer.Succeeded.class);
        assertThat(sandbox.call(refund("S2", "s2"))).isInstanceOf(Answer.Transient.class);
        assertThat(sandbox.call(refund("S2", "s2"))).isInstanceOf(Answer.Succeeded.class);

        behave("{\"gateway\": \"PAYMENT\", \"operation\": \"refund\", \"orderNo\": \"S4\", \"behaviour\": \"DECLINE\"}");
        assertThat(sandbox.call(refund("S4", "s4"))).isInstanceOf(Answer.Declined.class);
        behave("{\"gateway\": \"PAYMENT\", \"operation\": \"refund\", \"orderNo\": \"S4\", \"behaviour\": \"SUCCEED\"}");
        assertThat(sandbox.call(refund("S4", "s4"))).as("final for its key").isInstanceOf(Answer.Declined.class);
        assertThat(sandbox.call(refund("S4", "s4-2"))).isInstanceOf(Answer.Succeeded.class);

        behave("{\"gateway\": \"PAYMENT\", \"operation\": \"refund\", \"orderNo\": \"S5\", \"behaviour\": \"UNKNOWN_THEN_DONE\"}");
        assertThat(sandbox.call(refund("S5", "s5"))).isInstanceOf(Answer.Unknown.class);
        assertThat(sandbox.query(refund("S5", "s5"))).isInstanceOf(Answer.Succeeded.class);

        behave("{\"gateway\": \"PAYMENT\", \"operation\": \"refund\", \"orderNo\": \"S6\", \"behaviour\": \"UNKNOWN_NOT_DONE\", \"times\": 1}");
        assertThat(sandbox.call(refund("S6", "s6"))).isInstanceOf(Answer.Unknown.class);
        assertThat(sandbox.query(refund("S6", "s6"))).isEqualTo(new Answer.NotFound());
        assertThat(sandbox.call(refund("S6", "s6"))).isInstanceOf(Answer.Succeeded.class);
        assertThat(payments("S6")).isEqualTo(1);
    }

    @Test
    void what_is_accepted_is_done_later_and_told_as_often_as_wished() {
        behave("{\"gateway\": \"PAYMENT\", \"operation\": \"refund\", \"orderNo\": \"S7\", \"behaviour\": \"PENDING_THEN_DONE\", \"delay\": \"PT1M\", \"callbacks\": 3}");
        assertThat(sandbox.call(refund("S7", "s7"))).isEqualTo(new Answer.Pending());
        pass(Duration.ofSeconds(59));
        assertThat(payments("S7")).isZero();
        assertThat(time.nextDue()).contains(clock.instant().plusSeconds(1));

        pass(Duration.ofSeconds(1));

        assertThat(payments("S7")).isEqualTo(1);
        assertThat(events("answered-s7")).as("three times told, once recorded").hasSize(1);
    }

    @Test
    void a_released_order_ships_after_a_while_unless_it_is_held_again() {
        assertThat(sandbox.call(call("ORDER", "hold", "S8", "h8", Map.of()))).isInstanceOf(Answer.Succeeded.class);
        sandbox.call(call("ORDER", "release", "S8", "r8", Map.of()));
        sandbox.call(call("ORDER", "release", "S9", "r9", Map.of()));
        sandbox.call(call("ORDER", "hold", "S9", "h9", Map.of()));
        pass(Duration.ofHours(3));

        assertThat(sandbox.call(call("ORDER", "cancel", "S8", "c8", Map.of())))
                .isEqualTo(new Answer.Declined("already-shipped", "The parcel has left."));
        assertThat(sandbox.call(call("ORDER", "cancel", "S9", "c9", Map.of()))).isInstanceOf(Answer.Succeeded.class);
        assertThat(jdbc.sql("SELECT body FROM hook_event WHERE body LIKE '%\"S8\"%'").query(String.class).list())
                .singleElement().asString().contains("orderShipped", "SBX");
        assertThat(jdbc.sql("SELECT body FROM hook_event WHERE body LIKE '%\"S9\"%'").query(String.class).list()).isEmpty();
    }

    @Test
    void the_warehouse_has_plenty_of_everything_not_set_otherwise() {
        mvc.post().uri("/api/demo/sandbox/stock").contentType(MediaType.APPLICATION_JSON).content("{\"sku\": \"TEE-M\", \"pieces\": 2}")
                .with(request -> SecurityMockMvcRequestPostProcessors.csrf().postProcessRequest(
                        SecurityMockMvcRequestPostProcessors.user("agent1").roles("AGENT").postProcessRequest(request)))
                .exchange();

        Answer answer = sandbox.call(call("WAREHOUSE", "stock", "S10", "w10", Map.of("lines",
                List.of(Map.of("lineNo", 1, "sku", "TEE-M", "quantity", 1), Map.of("lineNo", 2, "sku", "CAP", "quantity", 1)))));

        assertThat(answer).isInstanceOfSatisfying(Answer.Succeeded.class,
                done -> assertThat(done.data()).containsEntry("1", 2).containsEntry("2", 999));
        assertThat(sandbox.call(call("ORDER", "swap", "S10", "x10", Map.of("lineNo", 1, "sku", "TEE-M", "quantity", 3))))
                .isInstanceOf(Answer.Declined.class);
    }

    @Test
    void an_interception_ends_as_it_was_told_to() {
        behave("{\"gateway\": \"COURIER\", \"operation\": \"intercept\", \"orderNo\": \"S11\", \"behaviour\": \"SUCCEED\", \"outcome\": \"PARCEL_REFUSED\"}");
        sandbox.call(call("COURIER", "intercept", "S11", "i11", Map.of("waybill", "W11")));
        pass(Duration.ofHours(25));

        assertThat(jdbc.sql("SELECT body FROM hook_event WHERE body LIKE '%\"S11\"%'").query(String.class).list())
                .singleElement().asString().contains("parcelRefused", "W11");
    }

    @Test
    void wrong_switches_are_refused_field_by_field() {
        assertThat(behave("{\"gateway\": \"BANK\"}")).hasStatus(400);
        assertThat(behave("{\"gateway\": \"PAYMENT\", \"operation\": \"hold\", \"behaviour\": \"SUCCEED\"}")).hasStatus(400);
        assertThat(behave("{\"gateway\": \"PAYMENT\", \"operation\": \"refund\", \"behaviour\": \"EXPLODE\"}")).hasStatus(400);
        assertThat(behave("{\"gateway\": \"PAYMENT\", \"operation\": \"refund\", \"behaviour\": \"SUCCEED\", \"times\": 0}")).hasStatus(400);
        assertThat(behave("{\"gateway\": \"PAYMENT\", \"operation\": \"refund\", \"behaviour\": \"SUCCEED\", \"delay\": \"soon\"}")).hasStatus(400);
    }
}
