package org.shouhou.messaging;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.CaseLock;
import org.shouhou.identity.NewUser;
import org.shouhou.identity.Role;
import org.shouhou.identity.Users;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases to write about, and messages and pollers with channels as a test wants them, over the stack's own parts. */
final class MessagingFixture {

    static final ChannelSettings SMTP = settings("smtp", "by-hand", "by-hand", Map.of());

    private final ApplicationContext context;
    private final JdbcClient jdbc;

    MessagingFixture(ApplicationContext context) {
        this.context = context;
        this.jdbc = context.getBean(JdbcClient.class);
        // what other tests left is not ours to send
        jdbc.sql("UPDATE outgoing_message SET state = 'CANCELLED' WHERE state IN ('WAITING', 'BY_HAND', 'FAILED')").update();
    }

    static ChannelSettings settings(String mail, String chat, String sms, Map<String, ChannelSettings.Http> http) {
        return new ChannelSettings(mail, chat, sms, "sandbox", "service@shop.example.com", "", Duration.ofMillis(500), Duration.ofMillis(500), http);
    }

    /** A case about an order of a shop. */
    long openCase(String shop, String buyer, String recipient, String phone, String email) {
        String orderNo = "M" + UUID.randomUUID().toString().substring(0, 13);
        jdbc.sql("INSERT INTO shop_order (shop, order_no, currency, total_minor, paid_minor, buyer, recipient, phone, email,"
                        + " shipping_known, row_hash) VALUES (?, ?, 'CNY', 20000, 20000, ?, ?, ?, ?, TRUE, '-')")
                .params(shop, orderNo, buyer, recipient, phone, email).update();
        Long order = jdbc.sql("SELECT id FROM shop_order WHERE shop = ? AND order_no = ?").params(shop, orderNo).query(Long.class).single();
        String number = "T" + orderNo.substring(0, 12);
        jdbc.sql("INSERT INTO case_file (number, type, status, shop, order_id, order_no, buyer, reason, currency, channel,"
                        + " request_id, request_hash, opened_by, opened_at) VALUES (?, 'refund', 'OPEN', ?, ?, ?, ?, 'OTHER', 'CNY',"
                        + " 'CHAT', ?, '-', 'agent1', CURRENT_TIMESTAMP)")
                .params(number, shop, order, orderNo, buyer, UUID.randomUUID().toString()).update();
        return jdbc.sql("SELECT id FROM case_file WHERE number = ?").param(number).query(Long.class).single();
    }

    long caseWithMail(String email) {
        return openCase("main", "buyer88", "王小明", null, email);
    }

    void user(String name, Role role, String email, String language) {
        context.getBean(Users.class).create(new NewUser(name, name, java.util.Set.of(role), email, language, null, "a long pass phrase 42"));
    }

    /** Writes in one transaction, as the business does. */
    void write(ChannelSettings channels, Consumer<Messages> what) {
        Messages messages = new Messages(context.getBean(MessageTable.class), context.getBean(CaseLookup.class),
                context.getBean(Letters.class), context.getBean(ShopChoices.class), channels, context.getBean(Users.class),
                context.getBean(org.shouhou.duty.OnDuty.class),
                context.getBean(CaseHistory.class), context, context.getBean(Clock.class));
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(tx -> what.accept(messages));
    }

    OutgoingPoller poller(Channel channel, ChannelSettings settings, JavaMailSenderImpl mail) {
        return new OutgoingPoller(channel, channels(settings, mail), context.getBean(Deliveries.class),
                context.getBean(CaseLookup.class), context.getBean(Clock.class));
    }

    Channels channels(ChannelSettings settings, JavaMailSenderImpl mail) {
        return new Channels(settings, mail, context.getBean(SandboxMailbox.class), context.getBean(Clock.class));
    }

    Outbox outbox(Channels channels) {
        return new Outbox(jdbc, context.getBean(MessageTable.class), channels, context.getBean(CaseLock.class),
                context.getBean(CaseHistory.class), context, context.getBean(Clock.class));
    }

    static JavaMailSenderImpl server(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return sender;
    }

    static int work(OutgoingPoller poller) {
        int done = 0;
        while (poller.workOnce()) {
            done++;
        }
        return done;
    }

    List<String> events(long caseId) {
        return context.getBean(CaseHistory.class).of(caseId).stream().map(CaseHistory.Event::kind).toList();
    }

    OutgoingMessage only(long caseId) {
        List<OutgoingMessage> all = context.getBean(Outbox.class).list(null, caseId, null);
        if (all.size() != 1) {
            throw new AssertionError("One message expected: " + all);
        }
        return all.get(0);
    }
}
