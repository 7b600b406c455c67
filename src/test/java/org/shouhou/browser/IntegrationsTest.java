package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator connects another system: a webhook and a token, each secret seen once. */
class IntegrationsTest extends BrowserTest {

    private String webhook;

    @AfterEach
    void nobodyIsTold() {
        if (webhook != null) {
            as("operator1").post("/api/webhooks/" + webhook + "/state", Map.of("state", "OFF"));
        }
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "en,DARK"})
    void a_webhook_and_a_token_are_made_seen_once_and_looked_after(String language, ColorScheme theme) {
        BrowserContext context = person(language, theme);
        Page page = signsIn(context, "operator1");
        String name = "erp-" + id().substring(0, 8);
        page.navigate("/integrations");
        page.locator("main details summary").first().click();
        page.locator("input[name=name]").fill(name);
        page.locator("input[name=url]").fill("http://127.0.0.1:1/hooks");
        page.locator("input[name=shares][value=MONEY]").check();
        page.locator("input[name=kinds][value='case.opened']").check();
        page.locator("input[name=kinds][value='refund.paid']").check();
        open(page, "integrations-new");
        page.locator("form[action$='/integrations/webhooks'] button.primary").click();
        String secret = page.locator("code.mono").innerText();
        assertThat(secret).startsWith("whsec_");
        open(page, "webhook-created");
        page.navigate("/integrations");
        page.locator("main a", new Page.LocatorOptions().setHasText(name)).click();
        webhook = page.url().replaceAll(".*/", "");
        assertThat(page.content()).doesNotContain(secret);
        page.locator("form[action$='/test'] button").click();
        settle();
        page.reload();
        assertThat(page.locator("tbody tr").count()).isEqualTo(1);
        open(page, "webhook");
        page.locator("tbody tr a").first().click();
        page.waitForURL("**/deliveries/*");
        assertThat(page.locator("tbody tr").count()).as("tries").isEqualTo(1);
        open(page, "delivery");
        page.navigate("/integrations");
        page.locator("main details summary").last().click();
        page.locator("input[name=token]").fill(name);
        page.locator("input[name=scopes][value='cases:read']").check();
        page.locator("form[action$='/integrations/tokens'] button.primary").click();
        String token = page.locator("code.mono").innerText();
        assertThat(token).startsWith("sh_");
        open(page, "integrations-token");
        page.locator("tr", new Page.LocatorOptions().setHasText(token.substring(0, 9))).locator("button").click();
        page.waitForURL("**/integrations");
        assertThat(page.content()).doesNotContain(token);
        open(page, "integrations");
        page.locator("main details summary").last().click();
        page.locator("input[name=token]").fill("NO");
        page.locator("form[action$='/integrations/tokens'] button.primary").click();
        page.locator("details[open] small.wrong").first().waitFor();
    }
}
