package org.shouhou.integration;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Json;
import org.shouhou.common.WorkArrived;
import org.shouhou.incident.Incident;
import org.shouhou.incident.IncidentTold;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes what others are told, in the transaction of what happened: it is told if and only if that commits. One listener
 * on the histories rather than a call at every place, so that nothing in them can be forgotten here.
 */
@Component
class EventWriter {

    private static final String MONEY = "amountMinor";

    private final Webhooks webhooks;
    private final DeliveryTable deliveries;
    private final CaseFiles cases;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EventWriter(Webhooks webhooks, DeliveryTable deliveries, CaseFiles cases, ApplicationEventPublisher events, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.cases = cases;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    void recorded(CaseHistory.Recorded event) {
        EventKind.ofHistory(event.kind()).ifPresent(kind -> ofCase(kind, event.caseId(), event.actor(), event.data()));
        if (event.kind().equals("DEADLINE_MISSED") && event.data().get("task") != null) {
            ofCase(EventKind.TASK_OVERDUE, event.caseId(), event.actor(), event.data());
        }
    }

    @EventListener
    void moved(CaseFiles.StatusChanged change) {
        ofCase(EventKind.CASE_STATUS_CHANGED, change.caseId(), CaseHistory.SYSTEM,
                Map.of("before", change.before().name(), "after", change.after().name()));
    }

    @EventListener
    void told(IncidentTold event) {
        EventKind.ofHistory(event.kind()).ifPresent(kind -> ofIncident(kind, event));
        if (event.kind().equals("DEADLINE_MISSED")) {
            ofIncident(EventKind.TASK_OVERDUE, event);
        }
    }

    private void ofCase(EventKind kind, long caseId, String actor, Map<String, ?> facts) {
        if (webhooks.nobodyWants(kind)) {
            return;
        }
        CaseFile file = cases.get(caseId);
        for (Webhook webhook : webhooks.wanting(kind, file.shop())) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("caseId", String.valueOf(file.id()));
            data.put("caseNumber", file.number());
            data.put("caseType", file.type());
            data.put("status", file.status().name());
            data.put("outcome", file.outcome() == null ? null : file.outcome().name());
            data.put("shop", file.shop());
            data.put("reason", file.reason());
            if (webhook.shares().contains(Share.ORDER)) {
                data.put("orderNo", file.orderNo());
                data.put("externalReference", file.externalReference());
            }
            write(webhook, kind, "case-" + caseId, caseId, data, actor, facts, file.currency());
        }
    }

    private void ofIncident(EventKind kind, IncidentTold event) {
        Incident incident = event.incident();
        for (Webhook webhook : webhooks.wanting(kind, incident.scope().shop())) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("incidentId", String.valueOf(incident.id()));
            data.put("incidentNumber", incident.number());
            data.put("status", incident.state().name());
            data.put("shop", incident.scope().shop());
            data.put("sku", incident.scope().sku());
            data.put("batch", incident.scope().batch());
            data.put("courier", incident.scope().courier());
            data.put("reason", incident.scope().reason());
            write(webhook, kind, "incident-" + incident.id(), null, data, event.actor(), event.data(), incident.currency());
        }
    }

    private void write(Webhook webhook, EventKind kind, String subject, Long caseId, Map<String, Object> data, String actor,
            Map<String, ?> facts, String currency) {
        for (String name : kind.facts()) {
            Object fact = facts.get(name);
            boolean plain = fact instanceof String || fact instanceof Number || fact instanceof Boolean;
            if (plain && (!name.equals(MONEY) || webhook.shares().contains(Share.MONEY))) {
                data.put(name.equals("case") ? "intoCaseNumber" : name, fact);
            }
        }
        if (data.containsKey(MONEY)) {
            data.put("currency", currency);
        }
        if (webhook.shares().contains(Share.STAFF)) {
            data.put("actor", actor);
        }
        data.values().removeIf(value -> value == null);
        deliveries.insert(webhook, kind, subject, caseId, body(kind, data), clock.millis());
        events.publishEvent(new WorkArrived());
    }

    /** The event that only shows whether all is well. @return the delivery's id */
    long test(Webhook webhook) {
        long id = deliveries.insert(webhook, EventKind.TEST, "test-" + webhook.id(), null,
                body(EventKind.TEST, Map.of("webhookId", String.valueOf(webhook.id()), "shares",
                        List.copyOf(webhook.shares()).stream().map(Share::name).sorted().toList())), clock.millis());
        events.publishEvent(new WorkArrived());
        return id;
    }

    private String body(EventKind kind, Map<String, Object> data) {
        return Json.write(Map.of("type", kind.code(), "timestamp", clock.instant().toString(), "data", data));
    }
}
