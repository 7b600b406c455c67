package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page, in both languages and both themes, measured by axe against WCAG 2.2 A and AA. */
class AccessiblePagesTest extends BrowserTest {

    /** Who looks at which pages. */
    private static final Map<String, List<String>> PAGES = Map.of(
            "supervisor1", List.of("/tasks", "/tasks/team", "/tasks/team?overdue=true", "/cases", "/cases/new", "/duty", "/todo-outside",
                    "/send-by-hand", "/orders/import", "/outgoing", "/rules", "/rules/refundRoute", "/demo", "/nowhere"),
            "operator1", List.of("/failed-work", "/users", "/outgoing"),
            "auditor1", List.of("/cases"));

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
        page.navigate("/sign-in");
        look(page, found);
        page.navigate("/sign-in?error");
        look(page, found);
        PAGES.forEach((user, paths) -> {
            BrowserContext own = person(language, theme);
            Page theirs = signsIn(own, user);
            for (String path : paths) {
                theirs.navigate(path);
                look(theirs, found);
            }
            if (user.equals("supervisor1")) {
                for (String caseId : List.of(refund, held)) {
                    theirs.navigate("/cases/" + caseId);
                    look(theirs, found);
                    theirs.locator(".task-head button.primary").click();
                    theirs.locator(".task-form button.send").waitFor();
                    look(theirs, found);
                }
            }
        });
        assertThat(found).isEmpty();
    }

    private static void look(Page page, List<String> found) {
        page.waitForLoadState(LoadState.LOAD);
        page.waitForFunction("() => !document.querySelector('[data-waiting]') && (!document.querySelector('[data-canvas]') || document.querySelector('[data-canvas] svg'))");
        barriers(page).forEach(barrier -> found.add(page.url().replaceAll("^http://[^/]+", "") + " " + barrier));
    }
}
