package org.shouhou.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shouhou.StackTest;
import org.shouhou.common.AdjustableClock;
import org.shouhou.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class OutgoingMailStackTest extends StackTest {

    @RegisterExtension
    static final GreenMailExtension MAIL = new GreenMailExtension(ServerSetup.SMTP.dynamicPort());

    @Autowired
    ApplicationContext context;
    @Autowired
    Outbox outbox;
    @Autowired
    AdjustableClock clock;

    private MessagingFixture shop;

    @BeforeEach
    void emptyOutbox() {
        shop = new MessagingFixture(context);
    }

    private OutgoingPoller mailPoller() {
        return shop.poller(Channel.MAIL, MessagingFixture.SMTP, MessagingFixture.server(MAIL.getSmtp().getPort()));
    }

    @Test
    void a_customer_gets_a_mail_in_chinese_as_text_and_as_a_page() throws Exception {
        long caseId = shop.caseWithMail("wang@example.com");
        shop.write(MessagingFixture.SMTP, messages -> messages.toCustomer(caseId, "refund-paid", Map.of("amountMinor", 12345), "zh-" + caseId));

        MessagingFixture.work(mailPoller());

        MimeMessage mail = MAIL.getReceivedMessages()[0];
        assertThat(mail.getSubject()).startsWith("您的退款 123.45 元已退回");
        assertThat(mail.getFrom()[0]).isEqualTo(new InternetAddress("service@shop.example.com"));
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("售后客服");
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getPersonal()).isEqualTo("王小明");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).isEqualTo(MessageIds.header(shop.only(caseId))).endsWith("@shouhou>");
        MimeMultipart both = (MimeMultipart) mail.getContent();
        assertThat(both.getContentType()).startsWith("multipart/alternative");
        assertThat(both.getBodyPart(0).getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
        assertThat(both.getBodyPart(0).getContent().toString()).contains("王小明，您好！").contains("123.45 元").contains("工单号");
        assertThat(both.getBodyPart(1).getContentType()).startsWith("text/html").containsIgnoringCase("utf-8");
        assertThat(both.getBodyPart(1).getContent().toString()).contains("王小明，您好！").contains("lang=\"zh-CN\"");
        assertThat(shop.events(caseId)).containsExactly("MESSAGE_QUEUED", "MESSAGE_SENT");
        assertThat(shop.only(caseId).state()).isEqualTo(State.SENT);
    }

    @Test
    void everyone_of_a_role_is_told_in_the_own_language() throws Exception {
        long caseId = shop.caseWithMail(null);
        shop.user("mail-finance-zh", Role.FINANCE, "zh@example.com", "zh-CN");
        shop.user("mail-finance-en", Role.FINANCE, "en@example.com", "en");
        shop.write(MessagingFixture.SMTP, messages -> messages.toRole("finance", caseId, "overpayment", Map.of("amountMinor", 100), "role-" + caseId));
        shop.write(MessagingFixture.SMTP, messages -> messages.toRole("finance", caseId, "overpayment", Map.of("amountMinor", 100), "role-" + caseId));

        MessagingFixture.work(mailPoller());

        assertThat(received("zh@example.com")).extracting(MimeMessage::getSubject).singleElement().asString().startsWith("多退款项待处理");
        assertThat(received("en@example.com")).extracting(MimeMessage::getSubject).singleElement().asString().startsWith("Refunded too much");
    }

    @Test
    void without_a_mail_server_mails_wait_where_the_operator_sees_them_and_go_once_there_is_one() {
        long caseId = shop.caseWithMail("wang@example.com");
        shop.write(MessagingFixture.SMTP, messages -> messages.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "wait-" + caseId));
        OutgoingPoller withoutServer = shop.poller(Channel.MAIL, MessagingFixture.SMTP, null);

        assertThat(withoutServer.workOnce()).isFalse();
        assertThat(withoutServer.nextDue()).isEmpty();
        assertThat(shop.only(caseId).state()).isEqualTo(State.WAITING);
        assertThat(shop.only(caseId).attempts()).isZero();
        assertThat(shop.outbox(shop.channels(MessagingFixture.SMTP, null)).view().reasons())
                .anySatisfy(reason -> {
                    assertThat(reason.hindrance()).isEqualTo(Hindrance.NO_MAIL_SERVER);
                    assertThat(reason.messages()).isEqualTo(1);
                });

        MessagingFixture.work(mailPoller());
        assertThat(shop.only(caseId).state()).isEqualTo(State.SENT);
        assertThat(MAIL.getReceivedMessages()).hasSize(1);
    }

    @Test
    void without_a_sender_address_mails_wait_and_say_so() {
        ChannelSettings nobody = new ChannelSettings("smtp", "by-hand", "by-hand", "http", "", "", Duration.ofSeconds(1), Duration.ofSeconds(1), Map.of());

        assertThat(shop.channels(nobody, MessagingFixture.server(25)).hindrance(Channel.MAIL)).contains(Hindrance.NO_SENDER_ADDRESS);
    }

    @Test
    void a_server_that_is_not_there_is_asked_again_after_growing_pauses_and_never_given_up() throws IOException {
        long caseId = shop.caseWithMail("wang@example.com");
        shop.write(MessagingFixture.SMTP, messages -> messages.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "down-" + caseId));
        OutgoingPoller poller = shop.poller(Channel.MAIL, MessagingFixture.SMTP, MessagingFixture.server(closedPort()));

        Duration longest = Duration.ZERO;
        for (int tries = 1; tries <= 20; tries++) {
            assertThat(poller.workOnce()).isTrue();
            assertThat(poller.workOnce()).as("rests").isFalse();
            OutgoingMessage message = shop.only(caseId);
            assertThat(message.state()).isEqualTo(State.WAITING);
            assertThat(message.attempts()).isEqualTo(tries);
            assertThat(message.problem()).startsWith("The mail server did not take it");
            Duration pause = Duration.between(clock.instant(), Instant.ofEpochMilli(message.nextTryMs()));
            assertThat(pause).isGreaterThan(longest.minusSeconds(30)).isLessThanOrEqualTo(Duration.ofHours(1));
            longest = pause;
            clock.moveTo(poller.nextDue().orElseThrow());
        }
        assertThat(shop.events(caseId)).containsExactly("MESSAGE_QUEUED", "MESSAGE_FAILED");
        assertThat(outbox.view().reasons()).anySatisfy(reason -> assertThat(reason.problem()).startsWith("The mail server did not take it"));

        MessagingFixture.work(mailPoller());
        assertThat(shop.events(caseId)).containsExactly("MESSAGE_QUEUED", "MESSAGE_FAILED", "MESSAGE_SENT");
        assertThat(shop.only(caseId).problem()).isNull();
    }

    @Test
    void a_server_that_says_nothing_does_not_hold_us() throws IOException {
        try (ScriptedMailServer silent = new ScriptedMailServer(null)) {
            long caseId = shop.caseWithMail("wang@example.com");
            shop.write(MessagingFixture.SMTP, messages -> messages.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "silent-" + caseId));
            OutgoingPoller poller = shop.poller(Channel.MAIL, MessagingFixture.SMTP, MessagingFixture.server(silent.port()));

            assertThat(poller.workOnce()).isTrue();

            assertThat(shop.only(caseId).state()).isEqualTo(State.WAITING);
            assertThat(shop.only(caseId).problem()).isNotBlank();
        }
    }

    @Test
    void an_address_put_off_is_tried_for_days_and_then_left_to_a_person() throws IOException {
        try (ScriptedMailServer busy = new ScriptedMailServer("450 4.2.0 mailbox busy, try later")) {
            long caseId = shop.caseWithMail("wang@example.com");
            shop.write(MessagingFixture.SMTP, messages -> messages.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "busy-" + caseId));
            OutgoingPoller poller = shop.poller(Channel.MAIL, MessagingFixture.SMTP, MessagingFixture.server(busy.port()));
            Instant begin = clock.instant();
            int tries = 0;
            while (shop.only(caseId).state() == State.WAITING) {
                clock.moveTo(poller.nextDue().orElseThrow());
                assertThat(poller.workOnce()).isTrue();
                tries++;
            }
            assertThat(tries).isEqualTo(12);
            assertThat(Duration.between(begin, clock.instant())).isGreaterThan(Duration.ofDays(2));
            assertThat(shop.only(caseId).state()).isEqualTo(State.BY_HAND);
            assertThat(shop.only(caseId).problem()).contains("mailbox busy");
            assertThat(shop.events(caseId)).containsExactly("MESSAGE_QUEUED", "MESSAGE_FAILED", "MESSAGE_FAILED", "MESSAGE_BY_HAND");
        }
    }

    @Test
    void an_address_the_server_does_not_know_is_soon_left_to_a_person_or_for_staff_to_the_operator() throws IOException {
        try (ScriptedMailServer unknown = new ScriptedMailServer("550 5.1.1 no such user")) {
            long caseId = shop.caseWithMail("gone@example.com");
            long staffCase = shop.caseWithMail(null);
            shop.user("mail-gone", Role.WAREHOUSE, "gone-too@example.com", "en");
            shop.write(MessagingFixture.SMTP, messages -> {
                messages.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "gone-" + caseId);
                messages.toUser("mail-gone", staffCase, "escalation", Map.of("reason", "angry"), "gone-staff-" + staffCase);
            });
            OutgoingPoller poller = shop.poller(Channel.MAIL, MessagingFixture.SMTP, MessagingFixture.server(unknown.port()));
            for (int tries = 1; tries <= 3; tries++) {
                assertThat(MessagingFixture.work(poller)).isEqualTo(2);
                clock.moveTo(clock.instant().plus(Duration.ofHours(1)));
            }
            assertThat(shop.only(caseId).state()).isEqualTo(State.BY_HAND);
            assertThat(shop.only(staffCase).state()).isEqualTo(State.FAILED);
            assertThat(outbox.view().in(State.FAILED)).isEqualTo(1);

            outbox.retry(shop.only(staffCase).id(), "operator1");
        }
        MessagingFixture.work(mailPoller());
        assertThat(received("gone-too@example.com")).hasSize(1);
    }

    @Test
    void two_pollers_at_once_send_every_mail_once() throws Exception {
        long caseId = shop.caseWithMail("wang@example.com");
        for (int i = 0; i < 60; i++) {
            String key = "both-" + caseId + "-" + i;
            shop.write(MessagingFixture.SMTP, messages -> messages.toCustomer(caseId, "withdrawn-confirmed", Map.of(), key));
        }
        CyclicBarrier together = new CyclicBarrier(3);
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        List<Future<Integer>> work = java.util.stream.IntStream.range(0, 3).mapToObj(n -> nodes.submit(() -> {
            OutgoingPoller poller = mailPoller();
            together.await();
            return MessagingFixture.work(poller);
        })).toList();
        int sent = 0;
        for (Future<Integer> one : work) {
            sent += one.get();
        }
        nodes.shutdown();
        // a poller that finds every row taken may go home before the others are done
        sent += MessagingFixture.work(mailPoller());

        assertThat(sent).isEqualTo(60);
        assertThat(Arrays.stream(MAIL.getReceivedMessages()).map(OutgoingMailStackTest::id)).hasSize(60).doesNotHaveDuplicates();
        assertThat(outbox.list(null, caseId, null)).allSatisfy(message -> {
            assertThat(message.state()).isEqualTo(State.SENT);
            assertThat(message.attempts()).isEqualTo(1);
        });
    }

    @Test
    void after_a_crash_between_sending_and_noting_it_the_mail_goes_again_under_the_same_id() {
        long caseId = shop.caseWithMail("wang@example.com");
        shop.write(MessagingFixture.SMTP, messages -> messages.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "crash-" + caseId));
        Deliveries deliveries = context.getBean(Deliveries.class);
        OutgoingMessage taken = deliveries.take(Channel.MAIL, Duration.ofMinutes(10)).orElseThrow();
        shop.channels(MessagingFixture.SMTP, MessagingFixture.server(MAIL.getSmtp().getPort())).of(Channel.MAIL).deliver(taken, null);

        assertThat(mailPoller().workOnce()).as("nobody else takes it meanwhile").isFalse();
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(10)));
        MessagingFixture.work(mailPoller());

        assertThat(Arrays.stream(MAIL.getReceivedMessages()).map(OutgoingMailStackTest::id).distinct()).hasSize(1);
        assertThat(shop.events(caseId)).containsExactly("MESSAGE_QUEUED", "MESSAGE_SENT");
    }

    @Test
    void names_and_numbers_with_line_breaks_add_no_header_and_no_addressee() throws Exception {
        long caseId = shop.openCase("main", "nick", "Eve\r\nBcc: all@example.com", null, "eve@example.com");
        shop.write(MessagingFixture.SMTP, messages -> messages.toCustomer(caseId, "refund-paid",
                Map.of("amount", "1\r\nBcc: more@example.com\r\n\r\n<b>x</b>", "reference", "r\nX-Evil: 1"), "evil-" + caseId));

        MessagingFixture.work(mailPoller());

        MimeMessage mail = MAIL.getReceivedMessages()[0];
        assertThat(MAIL.getReceivedMessages()).hasSize(1);
        assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("eve@example.com"));
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X-Evil")).isNull();
        assertThat(mail.getSubject()).doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void an_address_that_would_smuggle_in_another_is_none() {
        for (String evil : List.of("a@example.com\r\nBcc: b@example.com", "a@example.com, b@example.com", "a@example.com;b@example.com",
                "Eve <a@example.com>", "a b@example.com", "@example.com", "a@", "王@example.com", "\"a\"@example.com", "")) {
            long caseId = shop.caseWithMail(evil);
            shop.write(MessagingFixture.SMTP, messages -> messages.toCustomer(caseId, "withdrawn-confirmed", Map.of(), "no-" + caseId));
            assertThat(shop.only(caseId).state()).as(evil).isEqualTo(State.BY_HAND);
        }
    }

    private List<MimeMessage> received(String address) {
        return Arrays.stream(MAIL.getReceivedMessagesForDomain(address)).toList();
    }

    private static String id(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
