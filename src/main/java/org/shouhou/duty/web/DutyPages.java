package org.shouhou.duty.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Stream;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.duty.DutyList;
import org.shouhou.duty.OnDuty;
import org.shouhou.duty.Roster;
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
    private final Roster roster;
    private final Settings settings;
    private final Asked asked;
    private final Clock clock;

    DutyPages(OnDuty duty, DutyList list, Shifts shifts, Roster roster, Settings settings, Asked asked, Clock clock) {
        this.duty = duty;
        this.list = list;
        this.shifts = shifts;
        this.roster = roster;
        this.settings = settings;
        this.asked = asked;
        this.clock = clock;
    }

    @GetMapping
    String page(@RequestParam(defaultValue = "") String week, Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone(Settings.ALL_SHOPS));
        Roster.Week shown = roster.week(week.matches("2\\d{3}-\\d{2}-\\d{2}") ? date("week", week) : today);
        model.addAttribute("people", list.all());
        model.addAttribute("week", shown);
        model.addAttribute("today", today);
        model.addAttribute("lastWeek", shown.monday().minusWeeks(1));
        model.addAttribute("nextWeek", shown.monday().plusWeeks(1));
        model.addAttribute("weekdays", DayOfWeek.values());
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

    /** One shift, or the same hours on several days of the week it begins in. */
    @PostMapping("/shifts")
    String add(@RequestParam(defaultValue = "") String user, @RequestParam(defaultValue = "") String date,
            @RequestParam(defaultValue = "") String starts, @RequestParam(defaultValue = "") String ends,
            @RequestParam(required = false) List<DayOfWeek> also, RedirectAttributes next) {
        asked.thenRedirect(next, "shiftAdded", () -> roster.plan(user, days(date, also), time("starts", starts), time("ends", ends), Actor.current()));
        return back(date);
    }

    private List<LocalDate> days(String date, List<DayOfWeek> also) {
        LocalDate first = date("date", date);
        return Stream.concat(Stream.of(first), also == null ? Stream.empty() : also.stream().map(day -> first.with(TemporalAdjusters.previousOrSame(
                DayOfWeek.MONDAY)).with(TemporalAdjusters.nextOrSame(day)))).distinct().sorted().toList();
    }

    @PostMapping("/shifts/{id}")
    String change(@PathVariable String id, @RequestParam(defaultValue = "") String date, @RequestParam(defaultValue = "") String starts,
            @RequestParam(defaultValue = "") String ends, RedirectAttributes next) {
        asked.thenRedirect(next, "shiftChanged", () -> roster.change(id, date("date", date), time("starts", starts), time("ends", ends), Actor.current()));
        return back(date);
    }

    @PostMapping("/weeks/copy")
    String copy(@RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to, RedirectAttributes next) {
        asked.thenRedirect(next, "weekCopied", () -> roster.copy(date("from", from), date("to", to), Actor.current()));
        return back(to);
    }

    @PostMapping("/shifts/{id}/remove")
    String remove(@PathVariable String id, @RequestParam(defaultValue = "") String date, RedirectAttributes next) {
        asked.thenRedirect(next, "shiftRemoved", () -> shifts.remove(id));
        return back(date);
    }

    private static String back(String date) {
        return date.matches("\\d{4}-\\d{2}-\\d{2}") ? "redirect:/duty?week=" + date : "redirect:/duty";
    }

    private static LocalDate date(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem(field, "Must be a date such as 2026-11-11.")));
        }
    }

    private static LocalTime time(String field, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem(field, "Must be times such as 09:00-12:00,14:00-24:00.")));
        }
    }
}
