package org.shouhou.incident;

import java.util.Map;
import org.shouhou.queue.TaskHandler;
import org.springframework.stereotype.Component;

/** One approval for everything an incident costs: a cap per case and a budget, by a manager who did not propose it (R37, R10). */
@Component
class ApproveBudgetTask implements TaskHandler {

    private final IncidentTable table;
    private final IncidentCases members;

    ApproveBudgetTask(IncidentTable table, IncidentCases members) {
        this.table = table;
        this.members = members;
    }

    @Override
    public String key() {
        return "approveIncidentBudget";
    }

    @Override
    public Map<String, Object> data(long incidentId) {
        return DecideIncidentTask.facts(table, members, incidentId);
    }

    @Override
    public String excludedUser(long incidentId) {
        return table.newest(incidentId).orElseThrow().decidedBy();
    }

    @Override
    public Map<String, Object> complete(TaskHandler.Decision made) {
        int no = table.newest(made.caseId()).orElseThrow().no();
        if (made.decision().equals("APPROVE")) {
            table.approved(made.caseId(), no, made.actor().name(), false);
        } else {
            table.refused(made.caseId(), no, made.actor().name());
        }
        return Map.of();
    }
}
