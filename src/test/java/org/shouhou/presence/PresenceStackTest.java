package org.shouhou.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

class PresenceStackTest extends StackTest {

    @Test
    void who_has_a_case_open_sees_who_else_has_until_they_leave_or_vanish() {
        String path = "/api/cases/" + as("presale1").opens(Map.of("type", "refund", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF1").imported(), "reason", "QUALITY")) + "/presence";
        assertThat(others("agent1", path)).isEmpty();
        assertThat(others("agent2", path)).containsExactly("agent1");
        assertThat(others("agent1", path)).containsExactly("agent2");
        assertThat(as("auditor1").get(path).is(200).json().get("others")).isEqualTo(List.of("agent1", "agent2"));

        as("agent2").delete(path).is(204);
        assertThat(others("agent1", path)).isEmpty();
        others("agent2", path);
        pass(Duration.ofMinutes(1));
        assertThat(others("agent1", path)).isEmpty();
    }

    @Test
    void who_may_not_see_a_case_learns_nobody_is_there() {
        String path = "/api/cases/" + as("agent1").opens(Map.of("type", "refund", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF1").imported(), "reason", "QUALITY")) + "/presence";
        as("agent1").put(path, Map.of()).is(200);

        assertThat(as("presale1").get(path).status()).isIn(403, 404);
        as("auditor1").put(path, Map.of()).isProblem(403, "not-allowed");
        as("agent1").put("/api/cases/999999999/presence", Map.of()).isProblem(404, "not-found");
    }

    private Object othersOf(String user, String path) {
        return as(user).put(path, Map.of()).is(200).json().get("others");
    }

    @SuppressWarnings("unchecked")
    private List<String> others(String user, String path) {
        return (List<String>) othersOf(user, path);
    }
}
