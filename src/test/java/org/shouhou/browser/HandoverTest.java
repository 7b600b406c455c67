package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R4: the end of a shift. */
class HandoverTest extends BrowserTest {

    @BeforeEach
    void nobodyHasWork() {
        jdbc.sql("UPDATE queue_entry SET owner = NULL, revision = revision + 1 WHERE owner IS NOT NULL").update();
        jdbc.sql("DELETE FROM handover_note").update();
    }

    private String mine() {
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF" + System.nanoTime()).imported(), "reason", "QUALITY"));
        settle();
        as("agent1").post("/api/tasks/" + as("agent1").task(caseId, "reviewRefund").get("taskId") + "/claim", null).is(200);
        return (String) as("agent1").sees(caseId).get("number");
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "zh-CN,DARK", "en,LIGHT", "en,DARK"})
    void r4_everything_open_is_handed_over_with_notes_and_no_note_is_lost(String language, ColorScheme theme) {
        String one = mine();
        String other = mine();
        Page page = signsIn(person(language, theme), "agent1");
        page.navigate("/handover");
        open(page, "handover-mine");
        page.getByLabel(one).last().fill("已答应明天回电");
        page.locator("select[name=to]").selectOption("agent2");
        page.locator(".bulk-bar button").click();
        page.locator(".notice.bad").waitFor();
        assertThat(page.locator("tbody tr").count()).as("without a note it stays").isEqualTo(1);
        assertThat(page.locator("tbody").innerText()).contains(other);
        open(page, "handover-left");
        page.locator("textarea").fill("客户等退款，照片已齐");
        page.locator(".bulk-bar button").click();
        page.locator(".notice.good").waitFor();
        page.locator("main .empty").waitFor();

        Page colleague = signsIn(person(language, theme), "agent2");
        colleague.navigate("/tasks");
        colleague.locator("main .notice a").click();
        colleague.waitForURL("**/handover");
        assertThat(colleague.locator("main").innerText()).contains("已答应明天回电", "客户等退款，照片已齐");
        open(colleague, "handover-received");
        colleague.locator("form[action$='/read'] button").click();
        colleague.locator(".notice.good").waitFor();
        assertThat(colleague.locator("tr.unread").count()).isZero();
    }
}
