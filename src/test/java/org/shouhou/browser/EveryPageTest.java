package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shouhou.Desk;
import org.shouhou.casefile.CaseType;
import org.shouhou.casefile.Reason;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Which pages there are is read from the application: a new one is looked at without a line here, in both languages and
 * both themes, by the first of the people below who may see it; one that needs an example fails until it has one.
 */
class EveryPageTest extends BrowserTest {

    private static final List<String> PEOPLE = List.of("supervisor1", "operator1", "manager1", "warehouse1", "finance1", "auditor1");
    /** Pages without a person signed in, and the tests that look at them. */
    private static final Map<String, Class<?>> LOOKED_AT_ELSEWHERE = Map.of("/sign-in", AccessiblePagesTest.class,
            "/r/{token}", CustomerPageTest.class);

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;
    @Autowired
    List<CaseType> types;

    private final List<String> opened = new ArrayList<>();
    private final List<Object> webhooks = new ArrayList<>();

    /** An open complaint tells people again and again while the weeks of other tests pass. */
    @AfterEach
    void nothingStaysOpen() {
        webhooks.forEach(id -> as("operator1").post("/api/webhooks/" + id + "/state", Map.of("state", "OFF")));
        opened.forEach(caseId -> as("supervisor1").tells(caseId, "customerWithdrew", Map.of("reason", "looked at")));
        settle();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void no_page_keeps_anybody_out_in_light_or_dark_or_shows_a_word_of_the_engine(String language) {
        Map<String, List<String>> examples = examples();
        List<String> wrong = new ArrayList<>();
        Set<String> left = pages();
        left.removeAll(LOOKED_AT_ELSEWHERE.keySet());
        for (String person : PEOPLE) {
            BrowserContext context = person(language, ColorScheme.LIGHT);
            Page page = signsIn(context, person);
            for (String pattern : List.copyOf(left)) {
                if (pattern.contains("{") && !examples.containsKey(pattern)) {
                    wrong.add(pattern + " needs an example here");
                    left.remove(pattern);
                    continue;
                }
                for (String path : examples.getOrDefault(pattern, List.of(pattern))) {
                    APIResponse answer = context.request().get("http://localhost:" + port + path);
                    if (answer.status() == 200) {
                        left.remove(pattern);
                        if (answer.headers().getOrDefault("content-type", "").startsWith("text/html") && answer.text().contains("<html")) {
                            look(page, path, wrong);
                        }
                    } else if (answer.status() >= 500) {
                        wrong.add(path + " answers " + answer.status());
                    }
                }
            }
        }
        left.forEach(pattern -> wrong.add("nobody can see " + pattern));
        assertThat(wrong).isEmpty();
    }

    private Set<String> pages() {
        Set<String> pages = new TreeSet<>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)
                    && handler.getBeanType().isAnnotationPresent(Controller.class)
                    && !handler.hasMethodAnnotation(ResponseBody.class)) {
                mapping.getPatternValues().stream().filter(pattern -> !pattern.startsWith("/api/")).forEach(pages::add);
            }
        });
        return pages;
    }

    /** The themes are the same page in other colours: the second is measured by what looks at these, and wholly in {@link AccessiblePagesTest}. */
    private static void look(Page page, String path, List<String> wrong) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate(path);
        barriers(page).forEach(barrier -> wrong.add(path + " in the light: " + barrier));
        look(page, path.replaceAll("[^A-Za-z]+", "-"));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        barriersOfColour(page).forEach(barrier -> wrong.add(path + " in the dark: " + barrier));
        look(page, path.replaceAll("[^A-Za-z]+", "-"));
        String seen = page.locator("body").innerText();
        for (String word : List.of("??", "ENGINE-", "Exception", "camunda", "undefined", "businessKey", "processInstance")) {
            if (seen.contains(word)) {
                wrong.add(path + " shows \"" + word + "\"");
            }
        }
    }

    private Map<String, List<String>> examples() {
        Map<String, List<String>> examples = new LinkedHashMap<>();
        String sku = "SKU-" + id().substring(0, 8);
        examples.put("/cases/{caseId}", types.stream().map(type -> "/cases/" + opened(type.name(), sku)).toList());
        examples.put("/cases/{caseId}/merge", List.of("/cases/" + opened.get(0) + "/merge?into=" + opened.get(1)));
        examples.put("/figures/cases", List.of("/figures/cases?measure=INTAKE", "/figures/cases?measure=CLOSED", "/figures/cases?measure=BACKLOG", "/figures/cases?measure=DUE&hour=LATE"));
        examples.put("/users/{name}", List.of("/users/agent1"));
        examples.put("/rules/{decision}", List.of("/rules/refundRoute"));
        examples.put("/incidents/{incidentId}", List.of("/incidents/" + as("supervisor1").post("/api/incidents",
                Map.of("requestId", id(), "title", "停运", "sku", sku)).is(201).json().get("number")));
        String reply = "/reply-templates/" + as("agent1").post("/api/reply-templates", Map.of("code", "p" + sku.toLowerCase().substring(4), "title", "问候",
                "text", "您好{buyer}，订单{orderNo}我看到了。")).is(201).json().get("templateId");
        as("agent1").post("/api" + reply + "/versions", Map.of("text", "您好{buyer}，您的订单{orderNo}我们看到了。")).is(200);
        examples.put("/reply-templates/{templateId}", List.of(reply));
        examples.put("/settings/{name}", List.of("/settings/firstReply.within", "/settings/refund.limit.agent", "/settings/reasons.refund", "/settings/staffed.hours"));
        examples.put("/settings/previews/{id}", List.of("/settings/previews/" + as("manager1").post("/api/settings/firstReply.within/preview",
                Map.of("value", "PT1H")).is(200).json().get("preview")));
        examples.put("/calendar/previews/{id}", List.of("/calendar/previews/" + as("supervisor1").post("/api/calendar/preview", Map.of("days",
                List.of(Map.of("date", now().toLocalDate().toString(), "intervals", "closed", "name", "台风")))).is(200).json().get("preview")));
        Map<?, ?> told = (Map<?, ?>) as("operator1").post("/api/webhooks", Map.of("name", "look-" + id(), "url", "http://127.0.0.1:1/hook")).is(201).json().get("webhook");
        examples.put("/integrations/webhooks/{webhookId}", List.of("/integrations/webhooks/" + told.get("id")));
        examples.put("/integrations/deliveries/{deliveryId}", List.of("/integrations/deliveries/"
                + as("operator1").post("/api/webhooks/" + told.get("id") + "/test", null).is(202).json().get("deliveryId")));
        webhooks.add(told.get("id"));
        String csv = "orderNo,createdAt,paidAt,lineNo,sku,title,quantity,linePaid\nP" + id() + ",2025-11-11T00:00:00Z,2025-11-11T00:00:00Z,1," + sku + ",货品,1,1.00\n";
        examples.put("/orders/import/{id}", List.of("/orders/import/" + as("supervisor1")
                .upload("/api/orders/import?format=standard&async=true", csv.getBytes(StandardCharsets.UTF_8)).is(202).json().get("importId")));
        settle();
        examples.putAll(ofTheAuditor());
        return examples;
    }

    private Map<String, List<String>> ofTheAuditor() {
        String caseId = opened.get(0);
        String sample = "/audit/samples/" + as("auditor1").post("/api/audit/samples", Map.of("requestId", id(), "size", 1, "question", Map.of("case", caseId)))
                .is(201).json().get("sampleId");
        return Map.of("/audit/cases/{caseId}", List.of("/audit/cases/" + caseId), "/audit/samples/{sampleId}", List.of(sample),
                "/audit/samples/{sampleId}/cases/{caseId}", List.of(sample + "/cases/" + caseId));
    }

    /** A case of this kind, for whichever reason one can be opened for. */
    private String opened(String type, String sku) {
        for (Reason reason : Reason.values()) {
            for (boolean shipped : List.of(true, false)) {
                String orderNo = (shipped ? order().line(sku, 1, "300.00").shipped("SF") : order().line(sku, 1, "300.00")).imported();
                Desk.Answer answer = as("agent1").post("/api/cases", Map.of("requestId", id(), "type", type, "orderNo", orderNo,
                        "reason", reason.name(), "channel", "CHAT", "text", "请帮我处理"));
                if (answer.status() == 201) {
                    opened.add((String) answer.json().get("caseId"));
                    return opened.get(opened.size() - 1);
                }
            }
        }
        throw new AssertionError("No reason opens a case of kind " + type);
    }
}
