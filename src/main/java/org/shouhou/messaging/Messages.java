package org.shouhou.messaging;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.WorkArrived;
import org.shouhou.duty.OnDuty;
import org.shouhou.identity.User;
import org.shouhou.identity.Users;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes messages to customers and staff. They are recorded in the caller's transaction, with their final text, and
 * leave after its commit; a case's messages show on its timeline. Templates and the data each one uses:
 * {@code compensation-given} (amountMinor, couponMinor, items), {@code refund-paid} (amountMinor, reference), {@code refund-refused} (reasonCode, explanation), {@code refund-question}
 * (question, until), {@code payee-needed} (amountMinor, reminder), {@code withdrawn-confirmed},
 * {@code held-order-released} (address, items, refundMinor), {@code held-order-question} (orders, caseReason), {@code held-order-cancelled} (amountMinor);
 * {@code return-authorised}, {@code return-reminder} (authorisation, until), {@code return-options} (firstOption,
 * secondOption, keepMinor, until), {@code return-finding} (finding, amountMinor, until), {@code return-lapsed},
 * {@code return-right-item} (until), {@code return-sent-back} (waybill, freight, reasonCode);
 * {@code second-parcel-sorry} and {@code second-parcel-coming} (items, waybill),
 * {@code parcel-news} (tracking, courier, waybill), {@code parcel-delivered}, {@code reship-refused} (reasonCode);
 * {@code deadline-warning} and {@code deadline-missed} (kind, due, task, owner), {@code slot-alarm} (part, ends),
 * {@code slots-missed-list} (date, cases), {@code given-without-consent} (date, automatic, ownLimit, standing, selfConsent),
 * {@code escalation} (reason, by), {@code payment-unknown} (amountMinor, since),
 * {@code effect-failed} (operation, why), {@code not-shipped-alarm} (since), {@code platform-differs} (decision,
 * amountMinor, outcome), {@code overpayment} (amountMinor), {@code promise-warning} (text, due), {@code shipping-notice}
 * (text, until, by), {@code stock-short} (sku, ordered, pieces), {@code reply} (text), {@code satisfaction-question}, {@code incident-notice} (text), {@code cluster-alarm}
 * (count, window, caseReason, sku, courier), {@code watchdog} (count, matter), {@code node-silent} (node, since). Case and order numbers come from the case. Amounts are minor
 * units; times are {@link java.time.Instant} or {@link java.util.Date}. What is missing is left out with its sentence.
 */
@Service
public class Messages {

    private static final int LONGEST_KEY = 150;

