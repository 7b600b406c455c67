package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An auditor at the desk, by keyboard alone. */
class AuditorTest extends BrowserTest {

    @Test
    void an_auditor_looks_for_cases_in_both_languages_and_themes() {
        String sku = "SKU-" + id().substring(0, 8);
        for (String reason : new String[] {"QUALITY", "OTHER", "LATE_SHIPMENT"}) {
            as("agent1").opens(Map.of("type", "refund", "orderNo", order().line(sku, 1, "300.00").shipped("SF1").imported(), "reason", reason));
        }
        settle();
        for (String language : new String[] {"zh-CN", "en"}) {
            for (ColorScheme theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                Page page = signsIn(person(language, theme), "auditor1");
                page.navigate("/audit");
                page.locator("input[name=sku]").fill(sku);
                page.keyboard().press("Enter");
                page.waitForURL(url -> url.contains("sku="));
                assertThat(page.locator("tr[data-row]").count()).isEqualTo(3);
                open(page, "audit-search");
            }
        }
    }
}
