package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists in front of people: found, narrowed, kept, walked through by keyboard, never moving under the hand. */
class ListsTest extends BrowserTest {

    @BeforeEach
    void nothingIsLeftOfOthers() {
        jdbc.sql("UPDATE queue_entry SET owner = 'gone', role = 'finance', other_role = NULL").update();
        jdbc.sql("DELETE FROM saved_view").update();
    }

    private String refund(String reason, String paid) {
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo",
                order().line("SKU-1", 1, paid).shipped("SF" + id().substring(0, 8)).imported(), "reason", reason));
        settle();
        return caseId;
    }

    private String number(String caseId) {
        return (String) as("agent1").sees(caseId).get("number");
    }

    private String owner(String caseId) {
        return (String) as("agent1").task(caseId, "reviewRefund").get("owner");
    }

    private void claims(String user, String caseId) {
        as(user).post("/api/tasks/" + as(user).task(caseId, "reviewRefund").get("taskId") + "/claim", null).is(200);
    }

    /** A picture for who wants one. */
    private static void picture(Page page, String name) {
        if (System.getProperty("shouhou.pictures") != null) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(System.getProperty("shouhou.pictures"), name + ".png")));
        }
    }

    @Test
    void of_two_agents_who_reach_for_a_task_the_second_reads_who_has_it() {
        String caseId = refund("QUALITY", "300.00");
        Page one = signsIn(person("zh-CN", ColorScheme.LIGHT), "agent1");
        Page two = signsIn(person("en", ColorScheme.LIGHT), "agent2");
        one.navigate("/tasks/team");
        two.navigate("/tasks/team");
        one.locator("[data-claim] button").first().click();
        one.waitForURL(url -> url.contains("/cases/"));
        two.locator("[data-claim] button").first().click();
        two.locator(".notice.bad").waitFor();
        assertThat(two.locator(".notice.bad").innerText()).contains("agent1");
        assertThat(two.url()).endsWith("/tasks/team");
        assertThat(two.locator("tr[data-row] td", new Page.LocatorOptions().setHasText("agent1")).count()).isEqualTo(1);
        assertThat(owner(caseId)).isEqualTo("agent1");
        assertThat(barriers(two)).isEmpty();
    }

    @Test
    void new_work_is_announced_and_the_list_stays_where_it_is_until_asked() {
        refund("QUALITY", "300.00");
        pass(java.time.Duration.ofMinutes(1));
        BrowserContext person = person("en", ColorScheme.LIGHT);
        person.addInitScript("const every = window.setInterval; window.setInterval = (work) => every(work, 150);");
        Page page = signsIn(person, "agent1");
        page.navigate("/tasks/team");
        page.locator("[data-open]").first().focus();
        double before = page.locator("tr[data-row]").first().boundingBox().y;
        pass(java.time.Duration.ofMinutes(1));
        refund("OTHER", "400.00");
        refund("OTHER", "500.00");
        page.mouse().move(300, 300);
        page.waitForFunction("() => document.querySelector('.fresh a')?.textContent.startsWith('2 ')");
        assertThat(page.locator("tr[data-row]").count()).isEqualTo(1);
        assertThat(page.locator("tr[data-row]").first().boundingBox().y).isEqualTo(before);
        assertThat(page.evaluate("() => document.activeElement.matches('[data-open]')")).isEqualTo(true);
        assertThat(barriers(page)).isEmpty();
        picture(page, "fresh");
        page.locator("tbody .pick input").first().check();
        String picked = page.locator("tbody .pick input").first().inputValue();
        page.evaluate("() => { window.samePage = true; }");
        page.locator(".fresh a").click();
        page.waitForFunction("() => document.querySelectorAll('tr[data-row]').length === 3");
        assertThat(page.evaluate("() => window.samePage")).as("in its place").isEqualTo(true);
        assertThat(page.evaluate("() => [...document.querySelectorAll('tbody .pick input:checked')].map(box => box.value).join()")).isEqualTo(picked);
        assertThat(page.evaluate("() => document.activeElement.closest('tr[data-row]').dataset.task")).as("where they stood").isEqualTo(picked);
        assertThat(page.locator("[data-bulk]").isEnabled()).isTrue();
        assertThat(page.locator(".fresh a").isVisible()).isFalse();
    }

    @Test
    void a_saved_view_is_there_again_on_another_machine_and_opens_first() {
        String wanted = refund("QUALITY", "900.00");
        refund("QUALITY", "300.00");
        refund("OTHER", "900.00");
        Page page = signsIn(person("en", ColorScheme.DARK), "agent1");
        page.navigate("/tasks/team");
        page.locator("select[name=reason]").selectOption("QUALITY");
        page.locator("input[name=over]").fill("400");
        page.locator(".narrow > button").click();
        page.waitForURL(url -> url.contains("over=400"));
        assertThat(page.locator("tr[data-row]").count()).isEqualTo(1);
        page.locator(".keep summary").click();
        page.locator("input[name=name]").fill("Large & broken");
        page.locator(".keep input[name=first]").check();
        assertThat(barriers(page)).isEmpty();
        picture(page, "view");
        page.locator(".keep button.primary").click();
        page.waitForURL(url -> url.contains("view="));
        Page elsewhere = signsIn(person("zh-CN", ColorScheme.LIGHT), "agent1");
        elsewhere.navigate("/tasks/team");
        assertThat(elsewhere.locator(".views [aria-current]").innerText()).contains("Large & broken");
        assertThat(elsewhere.locator("tr[data-row]").allInnerTexts()).singleElement().asString().contains(number(wanted));
        Page other = signsIn(person("zh-CN", ColorScheme.LIGHT), "agent2");
        other.navigate("/tasks/team");
        assertThat(other.locator("tr[data-row]").count()).isEqualTo(3);
    }

    @Test
    void a_search_with_one_hit_opens_the_case_and_one_with_more_says_by_what_it_found_them() {
        String end = Long.toString(System.nanoTime() % 9000 + 1000);
        String buyer = "buyer" + id().substring(0, 8);
        for (int i = 0; i < 2; i++) {
            as("presale1").opens(Map.of("type", "refund", "orderNo", order().line("SKU-1", 1, "300.00").buyer(buyer, "")
                    .phone("1390" + id().hashCode() % 100 + end).imported(), "reason", "QUALITY"));
        }
        settle();
        String caseId = refund("QUALITY", "300.00");
        Page page = signsIn(person("zh-CN", ColorScheme.LIGHT), "agent1");
        page.navigate("/tasks");
        page.locator("[data-find]").fill(number(caseId));
        page.locator("[data-find]").press("Enter");
        page.waitForURL(url -> url.endsWith("/cases/" + number(caseId)));
        page.navigate("/cases");
        page.locator("[data-find]").fill(buyer);
        page.locator("[data-find]").press("Enter");
        page.waitForURL(url -> url.contains("/search"));
        assertThat(page.locator("tr[data-row]").count()).isEqualTo(2);
        assertThat(page.locator("tr[data-row]").first().innerText()).contains("买家");
        assertThat(barriers(page)).isEmpty();
        picture(page, "search");
        page.locator("[data-find]").fill("nobody-at-all");
        page.locator("[data-find]").press("Enter");
        page.locator(".empty").waitFor();
        assertThat(page.locator(".empty").innerText()).contains("nobody-at-all");
        assertThat(barriers(page)).isEmpty();
    }

    @Test
    void a_list_is_walked_claimed_from_and_searched_by_keyboard_alone_and_typing_is_no_key() {
        List<String> cases = List.of(refund("QUALITY", "300.00"), refund("OTHER", "400.00"), refund("QUALITY", "500.00"));
        Page page = signsIn(person("en", ColorScheme.LIGHT), "agent1");
        page.navigate("/tasks/team");
        page.keyboard().press("j");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("j");
        page.keyboard().press("k");
        assertThat(page.evaluate("() => [...document.querySelectorAll('[data-open]')].indexOf(document.activeElement)")).isEqualTo(1);
        page.keyboard().press("x");
        assertThat(page.locator(".pick input:checked").count()).isEqualTo(1);
        String chosen = page.locator("tr[data-row]").nth(1).innerText();
        page.keyboard().press("/");
        page.keyboard().type("cjnkx");
        assertThat(page.locator("[data-find]").inputValue()).isEqualTo("cjnkx");
        assertThat(page.url()).endsWith("/tasks/team");
        page.keyboard().press("Shift+Tab");
        page.locator("[data-open]").nth(1).focus();
        page.keyboard().press("c");
        page.waitForURL(url -> url.contains("/cases/"));
        String claimed = cases.stream().filter(caseId -> chosen.contains(number(caseId))).findFirst().orElseThrow();
        assertThat(owner(claimed)).isEqualTo("agent1");
        page.navigate("/tasks");
        page.keyboard().press("n");
        page.waitForURL(url -> url.contains("/cases/"));
        assertThat(cases.stream().filter(caseId -> "agent1".equals(owner(caseId))).count()).isEqualTo(2);
        page.navigate("/tasks");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/cases/"));
    }

    private String unshipped(String paid) {
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", order().line("SKU-1", 1, paid).imported(), "reason", "NO_LONGER_WANTED"));
        settle();
        return caseId;
    }

    @Test
    void many_are_decided_together_after_seeing_to_how_many_it_happens_and_for_how_much() {
        List<String> alike = List.of(unshipped("300.00"), unshipped("310.00"), unshipped("320.00"));
        String beyond = unshipped("900.00");
        Page page = signsIn(person("en", ColorScheme.LIGHT), "agent1");
        page.navigate("/tasks/team");
        assertThat(page.locator("[data-bulk]").isDisabled()).isTrue();
        page.locator("[data-all]").check();
        assertThat(page.locator("[data-picked]").innerText()).contains("4");
        assertThat(barriers(page)).isEmpty();
        page.keyboard().press("b");
        page.waitForURL(url -> url.endsWith("/tasks/bulk"));
        assertThat(page.locator(".choices form").first().innerText()).contains("3", "930.00");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(number(beyond))).innerText()).contains("Beyond your limit");
        assertThat(barriers(page)).isEmpty();
        picture(page, "bulk");
        assertThat(owner(alike.get(0))).isNull();
        page.locator(".choices form button.primary").first().click();
        page.waitForURL(url -> url.endsWith("/tasks/bulk/decide"));
        assertThat(page.locator(".tag.done").count()).isEqualTo(3);
        assertThat(barriers(page)).isEmpty();
        picture(page, "bulk-done");
        settle();
        alike.forEach(caseId -> assertThat(as("agent1").sees(caseId)).containsEntry("outcome", "REFUNDED"));
        assertThat(owner(beyond)).isNull();
    }

    @Test
    void nothing_waiting_is_said_and_so_is_being_off_duty() {
        Page page = signsIn(person("en", ColorScheme.LIGHT), "agent2");
        page.navigate("/tasks");
        assertThat(page.locator(".empty").innerText()).contains("Nothing waits");
        page.locator("[data-next] button").click();
        page.locator(".notice.good").waitFor();
        as("agent2").put("/api/duty/me", Map.of("state", "BREAK")).is(200);
        try {
            page.navigate("/tasks");
            assertThat(page.locator(".duty-off").innerText()).contains("break");
            assertThat(barriers(page)).isEmpty();
            page.locator("[data-next] button").click();
            page.locator(".notice.bad").waitFor();
            page.locator(".duty-off button").click();
            page.waitForFunction("() => !document.querySelector('.duty-off')");
        } finally {
            as("agent2").put("/api/duty/me", Map.of("state", "ON")).is(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "zh-CN,DARK", "en,LIGHT", "en,DARK"})
    void my_tasks_are_grouped_and_nobody_is_kept_out(String language, ColorScheme theme) {
        long[] hours = {-30, -1, 1, 40, 41};
        for (long due : hours) {
            String caseId = refund(due < 0 ? "QUALITY" : "NOT_AS_DESCRIBED", "300.00");
            claims("agent1", caseId);
            jdbc.sql("UPDATE queue_entry SET due_at = ?, priority = ? WHERE case_id = ?")
                    .params(org.shouhou.common.Db.utc(clock.instant().plusSeconds(due * 3600)), due == 41 ? 1 : 2, Long.parseLong(caseId)).update();
        }
        refund("QUALITY", "300.00");
        Page page = signsIn(person(language, theme), "agent1");
        page.navigate("/tasks");
        assertThat(page.locator(".group h2").allInnerTexts()).hasSize(4);
        assertThat(page.locator(".group.later tr[data-row]").count()).isEqualTo(2);
        assertThat(page.locator(".group.critical .due").first().getAttribute("title")).matches("\\d{4}-\\d{2}-\\d{2} .*");
        assertThat(barriers(page)).isEmpty();
        picture(page, "mine-" + language + "-" + theme);
        page.navigate("/tasks/team");
        assertThat(barriers(page)).isEmpty();
        picture(page, "team-" + language + "-" + theme);
        page.navigate("/cases");
        assertThat(barriers(page)).isEmpty();
        picture(page, "cases-" + language + "-" + theme);
    }
}
