package org.shouhou.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;

/** Supervisors and managers hear of a complaint at once, and again until one of them acknowledges it (R28). */
class AlertStackTest extends StackTest {

    @Autowired
    Settings settings;

    @BeforeEach
    void tenMinutes() {
        settings.set(Figure.ALERT_REPEAT_AFTER, null, "PT10M", null, null, "manager1");
    }

    private String complaint() {
        return as("presale1").opens(Map.of("type", "complaint", "orderNo", order().line("SKU-1", 1, "300.00").shipped("SF1").imported(),
                "reason", "FALSE_SHIPMENT", "text", "根本没有发货"));
    }

    private long told(String caseId, String channel) {
        return jdbc.sql("SELECT COUNT(*) FROM outgoing_message WHERE case_id = ? AND template = 'complaint-alert' AND channel = ?")
                .params(caseId, channel).query(Long.class).single();
    }

    @Test
    void r28_supervisors_and_managers_hear_at_once_before_anything_else_is_done() {
        String caseId = complaint();
        // nothing of the process has run yet
        assertThat(as("agent1").tasks(caseId)).isEmpty();
        assertThat(kinds(caseId)).containsSubsequence("CASE_OPENED", "ALERT_RAISED", "COMPLAINT_LEVEL");
        long people = jdbc.sql("SELECT COUNT(*) FROM user_account WHERE active = TRUE AND email IS NOT NULL AND (roles LIKE '%supervisor%' OR roles LIKE '%manager%')")
                .query(Long.class).single();
        assertThat(told(caseId, "MAIL") + told(caseId, "DESK")).isGreaterThanOrEqualTo(Math.max(2, people));
        settle();
        assertThat(as("agent1").tasks(caseId)).isEqualTo(List.of("investigateComplaint"));
        as("manager1").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
    }

    @Test
    void r28_nobody_acknowledges_and_they_hear_again_every_ten_minutes_until_somebody_does() {
        String caseId = complaint();
        long first = told(caseId, "MAIL") + told(caseId, "DESK");
        pass(Duration.ofMinutes(9));
        assertThat(told(caseId, "MAIL") + told(caseId, "DESK")).isEqualTo(first);
        pass(Duration.ofMinutes(1));
        assertThat(told(caseId, "MAIL") + told(caseId, "DESK")).isEqualTo(2 * first);
        pass(Duration.ofMinutes(20));
        assertThat(told(caseId, "MAIL") + told(caseId, "DESK")).isEqualTo(4 * first);
        assertThat(as("supervisor1").get("/api/alerts").body()).contains("\"caseId\":\"" + caseId + "\"");
        String path = "/api/cases/" + caseId + "/alerts/acknowledge";
        for (String other : List.of("presale1", "agent1", "warehouse1", "finance1", "operator1", "auditor1")) {
            as(other).post(path, null).is(403);
        }
        assertThat(as("supervisor1").post(path, null).is(200).json()).containsEntry("acknowledgedBy", "supervisor1").containsEntry("times", 4);
        assertThat(as("manager1").post(path, null).is(200).json()).containsEntry("acknowledgedBy", "supervisor1");
        pass(Duration.ofHours(2));
        assertThat(told(caseId, "MAIL") + told(caseId, "DESK")).isEqualTo(4 * first);
        assertThat(kinds(caseId).stream().filter("ALERT_ACKNOWLEDGED"::equals)).hasSize(1);
        assertThat(as("supervisor1").get("/api/alerts").body()).doesNotContain("\"caseId\":\"" + caseId + "\"");
    }

    @Test
    void r28_the_shops_own_chat_hears_too_where_it_has_one() {
        settings.set(Figure.ALERT_WEBHOOK, null, "https://chat.example.com/hook", null, null, "manager1");
        try {
            String caseId = complaint();
            pass(Duration.ofMinutes(10));
            assertThat(told(caseId, "WEBHOOK")).isEqualTo(2);
            settle();
            assertThat(jdbc.sql("SELECT COUNT(*) FROM sandbox_mailbox WHERE case_id = ? AND channel = 'WEBHOOK' AND to_address = 'https://chat.example.com/hook'")
                    .param(caseId).query(Long.class).single()).isEqualTo(2);
            as("manager1").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
        } finally {
            settings.set(Figure.ALERT_WEBHOOK, null, "", clock.instant().plusSeconds(1), null, "manager1");
            pass(Duration.ofSeconds(2));
        }
    }

    private List<String> toldTo(String caseId, int time) {
        return jdbc.sql("SELECT message_key FROM outgoing_message WHERE case_id = ? AND template = 'complaint-alert' AND channel = 'MAIL' AND message_key LIKE ?")
                .params(caseId, "complaint-alert-%-" + time + "@%").query(String.class).list().stream().map(key -> key.substring(key.indexOf('@') + 1)).sorted().toList();
    }

    private void duty(String state, String... people) {
        for (String person : people) {
            as(person).put("/api/duty/me", Map.of("state", state)).is(200);
        }
    }

    @Test
    void r28_whoever_of_supervisors_and_managers_is_on_duty_then_hears_and_everybody_when_nobody_is() {
        String[] all = {"manager1", "manager2", "supervisor1", "supervisor2"};
        try {
            duty("OFF", "supervisor1", "supervisor2", "manager2");
            String caseId = complaint();
            assertThat(toldTo(caseId, 1)).as("nobody is woken while a manager is awake").containsExactly("manager1");
            duty("OFF", "manager1");
            pass(Duration.ofMinutes(10));
            assertThat(toldTo(caseId, 2)).as("never nobody").contains(all);
            duty("ON", "supervisor2");
            pass(Duration.ofMinutes(10));
            assertThat(toldTo(caseId, 3)).as("whoever comes on duty hears next").containsExactly("supervisor2");
            as("supervisor2").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
        } finally {
            duty("ON", all);
        }
    }

    @Test
    void a_complaint_that_is_over_alarms_nobody_any_more() {
        String caseId = complaint();
        settle();
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "误会"));
        settle();
        long before = told(caseId, "MAIL") + told(caseId, "DESK");
        pass(Duration.ofHours(1));
        assertThat(told(caseId, "MAIL") + told(caseId, "DESK")).isEqualTo(before);
        assertThat(as("supervisor1").get("/api/cases/" + caseId + "/alerts").is(200).json().get("endedAt")).isNotNull();
        assertThat(as("agent1").sees(caseId)).containsEntry("settled", true);
    }

    @Test
    void what_has_no_alert_is_not_found_and_an_address_that_is_none_is_refused() {
        String refund = as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("SKU-1", 1, "300.00").shipped("SF1").imported(), "reason", "QUALITY"));
        as("supervisor1").post("/api/cases/" + refund + "/alerts/acknowledge", null).isProblem(404, "not-found");
        as("supervisor1").get("/api/cases/" + refund + "/alerts").isProblem(404, "not-found");
        as("supervisor1").post("/api/cases/999999999/alerts/acknowledge", null).isProblem(404, "not-found");
        for (String wrong : List.of("chat.example.com", "ftp://chat.example.com", "https://", "https://a b", "javascript:alert(1)")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> settings.set(Figure.ALERT_WEBHOOK, null, wrong, null, null, "manager1"))
                    .as(wrong).isInstanceOf(org.shouhou.common.Problem.class);
        }
    }
}
