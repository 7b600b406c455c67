package org.shouhou.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;

/** What the system writes where people write theirs is read in the reader's own language, what it wrote long ago as it was. */
class SystemTextStackTest extends StackTest {

    private static final String OLD = "未兑现的承诺 / Broken promise: 周三发货";

    @Test
    void r08_why_a_broken_promise_is_escalated_is_said_in_the_readers_language() {
        String caseId = as("presale1").opens(Map.of("type", "inquiry", "orderNo", order().line("SKU-1", 1, "99.00").imported(), "reason", "WHY_NOT_SHIPPED"));
        as("agent1").post("/api/cases/" + caseId + "/promises", Map.of("requestId", id(), "kind", "OTHER", "text", "周五前处理好",
                "due", now().plusHours(1).atZone(SHANGHAI).toInstant().toString())).is(201);
        pass(Duration.ofHours(2));
        as("agent1").decides(caseId, "renewPromise", Map.of("decision", "BROKEN", "note", "做不到"));
        settle();

        reads("/cases/" + caseId, "Broken promise: 周五前处理好", "承诺未兑现：周五前处理好");
        reads("/inbox", "Broken promise: 周五前处理好", "承诺未兑现：周五前处理好");
        assertThat(jdbc.sql("SELECT body_text FROM outgoing_message WHERE template = 'escalation' AND case_id = ?").param(caseId).query(String.class).list())
                .isNotEmpty().allMatch(body -> body.contains("承诺未兑现：周五前处理好"));
        as("supervisor1").decides(caseId, "handleEscalation", Map.of("decision", "GIVE_BACK", "note", "按流程"));
        as("agent1").tells(caseId, "escalationRequested", Map.of("reason", OLD));
        settle();
        reads("/inbox", OLD, OLD);
    }

    @Test
    void r26_the_promise_of_who_waits_is_said_in_the_readers_language() {
        String sku = "STAR-" + id().substring(0, 8);
        as("operator1").post("/api/demo/sandbox/stock", Map.of("sku", sku, "pieces", 0)).is(200);
        String caseId = as("presale1").opens(Map.of("type", "oversold", "reason", "OUT_OF_STOCK", "orderNo", order().line(sku, 2, "200.00").imported()));
        settle();
        String date = now().toLocalDate().plusDays(5).toString();
        as("agent1").decides(caseId, "chooseOversoldRemedy", Map.of("decision", "WAIT", "date", date));
        reads("/cases/" + caseId, "ships by " + date, "约定 " + date + " 前发货");
    }

    private void reads(String page, String english, String chinese) {
        String inEnglish = new Browser(port, "en").signIn("supervisor1").get(page).body();
        String inChinese = new Browser(port, "zh-CN").signIn("supervisor1").get(page).body();
        assertThat(inEnglish).contains(english).doesNotContain("[PROMISE_BROKEN]").doesNotContain("[SHIPS_BY]");
        assertThat(inChinese).contains(chinese);
        if (!english.equals(chinese)) {
            assertThat(inEnglish).doesNotContain(chinese);
            assertThat(inChinese).doesNotContain(english);
        }
    }
}
