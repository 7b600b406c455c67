package org.shouhou.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.CaseLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a message for sending and writes down what came of it, each in a short transaction of its own: none is open while
 * a server is talked to. Who takes a message puts its next try a while ahead, so that no other poller takes it too; after
 * a crash it is tried again then, under the same id.
 */
@Component
class Deliveries {

    private final JdbcClient jdbc;
    private final CaseLock lock;
    private final CaseHistory history;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, CaseLock lock, CaseHistory history, Clock clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.history = history;
        this.clock = clock;
    }

    /** Takes the message due longest, its try counted. @param forAtMost longer than one try can last */
    @Transactional
    public Optional<OutgoingMessage> take(Channel channel, Duration forAtMost) {
        long now = clock.millis();
        Optional<Long> id = jdbc.sql("SELECT id FROM outgoing_message WHERE state = 'WAITING' AND channel = ? AND next_try_ms <= ?"
                        + " ORDER BY next_try_ms, id LIMIT 1 FOR UPDATE SKIP LOCKED")
                .params(channel.name(), now).query(Long.class).optional();
        id.ifPresent(taken -> jdbc.sql("UPDATE outgoing_message SET attempts = attempts + 1, next_try_ms = ? WHERE id = ?")
                .params(now + forAtMost.toMillis(), taken).update());
        return id.flatMap(taken -> jdbc.sql("SELECT " + MessageTable.COLUMNS + " FROM outgoing_message WHERE id = ?")
                .param(taken).query((row, n) -> MessageTable.read(row)).optional());
    }

    /** When the next message of a channel may be tried. */
    Optional<Instant> nextTry(Channel channel) {
        return jdbc.sql("SELECT next_try_ms FROM outgoing_message WHERE state = 'WAITING' AND channel = ? ORDER BY next_try_ms LIMIT 1")
                .param(channel.name()).query(Long.class).optional().map(Instant::ofEpochMilli);
    }

    @Transactional
    public void delivered(OutgoingMessage message) {
        lockCase(message);
        int changed = jdbc.sql("UPDATE outgoing_message SET state = 'SENT', sent_ms = ?, problem = NULL WHERE id = ? AND state = 'WAITING'")
                .params(clock.millis(), message.id()).update();
        if (changed > 0) {
            tell(message, "MESSAGE_SENT", Map.of());
        }
    }

    @Transactional
    public void forAPerson(OutgoingMessage message) {
        lockCase(message);
        if (settle(message, State.BY_HAND, message.problem())) {
            tell(message, "MESSAGE_BY_HAND", Map.of());
        }
    }

    /** Not delivered: another try after a pause, or the end of trying. The timeline hears of the first failure and of the end. */
    @Transactional
    public void failed(OutgoingMessage message, String why, boolean refused, boolean down) {
        lockCase(message);
        String problem = CleanText.line(why, 500);
        if (Pauses.over(message.attempts(), refused, down)) {
            boolean person = message.audience() == Audience.CUSTOMER;
            if (settle(message, person ? State.BY_HAND : State.FAILED, problem)) {
                tell(message, "MESSAGE_FAILED", Map.of("problem", problem, "attempts", message.attempts(), "givenUp", true));
                if (person) {
                    tell(message, "MESSAGE_BY_HAND", Map.of());
                }
            }
            return;
        }
        long next = clock.millis() + Pauses.after(message.attempts(), down).toMillis();
        int changed = jdbc.sql("UPDATE outgoing_message SET problem = ?, next_try_ms = ? WHERE id = ? AND state = 'WAITING' AND attempts = ?")
                .params(problem, next, message.id(), message.attempts()).update();
        if (changed > 0 && message.attempts() == 1) {
            tell(message, "MESSAGE_FAILED", Map.of("problem", problem, "attempts", 1, "nextTryMs", next));
        }
    }

    private boolean settle(OutgoingMessage message, State state, String problem) {
        return jdbc.sql("UPDATE outgoing_message SET state = ?, problem = ? WHERE id = ? AND state = 'WAITING' AND attempts = ?")
                .params(state.name(), problem, message.id(), message.attempts()).update() > 0;
    }

    private void lockCase(OutgoingMessage message) {
        if (message.caseId() != null) {
            lock.lock(message.caseId());
        }
    }

    private void tell(OutgoingMessage message, String kind, Map<String, Object> more) {
        if (message.caseId() != null) {
            Map<String, Object> data = new LinkedHashMap<>(Messages.facts(message.id(), message));
            data.putAll(more);
            history.record(message.caseId(), CaseHistory.SYSTEM, kind, data);
        }
    }
}
