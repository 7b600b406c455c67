package org.shouhou.gateway.process;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectRecord.State;
import org.shouhou.gateway.GatewayStates;
import org.shouhou.gateway.Hooks;
import org.shouhou.gateway.Signature;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A payment service over HTTP that is slow, broken, silent, or says everything twice. */
@AutoConfigureMockMvc
class GatewaysOverHttpStackTest extends GatewayStackTest {

    private static final String SECRET = "a-shared-secret-for-tests";
    private static final WireMockServer OUTSIDE = new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @DynamicPropertySource
    static void outside(DynamicPropertyRegistry registry) {
        OUTSIDE.start();
        registry.add("shouhou.gateways.payment", () -> "http");
        registry.add("shouhou.gateways.http.payment.base-url", () -> OUTSIDE.baseUrl() + "/pay");
        registry.add("shouhou.gateways.http.payment.secret", () -> SECRET);
        registry.add("shouhou.gateways.http.payment.connect-timeout", () -> "500ms");
        registry.add("shouhou.gateways.http.payment.read-timeout", () -> "300ms");
        registry.add("shouhou.gateways.hooks.order.secret", () -> "whsec_b3JkZXItc2VjcmV0LW9yZGVy");
    }

    @AfterAll
    static void stop() {
        OUTSIDE.stop();
    }

    @Autowired MockMvcTester mvc;
    @Autowired GatewayStates states;

    @BeforeEach
    void fresh() {
        OUTSIDE.resetAll();
        pass(Duration.ofMinutes(5));
        answersToQuery(200, "{\"state\": \"SUCCEEDED\", \"reference\": \"closes the circuit\"}");
    }

    private void answersToCall(int status, String body) {
        OUTSIDE.stubFor(post(urlEqualTo("/pay/refund")).willReturn(jsonResponse(body, status)));
    }

    private void answersToQuery(int status, String body) {
        OUTSIDE.stubFor(get(urlMatching("/pay/refund/.*")).willReturn(jsonResponse(body, status)));
    }

    private List<LoggedRequest> calls(long caseId) {
        return OUTSIDE.findAll(postRequestedFor(urlEqualTo("/pay/refund"))
                .withHeader("Idempotency-Key", equalTo("refund-" + caseId + "-1")));
    }

    @Test
    void a_refund_goes_out_signed_with_its_key_and_comes_back_paid() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        answersToCall(200, "{\"state\": \"SUCCEEDED\", \"reference\": \"P-1\", \"data\": {\"payee\": \"*1234\"}}");

        work();

