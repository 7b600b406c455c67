package org.shouhou.messaging;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.CaseLock;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.WorkArrived;
import org.shouhou.identity.Shops;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people see and do about messages: the operator's overview, the list to send by hand, and trying again. */
@Service
public class Outbox {

    /** How many messages of a channel are in a state, and since when the oldest of them is there (epoch millis). */
    public record Count(Channel channel, State state, long messages, long oldestMs) {
    }

    /**
     * Why messages wait or were given up.
     *
     * @param hindrance what must be configured first; null when the problem is another
     * @param problem   what the last try met; null when there was none
     */
    public record Reason(Channel channel, State state, Hindrance hindrance, String problem, long messages, long oldestMs) {
    }

    /** The outbox at a glance; {@code reasons} says why anything has not left. */
    public record OperatorView(List<Count> counts, List<Reason> reasons) {

        /** How many messages are in a state, on all channels. */
        public long in(State state) {
            return counts.stream().filter(count -> count.state() == state).mapToLong(Count::messages).sum();
        }
    }

    /** A message a person must send, with whom and what it is about. @param sinceMs epoch millis @param problem why not by the system, or null */
    public record ToSend(long id, long caseId, String caseNumber, String shop, String orderNo, String buyer, Channel channel,
            String to, String name, String language, String subject, String text, long sinceMs, String problem) {
    }

    private static final int PAGE = 100;
    private static final int LONGEST_NOTE = 500;
    private static final int REASONS = 20;

    private final JdbcClient jdbc;
    private final MessageTable table;
    private final Channels channels;
    private final CaseLock lock;
    private final CaseHistory history;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Outbox(JdbcClient jdbc, MessageTable table, Channels channels, CaseLock lock, CaseHistory history,
            ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.table = table;
        this.channels = channels;
        this.lock = lock;
        this.history = history;
        this.events = events;
        this.clock = clock;
    }

    /** Counts by channel and state, and why messages have not left. */
    @Transactional(readOnly = true)
    public OperatorView view() {
        List<Count> counts = jdbc.sql("SELECT channel, state, COUNT(*) AS messages, MIN(created_ms) AS oldest FROM outgoing_message"
                        + " GROUP BY channel, state ORDER BY channel, state")
                .query((row, n) -> new Count(Channel.valueOf(row.getString("channel")), State.valueOf(row.getString("state")),
                        row.getLong("messages"), row.getLong("oldest"))).list();
        List<Reason> reasons = new ArrayList<>();
        for (Count count : counts) {
            if (count.state() == State.WAITING && channels.hindrance(count.channel()).isPresent()) {
                reasons.add(new Reason(count.channel(), count.state(), channels.hindrance(count.channel()).get(), null,
                        count.messages(), count.oldestMs()));
            }
        }
        jdbc.sql("SELECT channel, state, problem, COUNT(*) AS messages, MIN(created_ms) AS oldest FROM outgoing_message"
                        + " WHERE state IN ('WAITING', 'FAILED', 'BY_HAND') AND problem IS NOT NULL"
                        + " GROUP BY channel, state, problem ORDER BY COUNT(*) DESC LIMIT " + REASONS)
                .query((row, n) -> new Reason(Channel.valueOf(row.getString("channel")), State.valueOf(row.getString("state")),
                        null, row.getString("problem"), row.getLong("messages"), row.getLong("oldest")))
                .list().forEach(reasons::add);
        return new OperatorView(counts, reasons);
    }

    /** Messages, newest first, 100 at a time. @param state null: all @param caseId null: all @param before ids below this; null: the newest */
    @Transactional(readOnly = true)
    public List<OutgoingMessage> list(State state, Long caseId, Long before) {
        StringBuilder sql = new StringBuilder("SELECT " + MessageTable.COLUMNS + " FROM outgoing_message WHERE id < :before");
        Map<String, Object> params = new LinkedHashMap<>(Map.of("before", before == null ? Long.MAX_VALUE : before));
        if (state != null) {
            sql.append(" AND state = :state");
            params.put("state", state.name());
        }
        if (caseId != null) {
            sql.append(" AND case_id = :caseId");
            params.put("caseId", caseId);
        }
        return jdbc.sql(sql.append(" ORDER BY id DESC LIMIT " + PAGE).toString()).params(params)
                .query((row, n) -> MessageTable.read(row)).list();
    }

    /** One message with its text. @throws Problem 404 */
    @Transactional(readOnly = true)
    public OutgoingMessage get(long id) {
        return table.byId(id).orElseThrow(() -> Problem.notFound("message", id));
    }

    /** What people have to send, oldest first, 100 at a time. @param after ids above this; null: from the start */
    @Transactional(readOnly = true)
    public List<ToSend> toSend(Long after) {
        return toSend(after, null, null);
    }