    private final MessageTable table;
    private final CaseLookup cases;
    private final Letters letters;
    private final ShopChoices choices;
    private final ChannelSettings channels;
    private final Users users;
    private final OnDuty duty;
    private final CaseHistory history;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Messages(MessageTable table, CaseLookup cases, Letters letters, ShopChoices choices, ChannelSettings channels,
            Users users, OnDuty duty, CaseHistory history, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.cases = cases;
        this.letters = letters;
        this.choices = choices;
        this.channels = channels;
        this.users = users;
        this.duty = duty;
        this.history = history;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Writes to the case's customer, on the first of the shop's channels that can reach this customer; when none can, the
     * message goes to the list of what a person sends by hand (R40).
     *
     * @param template one of those listed above
     * @param data     see above
     * @param key      the same key again does nothing
     * @throws Problem                  404 when there is no such case
     * @throws IllegalArgumentException for an unknown template, or one without what it cannot do without
     */
    @Transactional
    public void toCustomer(long caseId, String template, Map<String, ?> data, String key) {
        write(caseId, template, data, key);
    }

    /**
     * Sends the customer a person's own words.
     *
     * @param text at most 4000 characters
     * @return the channel they leave by; empty when a person has to send them by hand, and notes it then (R40)
     */
    @Transactional
    public Optional<Channel> reply(long caseId, String text, String key) {
        return write(caseId, "reply", Map.of("text", text), key);
    }

    /** @return the channel it leaves by; empty when a person has to send it */
    private Optional<Channel> write(long caseId, String template, Map<String, ?> data, String key) {
        CaseFacts facts = cases.of(caseId);
        Words words = choices.customerWords(facts.shop());
        Letter letter = letters.write(MessageTemplate.of(template), words, facts, facts.customerName(), data);
        List<Channel> preferred = choices.channels(facts.shop());
        Optional<Channel> automatic = preferred.stream()
                .filter(channel -> channels.automatic(channel) && address(facts, channel).isPresent()).findFirst();
        Channel channel = automatic.orElse(preferred.isEmpty() ? Channel.CHAT : preferred.get(0));
        record(new Draft(caseId, Audience.CUSTOMER, channel, address(facts, channel).orElse(null), facts.customerName(),
                words, template, letter, shortKey(key), automatic.isPresent() ? State.WAITING : State.BY_HAND, false));
        return automatic;
    }

    /**
     * Writes to the case's customer on one channel and no other.
     *
     * @return how it stands, WAITING or BY_HAND; empty when the shop does not use the channel, or it has no address there
     */
    @Transactional
    public Optional<State> toCustomerBy(Channel channel, long caseId, String template, Map<String, ?> data, String key) {
        CaseFacts facts = cases.of(caseId);
        Optional<String> address = address(facts, channel);
        if (!choices.channels(facts.shop()).contains(channel) || address.isEmpty()) {
            return Optional.empty();
        }
        Words words = choices.customerWords(facts.shop());
        Letter letter = letters.write(MessageTemplate.of(template), words, facts, facts.customerName(), data);
        State state = channels.automatic(channel) ? State.WAITING : State.BY_HAND;
        record(new Draft(caseId, Audience.CUSTOMER, channel, address.get(), facts.customerName(), words, template, letter,
                shortKey(key), state, false));
        return Optional.of(state);
    }

    /**
     * Tells everyone on duty who holds a role (all of them when none is, which the timeline then says, R45), each by mail in the
     * own language; when none of them has a mail address, the notice
     * shows on the desk and the case's timeline.
     *
     * @param role   group id such as {@code supervisor}
     * @param caseId the case it is about, or null
     * @param key    the same key again does nothing
     */
    @Transactional
    public void toRole(String role, Long caseId, String template, Map<String, ?> data, String key) {
        OnDuty.Reached reached = duty.inRole(role);
        List<User> reachable = reached.people().stream().filter(user -> MailAddress.usable(user.email()).isPresent()).toList();
        toStaff(reachable, role, caseId, template, data, shortKey(key), reached.nobody());
    }

    /**
     * As {@link #toRole}, for what several roles hear of alike: whoever of all of them is on duty, each once whatever the
     * roles; only when nobody of any of them is, everybody. So nobody is woken while a colleague who may act is awake.
     */
    @Transactional
    public void toRoles(List<String> roles, Long caseId, String template, Map<String, ?> data, String key) {
        List<User> people = roles.stream().flatMap(role -> users.inRole(role).stream()).distinct().toList();
        OnDuty.Reached reached = duty.among(people);
        List<User> reachable = reached.people().stream().filter(user -> MailAddress.usable(user.email()).isPresent()).toList();
        if (reachable.isEmpty()) {
            roles.forEach(role -> toStaff(List.of(), role, caseId, template, data, shortKey(key + "-" + role), reached.nobody()));
        } else {
            toStaff(reachable, null, caseId, template, data, shortKey(key), reached.nobody());
        }
    }

    /** Tells one person, as {@link #toRole} does; an unknown or inactive one gets nothing but the note on the timeline. */
    @Transactional
    public void toUser(String username, Long caseId, String template, Map<String, ?> data, String key) {
        List<User> reachable = users.find(username).filter(User::active)
                .filter(user -> MailAddress.usable(user.email()).isPresent()).stream().toList();
        toStaff(reachable, username, caseId, template, data, shortKey(key), false);
    }

    /**
     * Tells the shop's own chat, by a signed POST to the address in its figure {@code alert.webhook}; does nothing where
     * there is none.
     *
     * @param key the same key again does nothing
     */
    @Transactional
    public void toWebhook(long caseId, String template, Map<String, ?> data, String key) {
        CaseFacts facts = cases.of(caseId);
        choices.webhook(facts.shop()).ifPresent(address -> {
            Words words = choices.customerWords(facts.shop());
            record(new Draft(caseId, Audience.STAFF, Channel.WEBHOOK, address, null, words, template,
                    letters.write(MessageTemplate.of(template), words, facts, null, data), shortKey(key), State.WAITING, false));
        });
    }

    /** How many of a case's messages still have to leave, by the system or by hand. */
    @Transactional(readOnly = true)
    public int outgoing(long caseId) {
        return table.count(caseId, State.WAITING, State.BY_HAND);
    }

    private void toStaff(List<User> people, String addressee, Long caseId, String template, Map<String, ?> data, String key,
            boolean nobodyOnDuty) {
        if (table.recorded(key)) {
            return;
        }
        CaseFacts facts = caseId == null ? null : cases.of(caseId);
        MessageTemplate which = MessageTemplate.of(template);
        if (people.isEmpty()) {
            Words words = choices.customerWords(facts == null ? null : facts.shop());
            record(new Draft(caseId, Audience.STAFF, Channel.DESK, null, addressee, words, template,
                    letters.write(which, words, facts, null, data), key, State.SENT, nobodyOnDuty));
            return;
        }
        for (User user : people) {
            Words words = Words.in(user.language());
            record(new Draft(caseId, Audience.STAFF, Channel.MAIL, user.email().strip(), user.displayName(), words, template,
                    letters.write(which, words, facts, user.displayName(), data), shortKey(key + "@" + user.name()), State.WAITING, nobodyOnDuty));
        }
    }

    private record Draft(Long caseId, Audience audience, Channel channel, String address, String name, Words words,
            String template, Letter letter, String key, State state, boolean nobodyOnDuty) {
    }

    private void record(Draft draft) {
        boolean mail = draft.channel() == Channel.MAIL || draft.channel() == Channel.DESK;
        long now = clock.millis();
        String name = CleanText.line(draft.name(), 100);
        OutgoingMessage message = new OutgoingMessage(0, draft.caseId(), draft.audience(), draft.channel(), draft.address(),
                name.isEmpty() ? null : name, draft.words().language(), draft.template(), draft.letter().subject(),
                mail ? draft.letter().text() : draft.letter().brief(),
                draft.channel() == Channel.MAIL ? draft.letter().html() : null, draft.key(), draft.state(), 0, now, now,
                draft.state() == State.SENT ? now : null, null, null);
        Optional<Long> id = table.insert(message);
        if (id.isEmpty()) {
            return;
        }
        if (draft.caseId() != null) {
            Map<String, Object> data = facts(id.get(), message);
            if (draft.nobodyOnDuty()) {
                data.put("nobodyOnDuty", true);
            }
            history.record(draft.caseId(), CaseHistory.SYSTEM, "MESSAGE_QUEUED", data);
            if (draft.state() == State.BY_HAND) {
                history.record(draft.caseId(), CaseHistory.SYSTEM, "MESSAGE_BY_HAND", data);
            } else if (draft.state() == State.SENT) {
                history.record(draft.caseId(), CaseHistory.SYSTEM, "MESSAGE_SENT", data);
            }
        }
        if (draft.state() == State.WAITING) {
            events.publishEvent(new WorkArrived());
        }
    }

    /** What the timeline says about a message. */
    static Map<String, Object> facts(long id, OutgoingMessage message) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("messageId", id);
        data.put("audience", message.audience().name());
        data.put("channel", message.channel().name());
        data.put("template", message.template());
        data.put("language", message.language());
        data.put("subject", message.subject());
        if (message.toName() != null) {
            data.put("toName", message.toName());
        }
        if (message.toAddress() != null && message.channel() != Channel.WEBHOOK) {
            data.put("to", message.toAddress());
        }
        return data;
    }

    private static Optional<String> address(CaseFacts facts, Channel channel) {
        return switch (channel) {
            case MAIL -> MailAddress.usable(facts.email());
            case SMS -> Optional.of(CleanText.line(facts.phone(), 40)).filter(phone -> phone.matches("\\+?[0-9 ()-]{5,40}"));
            case CHAT -> Optional.of(CleanText.line(facts.buyer() == null ? facts.orderNo() : facts.buyer(), 100));
            case DESK, WEBHOOK -> Optional.empty();
        };
    }

    private static String shortKey(String key) {
        return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY - 65) + ":" + Json.hash(key);
    }
}
