package org.shouhou.duty.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.duty.DutyList;
import org.shouhou.duty.OnDuty;
import org.shouhou.duty.Shifts;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is on duty, the roster, and the switch every page carries. */
@Controller
@RequestMapping("/duty")
class DutyPages {

    private final OnDuty duty;
    private final DutyList list;
    private final Shifts shifts;
    private final Settings settings;
    private final Asked asked;
    private final Clock clock;

    DutyPages(OnDuty duty, DutyList list, Shifts shifts, Settings settings, Asked asked, Clock clock) {
        this.duty = duty;
        this.list = list;
        this.shifts = shifts;
        this.settings = settings;
        this.asked = asked;
        this.clock = clock;
    }

    @GetMapping
    String page(Model model) {
        Instant now = clock.instant();
        model.addAttribute("people", list.all());
        model.addAttribute("shifts", shifts.between(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(14))));
        model.addAttribute("states", OnDuty.State.values());
        return "duty/duty";
    }

    @PostMapping("/me")
    String mine(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "/") String back, RedirectAttributes next) {
        asked.thenRedirect(next, "dutySet", () -> duty.set(Actor.current().name(), state, Actor.current()));
        return "redirect:" + (back.matches("/[a-zA-Z0-9/?&=_-]*") && !back.startsWith("//") ? back : "/");
    }

    @PostMapping("/people/{user}")
    String other(@PathVariable String user, @RequestParam(defaultValue = "") String state, RedirectAttributes next) {
        asked.thenRedirect(next, "dutySet", () -> duty.set(user, state, Actor.current()));
        return "redirect:/duty";
    }

    @PostMapping("/shifts")
    String add(@RequestParam(defaultValue = "") String user, @RequestParam(defaultValue = "") String startsAt,
            @RequestParam(defaultValue = "") String endsAt, RedirectAttributes next) {
        asked.thenRedirect(next, "shiftAdded", () -> shifts.add(new Shifts.NewShift(user, instant("startsAt", startsAt),
                instant("endsAt", endsAt)), Actor.current()));
        return "redirect:/duty";
    }

    @PostMapping("/shifts/{id}/remove")
    String remove(@PathVariable String id, RedirectAttributes next) {
        asked.thenRedirect(next, "shiftRemoved", () -> shifts.remove(id));
        return "redirect:/duty";
    }

    private Instant instant(String field, String local) {
        try {
            return LocalDateTime.parse(local).atZone(settings.zone(Settings.ALL_SHOPS)).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem(field, "Must be a date such as 2026-11-11.")));
        }
    }
}
