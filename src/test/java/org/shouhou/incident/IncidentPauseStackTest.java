package org.shouhou.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.reship.ParcelPause;
import org.springframework.beans.factory.annotation.Autowired;

/** Silence about a parcel inside an incident does not count (R37). */
class IncidentPauseStackTest extends StackTest {

    @Autowired
    ParcelPause pause;

    @Test
    void r37_the_time_a_case_rested_inside_an_incident_is_known_to_who_follows_its_parcel() {
        String sku = "PAUSE-" + id();
        var before = clock.instant();
        long caseId = Long.parseLong(as("agent1").opens(Map.of("type", "refund", "orderNo",
                order().line(sku, 1, "600.00").shipped("SF1").imported(), "reason", "QUALITY")));
        settle();
        Desk supervisor = as("supervisor1");
        String incident = (String) supervisor.post("/api/incidents", Map.of("requestId", id(), "title", "停运", "sku", sku)).is(201).json().get("number");
        settle();
        pass(Duration.ofHours(1));
        String task = (String) ((Map<?, ?>) ((List<?>) supervisor.get("/api/incidents/" + incident).json().get("tasks")).get(0)).get("taskId");
        Desk.Answer claimed = supervisor.post("/api/tasks/" + task + "/claim", null).is(200);
        supervisor.post("/api/tasks/" + task + "/complete", Map.of("requestId", id(), "revision", claimed.json().get("revision"),
                "data", Map.of("decision", "CLOSE"))).is(204);
        settle();
        pass(Duration.ofHours(1));

        assertThat(pause.within(caseId, before, clock.instant())).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }
}
