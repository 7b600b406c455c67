package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R46: the warehouse's hour, on a phone. */
class WarehouseTest extends BrowserTest {

    @BeforeEach
    void anEmptyRegister() {
        jdbc.sql("UPDATE unidentified_parcel SET state = 'CLOSED', open_waybill = NULL WHERE state = 'OPEN'").update();
    }

    private String sent(String waybill) {
        String caseId = as("presale1").opens(Map.of("type", "return", "orderNo",
                order().line("SKU-1", 1, "99.00").shipped("SF" + System.nanoTime()).imported(), "reason", "SEVEN_DAYS", "text", "不喜欢这个颜色"));
        settle();
        as("agent1").decides(caseId, "reviewReturn", Map.of("decision", "AUTHORISE", "freight", "BUYER"));
        settle();
        if (waybill != null) {
            as("agent1").tells(caseId, "returnParcelSent", Map.of("courier", "SF", "waybill", waybill));
        }
        return caseId;
    }

    private static FilePayload photo() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            BufferedImage image = new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB);
            image.setRGB(1, 1, (int) System.nanoTime() & 0xffffff);
            ImageIO.write(image, "png", out);
            return new FilePayload("photo.png", "image/png", out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void scans(Page page, String code) {
        assertThat(page.evaluate("document.activeElement?.name")).as("the scan field has the focus").isEqualTo("code");
        page.keyboard().type(code);
        page.keyboard().press("Enter");
        page.locator(".scan-card").getByText(code).waitFor();
        page.waitForLoadState();
    }

    @Test
    void r46_parcel_after_parcel_with_condition_and_photo_and_no_scan_is_lost_without_a_connection() {
        String one = "RW" + System.nanoTime();
        String first = sent(one);
        String two = "RX" + System.nanoTime();
        String second = sent(two);
        String awaited = sent(null);
        BrowserContext context = phone("zh-CN", ColorScheme.LIGHT);
        Page page = signsIn(context, "warehouse1");
        page.navigate("/warehouse");

        scans(page, one);
        assertThat(page.locator(".goods").innerText()).contains("1 ×");
        page.locator("[name=file]").setInputFiles(photo());
        page.getByText("直接验收").click();
        page.getByText("记录，下一件").click();
        page.locator(".scan-result").waitFor();
        settle();
        assertThat(as("auditor1").sees(first)).containsEntry("outcome", "RETURNED_AND_REFUNDED");
        assertThat(as("auditor1").list("/api/cases/" + first + "/attachments")).hasSize(1);

        scans(page, two);
        page.locator("[name=file]").setInputFiles(photo());
        context.setOffline(true);
        page.keyboard().type("");
        page.locator("[name=code]").focus();
        page.keyboard().press("3");
        page.keyboard().press("Enter");
        page.locator("[data-outbox] img").waitFor();
        look(page, "warehouse-offline");
        assertThat(page.locator("[data-outbox]").innerText()).contains(two, "已保存在本机");
        assertThat(as("auditor1").tasks(second)).doesNotContain("inspectReturn");
        context.setOffline(false);
        page.locator(".scan-result").waitFor();
        assertThat(as("auditor1").tasks(second)).contains("inspectReturn");
        assertThat(as("auditor1").list("/api/cases/" + second + "/attachments")).hasSize(1);
        assertThat(as("auditor1").get("/api/cases/" + second + "/history").body()).contains("DAMAGED");

        scans(page, "UNKNOWN-" + System.nanoTime());
        page.locator("[name=file]").setInputFiles(photo());
        page.getByText("已拆封", new Page.GetByTextOptions().setExact(true)).or(page.locator("label.choice").nth(1)).first().click();
        page.getByText("记录，下一件").click();
        page.locator(".register article").waitFor();
        page.locator(".thumbs img").first().waitFor();
        look(page, "warehouse-register");
        String number = (String) as("auditor1").sees(awaited).get("number");
        page.locator(".suggested button", new Page.LocatorOptions().setHasText(number)).click();
        page.locator(".register .empty").waitFor();
        assertThat(as("auditor1").tasks(awaited)).contains("inspectReturn");
    }

    @Test
    void r46_a_scanner_and_single_keys_share_one_field() {
        String one = "RW" + System.nanoTime();
        String caseId = sent(one);
        Page page = signsIn(person("en", ColorScheme.DARK), "warehouse1");
        page.navigate("/warehouse");
        scans(page, one);
        page.keyboard().press("2");
        page.waitForFunction("() => document.querySelector('[data-digit=\"2\"]')?.checked && document.querySelector('[name=code]')?.value === ''");
        page.keyboard().type("x1");
        page.keyboard().press("Enter");
        assertThat(page.locator("[name=pieces]").inputValue()).isEqualTo("1");
        open(page, "warehouse-card");
        page.keyboard().press("Enter");
        page.locator(".scan-result").waitFor();
        assertThat(as("auditor1").get("/api/cases/" + caseId + "/history").body()).contains("\"condition\":\"OPENED\"");
    }

    @Test
    void a_kept_scan_that_is_refused_says_why_and_can_be_discarded_and_a_colleagues_waits_for_the_colleague() {
        Page page = signsIn(person("en", ColorScheme.LIGHT), "warehouse1");
        page.navigate("/warehouse");
        page.evaluate("""
                async () => {
                  const outbox = await import('/assets/js/scan-outbox.js');
                  const scan = (requestId, user) => ({ requestId, user, waybill: 'KEPT-' + user, fields: [['requestId', requestId], ['waybill', ''], ['condition', 'NONE']], files: [] });
                  await outbox.keep(scan('kept-mine', 'warehouse1'));
                  await outbox.keep(scan('kept-theirs', 'warehouse2'));
                }""");
        page.reload();
        page.getByText("Send again").click();
        page.getByText("Discard").first().waitFor();
        assertThat(page.locator("[data-outbox]").innerText()).contains("KEPT-warehouse2", "when warehouse2 is signed in here");
        page.locator("[data-outbox] li", new Page.LocatorOptions().setHasText("KEPT-warehouse1")).getByText("Discard").click();
        page.waitForFunction("() => document.querySelector('[data-outbox]')?.innerText.includes('KEPT-warehouse1') === false");
        assertThat(page.locator("[data-outbox]").innerText()).contains("KEPT-warehouse2");
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,LIGHT", "zh-CN,DARK", "en,LIGHT", "en,DARK"})
    void nobody_is_kept_out_and_every_target_is_large_enough_for_a_thumb(String language, ColorScheme theme) {
        String waybill = "RW" + System.nanoTime();
        sent(waybill);
        Page page = signsIn(phone(language, theme), "warehouse1");
        page.navigate("/warehouse");
        open(page, "warehouse-start");
        scans(page, waybill);
        open(page, "warehouse-expected");
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")).as("nothing sticks out").isEqualTo(true);
        assertThat(page.evaluate("""
                () => [...document.querySelectorAll('main button, main input:not([type=hidden], [type=radio], [type=checkbox]), main label.choice')]
                  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)""")).asList().isEmpty();
    }
}
