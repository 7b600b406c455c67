package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments by hand with the second person; and what people send by hand, by keyboard. */
class FinanceTest extends BrowserTest {

    private String refund(boolean declined) {
        String orderNo = order().line("SKU-1", 1, "300.00").shipped("SF1").mail("buyer@example.org").imported();
        if (declined) {
            as("operator1").post("/api/demo/sandbox", Map.of("gateway", "PAYMENT", "operation", "refund", "orderNo", orderNo, "behaviour", "DECLINE", "times", 1)).is(200);
        }
        String caseId = as("presale1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").decides(caseId, "reviewRefund", declined ? Map.of("decision", "APPROVE") : Map.of("decision", "ASK_CUSTOMER", "question", "请拍一张照片"));
        settle();
        return (String) as("auditor1").sees(caseId).get("number");
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "zh-CN,DARK", "en,LIGHT", "en,DARK"})
    void r10_one_person_pays_and_a_second_one_confirms(String language, ColorScheme theme) {
        String number = refund(true);
        Page finance = signsIn(person(language, theme), "finance1");
        finance.navigate("/payments");
        open(finance, "payments-to-pay");
        var row = finance.locator("tr[data-row]").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(number));
        row.locator("[name^=reference_]").fill("H-2026-1");
        row.locator("[name^=receipt_]").fill("回单 7");
        assertThat(row.locator("[name=pick]").isChecked()).as("typing ticks the row").isTrue();
        finance.keyboard().press("Control+Enter");
        finance.locator(".notice.good").waitFor();
        assertThat(row.locator("[name^=reference_]").count()).as("not one's own").isZero();

        Page second = signsIn(person(language, theme), "supervisor1");
        second.navigate("/payments");
        var confirm = second.locator("tr[data-row]").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(number));
        assertThat(confirm.innerText()).contains("finance1");
        confirm.locator("[name^=reference_]").fill("H-2026-9");
        second.keyboard().press("Control+Enter");
        confirm.locator(".wrong").waitFor();
        assertThat(confirm.locator("[name^=reference_]").inputValue()).as("what was typed is there").isEqualTo("H-2026-9");
        open(second, "payments-to-confirm");
        confirm.locator("[name^=reference_]").fill("H-2026-1");
        second.keyboard().press("Control+Enter");
        second.locator(".notice.good").waitFor();
        settle();
        assertThat(as("auditor1").sees(number)).containsEntry("outcome", "REFUNDED");
    }

    @Test
    void r40_words_are_copied_with_a_key_and_what_was_sent_is_recorded_together() {
        jdbc.sql("UPDATE outgoing_message SET state = 'CANCELLED' WHERE state = 'BY_HAND'").update();
        for (String number : new String[] {refund(false), refund(false)}) {
            jdbc.sql("UPDATE outgoing_message SET state = 'BY_HAND' WHERE audience = 'CUSTOMER' AND case_id = ?")
                    .param(Long.valueOf((String) as("auditor1").sees(number).get("caseId"))).update();
        }
        var context = person("zh-CN", ColorScheme.LIGHT);
        context.grantPermissions(java.util.List.of("clipboard-read", "clipboard-write"));
        Page page = signsIn(context, "agent1");
        page.navigate("/send-by-hand");
        page.waitForLoadState();
        page.keyboard().press("j");
        page.keyboard().press("c");
        page.locator("tr.copied").waitFor();
        assertThat((String) page.evaluate("navigator.clipboard.readText()")).contains("请拍一张照片");
        page.keyboard().press("j");
        page.keyboard().press("c");
        page.waitForFunction("() => document.querySelectorAll('tr.copied').length === 2");
        open(page, "by-hand");
        page.keyboard().press("Control+Enter");
        page.locator(".notice.good").waitFor();
        assertThat(page.locator("tr[data-row]").count()).as("nothing is left").isZero();
    }
}
