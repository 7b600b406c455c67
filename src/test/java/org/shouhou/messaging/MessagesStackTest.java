package org.shouhou.messaging;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shouhou.StackTest;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.AdjustableClock;
import org.shouhou.common.Problem;
import org.shouhou.identity.Role;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class MessagesStackTest extends StackTest {

    private static final String SECRET = "a secret of the chat";

    @RegisterExtension
    static final WireMockExtension CHAT = WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired
    ApplicationContext context;
    @Autowired
    Outbox outbox;
    @Autowired
    Messages messages;
    @Autowired
    SandboxMailbox mailbox;
    @Autowired
    Settings settings;
    @Autowired
    CaseHistory history;
    @Autowired
    AdjustableClock clock;

    private MessagingFixture fixture;

    @BeforeEach
    void emptyOutbox() {
        fixture = new MessagingFixture(context);
    }

    private static ChannelSettings chatByHttp() {
        return MessagingFixture.settings("smtp", "http", "by-hand", Map.of("chat",
                new ChannelSettings.Http(CHAT.baseUrl() + "/chat/", SECRET, Duration.ofMillis(500), Duration.ofMillis(500))));
    }

    @Test
    void r40_a_customer_without_any_channel_is_written_to_by_hand() {
        long caseId = fixture.openCase("main", "buyer88", null, null, null);
        fixture.write(MessagingFixture.SMTP, to -> to.toCustomer(caseId, "refund-question", Map.of("question", "哪个颜色？"), "hand-" + caseId));

        assertThat(fixture.events(caseId)).containsExactly("MESSAGE_QUEUED", "MESSAGE_BY_HAND");
        assertThat(messages.outgoing(caseId)).isEqualTo(1);
        Outbox.ToSend toSend = outbox.toSend(null).stream().filter(one -> one.caseId() == caseId).findFirst().orElseThrow();
        assertThat(toSend.channel()).isEqualTo(Channel.CHAT);
        assertThat(toSend.to()).isEqualTo("buyer88");
        assertThat(toSend.text()).contains("哪个颜色？");

        outbox.sentByHand(toSend.id(), "agent1", "在千牛发送");

        CaseHistory.Event sent = history.of(caseId).get(2);
        assertThat(sent.kind()).isEqualTo("MESSAGE_SENT");
        assertThat(sent.actor()).isEqualTo("agent1");
        assertThat(sent.data()).containsEntry("byHand", true).containsEntry("note", "在千牛发送");
        assertThat(messages.outgoing(caseId)).isZero();
        assertThatThrownBy(() -> outbox.sentByHand(toSend.id(), "agent2", null)).isInstanceOf(Problem.class).hasMessageContaining("agent1");
    }

    @Test
    void the_shops_order_of_channels_decides_and_the_first_that_can_reach_the_customer_is_taken() {
        String shop = "s" + UUID.randomUUID().toString().substring(0, 8);
        settings.set(Figure.CUSTOMER_CHANNELS, shop, "SMS,MAIL,CHAT", clock.instant().minusSeconds(60), null, "test");
        settings.set(Figure.CUSTOMER_LANGUAGE, shop, "en", clock.instant().minusSeconds(60), null, "test");
        ChannelSettings all = MessagingFixture.settings("sandbox", "sandbox", "sandbox", Map.of());
        long phone = fixture.openCase(shop, "b", "Wang", "+86 138-0000-0000", "wang@example.com");
        long masked = fixture.openCase(shop, "b", "Wang", "138****0000", "wang@example.com");
        long chatOnly = fixture.openCase(shop, null, "Wang", null, null);
        fixture.write(all, to -> {
            for (long caseId : List.of(phone, masked, chatOnly)) {
                to.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "order-" + caseId);
            }
        });
        assertThat(fixture.only(phone).channel()).isEqualTo(Channel.SMS);
        assertThat(fixture.only(phone).language()).isEqualTo("en");
        assertThat(fixture.only(phone).html()).isNull();
        assertThat(fixture.only(masked).channel()).isEqualTo(Channel.MAIL);
        assertThat(fixture.only(chatOnly).channel()).isEqualTo(Channel.CHAT);
        assertThat(List.of(fixture.only(phone).state(), fixture.only(masked).state())).containsOnly(State.WAITING);
    }

    @Test
    void the_same_key_is_one_message() {
        long caseId = fixture.caseWithMail("wang@example.com");
        for (int i = 0; i < 2; i++) {
            fixture.write(MessagingFixture.SMTP, to -> to.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "x".repeat(200) + caseId));
        }
        assertThat(outbox.list(null, caseId, null)).hasSize(1);
        assertThat(fixture.events(caseId)).containsExactly("MESSAGE_QUEUED");
    }

    @Test
    void what_is_rolled_back_was_never_written() {
        long caseId = fixture.caseWithMail("wang@example.com");
        assertThatThrownBy(() -> fixture.write(MessagingFixture.SMTP, to -> {
            to.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "back-" + caseId);
            throw new IllegalStateException("the business failed");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(outbox.list(null, caseId, null)).isEmpty();
        assertThat(fixture.events(caseId)).isEmpty();
    }

    @Test
    void a_notice_to_people_without_an_address_shows_on_the_desk() {
        long caseId = fixture.caseWithMail(null);
        fixture.user("desk-only-" + caseId, Role.PRESALE, null, "zh-CN");
        fixture.write(MessagingFixture.SMTP, to -> to.toUser("desk-only-" + caseId, caseId, "escalation", Map.of("reason", "急"), "desk-" + caseId));
        fixture.write(MessagingFixture.SMTP, to -> to.toUser("nobody-there", caseId, "escalation", Map.of(), "desk2-" + caseId));

        assertThat(outbox.list(null, caseId, null)).hasSize(2).allSatisfy(message -> {
            assertThat(message.channel()).isEqualTo(Channel.DESK);
            assertThat(message.state()).isEqualTo(State.SENT);
        });
        assertThat(fixture.events(caseId)).containsExactly("MESSAGE_QUEUED", "MESSAGE_SENT", "MESSAGE_QUEUED", "MESSAGE_SENT");
        assertThat(messages.outgoing(caseId)).isZero();
    }

    @Test
    void the_sandbox_keeps_what_arrives() {
        ChannelSettings sandbox = MessagingFixture.settings("sandbox", "sandbox", "sandbox", Map.of());
        long caseId = fixture.openCase("main", "buyer88", null, null, null);
        fixture.write(sandbox, to -> to.toCustomer(caseId, "refund-paid", Map.of("amountMinor", 990), "box-" + caseId));

        MessagingFixture.work(fixture.poller(Channel.CHAT, sandbox, null));

        SandboxMailbox.Received newest = mailbox.received(null).get(0);
        assertThat(newest.caseId()).isEqualTo(caseId);
        assertThat(newest.text()).contains("9.90 元");
        assertThat(fixture.events(caseId)).containsExactly("MESSAGE_QUEUED", "MESSAGE_SENT");
    }

    @Test
    void a_chat_message_is_posted_signed_and_again_under_the_same_id_when_the_service_fails() throws Exception {
        long caseId = fixture.openCase("main", "buyer88", "王小明", null, null);
        fixture.write(chatByHttp(), to -> to.toCustomer(caseId, "refund-paid", Map.of("amountMinor", 990), "post-" + caseId));
        OutgoingPoller poller = fixture.poller(Channel.CHAT, chatByHttp(), null);
        CHAT.stubFor(post("/chat/messages").willReturn(aResponse().withStatus(500)));
        MessagingFixture.work(poller);
        clock.moveTo(poller.nextDue().orElseThrow());
        CHAT.stubFor(post("/chat/messages").willReturn(aResponse().withFixedDelay(900)));
        MessagingFixture.work(poller);
        clock.moveTo(poller.nextDue().orElseThrow());
        CHAT.stubFor(post("/chat/messages").willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        MessagingFixture.work(poller);
        clock.moveTo(poller.nextDue().orElseThrow());
        assertThat(fixture.only(caseId).problem()).startsWith("The channel's service cannot be reached");
        CHAT.stubFor(post("/chat/messages").willReturn(aResponse().withStatus(202)));
        MessagingFixture.work(poller);

        assertThat(fixture.only(caseId).state()).isEqualTo(State.SENT);
        String id = MessageIds.of(fixture.only(caseId));
        CHAT.verify(4, postRequestedFor(urlEqualTo("/chat/messages")).withHeader("webhook-id", equalTo(id))
                .withHeader("Idempotency-Key", equalTo(id)).withRequestBody(matchingJsonPath("$.buyer", equalTo("buyer88"))));
        for (LoggedRequest request : CHAT.findAll(postRequestedFor(urlEqualTo("/chat/messages")))) {
            assertThat(request.getHeader("webhook-signature")).isEqualTo(
                    "v1," + hmac(id + "." + request.getHeader("webhook-timestamp") + "." + request.getBodyAsString()));
        }
    }

    @Test
    void a_chat_message_the_service_refuses_is_left_to_a_person() {
        CHAT.stubFor(post("/chat/messages").willReturn(aResponse().withStatus(422).withBody("{\"code\":\"BUYER_GONE\"}")));
        long caseId = fixture.openCase("main", "buyer88", null, null, null);
        fixture.write(chatByHttp(), to -> to.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "refused-" + caseId));
        OutgoingPoller poller = fixture.poller(Channel.CHAT, chatByHttp(), null);
        for (int i = 0; i < 3; i++) {
            clock.moveTo(poller.nextDue().orElseThrow());
            MessagingFixture.work(poller);
        }
        assertThat(fixture.only(caseId).state()).isEqualTo(State.BY_HAND);
        assertThat(fixture.only(caseId).problem()).contains("BUYER_GONE");
    }

    @Test
    void what_waits_on_a_channel_now_worked_by_hand_goes_to_the_people() {
        long caseId = fixture.openCase("main", "buyer88", null, null, null);
        fixture.write(chatByHttp(), to -> to.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "switched-" + caseId));

        MessagingFixture.work(fixture.poller(Channel.CHAT, MessagingFixture.SMTP, null));

        assertThat(fixture.only(caseId).state()).isEqualTo(State.BY_HAND);
    }

    @Test
    void an_operator_hands_over_what_waits_but_not_what_is_being_sent() {
        long caseId = fixture.caseWithMail("wang@example.com");
        fixture.write(MessagingFixture.SMTP, to -> to.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "over-" + caseId));
        context.getBean(Deliveries.class).take(Channel.MAIL, Duration.ofMinutes(10)).orElseThrow();
        long id = fixture.only(caseId).id();
        assertThatThrownBy(() -> outbox.handOver(id, "operator1")).isInstanceOf(Problem.class);
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(10)));

        outbox.handOver(id, "operator1");

        assertThat(fixture.only(caseId).state()).isEqualTo(State.BY_HAND);
        assertThatThrownBy(() -> outbox.retry(id, "operator1")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> outbox.retry(Long.MAX_VALUE, "operator1")).isInstanceOf(Problem.class);
    }

    private static String hmac(String content) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }
}
