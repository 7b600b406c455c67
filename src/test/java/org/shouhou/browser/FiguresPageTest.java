package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/** The figures in front of those who lead: drawn, and the same in a table; a point opens its cases, by mouse and by keyboard. */
class FiguresPageTest extends BrowserTest {

    private void someDays() {
        for (int day = 0; day < 3; day++) {
            for (String reason : List.of("QUALITY", "OTHER")) {
                String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("FIG-" + reason, 1, "300.00").shipped("SF" + id().substring(0, 8)).imported(), "reason", reason));
                settle();
                pass(Duration.ofMinutes(4 + 9 * day));
                as("agent1").post("/api/cases/" + caseId + "/contacts", Map.of("channel", "CHAT", "outcome", "REACHED")).is(204);
                as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "OTHER", "evidence", "worn"));
            }
            as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("FIG-PAID", 1, "30.00").imported(), "reason", "NO_LONGER_WANTED"));
            settle();
            pass(Duration.ofDays(1));
        }
    }

    private static void picture(Page page, String name) {
        if (System.getProperty("shouhou.pictures") != null) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(System.getProperty("shouhou.pictures"), name + ".png")));
        }
    }

    private static void drawn(Page page) {
        page.waitForFunction("() => !document.querySelector('[data-waiting]')");
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "en,DARK"})
    void a_point_opens_its_cases_by_mouse_and_its_number_in_the_table_by_keyboard(String language, ColorScheme theme) {
        someDays();
        Page page = signsIn(person(language, theme), "manager1");
        page.navigate("/figures");
        drawn(page);
        assertThat(page.locator("#flow canvas").count()).isEqualTo(1);
        assertThat(page.locator("[data-failed]:visible").count()).as("a chart that cannot be drawn").isZero();
        picture(page, "figures-" + language);
        assertThat(barriers(page)).isEmpty();

        // by keyboard: the table below the drawing, its last number of cases taken in
        page.locator("#flow summary").focus();
        page.keyboard().press("Enter");
        Locator number = page.locator("#flow tbody tr:has(td a)").last().locator("td a").first();
        String shown = number.innerText();
        number.focus();
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/figures/cases?measure=INTAKE"));
        assertThat(page.locator("tr[data-row]").count()).isEqualTo(Integer.parseInt(shown));
        picture(page, "figures-cases-" + language);
        assertThat(barriers(page)).isEmpty();
        page.locator("[data-open]").first().click();
        page.waitForURL(url -> url.contains("/cases/SH-"));

        // by mouse: the bar of the same day
        page.navigate("/figures");
        drawn(page);
        Object[] at = ((List<?>) page.evaluate("""
                () => {
                  const plot = document.querySelector('#flow [data-plot]');
                  const rows = [...document.querySelectorAll('#flow tbody tr')];
                  const index = rows.findLastIndex(row => Number(row.cells[1].dataset.v) > 0);
                  const chart = window.echarts.getInstanceByDom(plot);
                  const [x, y] = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [index, Number(rows[index].cells[1].dataset.v) / 2]);
                  const box = plot.getBoundingClientRect();
                  plot.scrollIntoView({ block: 'center' });
                  const width = chart.convertToPixel({ xAxisIndex: 0 }, 1) - chart.convertToPixel({ xAxisIndex: 0 }, 0);
                  return [x - width / 4, y];
                }""")).toArray();
        page.locator("#flow [data-plot]").click(new Locator.ClickOptions().setPosition(((Number) at[0]).doubleValue(), ((Number) at[1]).doubleValue()));
        page.waitForURL(url -> url.contains("/figures/cases?measure=INTAKE"));
        assertThat(page.locator("tr[data-row]").count()).isEqualTo(Integer.parseInt(shown));
    }

    @Test
    void what_was_chosen_stands_in_the_address_and_one_value_can_be_looked_at_alone() {
        someDays();
        Page page = signsIn(person("en", ColorScheme.LIGHT), "auditor1");
        page.navigate("/figures");
        page.locator("select[name=by]").selectOption("REASON");
        page.locator("select[name=rows]").selectOption("SKU");
        page.locator("select[name=columns]").selectOption("RESPONSIBLE");
        page.locator("[data-figures] button").click();
        page.waitForURL(url -> url.contains("by=REASON"));
        drawn(page);
        assertThat(page.locator("#crossed thead th").first().innerText()).isEqualTo("Article");
        Locator quality = page.locator("#parts tbody tr", new Page.LocatorOptions().setHasText("Quality"));
        int all = Integer.parseInt(quality.locator("td").first().innerText());
        quality.locator("td.end a").click();
        page.waitForURL(url -> url.contains("value=QUALITY"));
        drawn(page);
        assertThat(page.locator(".notice", new Page.LocatorOptions().setHasText("Quality")).count()).isEqualTo(1);
        assertThat(page.locator("#flow tfoot td").first().textContent().strip()).isEqualTo(Integer.toString(all));
        page.navigate("/figures?from=2026-11-20&to=2026-11-10");
        assertThat(page.locator(".notice.bad:visible").count()).isEqualTo(1);
        assertThat(page.locator("input[name=to][aria-invalid=true]").count()).isEqualTo(1);
    }

    @Test
    void a_chart_that_cannot_be_drawn_says_so_and_shows_its_table() {
        someDays();
        var person = person("en", ColorScheme.LIGHT);
        person.route("**/echarts.min.js", route -> route.abort());
        Page page = signsIn(person, "manager1");
        page.navigate("/figures");
        drawn(page);
        assertThat(page.locator("#flow [data-failed]").isVisible()).isTrue();
        assertThat(page.locator("#flow table").isVisible()).isTrue();
        assertThat(barriers(page)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "en,DARK"})
    void complaints_are_seen_as_they_come_and_acknowledged_where_they_stand(String language, ColorScheme theme) {
        String first = complaint("FALSE_SHIPMENT");
        var person = person(language, theme);
        person.addInitScript("const every = window.setInterval; window.setInterval = (work, ms) => every(work, Math.min(ms, 200)); const after = window.setTimeout; window.setTimeout = (work, ms, ...more) => after(work, Math.min(ms ?? 0, 200), ...more);");
        Page page = signsIn(person, "manager1");
        page.navigate("/complaints");
        String second = complaint("LATE_SHIPMENT");
        page.locator("a[href='/complaints'].button").waitFor();
        picture(page, "complaints-" + language);
        assertThat(barriers(page)).isEmpty();
        page.locator("a[href='/complaints'].button").click();
        Locator row = page.locator("tr[data-row]", new Page.LocatorOptions().setHasText((String) as("manager1").sees(second).get("number")));
        row.locator("button").click();
        page.waitForURL(url -> url.endsWith("/complaints"));
        assertThat(page.locator("tr[data-row]", new Page.LocatorOptions().setHasText((String) as("manager1").sees(second).get("number"))).innerText()).contains("manager1");
        for (String caseId : List.of(first, second)) {
            as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "looked at"));
        }
        settle();
    }

    private String complaint(String reason) {
        String caseId = as("agent1").opens(Map.of("type", "complaint", "reason", reason, "orderNo", order().line("SKU-1", 1, "300.00").shipped("SF1").imported()));
        settle();
        return caseId;
    }
}
