package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shouhou.proof.GenericValues;
import org.shouhou.proof.WaysToTasks;
import org.shouhou.proof.WaysToTasks.Reached;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * Which tasks there are is read from the models, what they ask from the application: each is come to, taken, filled in for
 * every decision and sent on its page by somebody who may. A form nobody can send fails here, and a task nobody comes to.
 */
class EveryFormTest extends BrowserTest {

    /** {@code -Dshouhou.forms.full=true}: every decision is sent first once, about a case of its own. */
    private static final boolean FULL = Boolean.getBoolean("shouhou.forms.full");

    @Autowired
    ApplicationContext application;

    private final Map<String, Page> desks = new HashMap<>();
    private WaysToTasks ways;

    @BeforeEach
    void waysAreKnown() {
        ways = new WaysToTasks(application, this::as);
    }

    @AfterEach
    void nothingGoesOn() {
        ways.end();
    }

    @Test
    void every_form_can_be_filled_in_and_sent_on_its_page_whatever_is_decided() {
        List<String> wrong = new ArrayList<>();
        boolean chinese = false;
        for (String task : ways.tasks()) {
            int decisions = 1;
            for (int first = 0; first < decisions; first++) {
                chinese = !chinese;
                try {
                    int all = sends(ways.to(task), chinese, first);
                    decisions = FULL ? all : 1;
                } catch (AssertionError | PlaywrightException e) {
                    wrong.add(task + " in " + (chinese ? "Chinese" : "English") + ": " + e.getMessage());
                }
            }
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    /** @return how many decisions there are */
    @SuppressWarnings("unchecked")
    private int sends(Reached task, boolean chinese, int first) {
        String api = "/api/tasks/" + task.taskId();
        Map<String, Object> seen = as("auditor1").get(api).is(200).json();
        List<Map<String, Object>> fields = (List<Map<String, Object>>) seen.get("fields");
        List<String> said = new ArrayList<>();
        for (String person : task.people()) {
            Page page = desks.computeIfAbsent(person + chinese, ignored -> signsIn(person(chinese ? "zh-CN" : "en", ColorScheme.LIGHT), person));
            page.navigate(seen.get("page") + "?task=" + task.taskId());
            page.locator("[data-claim]").click();
            page.locator("[data-task='" + task.taskId() + "'] button.send").waitFor();
            FormOnPage form = new FormOnPage(page, fields, chinese);
            List<String> decisions = new ArrayList<>(form.decisions());
            decisions.sort(Comparator.comparing(decision -> -values(fields, decision, Set.of()).size()));
            decisions.forEach(decision -> form.fill(decision, values(fields, decision, Set.of())));
            Collections.rotate(decisions, -first);
            if (sends(form, fields, decisions, said)) {
                page.locator(".toast.good").waitFor();
                as("auditor1").get(api).is(404);
                if (FULL) {
                    System.out.println(task.key() + " " + decisions + " " + said);
                }
                return decisions.size();
            }
            as(person).post(api + "/release", null).is(204);
        }
        throw new AssertionError("Nothing that was decided was taken: " + said);
    }

    /** Sends the first decision; when a rule is against it, the next. @return whether one was taken */
    private boolean sends(FormOnPage form, List<Map<String, Object>> fields, List<String> decisions, List<String> said) {
        for (String decision : decisions) {
            Set<String> also = new LinkedHashSet<>();
            while (true) {
                form.fill(decision, values(fields, decision, also));
                Response answer = form.send();
                if (answer.status() == 204) {
                    return true;
                }
                said.add(decision + " " + answer.text());
                // as people do: what is said to be missing is filled in
                if (!also.addAll(form.refused(answer)) || answer.status() != 400) {
                    break;
                }
            }
        }
        return false;
    }

    private Map<String, Object> values(List<Map<String, Object>> fields, String decision, Set<String> also) {
        return GenericValues.of(fields, decision, 0, also, clock.instant());
    }
}
