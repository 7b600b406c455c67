package org.shouhou.incident;

import java.time.Clock;
import java.time.Instant;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.WorkArrived;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** What the steps of an incident's process change. */
@Service
public class IncidentSteps {

    private final IncidentTable table;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IncidentSteps(IncidentTable table, Settings settings, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The newest decision holds from now on, for the cases that are in the incident and those that come; the background
     * carries it out.
     *
     * @return when it is looked at again: the date that was waited for, else after {@code incident.reviewAfter}
     */
    public Instant apply(long incidentId) {
        Decision decision = table.newest(incidentId).orElseThrow();
        table.inForce(incidentId, decision);
        table.record(incidentId, CaseHistory.SYSTEM, "INCIDENT_DECIDED", Incidents.facts("incidentDecision", decision.kind().name(),
                "capMinor", decision.capMinor(), "budgetMinor", decision.budgetMinor(),
                "until", decision.waitUntil() == null ? null : decision.waitUntil().toString(), "text", decision.message()));
        events.publishEvent(new WorkArrived());
        return decision.waitUntil() != null ? decision.waitUntil() : clock.instant()
                .plus(settings.duration(Figure.INCIDENT_REVIEW_AFTER, table.get(incidentId).scope().shop()));
    }

    public void closed(long incidentId) {
        table.close(incidentId);
        table.record(incidentId, CaseHistory.SYSTEM, "INCIDENT_CLOSED", Incidents.facts());
        events.publishEvent(new WorkArrived());
    }
}
