package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest extends BrowserTest {

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT,跳到搜索框", "en,DARK,To the search"})
    void a_question_mark_shows_every_key_of_the_page_in_the_readers_language(String language, ColorScheme theme, String search) {
        Page page = signsIn(person(language, theme), "supervisor1");

        page.keyboard().press("?");

        Locator help = page.locator("dialog.help");
        assertThat(help.innerText()).contains(search).doesNotContain("key.", "nav.");
        look(page, "keys");
        assertThat(barriers(page)).isEmpty();
        page.keyboard().press("Escape");
        help.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    @Test
    void g_and_a_letter_lead_to_a_place_and_not_while_typing() {
        Page page = signsIn(person("en", ColorScheme.LIGHT), "agent1");

        page.keyboard().press("g");
        page.keyboard().press("c");
        page.waitForURL("**/cases");
        page.locator("main input").first().focus();
        page.keyboard().type("gm?");
        assertThat(page.locator("main input").first().inputValue()).isEqualTo("gm?");
        assertThat(page.url()).endsWith("/cases");
        assertThat(page.locator("dialog").count()).isZero();
    }

    @Test
    void who_switches_single_keys_off_has_them_off_at_every_desk() {
        Page page = signsIn(person("en", ColorScheme.LIGHT), "manager2");
        page.keyboard().press("?");
        page.waitForResponse("**/single-keys", () -> page.locator("dialog.help input[type=checkbox]").uncheck());
        page.keyboard().press("Escape");

        Page other = signsIn(person("en", ColorScheme.LIGHT), "manager2");
        String before = other.url();
        other.keyboard().press("?");
        other.keyboard().press("g");
        other.keyboard().press("c");
        assertThat(other.locator("dialog").count()).isZero();
        assertThat(other.url()).isEqualTo(before);

        other.locator("[data-help]").click();
        other.waitForResponse("**/single-keys", () -> other.locator("dialog.help input[type=checkbox]").check());
        other.keyboard().press("Escape");
        other.locator("dialog").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        other.keyboard().press("?");
        assertThat(other.locator("dialog").count()).isOne();
    }
}
