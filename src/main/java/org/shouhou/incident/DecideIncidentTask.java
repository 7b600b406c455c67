package org.shouhou.incident;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.queue.TaskHandler;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** A supervisor decides once for all cases of an incident (R37). */
@Component
class DecideIncidentTask implements TaskHandler {

    private final IncidentTable table;
    private final IncidentCases members;
    private final Settings settings;
    private final Clock clock;

    DecideIncidentTask(IncidentTable table, IncidentCases members, Settings settings, Clock clock) {
        this.table = table;
        this.members = members;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String key() {
        return "decideIncident";
    }

    /** @param incidentId a task of an incident belongs to no case */
    @Override
    public Map<String, Object> data(long incidentId) {
        return facts(table, members, incidentId);
    }

    static Map<String, Object> facts(IncidentTable table, IncidentCases members, long incidentId) {
        Incident incident = table.get(incidentId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", incident.title());
        data.put("currency", incident.currency());
        data.put("budgetMinor", incident.budgetMinor());
        data.put("spentMinor", incident.spentMinor());
        data.put("cases", members.counts(incidentId));
        table.newest(incidentId).ifPresent(decision -> {
            data.put("lastDecision", decision.kind().name());
            data.put("lastMessage", decision.message());
            data.put("lastCapMinor", decision.capMinor());
            data.put("lastBudgetMinor", decision.budgetMinor());
            data.put("decidedBy", decision.decidedBy());
        });
        return data;
    }

    @Override
    public Map<String, Object> complete(TaskHandler.Decision made) {
        if (made.decision().equals("CLOSE")) {
            return Map.of("givesMoney", false);
        }
        Incident incident = table.get(made.caseId());
        org.shouhou.incident.Decision decision = new org.shouhou.incident.Decision(
                table.newest(incident.id()).map(org.shouhou.incident.Decision::no).orElse(0) + 1,
                org.shouhou.incident.Decision.Kind.valueOf(made.decision()), made.text("message"), made.number("capMinor"),
                made.number("budgetMinor"), until(made, incident), made.actor().name(), null);
        check(decision, incident);
        table.propose(incident.id(), decision);
        return Map.of("givesMoney", decision.givesMoney());
    }

    private Instant until(TaskHandler.Decision made, Incident incident) {
        String date = made.text("waitUntil");
        return date == null ? null : LocalDate.parse(date).atTime(18, 0).atZone(settings.zone(incident.scope().shop())).toInstant();
    }

    private void check(org.shouhou.incident.Decision decision, Incident incident) {
        if (decision.message().length() > 2000) {
            throw Problem.fields(List.of(new FieldProblem("message", "Is longer than 2000 characters.")));
        }
        if (decision.waitUntil() != null && (!decision.waitUntil().isAfter(clock.instant())
                || !org.shouhou.common.Db.keeps(decision.waitUntil()))) {
            throw Problem.fields(List.of(new FieldProblem("waitUntil", "Lies in the past.")));
        }
        if (decision.givesMoney() && decision.budgetMinor() < decision.capMinor()) {
            throw Problem.fields(List.of(new FieldProblem("budgetMinor", "Is less than what a single case may cost.")));
        }
        if (decision.givesMoney() && decision.budgetMinor() < incident.spentMinor()) {
            throw Problem.fields(List.of(new FieldProblem("budgetMinor", "Is less than what was promised already.")));
        }
    }
}
