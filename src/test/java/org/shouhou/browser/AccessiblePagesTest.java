package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@link EveryPageTest} does not come to: pages before signing in, pages there are not, lists that are narrowed, and
 * tasks somebody has in hand; in both languages and both themes, measured by axe against WCAG 2.2 A and AA.
 */
class AccessiblePagesTest extends BrowserTest {

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "zh-CN,DARK", "en,LIGHT", "en,DARK"})
    void nobody_is_kept_out_of_a_page(String language, ColorScheme theme) {
        String refund = as("presale1").opens(Map.of("type", "refund", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF1").imported(), "reason", "QUALITY"));
        String held = as("agent1").opens(Map.of("type", "slowReview", "orderNo", order().line("SKU-2", 1, "80.00").imported(), "reason", "ADDRESS_UNCLEAR"));
        settle();
        BrowserContext person = person(language, theme);
        List<String> found = new ArrayList<>();
        Page page = person.newPage();
        for (String path : List.of("/sign-in", "/sign-in?error")) {
            page.navigate(path);
            look(page, found);
        }
        page = signsIn(person, "supervisor1");
        for (String path : List.of("/tasks/team?overdue=true", "/nowhere")) {
            page.navigate(path);
            look(page, found);
        }
        for (String caseId : List.of(refund, held)) {
            page.navigate("/cases/" + caseId);
            page.locator(".task-head button.primary").click();
            page.locator(".task-form button.send").waitFor();
            look(page, found);
        }
        assertThat(found).isEmpty();
    }

    private static void look(Page page, List<String> found) {
        barriers(page).forEach(barrier -> found.add(page.url().replaceAll("^http://[^/]+", "") + " " + barrier));
    }
}