        assertThat(at(instance)).containsExactly("paid");
        assertThat(effect(caseId).reference()).isEqualTo("P-1");
        assertThat(effect(caseId).answer()).containsEntry("payee", "*1234");
        LoggedRequest call = calls(caseId).get(0);
        assertThat(call.getBodyAsString()).contains("\"amountMinor\":1234").contains("\"currency\":\"CNY\"");
        assertThat(call.getHeader(Signature.SIGNATURE)).isEqualTo(Signature.of(SECRET, call.getHeader(Signature.ID),
                call.getHeader(Signature.TIMESTAMP), call.getBody()));
    }

    @Test
    void a_time_out_is_asked_about_and_not_paid_again() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        OUTSIDE.stubFor(post(urlEqualTo("/pay/refund")).willReturn(aResponse().withStatus(200).withFixedDelay(2000)));
        answersToQuery(200, "{\"state\": \"SUCCEEDED\", \"reference\": \"P-2\"}");

        work();
        assertThat(effect(caseId).state()).isEqualTo(State.UNKNOWN);
        workFor(Duration.ofSeconds(10));

        assertThat(at(instance)).containsExactly("paid");
        assertThat(calls(caseId)).hasSize(1);
        OUTSIDE.verify(getRequestedFor(urlEqualTo("/pay/refund/refund-" + caseId + "-1"))
                .withHeader(Signature.SIGNATURE, matching("v1,.+")));
    }

    @Test
    void a_line_that_breaks_in_the_middle_of_the_answer_is_unknown() {
        long caseId = newCase();
        start(caseId, refund(caseId));
        OUTSIDE.stubFor(post(urlEqualTo("/pay/refund")).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        work();

        assertThat(effect(caseId).state()).isEqualTo(State.UNKNOWN);
        workFor(Duration.ofMinutes(1));
    }

    @Test
    void five_hundreds_for_an_hour_pay_once_in_the_end() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        answersToCall(500, "{}");
        answersToQuery(503, "busy");

        workFor(Duration.ofHours(1));

        assertThat(calls(caseId)).as("unknown, so never repeated blindly").hasSize(1);
        assertThat(effect(caseId).state()).isEqualTo(State.UNKNOWN);
        assertThat(notices(caseId, "payment-unknown")).isNotEmpty();
        assertThat(incidents()).isZero();
        assertThat(states.all().get(0)).satisfies(payment -> {
            assertThat(payment.gateway()).isEqualTo("PAYMENT");
            assertThat(payment.adapter()).isEqualTo("http");
            assertThat(payment.unknown()).isEqualTo(1);
        });

        answersToQuery(404, "{\"state\": \"NOT_FOUND\"}");
        answersToCall(200, "{\"state\": \"SUCCEEDED\", \"reference\": \"P-3\"}");
        workFor(Duration.ofMinutes(31));

        assertThat(at(instance)).containsExactly("paid");
        assertThat(calls(caseId)).hasSize(2);
    }

    @Test
    void a_not_found_page_of_a_proxy_is_no_proof_that_nothing_was_paid() {
        long caseId = newCase();
        start(caseId, refund(caseId));
        answersToCall(502, "bad gateway");
        OUTSIDE.stubFor(get(urlMatching("/pay/refund/.*")).willReturn(aResponse().withStatus(404).withBody("<html>nothing here</html>")));

        workFor(Duration.ofHours(2));

        assertThat(calls(caseId)).hasSize(1);
        assertThat(effect(caseId).state()).isEqualTo(State.UNKNOWN);
        answersToQuery(200, "{\"state\": \"DECLINED\", \"code\": \"account-closed\"}");
        workFor(Duration.ofMinutes(31));
        assertThat(effect(caseId).state()).isEqualTo(State.DECLINED);
    }

    @Test
    void a_business_refusal_takes_the_modelled_path_with_its_reason() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        answersToCall(422, "{\"code\": \"account-closed\", \"text\": \"The buyer's account is closed.\"}");

        work();

        assertThat(at(instance)).containsExactly("refused");
        assertThat(probe.applied.get(caseId)).containsExactly(
                new Answer.Declined("account-closed", "The buyer's account is closed."));
        assertThat(told(caseId)).containsExactly("EFFECT_DECLINED");
        assertThat(effect(caseId).problem()).isEqualTo("account-closed: The buyer's account is closed.");
    }

    @Test
    void a_wrong_secret_is_our_fault_and_not_the_customers() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        answersToCall(401, "{\"code\": \"bad-signature\"}");

        work();
        assertThat(effect(caseId).state()).isEqualTo(State.INTENT);
        answersToCall(200, "{\"state\": \"SUCCEEDED\", \"reference\": \"P-4\"}");
        workFor(Duration.ofMinutes(1));

        assertThat(at(instance)).containsExactly("paid");
    }

    @Test
    void callbacks_that_come_twice_too_early_or_too_late_only_make_us_ask() throws Exception {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        String event = "{\"type\": \"effectAnswered\", \"key\": \"refund-" + caseId + "-1\"}";

        assertThat(hook("payment", "early-" + caseId, SECRET, event)).hasStatus(202);
        answersToCall(202, "{\"state\": \"PENDING\"}");
        answersToQuery(200, "{\"state\": \"PENDING\"}");
        work();
        assertThat(effect(caseId).state()).isEqualTo(State.PENDING);
        assertThat(hook("payment", "one-" + caseId, SECRET, event)).hasStatusOk().bodyJson().extractingPath("effect").isEqualTo("HINT");
        work();
        assertThat(effect(caseId).state()).as("the event said so, the service did not").isEqualTo(State.PENDING);

        answersToQuery(200, "{\"state\": \"SUCCEEDED\", \"reference\": \"P-5\"}");
        assertThat(hook("payment", "one-" + caseId, SECRET, event)).hasStatusOk();
        assertThat(hook("payment", "two-" + caseId, SECRET, event)).hasStatusOk();
        work();
        assertThat(at(instance)).containsExactly("paid");
        assertThat(hook("payment", "three-" + caseId, SECRET, event)).hasStatusOk().bodyJson().extractingPath("effect").isEqualTo("KNOWN");
        work();
        assertThat(calls(caseId)).hasSize(1);
        assertThat(probe.applied.get(caseId)).hasSize(1);
    }

    @Test
    void an_event_without_a_good_and_fresh_signature_is_refused() throws Exception {
        String event = "{\"type\": \"effectAnswered\", \"key\": \"x\"}";

        assertThat(hook("payment", "e1", "another-secret-altogether", event)).hasStatus(401);
        assertThat(hook("warehouse", "e1", SECRET, event)).as("no secret set").hasStatus(401);
        assertThat(hook("nobody", "e1", SECRET, event)).hasStatus(404);
        assertThat(mvc.post().uri("/hooks/payment").content(event).exchange()).hasStatus(401);
        long old = clock.instant().minusSeconds(301).getEpochSecond();
        assertThat(hook("payment", "e1", SECRET, event, old)).hasStatus(401);
        assertThat(hook("payment", "e1", SECRET, "no json")).hasStatus(400);
        assertThat(hook("payment", "e1", SECRET, "[1]")).hasStatus(400);
        assertThat(hook("payment", "e1", SECRET, "null")).hasStatus(400);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM hook_event WHERE event_id = 'e1'").query(Long.class).single()).isZero();
    }

    @Test
    void an_event_about_an_unknown_order_is_put_aside_for_the_operator() throws Exception {
        String event = "{\"type\": \"orderShipped\", \"orderNo\": \"never heard of\", \"data\": {\"waybill\": \"W1\"}}";

        assertThat(hook("order", "lost-1", "whsec_b3JkZXItc2VjcmV0LW9yZGVy", event)).hasStatus(202);
        assertThat(hook("order", "lost-1", "whsec_b3JkZXItc2VjcmV0LW9yZGVy", event)).as("repeated").hasStatusOk()
                .bodyJson().extractingPath("effect").isEqualTo(Hooks.UNMATCHED);
        assertThat(hook("order", "odd-1", "whsec_b3JkZXItc2VjcmV0LW9yZGVy", "{\"type\": \"moonPhase\"}")).hasStatus(202);

        assertThat(mvc.get().uri("/api/hook-events?effect=UNMATCHED").with(HandsStackTest.as("operator1", "OPERATOR")).exchange())
                .hasStatusOk().bodyText().contains("lost-1", "odd-1", "moonPhase");
        assertThat(mvc.get().uri("/api/hook-events").with(HandsStackTest.as("agent1", "AGENT")).exchange()).hasStatus(403);
    }

    private MvcTestResult hook(String source, String id, String secret, String body) {
        return hook(source, id, secret, body, clock.instant().getEpochSecond());
    }

    private MvcTestResult hook(String source, String id, String secret, String body, long timestamp) {
        String signature = Signature.of(secret, id, Long.toString(timestamp), body.getBytes(StandardCharsets.UTF_8));
        return mvc.post().uri("/hooks/" + source).contentType(MediaType.APPLICATION_JSON).content(body)
                .header(Signature.ID, id).header(Signature.TIMESTAMP, timestamp)
                .header(Signature.SIGNATURE, "v1,AAAA " + signature).exchange();
    }
}
