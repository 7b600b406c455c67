package org.shouhou.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FilePayload;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Json;

/** The form of a task as a person has it before them: what it asks is read, chosen, typed and sent. */
final class FormOnPage {

    private static final byte[] PHOTO = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
    private static final String WORDS = "\\p{IsHan}";

    private final Page page;
    private final List<Map<String, Object>> fields;
    private final boolean chinese;

    /** @param fields what the task's API says about them */
    FormOnPage(Page page, List<Map<String, Object>> fields, boolean chinese) {
        this.page = page;
        this.fields = fields;
        this.chinese = chinese;
    }

    /** The decisions there are; one without a name where the form does not ask for one. */
    @SuppressWarnings("unchecked")
    List<String> decisions() {
        return fields.stream().filter(field -> field.get("key").equals("decision")).map(field -> (List<String>) field.get("values"))
                .findFirst().orElse(List.of(""));
    }

    /** Chooses a decision, and fills in what is asked then. @throws AssertionError where something cannot be read or filled in */
    void fill(String decision, Map<String, Object> values) {
        if (values.containsKey("decision")) {
            fill(field("decision"), decision);
        }
        List<String> asked = fields.stream().filter(field -> goesWith(field, decision)).map(FormOnPage::key).toList();
        String each = "asked => [...asked].every(([place, there]) => !!document.querySelector(place) === there)";
        try {
            page.waitForFunction(each, fields.stream().map(field -> List.of(place(key(field)), asked.contains(key(field)))).toList());
        } catch (PlaywrightException e) {
            throw new AssertionError(decision + " asks for " + asked + ", the page for "
                    + fields.stream().map(FormOnPage::key).filter(key -> page.locator(place(key)).count() > 0).toList(), e);
        }
        for (Map<String, Object> field : fields) {
            if (asked.contains(key(field))) {
                reads(field);
                if (!key(field).equals("decision") && (values.containsKey(key(field)) || field.get("type").equals("attachments") && isNeeded(field, decision))) {
                    fill(field, values.get(key(field)));
                }
            }
        }
    }

    /** What the server said. @throws AssertionError when nothing was sent to it */
    Response send() {
        Locator after = page.locator(".after select");
        if (!after.inputValue().equals("stay")) {
            page.waitForResponse("**/after-action", () -> after.selectOption("stay"));
        }
        try {
            return page.waitForResponse(answer -> answer.url().endsWith("/complete"), new Page.WaitForResponseOptions().setTimeout(5000),
                    () -> page.locator("button.send").click());
        } catch (PlaywrightException e) {
            throw new AssertionError("Nothing was sent: " + page.locator(".task-form").innerText(), e);
        }
    }

    /** What is wrong by the server's answer, seen at its fields. @throws AssertionError where nobody sees what it is */
    @SuppressWarnings("unchecked")
    List<String> refused(Response answer) {
        Locator notice = page.locator(".task-form .notice.bad:not([hidden])");
        notice.waitFor();
        read("the form", notice.innerText());
        List<String> at = new ArrayList<>();
        if (Json.readMap(answer.text()).get("fields") instanceof List<?> wrong) {
            for (Map<String, String> one : (List<Map<String, String>>) wrong) {
                at.add(one.get("field"));
                if (page.locator(place(one.get("field"))).count() == 0) {
                    throw new AssertionError("Refused at a field that is not there: " + one);
                }
                Locator says = page.locator(place(one.get("field")) + " .fjs-form-field-error").first();
                says.waitFor();
                read(one.get("field"), says.innerText());
            }
            page.waitForFunction("() => document.activeElement.closest('.fjs-has-errors')");
        }
        return at;
    }

    private void fill(Map<String, Object> field, Object value) {
        Locator place = page.locator(place(key(field)));
        if (field.get("values") instanceof List<?> values) {
            choose(place, values.indexOf(value));
        } else if (field.get("type").equals("attachments")) {
            place.locator(".picker input[type=file]").setInputFiles(new FilePayload("photo.png", "image/png", PHOTO));
            place.locator(".picker-files input:checked").first().waitFor();
        } else if (field.get("type").equals("date")) {
            Locator day = place.locator("input").first();
            String[] parts = value.toString().split("-");
            day.fill(day.getAttribute("placeholder").replace("yyyy", parts[0]).replace("mm", parts[1]).replace("dd", parts[2]));
            day.press("Tab");
        } else {
            place.locator("input, textarea").first().fill(Boolean.TRUE.equals(field.get("money"))
                    ? String.format("%d.%02d", ((Number) value).longValue() / 100, ((Number) value).longValue() % 100) : value.toString());
        }
    }

    private void choose(Locator place, int which) {
        Locator radio = place.locator("input[type=radio]");
        if (radio.count() > 0) {
            radio.nth(which).click();
            page.waitForCondition(() -> radio.nth(which).isChecked());
        } else {
            Locator options = options(place);
            String chosen = options.nth(which).innerText();
            options.nth(which).click();
            place.locator(".fjs-select-display").getByText(chosen).waitFor();
        }
    }

    /** The choices of a list, which is open now. */
    private Locator options(Locator list) {
        Locator some = list.locator(".fjs-dropdownlist > div").first();
        page.waitForCondition(() -> {
            if (!some.isVisible()) {
                list.locator(".fjs-input-group").click();
            }
            return some.isVisible();
        });
        return list.locator(".fjs-dropdownlist-item");
    }

    /** A person reads what is asked and what there is to choose from, in their language. */
    private void reads(Map<String, Object> field) {
        Locator place = page.locator(place(key(field)));
        read(key(field), place.locator(".fjs-form-field-label").first().innerText());
        if (field.get("values") instanceof List<?> values) {
            boolean radio = place.locator("input[type=radio]").count() > 0;
            List<String> said = (radio ? place.locator(".fjs-inline-label") : options(place)).allInnerTexts();
            if (values.isEmpty() || said.size() != values.size()) {
                throw new AssertionError(key(field) + " lets choose from " + said + ", the server from " + values);
            }
            said.forEach(one -> read(key(field), one));
            if (!radio) {
                place.locator("input").blur();
            }
        }
    }

    private void read(String key, String words) {
        if (words.isBlank() || words.matches("[A-Z]+_[A-Z_]+|\\?\\?.*") || words.equals(key) || chinese != words.matches("(?s).*" + WORDS + ".*")) {
            throw new AssertionError("Not what a person reads at " + key + ": " + words);
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean goesWith(Map<String, Object> field, String decision) {
        List<String> needed = (List<String>) field.get("requiredFor");
        List<String> used = (List<String>) field.get("usedFor");
        return needed.isEmpty() && used.isEmpty() || needed.contains(decision) || used.contains(decision);
    }

    private static boolean isNeeded(Map<String, Object> field, String decision) {
        return Boolean.TRUE.equals(field.get("required")) || ((List<?>) field.get("requiredFor")).contains(decision);
    }

    private Map<String, Object> field(String key) {
        return fields.stream().filter(field -> key(field).equals(key)).findFirst().orElseThrow();
    }

    private static String key(Map<String, Object> field) {
        return (String) field.get("key");
    }

    private static String place(String key) {
        return ".task-form .fjs-form-field:has([id$='-field_%1$s'], [id$='-field_%1$s-0'], [id$='-field_%1$s-display'], [id$='-field_%1$s-date'])".formatted(key);
    }
}
