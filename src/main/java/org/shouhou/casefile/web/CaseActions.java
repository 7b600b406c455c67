package org.shouhou.casefile.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.casefile.CaseContacts;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseMessages;
import org.shouhou.casefile.CaseNotes;
import org.shouhou.casefile.CaseViews;
import org.shouhou.casefile.NewNote;
import org.shouhou.casefile.PageRequests;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Yuan;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people add to a case from its page, outside of any task. What was typed comes back when it was refused. */
@Controller
@RequestMapping("/cases/{caseId}")
class CaseActions {

    /** Fields of the form that are no part of a message. */
    private static final Set<String> NOT_DATA = Set.of("_csrf", "messageId", "requestId", "name", "back", "task");

    private final CaseViews views;
    private final CaseMessages messages;
    private final CaseContacts contacts;
    private final CaseNotes notes;
    private final Settings settings;
    private final Asked asked;
    private final PageRequests requests;

    CaseActions(CaseViews views, CaseMessages messages, CaseContacts contacts, CaseNotes notes, Settings settings, Asked asked,
            PageRequests requests) {
        this.views = views;
        this.messages = messages;
        this.contacts = contacts;
        this.notes = notes;
        this.settings = settings;
        this.asked = asked;
        this.requests = requests;
    }

    /** The customer said something on a channel outside of this system. */
    @PostMapping("/said")
    String said(@PathVariable String caseId, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        Map<String, Object> data = new LinkedHashMap<>();
        return done(caseId, "said", typed, next, "said", file -> {
            put(data, typed, "channel", "text");
            if (!typed.getOrDefault("at", "").isBlank()) {
                data.put("at", instant(typed.get("at"), file.shop()).toString());
            }
            messages.say(file.id(), typed.get("messageId"), "customerResponded", data, Actor.current());
        });
    }

    /** We reached, or tried to reach, the customer. */
    @PostMapping("/contacts")
    String contact(@PathVariable String caseId, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        return done(caseId, "contact", typed, next, "noted", file -> {
            Instant at = typed.getOrDefault("at", "").isBlank() ? null : instant(typed.get("at"), file.shop());
            requests.once(typed.get("requestId"), file.id(), Actor.current(), () -> contacts.weTried(file.id(), null,
                    typed.get("channel"), typed.get("outcome"), at, Actor.current().name(),
                    typed.get("text")));
        });
    }

    @PostMapping("/notes")
    String note(@PathVariable String caseId, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        return done(caseId, "note", typed, next, "noted",
                file -> requests.once(typed.get("requestId"), file.id(), Actor.current(), () -> notes.add(file.id(),
                        new NewNote(typed.get("text"), given(typed, "kind"), given(typed, "oldAddress"), given(typed, "newAddress"),
                                given(typed, "sku"), number(typed, "quantity"), number(typed, "line")), Actor.current())));
    }

    private static String given(Map<String, String> typed, String field) {
        String value = typed.get(field);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static Integer number(Map<String, String> typed, String field) {
        String value = given(typed, field);
        if (value != null && !value.matches("\\d{1,6}")) {
            throw Problem.fields(List.of(new FieldProblem(field, "Must be a whole number.")));
        }
        return value == null ? null : Integer.valueOf(value);
    }

    /** Any sudden event goes to a supervisor at once (R5). */
    @PostMapping("/escalate")
    String escalate(@PathVariable String caseId, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        return done(caseId, "escalate", typed, next, "escalated", file -> messages.say(file.id(), typed.get("messageId"),
                "escalationRequested", Map.of("reason", typed.getOrDefault("reason", "")), Actor.current()));
    }

    /** Something happened outside that nobody but a person tells us: the platform decided, the parcel left, ... */
    @PostMapping("/events")
    String event(@PathVariable String caseId, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        return done(caseId, "event", typed, next, "said", file -> messages.say(file.id(), typed.get("messageId"),
                typed.get("name"), data(typed), Actor.current()));
    }

    private static Map<String, Object> data(Map<String, String> typed) {
        Map<String, Object> data = new LinkedHashMap<>();
        typed.forEach((key, value) -> {
            if (NOT_DATA.contains(key) || value.isBlank()) {
                return;
            }
            data.put(key, switch (key) {
                case "amount" -> Yuan.minor(value).orElseThrow(() -> Problem.fields(
                        List.of(new FieldProblem("amount", "This is not the right kind of value."))));
                case "paidByPlatform" -> Boolean.valueOf(value);
                default -> value.strip();
            });
        });
        return data;
    }

    private interface Step {
        void on(CaseFile file);
    }

    private String done(String caseId, String act, Map<String, String> typed, RedirectAttributes next, String done, Step step) {
        CaseFile file = views.visible(caseId, Actor.current());
        if (!asked.thenRedirect(next, done, () -> step.on(file))) {
            next.addFlashAttribute("act", act);
            next.addFlashAttribute("typed", typed);
        }
        String task = typed.getOrDefault("task", "");
        return "redirect:/cases/" + file.number() + (task.matches("[\\w-]{1,64}") ? "?task=" + task : "");
    }

    private Instant instant(String local, String shop) {
        try {
            return LocalDateTime.parse(local).atZone(settings.zone(shop)).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem("at", "Must be a date such as 2026-11-11.")));
        }
    }

    private static void put(Map<String, Object> data, Map<String, String> typed, String... keys) {
        for (String key : keys) {
            data.put(key, typed.getOrDefault(key, "").strip());
        }
    }
}
