package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to network, session or window: what somebody typed is still there, and is sent once. */
class NoWordLostTest extends BrowserTest {

    private static final String NOTE = "form[data-draft=note] textarea";
    private static final String REASON = ".task-form textarea";

    private String caseId;
    private BrowserContext person;
    private Page page;

    @BeforeEach
    void agentOnACase() {
        caseId = as("presale1").opens(Map.of("type", "refund", "orderNo",
                order().line("SKU-1", 1, "600.00").shipped("SF1").imported(), "reason", "QUALITY"));
        settle();
        person = person("en", ColorScheme.LIGHT);
        page = signsIn(person, "agent1");
        opensCase(page);
    }

    @Test
    void a_reload_in_the_middle_of_two_forms_brings_both_back() {
        claims();
        page.locator(REASON).first().fill("杯盖裂了");
        types("called, no answer");

        page.reload();
        page.locator(REASON).first().waitFor();
        page.waitForFunction("() => document.querySelector('form[data-draft=note] textarea')?.value");
        assertThat(page.locator(REASON).first().inputValue()).isEqualTo("杯盖裂了");
        assertThat(page.locator(NOTE).inputValue()).isEqualTo("called, no answer");
        assertThat(page.locator(".send-row .draft-state").innerText()).contains("is back");
        look(page, "restored");
        assertThat(barriers(page)).isEmpty();
    }

    @Test
    void words_typed_just_before_the_window_goes_come_back_too() {
        types("the very last word");
        page.close();

        Page again = person.newPage();
        opensCase(again);
        again.waitForFunction("() => document.querySelector('form[data-draft=note] textarea')?.value");
        assertThat(again.locator(NOTE).inputValue()).isEqualTo("the very last word");
    }

    @Test
    void a_network_cut_in_the_middle_keeps_the_words_says_so_and_sends_them_once() {
        types("杯盖");
        person.setOffline(true);
        page.locator(NOTE).pressSequentially("裂了");
        Locator state = page.locator("form[data-draft=note] .draft-state");
        page.waitForFunction("() => document.querySelector('form[data-draft=note] .draft-state')?.dataset.state === 'unsaved'");
        page.locator("form[data-draft=note] button.primary").click();
        page.locator(".toast.bad").waitFor();
        assertThat(page.locator(".toast.bad").innerText()).contains("No connection");
        assertThat(page.locator(NOTE).inputValue()).isEqualTo("杯盖裂了");
        look(page, "offline");
        assertThat(barriers(page)).isEmpty();

        person.setOffline(false);
        page.waitForFunction("() => document.querySelector('form[data-draft=note] .draft-state')?.dataset.state === 'saved'");
        assertThat(state.innerText()).contains("Kept");
        page.locator("form[data-draft=note] button.primary").click();
        page.locator(".toast.good").waitFor();
        assertThat(notes()).containsExactly("杯盖裂了");
    }

