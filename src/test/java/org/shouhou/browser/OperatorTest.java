package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator finds a refund that could not be paid, sees why, and mends it; by keyboard alone. */
class OperatorTest extends BrowserTest {

    @AfterEach
    void allWorksAgain() {
        payment("SUCCEED");
        as("operator1").post("/api/gateways/payment/back", null);
        as("operator1").post("/api/gateways/payment/try", null);
        settle();
    }

    @Test
    void an_operator_finds_a_refund_that_failed_mends_it_and_sees_it_gone() {
        payment("FAIL_TRANSIENT");
        String caseId = refund();
        pass(Duration.ofHours(24));

        Page page = signsIn(person("en", ColorScheme.LIGHT), "operator1");
        page.navigate("/failed-work");
        Locator row = page.locator("tr:has(a[href='/cases/" + caseId + "'])");
        assertThat(page.locator("section[data-cause='NOT_REACHED:PAYMENT'] h2").innerText()).contains("Could not be reached");
        assertThat(row.innerText()).contains("waits for you");
        press(row.locator("summary").first());
        assertThat(row.locator("details li").count()).isGreaterThanOrEqualTo(9);
        open(page, "operate-failed");
        page.navigate("/gateways");
        assertThat(page.locator("section[data-gateway=PAYMENT]").innerText()).contains("Failed tries of the last hour");
        open(page, "operate-gateways");

        payment("SUCCEED");
        page.navigate("/failed-work");
        press(row.locator("button", new Locator.LocatorOptions().setHasText("Try again")));
        page.waitForSelector(".notice.good");
        settle();
        page.navigate("/failed-work");
        assertThat(row.count()).isZero();
        assertThat(as("agent1").sees(caseId).get("outcome")).isEqualTo("REFUNDED");
    }

    @Test
    void a_refund_that_no_gateway_can_pay_is_given_to_people_who_pay_it_and_a_second_one_confirms() {
        payment("FAIL_TRANSIENT");
        String caseId = refund();
        pass(Duration.ofHours(24));

        Page page = signsIn(person("zh-CN", ColorScheme.DARK), "operator1");
        page.navigate("/failed-work");
        Locator row = page.locator("tr:has(a[href='/cases/" + caseId + "'])");
        press(row.locator("summary").last());
        row.locator("input[name=reason]").fill("买家账户已注销");
        open(page, "operate-give-up");
        page.keyboard().press("Enter");
        page.waitForSelector(".notice.good");
        settle();

        page.navigate("/failed-work");
        assertThat(row.count()).isZero();
        assertThat(as("agent1").tasks(caseId)).contains("settleRefundByHand");
        as("finance1").decides(caseId, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "BANK-" + caseId, "receipt", "R-" + caseId));
        settle();
        assertThat(as("agent1").sees(caseId).get("status")).as("a second person has to confirm").isNotEqualTo("CLOSED");
        as("supervisor1").decides(caseId, "settleRefundByHand", Map.of("decision", "PAID_BY_HAND", "reference", "BANK-" + caseId, "receipt", "R-" + caseId));
        settle();
        assertThat(as("agent1").sees(caseId).get("outcome")).isEqualTo("REFUNDED");
    }

    @Test
    void what_the_watchdog_found_the_servers_and_a_persons_sessions_are_seen_in_both_languages_and_themes() {
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("S1", 1, "300.00").shipped("SF1").imported(), "reason", "QUALITY"));
        settle();
        jdbc.sql("UPDATE deadline SET state = 'CANCELLED' WHERE case_id = ? AND task_id IS NOT NULL").param(caseId).update();
        as("operator1").post("/api/watchdog/look", null).is(202);
        settle();
        for (String language : new String[] {"zh-CN", "en"}) {
            for (ColorScheme theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                Page page = signsIn(person(language, theme), "operator1");
                page.navigate("/watchdog");
                assertThat(page.locator("a[href='/cases/" + caseId + "']").count()).isEqualTo(1);
                open(page, "operate-watchdog");
                page.navigate("/nodes");
                open(page, "operate-nodes");
                page.navigate("/users/operator1");
                assertThat(page.locator("tr[data-session]").count()).isPositive();
                open(page, "operate-user");
            }
        }
        as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "looked at"));
        settle();
    }

    private static void press(Locator what) {
        what.focus();
        what.press("Enter");
    }

    private String refund() {
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", order().line("S1", 1, "30.00").imported(), "reason", "OTHER"));
        settle();
        return caseId;
    }

    private void payment(String behaviour) {
        as("operator1").post("/api/demo/sandbox", Map.of("gateway", "PAYMENT", "operation", "refund", "behaviour", behaviour)).is(200);
    }
}
