package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A supervisor looks up by which rule a refund goes where. */
class RulesDrawnTest extends BrowserTest {

    @ParameterizedTest
    @CsvSource({"zh-CN,退款由谁处理,买家标记", "en,Who decides a refund,Flag of the buyer"})
    void the_table_stands_there_in_words_and_is_drawn_below(String language, String name, String question) {
        Page page = signsIn(person(language, ColorScheme.LIGHT), "supervisor1");
        page.navigate("/rules");
        page.getByRole(com.microsoft.playwright.options.AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
        page.locator(".decision-canvas table").waitFor();
        if (System.getProperty("shouhou.pictures") != null) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(java.nio.file.Path.of(System.getProperty("shouhou.pictures"), language + ".png")));
        }
        assertThat(page.locator(".decision-canvas").innerText()).contains(name, question).contains(language.equals("en") ? "exactly one" : "恰好一行")
                .contains(language.equals("en") ? "Beyond the agent’s limit" : "超出客服额度").doesNotContain("ABOVE_AGENT_LIMIT");
        int rows = page.locator(".decision-canvas tbody tr").count();
        assertThat(rows).isGreaterThan(5);
        assertThat(page.locator("main section").first().locator("tbody tr").count()).isEqualTo(rows);
        assertThat(page.locator("main section").first().innerText()).contains(question);
    }
}