    /** As {@link #toSend(Long)}. @param channel null for all @param shop null for all */
    @Transactional(readOnly = true)
    public List<ToSend> toSend(Long after, Channel channel, String shop) {
        return jdbc.sql("SELECT m.id, m.case_id, c.number, c.shop, c.order_no, c.buyer, m.channel, m.to_address, m.to_name,"
                        + " m.language, m.subject, m.body_text, m.created_ms, m.problem FROM outgoing_message m"
                        + " JOIN case_file c ON c.id = m.case_id WHERE m.state = 'BY_HAND' AND m.id > :after" + (channel == null ? "" : " AND m.channel = :channel")
                        + (shop == null ? "" : " AND c.shop = :shop") + Shops.ofCaller().and("c.shop") + " ORDER BY m.id LIMIT " + PAGE)
                .param("after", after == null ? 0 : after).param("channel", channel == null ? null : channel.name()).param("shop", shop)
                .query((row, n) -> new ToSend(row.getLong("id"), Db.nullableLong(row, "case_id"), row.getString("number"),
                        row.getString("shop"), row.getString("order_no"), row.getString("buyer"),
                        Channel.valueOf(row.getString("channel")), row.getString("to_address"), row.getString("to_name"),
                        row.getString("language"), row.getString("subject"), row.getString("body_text"),
                        row.getLong("created_ms"), row.getString("problem")))
                .list();
    }

    /**
     * A person sent it. The timeline says who and when; {@link SentByHand} is published.
     *
     * @param note what else to remember, or null; 500 characters at most
     * @throws Problem 404, 400 for a long note, 409 {@code message-not-by-hand} when it is not, or no longer, on the list
     */
    @Transactional
    public void sentByHand(long id, String by, String note) {
        if (note != null && note.length() > LONGEST_NOTE) {
            throw Problem.fields(List.of(new Problem.FieldProblem("note", "At most " + LONGEST_NOTE + " characters.")));
        }
        OutgoingMessage message = locked(id);
        if (message.caseId() != null && !Shops.ofCaller().include(shopOf(message.caseId()))) {
            throw Problem.notFound("message", id);
        }
        if (message.state() != State.BY_HAND) {
            throw Problem.conflict("message-not-by-hand", message.state() == State.DONE
                    ? "This message was already sent by " + message.doneBy() + "." : "This message is not to be sent by hand.")
                    .with("state", message.state().name());
        }
        jdbc.sql("UPDATE outgoing_message SET state = 'DONE', sent_ms = ?, done_by = ? WHERE id = ?")
                .params(clock.millis(), by, id).update();
        Map<String, Object> more = new LinkedHashMap<>(Map.of("byHand", true));
        String kept = CleanText.lines(note, LONGEST_NOTE);
        if (!kept.isEmpty()) {
            more.put("note", kept);
        }
        tell(message, by, "MESSAGE_SENT", more);
        if (message.caseId() != null && message.audience() == Audience.CUSTOMER) {
            events.publishEvent(new SentByHand(message.caseId(), id, message.channel(), by, clock.instant()));
        }
    }

    private String shopOf(long caseId) {
        return jdbc.sql("SELECT shop FROM case_file WHERE id = ?").param(caseId).query(String.class).single();
    }

    /** Has a message tried again at once that waits for its next try or was given up. @throws Problem 404, 409 {@code message-not-waiting} */
    @Transactional
    public void retry(long id, String by) {
        OutgoingMessage message = waitingOrFailed(id);
        jdbc.sql("UPDATE outgoing_message SET state = 'WAITING', attempts = 0, next_try_ms = ? WHERE id = ?")
                .params(clock.millis(), id).update();
        tell(message, by, "MESSAGE_QUEUED", Map.of("again", true));
        events.publishEvent(new WorkArrived());
    }

    /** Puts a message to a customer that does not leave on the list of what people send. @throws Problem 404, 409 */
    @Transactional
    public void handOver(long id, String by) {
        OutgoingMessage message = waitingOrFailed(id);
        if (message.audience() != Audience.CUSTOMER) {
            throw Problem.conflict("message-for-staff", "Only messages to customers are sent by hand.");
        }
        jdbc.sql("UPDATE outgoing_message SET state = 'BY_HAND' WHERE id = ?").param(id).update();
        tell(message, by, "MESSAGE_BY_HAND", Map.of());
    }

    /** A message being tried at this moment stays out of reach until that try is over. */
    private OutgoingMessage waitingOrFailed(long id) {
        OutgoingMessage message = locked(id);
        boolean beingTried = message.state() == State.WAITING && message.attempts() > 0 && message.problem() == null
                && message.nextTryMs() > clock.millis();
        if (message.state() != State.WAITING && message.state() != State.FAILED || beingTried) {
            throw Problem.conflict("message-not-waiting", beingTried ? "This message is being sent just now."
                    : "This message does not wait to be sent.").with("state", message.state().name());
        }
        return message;
    }

    private OutgoingMessage locked(long id) {
        Optional<Long> caseId = Optional.ofNullable(get(id).caseId());
        caseId.ifPresent(lock::lock);
        return table.lock(id).orElseThrow(() -> Problem.notFound("message", id));
    }

    private void tell(OutgoingMessage message, String by, String kind, Map<String, Object> more) {
        if (message.caseId() != null) {
            Map<String, Object> data = new LinkedHashMap<>(Messages.facts(message.id(), message));
            data.putAll(more);
            history.record(message.caseId(), by, kind, data);
        }
    }
}
