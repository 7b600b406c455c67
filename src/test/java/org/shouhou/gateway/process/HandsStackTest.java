package org.shouhou.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.common.Money;
import org.shouhou.gateway.Answer;
import org.shouhou.gateway.EffectRecord.State;
import org.shouhou.gateway.EffectRequest;
import org.shouhou.gateway.EffectRequests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** R40: going live without any adapter; people do what the flow asks for and say so. */
@AutoConfigureMockMvc
@TestPropertySource(properties = {"shouhou.gateways.payment=by-hand", "shouhou.gateways.order=by-hand",
        "shouhou.gateways.warehouse=by-hand"})
class HandsStackTest extends GatewayStackTest {

    @Autowired MockMvcTester mvc;

    static RequestPostProcessor as(String name, String... roles) {
        RequestPostProcessor person = SecurityMockMvcRequestPostProcessors.user(name).roles(roles);
        return request -> SecurityMockMvcRequestPostProcessors.csrf().postProcessRequest(person.postProcessRequest(request));
    }

    private MvcTestResult answer(long id, String body, RequestPostProcessor who) {
        return mvc.post().uri("/api/todo-outside/" + id).with(who).contentType(MediaType.APPLICATION_JSON).content(body)
                .exchange();
    }

    private MvcTestResult send(byte[] file, RequestPostProcessor who) {
        return mvc.post().uri("/api/todo-outside/import").multipart()
                .file(new MockMultipartFile("file", "todo.csv", "text/csv", file)).with(who).exchange();
    }

    private String export(RequestPostProcessor who) {
        return new String(mvc.get().uri("/api/todo-outside/export").with(who).exchange().getResponse().getContentAsByteArray(),
                StandardCharsets.UTF_8);
    }

    @Test
    void r40_several_are_answered_at_once_and_each_says_what_became_of_it() {
        long one = newCase();
        start(one, refund(one));
        long other = newCase();
        start(other, refund(other));
        workFor(Duration.ofDays(3));
        long paid = effect(one).id();
        long left = effect(other).id();
        MvcTestResult answered = mvc.post().uri("/api/todo-outside").with(as("finance1", "FINANCE")).contentType(MediaType.APPLICATION_JSON)
                .content("{\"items\":[{\"id\":" + paid + ",\"outcome\":\"DONE\",\"reference\":\"R-1\"},{\"id\":" + left + ",\"outcome\":\"DONE\"},{\"id\":999999999}]}").exchange();
        assertThat(answered).hasStatusOk().bodyText().contains("\"id\":" + paid + ",\"done\":true", "\"id\":" + left + ",\"done\":false", "\"id\":999999999,\"done\":false");
        assertThat(effect(other).handOutcome()).as("without its number it is not paid").isNull();
        assertThat(mvc.get().uri("/api/todo-outside?gateway=PAYMENT").with(as("finance1", "FINANCE")).exchange()).hasStatusOk().bodyText().contains("\"id\":" + left);
        assertThat(mvc.get().uri("/api/todo-outside?gateway=ORDER").with(as("finance1", "FINANCE")).exchange()).hasStatusOk().bodyText().doesNotContain("\"id\":" + left);
        assertThat(mvc.get().uri("/api/todo-outside?gateway=BANK").with(as("finance1", "FINANCE")).exchange()).hasStatus(400);
        assertThat(mvc.post().uri("/api/todo-outside").with(as("finance1", "FINANCE")).contentType(MediaType.APPLICATION_JSON).content("{\"items\":[]}").exchange()).hasStatus(400);
    }

