package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The phone round with the keyboard alone: one call serves all held orders of a buyer. */
class PhoneRoundTest extends BrowserTest {

    @BeforeEach
    void nobodyElseWaits() {
        jdbc.sql("UPDATE queue_entry SET quiet = TRUE WHERE task_key = 'contactCustomer'").update();
        jdbc.sql("UPDATE phone_round_call SET open_key = NULL, open_agent = NULL, ended_ms = 1 WHERE ended_ms IS NULL").update();
    }

    private String held(String buyer) {
        String caseId = as("agent1").opens(Map.of("type", "slowReview", "orderNo",
                order().line("SKU-" + id().substring(0, 4), 1, "99.00").buyer(buyer, "").imported(), "reason", "ADDRESS_UNCLEAR",
                "text", "门牌号不全，请与买家确认"));
        settle();
        return caseId;
    }

    @Test
    void r21_two_buyers_with_three_held_orders_are_called_without_a_mouse() {
        String one = held("小芳");
        String two = held("小芳");
        String other = held("阿强");
        Page page = signsIn(person("zh-CN", ColorScheme.LIGHT), "agent1");
        page.navigate("/phone-round");
        page.waitForLoadState();
        page.keyboard().press("n");
        page.locator("[data-call]").waitFor();
        page.waitForLoadState();
        assertThat(page.locator("[data-call] h2").innerText()).isEqualTo("小芳");
        assertThat(page.locator(".round-orders tbody tr").count()).isEqualTo(2);
        assertThat(page.locator(".round-list li.current").innerText()).contains("小芳");

        Page colleague = signsIn(person("en", ColorScheme.DARK), "agent2");
        colleague.navigate("/phone-round");
        assertThat(colleague.locator(".round-list").innerText()).contains("agent1 calls");

        page.keyboard().press("1");
        page.keyboard().press("e");
        page.keyboard().type("浙江省杭州市西湖区文三路90号3幢501室");
        page.keyboard().press("Enter");
        page.getByText("已记录，地址已改").first().waitFor();
        assertThat(page.locator("[data-call] h2").innerText()).as("the next buyer has come up").isEqualTo("阿强");
        page.waitForLoadState();
        page.keyboard().press("2");
        page.keyboard().press("t");
        page.keyboard().type("响了很久");
        page.keyboard().press("Control+Enter");
        page.locator("[data-call]").waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        assertThat(page.locator(".round-call").innerText()).contains("已记录");
        settle();
        assertThat(kinds(one)).contains("SLOT_ATTEMPTED", "CONTACT");
        assertThat(kinds(two)).contains("SLOT_ATTEMPTED", "CONTACT");
        assertThat(as("auditor1").tasks(other)).isEmpty();
    }

    @Test
    void what_was_typed_is_there_again_when_the_address_is_not_complete() {
        held("小芳");
        Page page = signsIn(person("en", ColorScheme.LIGHT), "agent1");
        page.navigate("/phone-round");
        page.waitForLoadState();
        page.keyboard().press("n");
        page.locator("[data-call]").waitFor();
        page.waitForLoadState();
        page.keyboard().press("t");
        page.keyboard().type("Wants it at the office");
        page.keyboard().press("Tab");
        page.locator("h2").first().focus();
        page.keyboard().press("1");
        page.keyboard().press("e");
        page.keyboard().type("there");
        page.keyboard().press("Enter");
        page.locator(".notice.bad").waitFor();
        assertThat(page.locator("[name=words]").inputValue()).isEqualTo("Wants it at the office");
        assertThat(page.locator("[name=newAddress]").inputValue()).isEqualTo("there");
        assertThat(page.locator("[value=CHANGE_ADDRESS]").isChecked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "zh-CN,DARK", "en,LIGHT", "en,DARK"})
    void nobody_is_kept_out(String language, ColorScheme theme) {
        held("小芳");
        held("小芳");
        held("一位名字特别长的买家用来看看列表会不会被撑开");
        held("阿强");
        Page page = signsIn(person(language, theme), "agent1");
        page.navigate("/phone-round");
        open(page, "round-list");
        page.keyboard().press("n");
        page.locator("[data-call]").waitFor();
        page.waitForLoadState();
        page.keyboard().press("1");
        open(page, "round-call");
        page.keyboard().press("2");
        page.keyboard().press("Enter");
        page.locator(".round-call .tag.done").first().waitFor();
        open(page, "round-next");
    }
}
