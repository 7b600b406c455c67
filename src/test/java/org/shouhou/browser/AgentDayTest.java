package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent's day without a mouse, and what the page of a case does for it. */
class AgentDayTest extends BrowserTest {

    @ParameterizedTest
    @CsvSource({"zh-CN,DARK", "en,LIGHT"})
    void an_agent_signs_in_takes_a_task_reads_decides_notes_and_goes_on_by_keyboard_alone(String language, ColorScheme theme) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            numbers.add(urgentCase());
        }
        settle();
        Page page = person(language, theme).newPage();
        page.navigate("/sign-in");
        page.keyboard().type("agent2");
        page.keyboard().press("Tab");
        page.keyboard().type("demo");
        page.keyboard().press("Enter");
        page.waitForURL("**/tasks");

        page.keyboard().press("n");
        page.waitForURL("**/cases/*");
        String first = page.locator("h1").innerText();
        assertThat(numbers).contains(first);
        page.locator("button.send").waitFor();
        assertThat(page.locator(".timeline").innerText()).contains("急件");
        page.waitForFunction("() => document.querySelector('[data-island=timeline]')?.switchLength");
        page.keyboard().press("v");
        page.locator("[data-length=all][aria-pressed=true]").waitFor();
        page.keyboard().press("v");
        look(page, "task");

        page.keyboard().press("m");
        page.keyboard().type("已电话确认，杯盖破裂");
        page.keyboard().press("Control+Enter");
        page.locator(".toast.good").waitFor();
        assertThat(page.locator(".timeline").innerText()).contains("已电话确认，杯盖破裂");
        assertThat(page.locator("button.send").isVisible()).isTrue();

        page.keyboard().press("Escape");
        page.evaluate("() => document.activeElement.blur()");
        page.keyboard().press("f");
        page.keyboard().press("Space");
        page.keyboard().press("Control+Enter");
        page.waitForFunction("() => !document.querySelector('button.send')");
        page.locator(".toast.good").waitFor();
        assertThat(kinds(idOf(first))).contains("TASK_COMPLETED");

        page.keyboard().press("n");
        page.waitForFunction("first => document.querySelector('h1')?.textContent !== first && document.querySelector('button.send')", first);
        page.keyboard().press("u");
        page.waitForURL("**/tasks*");
    }

    @Test
    void after_a_decision_the_next_task_comes_up_for_who_wants_it_so_from_then_on() {
        String one = urgentCase();
        String other = urgentCase();
        settle();
        Page page = signsIn(person("en", ColorScheme.LIGHT), "supervisor2");
        page.navigate("/cases/" + one);
        page.locator("[data-claim]").click();
        page.locator(".after select").waitFor();
        page.waitForResponse("**/after-action", () -> page.locator(".after select").selectOption("next"));
        page.locator(".task-form input[type=radio]").first().check();
        page.locator("button.send").click();

        page.waitForFunction("one => document.querySelector('h1')?.textContent !== one && document.querySelector('.after select')", one);
        assertThat(page.locator(".after select").inputValue()).isEqualTo("next");
        page.waitForResponse("**/after-action", () -> page.locator(".after select").selectOption("stay"));
        assertThat(List.of(one, other)).contains(one);
    }

    @Test
    void a_colleague_looking_at_the_same_case_is_named_until_they_leave() {
        String number = number(openCase());
        Page mine = signsIn(person("en", ColorScheme.LIGHT), "agent1");
        mine.navigate("/cases/" + number);
        Page theirs = signsIn(person("en", ColorScheme.DARK), "agent2");
        theirs.navigate("/cases/" + number);
        theirs.waitForFunction("() => document.querySelector('.presence')?.textContent.includes('agent1 is looking too')");
        look(theirs, "presence");
        assertThat(barriers(theirs)).isEmpty();
        mine.navigate("/cases");
        theirs.reload();
        theirs.locator(".timeline").waitFor();
        theirs.waitForResponse("**/presence", () -> theirs.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))"));
        assertThat(theirs.locator(".presence").innerText()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,DARK", "en,LIGHT"})
    void two_colons_offer_the_quick_replies_as_this_customer_would_get_them(String language, ColorScheme theme) {
        String code = "paid-" + id().substring(0, 8);
        Object template = as("agent1").post("/api/reply-templates", Map.of("code", code, "title", "退款已受理 " + code,
                "text", "订单 {orderNo} 的退款已受理。")).is(201).json().get("templateId");
        as("supervisor1").post("/api/reply-templates/" + template + "/versions/1/approve", null).is(200);
        String number = number(openCase());
        String orderNo = (String) as("agent1").get("/api/cases/" + number).is(200).json().get("orderNo");
        Page page = signsIn(person(language, theme), "agent1");
        page.navigate("/cases/" + number);
        page.locator("form[data-draft=contact] .draft-state").waitFor(new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));

        page.locator("details[data-act=contact] summary").click();
        page.locator("form[data-draft=contact] textarea").focus();
        page.keyboard().type("您好！::" + code);
        page.locator(".replies .reply-preview:has-text('" + orderNo + "')").waitFor();
        look(page, "replies");
        assertThat(barriers(page)).isEmpty();
        page.keyboard().press("Enter");
        page.locator(".replies").waitFor(new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        assertThat(page.locator("form[data-draft=contact] textarea").inputValue()).isEqualTo("您好！订单 " + orderNo + " 的退款已受理。");
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "en,DARK"})
    void what_the_server_refuses_stands_at_its_field_with_the_words_kept_and_the_focus_there(String language, ColorScheme theme) {
        String number = number(openCase());
        settle();
        Page page = signsIn(person(language, theme), "agent1");
        page.navigate("/cases/" + number);
        page.locator("[data-claim]").click();
        page.locator("button.send").waitFor();
        page.locator(".task-form input[type=radio]").nth(1).check();
        Locator amount = page.locator(".task-form .fjs-form-field-number input").first();
        amount.fill("99999");
        page.locator("button.send").click();
        page.locator(".task-form .fjs-has-errors").first().waitFor();
        page.waitForFunction("() => document.activeElement?.closest('.fjs-has-errors')");
        assertThat(amount.inputValue()).startsWith("99999");
        look(page, "refused-field");
        assertThat(barriers(page)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT,请选择…,此项必填。,缺少凭证", "en,DARK,Choose …,Please fill this in.,No evidence"})
    void a_refusal_names_its_reason_from_a_list_in_the_readers_language(String language, ColorScheme theme, String choose, String required, String reason) {
        String caseId = openCase();
        settle();
        Page page = signsIn(person(language, theme), "agent1");
        page.navigate("/cases/" + number(caseId));
        page.locator("[data-claim]").click();
        page.locator("button.send").waitFor();
        page.locator(".task-form input[type=radio]").nth(2).check();
        Locator list = page.locator(".task-form .fjs-form-field-select").first();
        list.getByText(choose).waitFor();
        page.locator("button.send").click();
        page.locator(".task-form").getByText(required).first().waitFor();

        // the first field that is wrong has the focus: its list is open
        list.getByText(reason).click();
        page.locator(".task-form textarea").first().fill("签收后未提供照片");
        // whatever this agent chose last
        page.locator(".after select").selectOption("stay");
        page.locator("button.send").click();
        page.waitForFunction("() => !document.querySelector('button.send')");
        settle();
        assertThat(as("agent1").get("/api/cases/" + caseId).json().get("outcome")).isEqualTo("REJECTED");
    }

    /** @return its number */
    private String urgentCase() {
        String caseId = openCase();
        as("agent1").post("/api/cases/" + caseId + "/notes", Map.of("text", "急件")).is(204);
        return number(caseId);
    }

    private String openCase() {
        return as("presale1").opens(Map.of("type", "refund", "orderNo",
                order().line("SKU-1", 1, "300.00").shipped("SF1").imported(), "reason", "QUALITY"));
    }

    private String number(String caseId) {
        return (String) as("agent1").get("/api/cases/" + caseId).is(200).json().get("number");
    }

    private String idOf(String number) {
        return (String) as("agent1").get("/api/cases/" + number).is(200).json().get("caseId");
    }
}