    @Test
    void r40_finance_pays_by_hand_and_the_flow_goes_on_at_once() {
        long caseId = newCase();
        String instance = start(caseId, refund(caseId));
        workFor(Duration.ofDays(3));
        assertThat(effect(caseId).state()).isEqualTo(State.PENDING);
        assertThat(effects.inFlight(caseId)).as("somebody may be paying it").isTrue();
        assertThat(notices(caseId, "payment-unknown")).isEmpty();
        assertThat(told(caseId)).containsExactly("EFFECT_TO_DO");
        long id = effect(caseId).id();

        assertThat(mvc.get().uri("/api/todo-outside").with(as("finance1", "FINANCE")).exchange()).hasStatusOk().bodyText()
                .contains("refund-" + caseId + "-1", "\"amountMinor\":1234");
        assertThat(answer(id, "{\"outcome\": \"DONE\", \"reference\": \"B-77\"}", as("agent1", "AGENT"))).hasStatus(403);
        assertThat(answer(id, "{\"outcome\": \"DONE\"}", as("finance1", "FINANCE"))).as("no reference").hasStatus(400);
        assertThat(answer(id, "{\"outcome\": \"DONE\", \"reference\": \"B-77\"}", as("finance1", "FINANCE"))).hasStatus(204);
        assertThat(answer(id, "{\"outcome\": \"DONE\", \"reference\": \"B-78\"}", as("manager1", "MANAGER"))).hasStatus(409);
        work();

        assertThat(at(instance)).containsExactly("paid");
        assertThat(effect(caseId).reference()).isEqualTo("B-77");
        assertThat(effect(caseId).doneBy()).isEqualTo("finance1");
        assertThat(told(caseId)).containsExactly("EFFECT_TO_DO", "EFFECT_BY_HAND", "EFFECT_SUCCEEDED");
    }

    @Test
    void r40_what_cannot_be_done_is_refused_with_a_reason() {
        long caseId = newCase();
        String instance = start(caseId, hold(caseId));
        work();
        long id = effect(caseId).id();

        assertThat(answer(id, "{\"outcome\": \"REFUSED\"}", as("agent1", "AGENT"))).as("no reason").hasStatus(400);
        assertThat(answer(id, "{\"outcome\": \"REFUSED\", \"note\": \"it left at noon\", \"data\": {\"code\": \"already-shipped\"}}",
                as("agent1", "AGENT"))).hasStatus(204);
        work();

        assertThat(at(instance)).containsExactly("refused");
        assertThat(probe.applied.get(caseId)).containsExactly(new Answer.Declined("already-shipped", "it left at noon"));
    }

    @Test
    void r40_the_warehouse_counts_by_hand() {
        long caseId = newCase();
        String instance = start(caseId, EffectRequests.stock("stock-" + caseId, "main", orderOf(caseId),
                Arrays.asList(new EffectRequests.StockLine(1, "TEE-M", 1), new EffectRequests.StockLine(2, null, 1))));
        work();
        long id = effect(caseId).id();

        assertThat(answer(id, "{\"outcome\": \"DONE\", \"data\": {\"1\": \"many\"}}", as("warehouse1", "WAREHOUSE"))).hasStatus(400);
        assertThat(answer(id, "{\"outcome\": \"DONE\", \"data\": {\"1\": 3, \"2\": 0}}", as("warehouse1", "WAREHOUSE"))).hasStatus(204);
        work();

        assertThat(at(instance)).containsExactly("paid");
        assertThat(probe.applied.get(caseId)).containsExactly(new Answer.Succeeded(null, Map.of("1", 3, "2", 0)));
    }

