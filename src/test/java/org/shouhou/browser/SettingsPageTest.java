package org.shouhou.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures, calendar and roster, changed at the keyboard by those who steer; each shop is the test's own. */
class SettingsPageTest extends BrowserTest {

    private final String shop = "S" + id().substring(0, 8);

    @AfterEach
    void nothingStaysOpen() {
        jdbc.sql("DELETE FROM duty_shift").update();
        jdbc.sql("SELECT id FROM case_file WHERE shop = ? AND status <> 'CLOSED'").param(shop).query(String.class).list()
                .forEach(id -> as("supervisor1").tells(id, "customerWithdrew", Map.of("reason", "looked at")));
        settle();
    }

    private String opened() {
        String orderNo = "B" + id();
        String csv = "orderNo,createdAt,paidAt,buyer,phone,lineNo,sku,title,quantity,linePaid\n" + orderNo
                + ",2026-11-01T10:00:00+08:00,2026-11-01T10:00:00+08:00,买家,13800000000,1,A-1,货品,1,300.00\n";
        as("supervisor1").upload("/api/orders/import?format=standard&shop=" + shop, csv.getBytes(StandardCharsets.UTF_8)).is(200);
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", orderNo, "shop", shop, "reason", "NO_LONGER_WANTED"));
        settle();
        return caseId;
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT,首次回复时限", "en,DARK,First reply within"})
    void a_manager_changes_a_figure_after_seeing_which_deadlines_move(String language, ColorScheme theme, String name) {
        opened();
        Page page = signsIn(person(language, theme), "manager1");
        page.navigate("/settings");
        open(page, "settings");
        page.navigate("/settings?matter=WORK&shop=" + shop);
        page.locator(".figures").getByText(name, new Locator.GetByTextOptions().setExact(true)).press("Enter");
        assertThat(page.locator("h1")).hasText(name);
        page.locator("input[name=value]").fill("bald");
        page.locator("input[name=value]").press("Enter");
        assertThat(page.locator("small.wrong").first()).isVisible();
        open(page, "figure-wrong");
        page.locator("input[name=value]").fill("1");
        page.locator("select[name=unit]").selectOption("HOURS");
        page.locator("input[name=value]").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        open(page, "figure-preview");
        page.locator("button.primary").press("Enter");
        assertThat(page.locator(".notice.good").first()).isVisible();
        assertThat(page.locator(".figure-now")).containsText("1");
        open(page, "figure");
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT,时限已移动", "en,DARK,Deadline moved"})
    void a_supervisor_declares_a_holiday_and_the_case_page_shows_the_deadline_moved_and_why(String language, ColorScheme theme, String moved) {
        String caseId = opened();
        String day = now().toLocalDate().toString();
        Page page = signsIn(person(language, theme), "supervisor1");
        page.navigate("/calendar?shop=" + shop);
        open(page, "calendar");
        page.locator("a.day[aria-current=date]").press("Enter");
        assertThat(page.locator("input[name=from]")).hasValue(day);
        page.locator("input[name=name]").fill("台风");
        page.locator("input[name=name]").press("Enter");
        assertThat(page.locator("tbody tr").first()).isVisible();
        open(page, "calendar-preview");
        page.locator("button.primary").press("Enter");
        assertThat(page.locator(".closed-day")).containsText("台风");
        open(page, "calendar-closed");
        page.navigate("/cases/" + caseId);
        assertThat(page.getByText(moved).first()).isVisible();
        look(page, "case-moved");
    }

    @Test
    void a_preview_that_is_stale_is_shown_anew() {
        opened();
        Page page = signsIn(person("en", ColorScheme.LIGHT), "supervisor1");
        page.navigate("/calendar?shop=" + shop + "&day=" + now().toLocalDate());
        page.locator("input[name=name]").fill("Typhoon");
        page.locator("input[name=name]").press("Enter");
        page.waitForURL("**/calendar/previews/**");
        String seen = page.url();
        as("manager1").put("/api/settings/list.soonWithin", Map.of("shop", shop, "value", "PT3H")).is(200);
        page.locator("button.primary").press("Enter");
        assertThat(page.locator(".notice.bad")).isVisible();
        assertThat(page.url()).isNotEqualTo(seen);
        page.locator("button.primary").press("Enter");
        assertThat(page.locator(".closed-day")).containsText("Typhoon");
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "en,DARK"})
    void a_supervisor_plans_a_week_sees_the_gaps_and_copies_it(String language, ColorScheme theme) {
        Page page = signsIn(person(language, theme), "supervisor1");
        page.navigate("/duty");
        page.locator("form select[name=user]").selectOption("agent1");
        page.locator("input[name=starts]").last().fill("09:00");
        page.locator("input[name=ends]").last().fill("18:00");
        page.locator("input[name=also][value=TUESDAY]").press("Space");
        page.locator("input[name=ends]").last().press("Enter");
        assertThat(page.locator(".roster summary")).hasCount(2);
        assertThat(page.locator(".roster .gap").first()).containsText("18:00–24:00");
        open(page, "roster");
        page.locator(".roster summary").first().press("Enter");
        page.locator(".roster details[open] input[name=ends]").fill("20:00");
        page.locator(".roster details[open] input[name=ends]").press("Enter");
        assertThat(page.locator(".roster summary").first()).hasText("09:00–20:00");
        page.locator("form[action$='/duty/weeks/copy'] button").press("Enter");
        assertThat(page.locator(".roster summary")).hasCount(2);
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,DARK", "en,LIGHT"})
    void versions_of_a_reply_receipts_of_a_bulletin_and_a_remedy_to_replace_keep_nobody_out(String language, ColorScheme theme) {
        String code = "v" + id().substring(0, 8);
        String reply = "/reply-templates/" + as("agent1").post("/api/reply-templates", Map.of("code", code, "title", "问候",
                "text", "您好{buyer}，订单{orderNo}我看到了。")).is(201).json().get("templateId");
        as("supervisor1").post("/api" + reply + "/versions/1/approve", null).is(200);
        as("agent1").post("/api" + reply + "/versions", Map.of("text", "您好{buyer}，您的订单{orderNo}我们看到了。")).is(200);
        as("supervisor1").post("/api/bulletins", Map.of("requestId", id(), "title", "双11", "text", "先读这条", "until",
                clock.instant().plusSeconds(3600).toString())).is(204);
        as("agent1").post("/api/bulletins/" + ((Map<?, ?>) as("agent1").list("/api/bulletins").get(0)).get("id") + "/read", null).is(204);
        String remedy = (String) as("supervisor1").post("/api/standing-remedies", Map.of("requestId", id(), "name", "道歉券" + code, "kind", "COUPON",
                "maxMinor", 1000, "reasonCode", "GOODWILL", "validTo", clock.instant().plusSeconds(86_400).toString())).json().get("id");
        Page page = signsIn(person(language, theme), "supervisor1");
        page.navigate(reply);
        assertThat(page.locator("ins.diff").first()).isVisible();
        open(page, "versions");
        page.navigate("/bulletins");
        page.locator(".card details summary").first().press("Enter");
        assertThat(page.locator(".receipts .good")).hasText("agent1");
        open(page, "receipts");
        page.locator("form[action$=remind] button").first().press("Enter");
        assertThat(page.locator(".notice.good")).isVisible();
        page.navigate("/standing-remedies?replaces=" + remedy);
        open(page, "standing");
        page.navigate("/settings/reasons.refund");
        open(page, "reasons");
        page.navigate("/settings?matter=LIMITS");
        open(page, "limits");
        jdbc.sql("DELETE FROM bulletin_read").update();
        jdbc.sql("DELETE FROM bulletin").update();
    }
}
