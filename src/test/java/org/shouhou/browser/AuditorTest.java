package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An auditor at the desk, by keyboard alone. */
class AuditorTest extends BrowserTest {

    /** Refund 99.99, freight 12.03 and compensation 15.01. */
    private String complaint(String orderNo) {
        String caseId = as("agent1").opens(Map.of("type", "complaint", "orderNo", orderNo, "reason", "LATE_SHIPMENT"));
        as("supervisor1").post("/api/cases/" + caseId + "/alerts/acknowledge", null).is(200);
        settle();
        as("supervisor1").post("/api/cases/" + caseId + "/compensations", Map.of("requestId", id(), "kind", "CASH", "amountMinor", 1501, "reasonCode", "QUALITY", "text", "表达歉意")).is(201);
        as("supervisor1").post("/api/cases/" + caseId + "/compensations", Map.of("requestId", id(), "kind", "FREIGHT", "amountMinor", 1203, "reasonCode", "RETURN_FREIGHT")).is(201);
        as("agent1").post("/api/cases/" + caseId + "/contacts", Map.of("channel", "PHONE", "outcome", "REACHED", "text", "已致歉")).is(204);
        as("agent1").decides(caseId, "investigateComplaint", Map.of("decision", "REFUND", "responsible", "COURIER", "amountMinor", 9999));
        settle();
        return caseId;
    }

    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 120; i++) {
            if ((Boolean) page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The keyboard does not reach " + selector + " on " + page.url());
    }

    @Test
    void an_auditor_traces_one_complaint_to_the_cent_steps_through_it_and_takes_it_along_by_keyboard_alone() throws IOException {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").mail("wang@example.com").imported();
        String caseId = complaint(orderNo);
        Page page = signsIn(person("en", ColorScheme.LIGHT), "auditor1");
        page.keyboard().press("g");
        page.keyboard().press("q");
        page.waitForURL("**/audit");
        tabTo(page, "input[name=order]");
        page.keyboard().type(orderNo);
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("order="));
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL("**/audit/cases/**");

        assertThat(page.locator(".trace-money").innerText()).contains("¥127.03").contains("to the cent");
        page.waitForSelector("[data-trace][data-ready]");
        String first = page.locator("[data-here]").innerText();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("j");
        String third = page.locator("[data-here]").innerText();
        assertThat(first).startsWith("Step 1 of ");
        assertThat(third).startsWith("Step 3 of ");
        assertThat(page.locator(".steps [aria-current=step]").count()).isEqualTo(1);
        page.waitForSelector(".canvas .is-active, .canvas .is-around");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("k");
        assertThat(page.locator("[data-here]").innerText()).isEqualTo(first);

        // from an event to its step: the complaint's decision
        String step = (String) page.evaluate("() => [...document.querySelectorAll('.trace li')].find(li => li.innerText.includes('99.99') && li.dataset.step).dataset.step");
        tabTo(page, ".trace [data-to='" + step + "']");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-here]").innerText()).startsWith("Step " + step + " of ");
        page.waitForSelector(".canvas .is-active, .canvas .is-around");

        page.evaluate("() => document.activeElement.blur()");
        page.navigate(page.url());
        tabTo(page, "[data-export]");
        Download file = page.waitForDownload(() -> page.keyboard().press("Enter"));
        assertThat(Files.readString(file.path())).contains("127.03").contains("agent1").contains("0.00,CNY");
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "算了"));
    }

    @Test
    void search_and_trace_keep_nobody_out_in_either_language_and_theme() {
        String sku = "SKU-" + id().substring(0, 8);
        for (String reason : new String[] {"QUALITY", "OTHER", "LATE_SHIPMENT"}) {
            as("agent1").opens(Map.of("type", "refund", "orderNo", order().line(sku, 1, "300.00").shipped("SF1").imported(), "reason", reason));
        }
        String orderNo = order().line(sku, 1, "300.00").shipped("SF1").mail("wang@example.com").imported();
        String caseId = complaint(orderNo);
        for (String language : new String[] {"zh-CN", "en"}) {
            for (ColorScheme theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                Page page = signsIn(person(language, theme), "auditor1");
                page.navigate("/audit");
                page.locator("input[name=sku]").fill(sku);
                page.keyboard().press("Enter");
                page.waitForURL(url -> url.contains("sku="));
                assertThat(page.locator("tr[data-row]").count()).isEqualTo(4);
                open(page, "audit-search");
                page.navigate("/audit/cases/" + caseId);
                page.waitForSelector("[data-trace][data-ready]");
                for (int i = 0; i < 6; i++) {
                    page.keyboard().press("ArrowRight");
                }
                page.waitForSelector(".canvas .is-active, .canvas .is-around");
                open(page, "audit-trace");
                page.navigate("/audit/samples?sku=" + sku);
                tabTo(page, "form.card button");
                page.keyboard().press("Enter");
                page.waitForURL("**/audit/samples/*");
                tabTo(page, "td.end a");
                page.keyboard().press("Enter");
                page.waitForURL("**/cases/**");
                for (String criterion : new String[] {"POLITENESS", "RIGHT_DECISION", "PROMISE_KEPT", "SPEED", "RECORDS_COMPLETE"}) {
                    tabTo(page, "input[name=mark-" + criterion + "]");
                    page.keyboard().press("ArrowRight");
                    page.keyboard().press("ArrowRight");
                }
                open(page, "audit-sheet");
                tabTo(page, ".sheet button");
                page.keyboard().press("Enter");
                page.waitForURL(url -> url.matches(".*/audit/samples/\\d+"));
                open(page, "audit-sample");
                page.navigate("/audit/samples");
                open(page, "audit-samples");
            }
        }
        as("agent1").tells(caseId, "customerWithdrew", Map.of("reason", "算了"));
    }
}
