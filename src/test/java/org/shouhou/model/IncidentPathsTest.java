package org.shouhou.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to one event that hits many orders (R37). */
class IncidentPathsTest {

    @RegisterExtension
    static final Stage STAGE = Stage.of("incident").usually("incidentProcess.apply", "reviewAt", Stage.at("2026-03-01T00:00:00Z"));

    @Test
    void money_for_all_is_given_after_a_manager_approved_the_budget_and_the_incident_is_closed_in_the_end() {
        STAGE.begin().liesWith("decideIncident", "supervisor")
                .decide("decideIncident", "REFUND", "approvalNeeded", true).liesWith("approveIncidentBudget", "manager")
                .decide("approveIncidentBudget", "APPROVE").hears("incidentClosed")
                .passed("decideIncident", "approveIncidentBudget", "gateway_budget", "service_apply", "message_incidentClosed",
                        "end_incidentClosed").told("incidentProcess.closed");
    }

    @Test
    void a_budget_that_is_not_approved_is_decided_again() {
        STAGE.begin().decide("decideIncident", "REFUND", "approvalNeeded", true).decide("approveIncidentBudget", "REFUSE")
                .open("decideIncident").never("service_apply")
                .decide("decideIncident", "CLOSE", "approvalNeeded", false).told("incidentProcess.closed");
    }

    @Test
    void what_a_manager_decides_alone_holds_at_once() {
        STAGE.begin().decide("decideIncident", "REFUND", "approvalNeeded", false).never("approveIncidentBudget")
                .passed("decideIncident", "gateway_applyJoin", "service_apply").hears("incidentClosed").told("incidentProcess.closed");
    }

    @Test
    void what_was_waited_for_is_looked_at_again_and_needs_no_budget() {
        STAGE.begin().decide("decideIncident", "WAIT", "approvalNeeded", false).never("approveIncidentBudget")
                .comes("timer_reviewDue").open("decideIncident")
                .decide("decideIncident", "INFORM", "approvalNeeded", false).hears("incidentReconsidered").open("decideIncident")
                .decide("decideIncident", "CLOSE", "approvalNeeded", false)
                .passed("timer_reviewDue", "decideIncident", "message_incidentReconsidered", "gateway_closeJoin", "end_incidentClosed")
                .told("incidentProcess.closed");
    }
}
