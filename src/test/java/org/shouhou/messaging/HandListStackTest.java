package org.shouhou.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** R40: what people send by hand, many at once. */
class HandListStackTest extends StackTest {

    /** A message a person has to send. @return its id */
    private long toSend() {
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF1").buyer("=买家", "").imported(), "reason", "QUALITY"));
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "ASK_CUSTOMER", "question", "请拍照"));
        settle();
        long id = jdbc.sql("SELECT MAX(id) FROM outgoing_message WHERE case_id = ? AND audience = 'CUSTOMER'").param(caseId).query(Long.class).single();
        jdbc.sql("UPDATE outgoing_message SET state = 'BY_HAND', sent_ms = NULL WHERE id = ?").param(id).update();
        return id;
    }

    private String state(long id) {
        return jdbc.sql("SELECT state FROM outgoing_message WHERE id = ?").param(id).query(String.class).single();
    }

    @Test
    void r40_several_are_noted_as_sent_and_each_answers_for_itself() {
        long one = toSend();
        long other = toSend();
        assertThat(as("agent1").get("/api/messages/by-hand/counts").is(200).body()).contains("\"shop\":\"main\"");
        assertThat(as("agent1").get("/api/messages/by-hand?channel=CHAT&shop=main&cursor=" + (one - 1)).is(200).body()).contains("\"id\":" + one);
        assertThat(as("agent1").get("/api/messages/by-hand?channel=SMS").is(200).body()).doesNotContain("\"id\":" + one + ",");
        assertThat(as("agent1").post("/api/messages/by-hand", Map.of("ids", List.of(one, other, 999999999), "note", "千牛")).is(200).body())
                .contains("\"id\":" + one + ",\"done\":true", "\"id\":" + other + ",\"done\":true", "\"id\":999999999,\"done\":false");
        assertThat(List.of(state(one), state(other))).containsOnly("DONE");
        assertThat(as("agent2").post("/api/messages/by-hand", Map.of("ids", List.of(one))).is(200).body()).contains("\"done\":false", "by hand");
        as("agent1").post("/api/messages/by-hand", Map.of("ids", List.of())).isProblem(400, "invalid-fields");
        as("agent1").post("/api/messages/by-hand", Map.of("note", "x")).isProblem(400, "invalid-fields");
        as("agent1").get("/api/messages/by-hand?channel=PIGEON").isProblem(400, "invalid-fields");
        as("warehouse1").post("/api/messages/by-hand", Map.of("ids", List.of(one))).isProblem(403, "not-allowed");
    }

    @Test
    void r40_the_list_goes_out_as_a_file_and_comes_back() {
        long one = toSend();
        long left = toSend();
        assertThat(as("agent1").get("/api/messages/by-hand/export?channel=CHAT").is(200).body()).contains(one + ",CHAT,").contains("'=买家");
        byte[] filled = ("id,sent,note\n" + one + ",是,千牛\n" + left + ",,\n" + one + "0000,yes,\nx,yes,\n" + left + ",maybe,\n").getBytes(StandardCharsets.UTF_8);
        Map<String, Object> report = as("agent1").upload("/api/messages/by-hand/import", filled).is(200).json();
        assertThat(report).containsEntry("done", 1).containsEntry("empty", 1);
        assertThat((List<?>) report.get("rejected")).hasSize(3);
        assertThat(state(one)).isEqualTo("DONE");
        assertThat(state(left)).isEqualTo("BY_HAND");
        as("agent1").upload("/api/messages/by-hand/import", "no columns".getBytes(StandardCharsets.UTF_8)).isProblem(400, "unreadable-file");
    }
}
