package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shouhou.common.Db;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;

/** The morning of Double 11 by keyboard alone: too much is late, an agent is gone, a batch is broken, and everybody wants a consent. */
class SupervisorMorningTest extends BrowserTest {

    private static final int OVERDUE = 200;
    private static final int BROKEN = 12;
    private static final int CONSENTS = 31;

    @Autowired
    Settings settings;

    private final List<String> opened = new ArrayList<>();

    @BeforeEach
    void nothingElseIsOpen() {
        jdbc.sql("UPDATE queue_entry SET owner = NULL, revision = revision + 1 WHERE owner IS NOT NULL").update();
        jdbc.sql("UPDATE cluster_alarm SET incident_id = (SELECT MIN(id) FROM incident) WHERE incident_id IS NULL").update();
        for (Figure many : List.of(Figure.CLUSTER_COURIER, Figure.CLUSTER_BOTH)) {
            settings.set(many, null, "100000", null, clock.instant().plus(Duration.ofDays(1)), "test");
        }
        settings.set(Figure.CLUSTER_PRODUCT, null, Integer.toString(BROKEN), null, clock.instant().plus(Duration.ofDays(1)), "test");
    }

    @AfterEach
    void everybodyIsBackAndNothingStaysOpen() {
        jdbc.sql("DELETE FROM duty_change").update();
        opened.forEach(caseId -> as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "不用了")));
        settle();
    }

    /** Cases about orders that come in one file: as many as asked for, each about its own article unless one is named. */
    private List<String> cases(String type, int many, String reason, String sku, int yuan) {
        StringBuilder csv = new StringBuilder("orderNo,createdAt,paidAt,buyer,courier,waybill,shippedAt,lineNo,sku,title,quantity,linePaid\n");
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            orders.add("M" + id().replace("-", "").substring(0, 16));
            csv.append(String.join(",", orders.get(i), "2026-11-01T09:59:00+08:00", "2026-11-01T10:00:00+08:00", "买家" + (1000 + i), "SF",
                    "SF" + orders.get(i), "2026-11-02T10:00:00+08:00", "1", sku == null ? "SKU-" + orders.get(i) : sku, "保温杯", "1",
                    (yuan + i) + ".00")).append('\n');
        }
        as("supervisor1").upload("/api/orders/import?format=standard", csv.toString().getBytes(StandardCharsets.UTF_8)).is(200);
        List<String> cases = orders.stream().map(order -> as("presale1").opens(Map.of("type", type, "orderNo", order, "reason", reason))).toList();
        opened.addAll(cases);
        return cases;
    }

    private int of(String user) {
        return jdbc.sql("SELECT COUNT(*) FROM queue_entry WHERE owner = ?").param(user).query(Integer.class).single();
    }

    /** Goes on with Tab until it is there, as somebody without a mouse does. */
    private static void tabTo(Page page, String selector) {
        for (int presses = 0; presses < 260; presses++) {
            if (Boolean.TRUE.equals(page.evaluate("selector => !!document.activeElement?.matches(selector)", selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab never gets to " + selector + " on " + page.url());
    }

    private static void to(Page page, String letter, String url) {
        page.evaluate("() => document.activeElement?.blur()");
        page.keyboard().press("g");
        page.keyboard().press(letter);
        page.waitForURL(url);
    }

    @Test
    void a_supervisor_gets_through_the_morning_of_double_11_by_keyboard_alone() {
        String sku = "BROKEN-" + id().substring(0, 8);
        List<String> broken = cases("refund", BROKEN, "QUALITY", sku, 300);
        List<String> consents = cases("refund", CONSENTS, "NOT_AS_DESCRIBED", null, 900);
        List<String> others = cases("inquiry", OVERDUE - BROKEN - CONSENTS, "WHY_NOT_SHIPPED", null, 300);
        settle();
        for (int i = 0; i < CONSENTS; i++) {
            as(i == 0 ? "supervisor1" : "agent2").decides(consents.get(i), "reviewRefund", Map.of("decision", "APPROVE", "note", "照片清楚，同意退款"));
        }
        settle();
        others.subList(0, 40).forEach(caseId -> jdbc.sql("UPDATE queue_entry SET owner = 'agent1', revision = revision + 1 WHERE case_id = ?").param(caseId).update());
        opened.forEach(caseId -> jdbc.sql("UPDATE queue_entry SET due_at = ? WHERE case_id = ?").params(Db.utc(clock.instant().minus(Duration.ofHours(1))), caseId).update());
        // of the agents, other tests' too, one is there
        jdbc.sql("SELECT username FROM user_account WHERE active = TRUE AND roles LIKE '%agent%' AND username <> 'agent2'").query(String.class).list()
                .forEach(agent -> as("supervisor2").put("/api/duty/people/" + agent, Map.of("state", "OFF")).is(200));

        Page page = person("zh-CN", ColorScheme.LIGHT).newPage();
        page.navigate("/sign-in");
        page.keyboard().type("supervisor1");
        page.keyboard().press("Tab");
        page.keyboard().type("demo");
        page.keyboard().press("Enter");
        page.waitForURL("**/tasks");

        // who is gone, and what lies there: spread over the others
        to(page, "l", "**/workload");
        assertThat(page.locator("tr[data-person=agent1]").innerText()).contains("40", "离岗");
        open(page, "workload");
        page.keyboard().press("j");
        assertThat(page.evaluate("() => document.activeElement.closest('[data-person]').dataset.person")).isEqualTo("agent1");
        page.keyboard().press("Enter");
        page.waitForURL("**/workload/tasks?of=agent1");
        open(page, "workload-tasks");
        tabTo(page, "[name=note]");
        page.keyboard().type("agent1 今天请假，超时的先回复");
        tabTo(page, "[name=all]");
        page.keyboard().press("Enter");
        page.waitForURL("**/workload/plan");
        assertThat(page.locator(".sum-up").innerText()).contains("40");
        open(page, "workload-plan");
        tabTo(page, "button.primary");
        page.keyboard().press("Enter");
        page.waitForURL("**/workload/moved?id=*");
        open(page, "workload-moved");
        assertThat(page.locator("tbody .tag.done").count()).isEqualTo(40);
        assertThat(of("agent1")).isZero();
        assertThat(of("agent2")).isEqualTo(40);

        // a batch is broken: one incident for all of them, decided once
        to(page, "p", "**/inbox");
        open(page, "inbox");
        tabTo(page, ".sums a[href='/clusters']");
        page.keyboard().press("Enter");
        page.waitForURL("**/clusters");
        assertThat(page.locator("main").innerText()).contains(sku);
        open(page, "clusters");
        tabTo(page, "main form button");
        page.keyboard().press("Enter");
        page.waitForURL("**/incidents/INC-*");
        settle();
        page.reload();
        assertThat(page.locator("main").innerText()).contains(sku);
        tabTo(page, "[data-claim]");
        page.keyboard().press("Enter");
        page.locator("button.send").waitFor();
        open(page, "incident");
        page.evaluate("() => document.activeElement?.blur()");
        page.keyboard().press("f");
        for (int down = 0; down < 4; down++) {
            page.keyboard().press("ArrowDown");
        }
        tabTo(page, ".task-form textarea");
        page.keyboard().type("这批保温杯杯盖破裂，我们会逐一为您处理，请不要使用。");
        page.keyboard().press("Control+Enter");
        page.waitForFunction("() => !document.querySelector('button.send')");
        settle();
        assertThat(jdbc.sql("SELECT state FROM incident WHERE sku = ?").param(sku).query(String.class).single()).isEqualTo("DECIDED");

        // everybody wants a consent: one decision, and what is not one's own to give says so
        to(page, "p", "**/inbox");
        tabTo(page, "a[href='/inbox?task=approveRefund']");
        page.keyboard().press("Enter");
        page.waitForURL("**/inbox?task=approveRefund");
        assertThat(page.locator("tbody tr").count()).isEqualTo(CONSENTS);
        tabTo(page, "[data-all]");
        page.keyboard().press("Space");
        open(page, "inbox-consents");
        page.keyboard().press("b");
        page.waitForURL("**/tasks/bulk");
        open(page, "bulk-consents");
        tabTo(page, ".choices form:first-of-type textarea");
        page.keyboard().type("同意退款");
        tabTo(page, ".choices form:first-of-type button.primary");
        page.keyboard().press("Enter");
        page.waitForURL("**/tasks/bulk/decide");
        open(page, "bulk-consents-done");
        assertThat(page.locator(".tag.done").count()).isEqualTo(CONSENTS - 1);
        assertThat(page.locator(".tag.late").allInnerTexts()).containsExactly("这是您本人提议的，须由他人决定");
        settle();
        assertThat(consents.stream().filter(caseId -> "REFUNDED".equals(as("auditor1").sees(caseId).get("outcome")))).hasSize(CONSENTS - 1);
        assertThat(as("auditor1").tasks(consents.get(0))).containsExactly("approveRefund");

        // and whoever comes back does get the work back, as long as nobody touched it
        to(page, "l", "**/workload");
        tabTo(page, "main li a");
        page.keyboard().press("Enter");
        page.waitForURL("**/workload/moved?id=*");
        tabTo(page, "[data-give-back] button");
        page.keyboard().press("Enter");
        page.locator(".notice.good").waitFor();
        assertThat(of("agent1")).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,DARK", "en,LIGHT"})
    void a_mistaken_merge_is_looked_at_done_and_undone_by_keyboard(String language, ColorScheme theme) {
        String order = order().line("SKU-1", 1, "300.00").shipped("SF" + System.nanoTime()).imported();
        List<String> two = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            two.add(as("agent1").opens(Map.of("type", "refund", "orderNo", order, "reason", "QUALITY")));
            settle();
        }
        opened.addAll(two);
        Page page = signsIn(person(language, theme), "supervisor1");
        page.navigate("/cases/" + two.get(0));
        tabTo(page, "main a[href*='/merge?into=']");
        page.keyboard().press("Enter");
        page.waitForURL("**/merge?into=*");
        open(page, "merge");
        tabTo(page, "[name=reason]");
        page.keyboard().type("客户说了两次");
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("/merge"));
        settle();
        assertThat(as("auditor1").sees(two.get(0))).containsEntry("outcome", "MERGED");
        page.navigate("/cases/" + two.get(0));
        tabTo(page, "main a[href$='/merge']");
        page.keyboard().press("Enter");
        page.waitForURL("**/merge");
        open(page, "part");
        tabTo(page, "[name=reason]");
        page.keyboard().type("其实是两件");
        page.keyboard().press("Enter");
        page.locator(".notice.good").waitFor();
        settle();
        open(page, "parted");
        assertThat(as("auditor1").tasks(two.get(0))).containsExactly("reviewRefund");
    }
}