    @Test
    void r40_the_list_goes_out_as_a_file_and_comes_back_filled_in() {
        long first = newCase();
        long second = newCase();
        long third = newCase();
        String instance = start(first, refund(first));
        start(second, new EffectRequest("PAYMENT", "refund", "=cmd|' /C calc'!A" + second,
                EffectRequests.refund("x", "main", orderOf(second), new Money(500, "CNY"), "=HYPERLINK(\"x\")", null).payload()));
        start(third, refund(third));
        work();

        String csv = export(as("finance1", "FINANCE"));
        assertThat(csv).startsWith("\uFEFFid,gateway,operation,shop,orderNo,amount,currency,details,key,outcome,reference,note,data");
        assertThat(csv).contains(orderOf(first) + ",12.34,CNY").contains(",'=cmd|' /C calc'!A" + second);
        assertThat(csv.lines().skip(1)).noneMatch(line -> line.contains(",=") || line.startsWith("="));

        String filled = csv.replace("refund-" + first + "-1,,,,", "refund-" + first + "-1,完成,B-1,手工,")
                .replace("!A" + second + ",,,,", "!A" + second + ",DONE,,,")
                .replace("refund-" + third + "-1,,,,", "refund-" + third + "-1,perhaps,,,")
                + "999999,PAYMENT,refund,main,x,1.00,CNY,,k,DONE,r,,\r\n";
        byte[] gbk = filled.substring(1).getBytes(Charset.forName("GB18030"));
        assertThat(send(gbk, as("finance1", "FINANCE"))).hasStatusOk().bodyJson().satisfies(report -> {
            report.assertThat().extractingPath("done").isEqualTo(1);
            report.assertThat().extractingPath("rejected[*].column").asArray().containsExactly("reference", "outcome", "id");
        });
        assertThat(send(gbk, as("finance1", "FINANCE"))).hasStatusOk().bodyJson().satisfies(report -> {
            report.assertThat().extractingPath("done").isEqualTo(0);
            report.assertThat().extractingPath("unchanged").isEqualTo(1);
        });
        work();

        assertThat(at(instance)).containsExactly("paid");
        assertThat(effect(first).note()).isEqualTo("手工");
        assertThat(send("outcome\nDONE\n".getBytes(StandardCharsets.UTF_8), as("finance1", "FINANCE"))).hasStatus(400);
        assertThat(send("\"torn".getBytes(StandardCharsets.UTF_8), as("finance1", "FINANCE"))).hasStatus(400);
        assertThat(send(new byte[0], as("finance1", "FINANCE"))).hasStatus(400);
        assertThat(send(new byte[] {(byte) 0xFF, (byte) 0xFF, 0}, as("finance1", "FINANCE"))).hasStatus(400);
    }

    @Test
    void the_auditor_sees_the_list_and_changes_nothing() {
        long caseId = newCase();
        start(caseId, refund(caseId));
        work();

        assertThat(mvc.get().uri("/api/todo-outside").with(as("auditor1", "AUDITOR")).exchange()).hasStatusOk().bodyText()
                .contains("refund-" + caseId + "-1");
        assertThat(answer(effect(caseId).id(), "{\"outcome\": \"DONE\", \"reference\": \"x\"}", as("auditor1", "AUDITOR")))
                .hasStatus(403);
    }

    @Test
    void the_operator_sees_gateways_and_failed_work() {
        long caseId = newCase();
        start(caseId, refund(caseId));
        work();

        assertThat(mvc.get().uri("/api/gateways").with(as("operator1", "OPERATOR")).exchange()).hasStatusOk().bodyText()
                .contains("\"gateway\":\"PAYMENT\"", "by-hand");
        assertThat(mvc.get().uri("/api/failed-work").with(as("operator1", "OPERATOR")).exchange()).hasStatusOk();
        assertThat(mvc.post().uri("/api/failed-work/EFFECT/none/retry").with(as("operator1", "OPERATOR")).exchange()).hasStatus(404);
        assertThat(mvc.post().uri("/api/failed-work/OTHER/none/retry").with(as("operator1", "OPERATOR")).exchange()).hasStatus(404);
        assertThat(mvc.get().uri("/api/effects?state=PENDING").with(as("operator1", "OPERATOR")).exchange()).hasStatusOk();
        assertThat(mvc.get().uri("/api/effects?state=ODD").with(as("operator1", "OPERATOR")).exchange()).hasStatus(400);
        assertThat(mvc.post().uri("/api/effects/" + effect(caseId).id() + "/retry").with(as("operator1", "OPERATOR")).exchange())
                .hasStatus(202);
        assertThat(mvc.get().uri("/api/failed-work").with(as("agent1", "AGENT")).exchange()).hasStatus(403);
    }
}