    @Test
    void an_answer_lost_on_the_way_is_asked_for_again_and_the_note_stands_there_once() {
        types("only once");
        boolean[] cut = {true};
        page.route("**/notes", route -> {
            if (cut[0]) {
                cut[0] = false;
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        page.locator("form[data-draft=note] button.primary").click();
        page.locator(".toast.bad").waitFor();
        page.locator("form[data-draft=note] button.primary").click();
        page.locator(".toast.good").waitFor();
        assertThat(notes()).containsExactly("only once");
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,DARK", "en,LIGHT"})
    void a_session_that_ends_inside_a_swap_is_taken_up_in_place_and_the_note_goes_out(String language, ColorScheme theme) {
        person = person(language, theme);
        page = signsIn(person, "agent1");
        opensCase(page);
        types("typed before the session ended");
        person.clearCookies();
        page.locator("form[data-draft=note] button.primary").click();

        Locator dialog = page.locator("dialog.sign-in-again");
        dialog.waitFor();
        look(page, "sign-in-again");
        assertThat(barriers(page)).isEmpty();
        dialog.locator("input[type=password]").fill("wrong");
        dialog.locator("input[type=password]").press("Enter");
        dialog.locator(".notice").waitFor();
        dialog.locator("input[type=password]").fill("demo");
        dialog.locator("input[type=password]").press("Enter");

        page.locator(".toast.good").waitFor();
        assertThat(notes()).containsExactly("typed before the session ended");
        page.reload();
        page.waitForTimeout(300);
        assertThat(page.locator(NOTE).inputValue()).isEmpty();
    }

    @Test
    void a_session_that_ends_before_a_decision_is_sent_costs_a_password_and_nothing_else() {
        claims();
        page.getByText("Refuse", new Page.GetByTextOptions().setExact(true)).first().waitFor();
        page.locator(".task-form input[type=radio]").first().check();
        page.locator(REASON).last().fill("judged while signed in");
        person.clearCookies();
        page.locator("button.send").click();
        Locator password = page.locator("dialog.sign-in-again input[type=password]");
        password.waitFor();
        password.fill("demo");
        password.press("Enter");

        page.locator(".toast.good").waitFor();
        assertThat(kinds(caseId)).filteredOn("TASK_COMPLETED"::equals).hasSize(1);
    }

    @Test
    void whatever_is_typed_the_moment_before_or_after_a_choice_stays() {
        claims();
        chooses("Approve a part");
        Locator amount = page.locator(".task-form .fjs-form-field-number input");
        amount.fill("12.34");
        page.locator(REASON).last().fill("half of it");
        chooses("Refuse");
        page.locator(".task-form .fjs-select-hidden-input").focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().type("杯盖裂了, seen on the photo");
        page.keyboard().press("Tab");
        page.keyboard().type(" then none");
        page.waitForFunction("() => document.querySelector('.send-row .draft-state')?.dataset.state === 'saved'");

        assertThat(page.locator(REASON).first().inputValue()).isEqualTo("杯盖裂了, seen on the photo");
        assertThat(page.locator(REASON).last().inputValue()).isEqualTo("half of it then none");
        chooses("Approve a part");
        assertThat(amount.inputValue()).isEqualTo("12.34");
        amount.fill("");
        amount.focus();
        page.waitForResponse(kept -> kept.url().contains("/drafts/") && String.valueOf(kept.request().postData()).contains("none, or a word of it"), () -> {
            page.keyboard().type("56.78");
            page.keyboard().press("Tab");
            page.keyboard().type(", or a word of it");
        });
        assertThat(amount.inputValue()).isEqualTo("56.78");
        assertThat(page.locator(REASON).first().inputValue()).isEqualTo("half of it then none, or a word of it");
    }

    @Test
    void the_back_button_leads_to_the_words_left_behind() {
        types("half a sentence");
        page.navigate("/cases");
        page.goBack();
        page.waitForFunction("() => document.querySelector('form[data-draft=note] textarea')?.value");
        assertThat(page.locator(NOTE).inputValue()).isEqualTo("half a sentence");
    }

    @Test
    void two_windows_keep_the_words_of_both() {
        Page other = person.newPage();
        opensCase(other);
        types("from the first window");
        kept(page);
        other.keyboard().press("m");
        other.locator(NOTE).fill("from the second window");
        kept(other);
        page.close();
        other.close();

        Page later = person.newPage();
        opensCase(later);
        later.locator("[data-left] li").waitFor();
        assertThat(List.of(later.locator(NOTE).inputValue(), later.locator("[data-left] li p").innerText()))
                .containsExactlyInAnyOrder("from the first window", "from the second window");
        look(later, "two-windows");
        assertThat(barriers(later)).isEmpty();
    }

    @Test
    void who_loses_the_task_to_somebody_else_keeps_the_words_typed_for_it() {
        claims();
        page.locator(REASON).first().fill("my reasons");
        page.waitForFunction("() => document.querySelector('.send-row .draft-state')?.dataset.state === 'saved'");
        String task = page.locator(".task-form").getAttribute("data-task");
        as("agent1").post("/api/tasks/" + task + "/release", Map.of()).is(204);
        as("supervisor1").post("/api/tasks/" + task + "/claim", Map.of()).is(200);

        page.locator(".task-form input[type=radio]").first().check();
        page.locator("button.send").click();
        page.locator(".task-form .notice.bad:not([hidden])").waitFor();
        page.reload();
        page.locator("[data-left] li").waitFor();
        assertThat(page.locator("[data-left] li p").innerText()).contains("my reasons");
    }

    private void opensCase(Page where) {
        where.navigate("/cases/" + caseId);
        where.waitForFunction("() => document.querySelector('form[data-draft=note] .draft-state')");
    }

    private void claims() {
        page.locator("[data-claim]").click();
        page.locator("button.send").waitFor();
        page.waitForFunction("() => document.querySelector('form[data-draft=note] .draft-state')");
    }

    private void chooses(String decision) {
        page.locator(".task-form label").getByText(decision, new Locator.GetByTextOptions().setExact(true)).click();
    }

    private void types(String words) {
        page.locator("details[data-act=note] summary").click();
        page.locator(NOTE).fill(words);
    }

    private static void kept(Page where) {
        where.waitForFunction("() => document.querySelector('form[data-draft=note] .draft-state')?.dataset.state === 'saved'");
    }

    @SuppressWarnings("unchecked")
    private List<String> notes() {
        return ((List<Map<String, Object>>) as("agent1").get("/api/cases/" + caseId + "/notes").is(200).json().get("notes")).stream()
                .map(note -> (String) note.get("text")).toList();
    }
}
