package org.shouhou.incident;

import java.util.List;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.CaseOpened;
import org.shouhou.common.WorkArrived;
import org.shouhou.engine.Commands;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Cases come into an incident, the open ones portion by portion and every new one at intake, and go out of it. While a
 * case is in it and nothing was decided for it, its single follow-ups rest.
 */
@Component
class IncidentJoining {

    private static final int PORTION = 50;
    private final Commands commands;
    private final IncidentTable table;
    private final IncidentCases members;
    private final IncidentBudget budget;
    private final CaseFiles cases;
    private final CaseHistory history;
    private final ApplicationEventPublisher events;

    IncidentJoining(Commands commands, IncidentTable table, IncidentCases members, IncidentBudget budget, CaseFiles cases, CaseHistory history,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.table = table;
        this.members = members;
        this.budget = budget;
        this.cases = cases;
        this.history = history;
        this.events = events;
    }

    /** A new case of what an incident hit belongs to it from its first moment. */
    @EventListener
    void opened(CaseOpened event) {
        for (Incident incident : table.running()) {
            if (!members.inScope(incident, event.opened().id(), 1).isEmpty()) {
                join(incident, event.opened().id(), CaseHistory.SYSTEM);
                return;
            }
        }
    }

    /** The caller holds the case's lock. */
    void join(Incident incident, long caseId, String by) {
        members.join(incident.id(), caseId, by, true);
        cases.quiet(caseId, true);
        history.record(caseId, by, "INCIDENT_JOINED", Incidents.facts("incident", incident.number(), "title", incident.title()));
        events.publishEvent(new WorkArrived());
    }

    /** The caller holds the case's lock. @param state null keeps what became of the case in it */
    void letGo(long incidentId, long caseId, IncidentCases.State state, String why, String by) {
        members.rests(incidentId, caseId, false);
        members.leave(incidentId, caseId, state, why);
        cases.quiet(caseId, false);
        history.record(caseId, by, "INCIDENT_LEFT", Incidents.facts("incident", Incident.numberOf(incidentId), "text", why));
        if (state == IncidentCases.State.LEFT) {
            budget.takenOut(incidentId, caseId);
            table.record(incidentId, by, "CASE_TAKEN_OUT", Incidents.facts("case", CaseFile.numberOf(caseId), "text", why));
        }
    }

    /** Takes in a portion of the open cases in scope, each in a transaction of its own. @return whether there was something to do */
    boolean lookForMore() {
        boolean did = false;
        for (long id : table.toLookAt()) {
            did = true;
            Incident incident = table.get(id);
            List<Long> found = members.inScope(incident, null, PORTION);
            for (long caseId : found) {
                commands.run(() -> {
                    cases.lock(caseId);
                    if (!members.inScope(incident, caseId, 1).isEmpty()) {
                        join(incident, caseId, CaseHistory.SYSTEM);
                    }
                });
            }
            if (found.size() < PORTION) {
                commands.run(() -> table.lookAgain(id, false));
            }
        }
        return did;
    }
}
