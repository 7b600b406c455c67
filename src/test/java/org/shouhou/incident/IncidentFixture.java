package org.shouhou.incident;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.shouhou.Desk;
import org.shouhou.StackTest;

/** Reporting, deciding and looking at incidents, for the tests of what becomes of their cases. */
abstract class IncidentFixture extends StackTest {

    final List<String> opened = new ArrayList<>();

    /** What one test reports must not take in the cases of another. */
    @AfterEach
    void close() {
        for (String incident : opened) {
            if (!as("supervisor1").get("/api/incidents/" + incident).json().get("state").equals("CLOSED")) {
                decide(incident, "decideIncident", "supervisor1", Map.of("decision", "CLOSE"));
            }
        }
        settle();
    }

    String report(Map<String, Object> scope) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("requestId", id(), "title", "爆款超卖"));
        body.putAll(scope);
        String number = (String) as("supervisor1").post("/api/incidents", body).is(201).json().get("number");
        opened.add(number);
        settle();
        return number;
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> sees(String incident) {
        return as("supervisor1").get("/api/incidents/" + incident).is(200).json();
    }

    @SuppressWarnings("unchecked")
    String taskOf(String incident, String key) {
        List<Map<String, Object>> tasks = (List<Map<String, Object>>) sees(incident).get("tasks");
        if (tasks.isEmpty()) {
            as("supervisor1").post("/api/incidents/" + incident + "/reconsider", Map.of("reason", "anders")).is(200);
            tasks = (List<Map<String, Object>>) sees(incident).get("tasks");
        }
        Map<String, Object> task = tasks.get(0);
        if (!task.get("key").equals(key)) {
            decide(incident, (String) task.get("key"), "manager2", Map.of("decision", "REFUSE"));
            return taskOf(incident, key);
        }
        return (String) task.get("taskId");
    }

    Desk.Answer tries(String incident, String key, String who, Map<String, Object> data) {
        String task = taskOf(incident, key);
        Desk.Answer claimed = as(who).post("/api/tasks/" + task + "/claim", null);
        return claimed.status() != 200 ? claimed : as(who).post("/api/tasks/" + task + "/complete",
                Map.of("requestId", id(), "revision", claimed.json().get("revision"), "data", data));
    }

    void decide(String incident, String key, String who, Map<String, Object> data) {
        tries(incident, key, who, data).is(204);
    }

    void refundAll(String incident, long capMinor, long budgetMinor) {
        decide(incident, "decideIncident", "supervisor1", Map.of("decision", "REFUND", "capMinor", capMinor,
                "budgetMinor", budgetMinor, "message", "该商品超卖，我们将全额退款。"));
        decide(incident, "approveIncidentBudget", "manager1", Map.of("decision", "APPROVE"));
        settle();
    }

    Map<String, Object> request(String orderNo, Object... more) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("type", "refund", "orderNo", orderNo, "reason", "OUT_OF_STOCK"));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> counts(Map<String, Object> incident) {
        return (Map<String, Object>) incident.get("cases");
    }

    long told(String template, List<String> cases) {
        return cases.stream().mapToLong(caseId -> jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = ?")
                .params(Long.valueOf(caseId), template).query(Long.class).single()).sum();
    }

    @SuppressWarnings("unchecked")
    List<Object> rows(String incident) {
        return (List<Object>) as("supervisor1").get("/api/incidents/" + incident + "/cases").is(200).json().get("cases");
    }
}
