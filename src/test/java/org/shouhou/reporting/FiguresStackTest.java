package org.shouhou.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** R34: few, clear figures, and the cases behind each. */
class FiguresStackTest extends StackTest {

    private String solvedBy(String agent, int minutesToReply) {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported();
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        pass(Duration.ofMinutes(minutesToReply));
        as(agent).post("/api/cases/" + caseId + "/contacts", Map.of("channel", "CHAT", "outcome", "REACHED")).is(204);
        as(agent).decides(caseId, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", "worn"));
        settle();
        return caseId;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> figure(Map<String, Object> row, String name) {
        return (Map<String, Object>) row.get(name);
    }

    @Test
    @SuppressWarnings("unchecked")
    void r34_figures_of_agent_and_team_come_with_their_cases_and_leave_out_what_others_caused() {
        Instant from = clock.instant();
        String quick = solvedBy("agent1", 4);
        String slow = solvedBy("agent1", 20);
        String couriers = solvedBy("agent1", 40);
        String theOther = solvedBy("agent2", 2);
        jdbc.sql("DELETE FROM case_responsible WHERE case_id = ?").param(Long.valueOf(couriers)).update();
        for (String caseId : List.of(quick, slow, theOther)) {
            jdbc.sql("UPDATE case_responsible SET responsible = 'CUSTOMER' WHERE case_id = ?").param(Long.valueOf(caseId)).update();
        }
        jdbc.sql("INSERT INTO case_responsible (case_id, responsible, source, named_by, named_ms) VALUES (?, 'COURIER', 'CORRECTED', 'supervisor1', 1)")
                .param(Long.valueOf(couriers)).update();
        pass(Duration.ofMinutes(1));
        Map<String, Object> report = as("supervisor1").get("/api/figures?from=" + from + "&to=" + clock.instant()).is(200).json();

        Map<String, Object> team = (Map<String, Object>) report.get("team");
        assertThat(team).containsEntry("count", 4);
        assertThat((List<String>) figure(team, "firstResponse").get("cases")).containsExactly(quick, slow, couriers, theOther);
        Map<String, Object> agent = ((List<Map<String, Object>>) report.get("agents")).stream().filter(row -> row.get("who").equals("agent1")).findFirst().orElseThrow();
        assertThat(agent).containsEntry("count", 2).containsEntry("leftOut", List.of(couriers));
        assertThat(figure(agent, "firstResponse")).containsEntry("value", 12 * 60).containsEntry("cases", List.of(quick, slow));
        assertThat(figure(agent, "deadlinesKept").get("cases")).as("those that missed one").isEqualTo(List.of(slow));
        assertThat(figure(agent, "reopened")).containsEntry("value", 0).containsEntry("cases", List.of());
        assertThat(figure(agent, "timeToSolve").get("cases")).isEqualTo(List.of(quick, slow));
    }

    @Test
    void figures_are_for_those_who_lead_and_of_a_time_there_is() {
        String from = clock.instant().toString();
        as("agent1").get("/api/figures?from=" + from + "&to=" + from).isProblem(403, "not-allowed");
        for (String query : List.of("", "?from=" + from, "?from=x&to=y", "?from=" + from + "&to=" + from,
                "?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z", "?from=%2B100000-01-01T00:00:00Z&to=" + from)) {
            as("supervisor1").get("/api/figures" + query).isProblem(400, "invalid-fields");
        }
    }
}
