package org.shouhou.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.Desk;
import org.shouhou.StackTest;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;

/** Many customers who say the same of one article are noticed (R33). */
class ClusterStackTest extends StackTest {

    @Autowired
    Settings settings;

    private String complains(String sku, String reason) {
        String order = order().line(sku, 1, "600.00").shipped("SF1").imported();
        return as("agent1").opens(Map.of("type", "refund", "orderNo", order, "reason", reason));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> clusters(String sku) {
        return as("supervisor1").list("/api/clusters").stream().map(one -> (Map<String, Object>) one)
                .filter(one -> one.get("sku").equals(sku)).toList();
    }

    private long alarms() {
        return jdbc.sql("SELECT COUNT(DISTINCT message_key) FROM outgoing_message WHERE template = 'cluster-alarm'").query(Long.class).single();
    }

    @Test
    void r33_a_cluster_of_one_reason_and_article_is_told_once_per_window_and_becomes_an_incident() {
        settings.set(Figure.CLUSTER_PRODUCT, null, "3", null, clock.instant().plus(Duration.ofDays(3)), "test");
        settings.set(Figure.CLUSTER_BOTH, null, "1000", null, clock.instant().plus(Duration.ofDays(3)), "test");
        String sku = "BROKEN-" + id();
        complains(sku, "QUALITY");
        complains(sku, "QUALITY");
        complains(sku, "OTHER");
        settle();
        assertThat(clusters(sku)).isEmpty();

        complains(sku, "QUALITY");
        settle();
        long told = alarms();
        complains(sku, "QUALITY");
        settle();

        assertThat(clusters(sku)).singleElement().satisfies(one -> assertThat(one).containsEntry("kind", "PRODUCT")
                .containsEntry("reason", "QUALITY").containsEntry("cases", 3));
        assertThat(alarms()).as("told once").isEqualTo(told);
        String path = "/api/clusters/" + clusters(sku).get(0).get("id");
        Desk supervisor = as("supervisor1");
        assertThat(supervisor.list(path + "/cases")).hasSize(4);

        String incident = (String) supervisor.post(path + "/incident", null).is(201).json().get("number");
        assertThat(supervisor.post(path + "/incident", null).is(200).json()).containsEntry("number", incident);
        settle();
        assertThat(supervisor.get("/api/incidents/" + incident).json().get("cases")).hasToString("{JOINED=4}");
        as("agent1").post(path + "/incident", null).is(403);
        supervisor.post("/api/clusters/999999999/incident", null).isProblem(404, "not-found");
        supervisor.get("/api/clusters/x/cases").isProblem(404, "not-found");

        String task = (String) ((Map<?, ?>) ((List<?>) supervisor.get("/api/incidents/" + incident).json().get("tasks")).get(0)).get("taskId");
        Desk.Answer claimed = supervisor.post("/api/tasks/" + task + "/claim", null).is(200);
        supervisor.post("/api/tasks/" + task + "/complete", Map.of("requestId", id(), "revision", claimed.json().get("revision"),
                "data", Map.of("decision", "CLOSE"))).is(204);
        settle();
    }
}
