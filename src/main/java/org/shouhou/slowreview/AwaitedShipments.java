package org.shouhou.slowreview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.Why;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/** A released order until its parcel has left: the case is done then, not before (R22). */
@Service
public class AwaitedShipments {

    private final CaseFiles cases;
    private final HeldOrders held;
    private final Deadlines deadlines;
    private final Messages messages;
    private final MessageFacts facts;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    AwaitedShipments(CaseFiles cases, HeldOrders held, Deadlines deadlines, Messages messages, MessageFacts facts,
            CaseHistory history, Settings settings, Clock clock) {
        this.cases = cases;
        this.held = held;
        this.deadlines = deadlines;
        this.messages = messages;
        this.facts = facts;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /** The order was released: the customer hears it, and the parcel is expected to leave. @return when its absence alarms */
    public Instant expectShipment(long caseId) {
        CaseFile file = cases.get(caseId);
        HeldOrders.Held now = held.of(caseId);
        Map<String, Object> data = new LinkedHashMap<>();
        if (now.newAddress() != null) {
            data.put("address", now.newAddress());
        }
        if (now.refundMinor() != null && now.refundMinor() > 0) {
            data.put("refundMinor", now.refundMinor());
        }
        messages.toCustomer(caseId, "held-order-released", data, "released-" + caseId);
        Duration within = settings.duration(Figure.SHIPMENT_ALARM_AFTER, file.shop());
        Instant due = clock.instant().plus(within);
        deadlines.start(caseId, null, Deadlines.SHIPMENT, clock.instant(), due, null, Why.by(Figure.SHIPMENT_ALARM_AFTER, Why.elapsed(clock.instant(), within)));
        return due;
    }

    /** The parcel has not left: the supervisors hear it. @return when they hear again */
    public Instant alarmNotShipped(long caseId) {
        CaseFile file = cases.get(caseId);
        Instant again = clock.instant().plus(settings.duration(Figure.SHIPMENT_ALARM_AFTER, file.shop()));
        history.record(caseId, CaseHistory.SYSTEM, "NOT_SHIPPED_ALARM", Map.of("again", again.toString()));
        messages.toRole("supervisor", caseId, "not-shipped-alarm", Map.of(), "not-shipped-" + caseId + "-" + clock.instant().getEpochSecond());
        return again;
    }

    /** The customer answered when the order was released already: the supervisors hear it, while it has not left. */
    public void tellLateAnswer(long caseId) {
        MessageFacts.Fact answer = facts.latest(caseId, MessageName.CUSTOMER_RESPONDED).orElseThrow();
        String buyer = cases.get(caseId).buyer();
        history.record(caseId, CaseHistory.SYSTEM, "ANSWERED_AFTER_RELEASE", answer.data());
        messages.toRole("supervisor", caseId, "escalation", Map.of("reason", answer.data().get("text"), "by",
                buyer == null ? "-" : buyer), "late-answer-" + answer.id());
    }
}
