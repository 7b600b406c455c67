package org.shouhou.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** Which servers run, what each does, and that one that falls silent is told of. */
class NodesStackTest extends StackTest {

    @AfterEach
    void othersAreGone() {
        jdbc.sql("DELETE FROM cluster_node WHERE host = 'server-7'").update();
    }

    @Test
    void this_server_says_that_it_is_alive_and_what_it_does() {
        pass(Duration.ofMinutes(5));

        Map<String, Object> self = nodes().stream().filter(one -> one.get("self").equals(true)).findFirst().orElseThrow();
        assertThat(self.get("state")).isEqualTo("RUNNING");
        assertThat((List<?>) self.get("works")).asList().contains("watchdog", "effects");
        assertThat((List<?>) self.get("holds")).isEmpty();
        assertThat(as("operator1").get("/nodes").is(200).body()).contains((String) self.get("host"));
    }

    @Test
    void a_server_that_falls_silent_is_shown_as_such_and_told_to_the_operators_once() {
        other("gone/1", null);
        other("stopped/1", clock.millis());
        pass(Duration.ofSeconds(40));
        assertThat(state("gone/1")).isEqualTo("RUNNING");
        assertThat(letters()).isZero();

        pass(Duration.ofSeconds(40));
        pass(Duration.ofSeconds(40));

        assertThat(state("gone/1")).isEqualTo("SILENT");
        assertThat(state("stopped/1")).isEqualTo("STOPPED");
        assertThat(letters()).as("told once, and only of the one that did not say goodbye").isEqualTo(1);
    }

    @Test
    void servers_are_for_operators_and_auditors() {
        as("supervisor1").get("/api/nodes").is(403);
        as("auditor1").get("/api/nodes").is(200);
        as("supervisor1").get("/nodes").is(403);
    }

    private void other(String id, Long stopped) {
        jdbc.sql("INSERT INTO cluster_node (id, host, version, started_ms, seen_ms, stopped_ms, timers, timer_owner, works) VALUES (?, 'server-7', '1', ?, ?, ?, TRUE, ?, 'effects')")
                .params(id, clock.millis(), clock.millis(), stopped, id).update();
    }

    private long letters() {
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE template = 'node-silent' AND body_text LIKE '%server-7%' AND message_key LIKE '%gone/1%'")
                .query(Long.class).single();
    }

    private Object state(String id) {
        return nodes().stream().filter(one -> one.get("id").equals(id)).findFirst().orElseThrow().get("state");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> nodes() {
        return as("operator1").list("/api/nodes").stream().map(one -> (Map<String, Object>) one).toList();
    }
}
