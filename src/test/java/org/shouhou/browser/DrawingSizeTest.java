package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a case stands, or ended, is drawn large enough to read. */
class DrawingSizeTest extends BrowserTest {

    @Test
    void a_closed_case_is_drawn_as_large_as_an_open_one_with_the_step_where_it_ended_in_sight() {
        String caseId = as("presale1").opens(Map.of("type", "refund", "reason", "QUALITY", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF" + id().substring(0, 8)).imported()));
        settle();
        Page page = signsIn(person("zh-CN", ColorScheme.LIGHT), "agent1");
        double open = widthOf(page, caseId, ".djs-shape.is-active[data-element-id=reviewRefund]");
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "APPROVE", "note", "同意"));
        settle();
        assertThat(as("agent1").sees(caseId)).containsEntry("status", "CLOSED");
        assertThat(widthOf(page, caseId, ".djs-shape[data-element-id=reviewRefund]")).isEqualTo(open, org.assertj.core.data.Offset.offset(2.0));
        assertThat(page.evaluate("""
                () => { const place = document.querySelector('[data-canvas]').getBoundingClientRect();
                  return [...document.querySelectorAll('[data-canvas] .is-done[data-element-id^=end_]')].map(one => one.getBoundingClientRect())
                    .some(end => end.left >= place.left && end.right <= place.right && end.top >= place.top && end.bottom <= place.bottom); }""")).isEqualTo(true);
    }

    private double widthOf(Page page, String caseId, String shape) {
        page.navigate("http://localhost:" + port + "/cases/" + caseId);
        page.locator("[data-canvas] " + shape).first().waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
        return ((Number) page.evaluate("shape => document.querySelector('[data-canvas] ' + shape + ' .djs-visual').getBoundingClientRect().width", shape)).doubleValue();
    }
}
