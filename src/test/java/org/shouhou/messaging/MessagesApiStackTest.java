package org.shouhou.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.common.Json;
import org.shouhou.identity.Role;
import org.shouhou.identity.Users;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class MessagesApiStackTest extends StackTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Users users;

    private final HttpClient http = HttpClient.newHttpClient();
    private MessagingFixture fixture;

    @BeforeEach
    void people() {
        fixture = new MessagingFixture(context);
        if (users.find("msg-agent").isEmpty()) {
            fixture.user("msg-agent", Role.AGENT, null, "zh-CN");
            fixture.user("msg-operator", Role.OPERATOR, null, "zh-CN");
        }
    }

    @Test
    void r40_an_agent_sees_what_to_send_by_hand_and_notes_that_it_was_sent() throws Exception {
        long caseId = fixture.openCase("main", "buyer88", null, null, null);
        fixture.write(MessagingFixture.SMTP, to -> to.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "api-" + caseId));
        long id = fixture.only(caseId).id();

        Map<?, ?> list = json(call("msg-agent", "GET", "/api/messages/by-hand", null));
        assertThat((List<?>) list.get("messages")).anySatisfy(one -> assertThat(((Map<?, ?>) one).get("id")).isEqualTo((int) id));

        HttpResponse<String> done = call("msg-agent", "POST", "/api/messages/by-hand/" + id, "{\"note\":\"千牛\"}");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(json(done).get("state")).isEqualTo("DONE");
        assertThat(json(done).get("doneBy")).isEqualTo("msg-agent");
        HttpResponse<String> again = call("msg-agent", "POST", "/api/messages/by-hand/" + id, "{}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).get("type").toString()).endsWith("message-not-by-hand");
    }

    @Test
    void an_operator_sees_the_outbox_and_has_a_message_tried_again_or_handed_over() throws Exception {
        long caseId = fixture.caseWithMail("wang@example.com");
        fixture.write(MessagingFixture.SMTP, to -> to.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "api-" + caseId));
        long id = fixture.only(caseId).id();

        Map<?, ?> seen = json(call("msg-operator", "GET", "/api/messages?state=waiting&case=" + caseId, null));
        assertThat((List<?>) seen.get("messages")).hasSize(1);
        assertThat(((Map<?, ?>) seen.get("outbox")).get("counts").toString()).contains("WAITING");
        assertThat(json(call("msg-operator", "GET", "/api/messages/" + id, null)).get("text").toString()).contains("撤回");
        assertThat(call("msg-operator", "POST", "/api/messages/" + id + "/retry", null).statusCode()).isEqualTo(200);
        assertThat(json(call("msg-operator", "POST", "/api/messages/" + id + "/hand-over", null)).get("state")).isEqualTo("BY_HAND");
        assertThat(fixture.events(caseId)).containsExactly("MESSAGE_QUEUED", "MESSAGE_QUEUED", "MESSAGE_BY_HAND");
    }

    @Test
    void wrong_calls_get_a_clear_answer() throws Exception {
        assertThat(call("msg-agent", "GET", "/api/messages", null).statusCode()).isEqualTo(403);
        assertThat(call("msg-operator", "POST", "/api/messages/by-hand/1", "{}").statusCode()).isEqualTo(403);
        for (String path : List.of("/api/messages?state=LOST", "/api/messages?case=x", "/api/messages?cursor=-")) {
            assertThat(call("msg-operator", "GET", path, null).statusCode()).as(path).isEqualTo(400);
        }
        assertThat(call("msg-operator", "GET", "/api/messages/999999999", null).statusCode()).isEqualTo(404);
        assertThat(call("msg-operator", "GET", "/api/messages/x", null).statusCode()).isEqualTo(404);
        assertThat(call("msg-agent", "POST", "/api/messages/by-hand/999999999", "{}").statusCode()).isEqualTo(404);
        assertThat(call("msg-agent", "POST", "/api/messages/by-hand/1", "{\"note\":").statusCode()).isEqualTo(400);
        assertThat(call("msg-agent", "POST", "/api/messages/by-hand/1", "{\"notes\":1}").statusCode()).isEqualTo(400);
        assertThat(call("msg-agent", "POST", "/api/messages/by-hand/1", "{\"note\":\"" + "x".repeat(501) + "\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_sandbox_mailbox_can_be_read() throws Exception {
        assertThat(call("msg-operator", "GET", "/api/demo/mailbox", null).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> call(String user, String method, String path, String body) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((user + ":a long pass phrase 42").getBytes(StandardCharsets.UTF_8));
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + basic).header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static Map<String, Object> json(HttpResponse<String> answer) {
        return Json.readMap(answer.body());
    }
}
