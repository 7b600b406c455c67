package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The customer's own page, on a phone, by the link in the letter. */
class CustomerPageTest extends BrowserTest {

    private static final Pattern LINK = Pattern.compile("http://shop\\.example(/r/[\\w-]+)");

    private String returning() {
        String caseId = as("presale1").opens(Map.of("type", "return", "orderNo",
                order().line("SKU-1", 1, "99.00").shipped("SF" + System.nanoTime()).mail("buyer@example.org").imported(), "reason", "SEVEN_DAYS"));
        settle();
        return caseId;
    }

    private String authorised() {
        String caseId = returning();
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "BUYER"));
        settle();
        return caseId;
    }

    /** Where the customer's last letter leads. */
    private String link(String caseId) {
        String letter = jdbc.sql("SELECT body_text FROM outgoing_message WHERE case_id = ? AND body_text LIKE '%/r/%' ORDER BY id DESC LIMIT 1")
                .param(caseId).query(String.class).single();
        Matcher found = LINK.matcher(letter);
        assertThat(found.find()).as(letter).isTrue();
        return found.group(1);
    }

    private static void fitsThePhone(Page page) {
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")).as("nothing sticks out").isEqualTo(true);
        assertThat(page.evaluate("""
                () => [...document.querySelectorAll('button, input:not([type=hidden]), textarea, summary, a')]
                  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)""")).asList().isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "zh-CN,DARK", "en,LIGHT", "en,DARK"})
    void a_customer_gives_courier_and_waybill_and_later_disputes_the_inspection(String language, ColorScheme theme) {
        String caseId = authorised();
        Page page = phone(language, theme).newPage();
        Response answer = page.navigate(link(caseId));
        assertThat(answer.headers()).containsEntry("x-robots-tag", "noindex").containsEntry("referrer-policy", "no-referrer")
                .doesNotContainKey("set-cookie");
        assertThat(answer.headers().get("content-security-policy")).startsWith("default-src 'self'");
        open(page, "customer-send");
        fitsThePhone(page);
        String waybill = "SF" + System.nanoTime();
        page.locator("[name=courier]").fill("顺丰");
        page.locator("[name=waybill]").fill(waybill);
        page.locator("[name=waybill]").press("Enter");
        page.locator(".notice.good").waitFor();
        open(page, "customer-sent");
        settle();
        assertThat(jdbc.sql("SELECT waybill FROM return_case WHERE case_id = ?").param(caseId).query(String.class).single()).isEqualTo(waybill);

        as("warehouse1").post("/api/warehouse/scans", Map.of("requestId", id(), "waybill", waybill, "condition", "OPENED")).is(200);
        String photo = (String) ((Map<?, ?>) ((java.util.List<?>) as("warehouse1").attaches(caseId, "p.txt",
                ("used " + id()).getBytes(java.nio.charset.StandardCharsets.UTF_8)).is(201).json().get("attachments")).get(0)).get("id");
        as("warehouse1").decides(caseId, "inspectReturn", Map.of("decision", "DEDUCT", "amountMinor", 2000, "photos", photo));
        settle();
        page.navigate(link(caseId));
        open(page, "customer-dispute");
        fitsThePhone(page);
        page.locator("form:has([value=dispute]) textarea").fill("寄出时完好");
        page.locator("form:has([value=dispute]) button").click();
        page.locator(".notice.good").waitFor();
        assertThat(as("auditor1").tasks(caseId)).contains("decideInspection");
    }

    @Test
    void a_customer_answers_with_one_of_two_options_and_another_withdraws() {
        String offered = returning();
        as("agent1").decides(offered, "reviewReturn", Map.of("decision", "OFFER_OPTIONS", "firstOption", "RETURN_BUYER_PAYS", "secondOption", "RETURN_SHOP_PAYS"));
        settle();
        Page page = phone("zh-CN", ColorScheme.LIGHT).newPage();
        page.navigate(link(offered));
        open(page, "customer-options");
        fitsThePhone(page);
        page.locator("[name=option]").first().click();
        page.locator(".notice.good").waitFor();
        settle();
        assertThat(jdbc.sql("SELECT chosen_option FROM return_case WHERE case_id = ?").param(offered).query(String.class).single()).isNotNull();

        String withdrawn = authorised();
        page.navigate(link(withdrawn));
        page.locator("summary").click();
        page.locator("form:has([value=withdraw]) textarea").fill("不退了");
        page.locator("form:has([value=withdraw]) button").click();
        page.locator(".notice.good").waitFor();
        settle();
        assertThat(as("auditor1").sees(withdrawn)).containsEntry("outcome", "WITHDRAWN");
        open(page, "customer-withdrawn");
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,DARK", "en,LIGHT"})
    void a_link_that_is_forged_or_old_says_so_in_plain_words(String language, ColorScheme theme) {
        as("manager1").put("/api/settings/return.linkValidFor", Map.of("value", "PT1H")).is(200);
        String path;
        try {
            path = link(authorised());
        } finally {
            as("manager1").put("/api/settings/return.linkValidFor", Map.of("value", "P30D")).is(200);
        }
        Page page = phone(language, theme).newPage();
        assertThat(page.navigate(path.substring(0, path.length() - 4) + "AAAA").status()).isEqualTo(404);
        open(page, "customer-unknown");
        fitsThePhone(page);
        pass(java.time.Duration.ofHours(2));
        assertThat(page.navigate(path).status()).isEqualTo(410);
        open(page, "customer-expired");
    }
}
