package org.shouhou.promise;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.common.SystemText;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.Why;
import org.shouhou.identity.Users;
import org.shouhou.messaging.Messages;
import org.shouhou.order.Order;
import org.shouhou.order.Orders;
import org.shouhou.order.Shipped;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/** Following one promise in time (R8): its clock, the warning before, the look at its due time, the escalation. */
@Service
public class PromiseWatch {

    /** @param dueAt one second after the due time: what is due is in time up to and with that second */
    public record Times(Instant warnAt, Instant dueAt) {
    }

    private final PromiseTable table;
    private final Promises promises;
    private final CaseFiles cases;
    private final CaseMessages caseMessages;
    private final Orders orders;
    private final Deadlines deadlines;
    private final Messages messages;
    private final Users users;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    PromiseWatch(PromiseTable table, Promises promises, CaseFiles cases, CaseMessages caseMessages, Orders orders,
            Deadlines deadlines, Messages messages, Users users, CaseHistory history, Settings settings, Clock clock) {
        this.table = table;
        this.promises = promises;
        this.cases = cases;
        this.caseMessages = caseMessages;
        this.orders = orders;
        this.deadlines = deadlines;
        this.messages = messages;
        this.users = users;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /** Starts the promise's clock. The warning comes a figure before it is due, at the latest halfway. */
    public Times watch(long promiseId) {
        Promise promise = promises.get(promiseId);
        Instant now = clock.instant();
        Instant before = promise.due().minus(settings.duration(Figure.PROMISE_WARN_BEFORE, shop(promise)));
        Instant half = Deadlines.halfTime(now, promise.due());
        deadlines.start(promise.caseId(), promise.clock(), Deadlines.PROMISE, now, promise.due(), null, Why.given(promise.due()));
        return new Times(before.isBefore(half) ? half : before, promise.due().plusSeconds(1));
    }

    /** Whoever keeps it hears that it is nearly due; the supervisors, if its shop is none of theirs any more. */
    public void warn(long promiseId) {
        Promise promise = locked(promiseId);
        if (promise.open()) {
            history.record(promise.caseId(), CaseHistory.SYSTEM, "PROMISE_WARNED",
                    Map.of("promise", promise.kind().name(), "text", promise.text(), "due", promise.due().toString(), "keeper", promise.keeper()));
            Map<String, Object> data = Map.of("text", promise.text(), "due", promise.due());
            String key = "promise-warning-" + promise.id() + "-" + promise.renewed();
            if (users.find(promise.keeper()).filter(keeper -> !keeper.shops().include(shop(promise))).isPresent()) {
                messages.toRole("supervisor", promise.caseId(), "promise-warning", data, key);
            } else {
                messages.toUser(promise.keeper(), promise.caseId(), "promise-warning", data, key);
            }
        }
    }

    /** At the due time. @return whether it was kept */
    public boolean check(long promiseId) {
        Promise promise = locked(promiseId);
        if (keptByNow(promise)) {
            promises.note(promise, Promise.State.KEPT, promise.kind().name(), CaseHistory.SYSTEM, null);
            deadlines.endForTask(promise.clock());
            return true;
        }
        deadlines.missedForTask(promise.clock());
        history.record(promise.caseId(), CaseHistory.SYSTEM, "PROMISE_OVERDUE", Map.of("promise", promise.kind().name(),
                "text", promise.text(), "due", promise.due().toString(), "keeper", promise.keeper()));
        return false;
    }

    private boolean keptByNow(Promise promise) {
        if (!promise.open()) {
            return promise.state() == Promise.State.KEPT;
        }
        Order order = orders.byId(cases.get(promise.caseId()).orderId()).orElseThrow();
        return switch (promise.kind()) {
            case SHIPPED -> order.shipped() == Shipped.YES;
            case ARRIVED -> order.receivedAt() != null;
            default -> false;
        };
    }

    /** Until when it can be renewed before it counts as broken. */
    public Instant renewableUntil(long promiseId) {
        Duration within = settings.duration(Figure.PROMISE_RENEW_WITHIN, shop(promises.get(promiseId)));
        return clock.instant().plus(within);
    }

    /** It is broken: a supervisor hears at once (R5, R8), also when the case is closed. */
    public void escalate(long promiseId) {
        Promise promise = locked(promiseId);
        if (promises.note(promise, Promise.State.BROKEN, "NOT_KEPT", CaseHistory.SYSTEM, null)) {
            caseMessages.send(promise.caseId(), "promise-broken-" + promise.id(), "escalationRequested",
                    Map.of("reason", SystemText.PROMISE_BROKEN.about(promise.text())), CaseHistory.SYSTEM);
        }
    }

    /** How it ended; its clock ends with it. */
    public Promise.State ended(long promiseId) {
        Promise promise = locked(promiseId);
        if (promise.state() == Promise.State.KEPT) {
            deadlines.endForTask(promise.clock());
        } else {
            deadlines.cancelForTask(promise.clock());
        }
        return promise.state();
    }

    private Promise locked(long promiseId) {
        CaseFile file = cases.lock(promises.get(promiseId).caseId());
        return table.find(promiseId).filter(promise -> promise.caseId() == file.id()).orElseThrow();
    }

    private String shop(Promise promise) {
        return cases.get(promise.caseId()).shop();
    }
}
