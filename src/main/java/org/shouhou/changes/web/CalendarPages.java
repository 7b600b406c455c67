package org.shouhou.changes.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.shouhou.changes.Changes;
import org.shouhou.changes.Preview;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.deadline.CalendarBook;
import org.shouhou.deadline.CalendarChange;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The shop's calendar month by month: holidays, make-up days, longer hours; which deadlines move is seen first. */
@Controller
@RequestMapping("/calendar")
class CalendarPages {

    /** What the form says. @param how closed, own or usual */
    record Wanted(String shop, String from, String to, String how, String hours, String name) {
    }

    private static final YearMonth FIRST = YearMonth.of(2000, 1);
    private static final YearMonth LAST = YearMonth.of(2999, 12);

    private final CalendarBook book;
    private final Changes changes;
    private final Settings settings;
    private final Asked asked;
    private final Clock clock;

    CalendarPages(CalendarBook book, Changes changes, Settings settings, Asked asked, Clock clock) {
        this.book = book;
        this.changes = changes;
        this.settings = settings;
        this.asked = asked;
        this.clock = clock;
    }

    @GetMapping
    String month(@RequestParam(defaultValue = "") String month, @RequestParam(defaultValue = "") String shop,
            @RequestParam(defaultValue = "") String day, Model model) {
        String of = ShopTimes.shop(shop);
        LocalDate chosen = date(day);
        model.addAttribute("typed", new Wanted(of, chosen == null ? "" : day, chosen == null ? "" : day, "closed", "", ""));
        return page(month.isEmpty() && chosen != null ? YearMonth.from(chosen) : month(month), of, model);
    }

    private String page(YearMonth month, String shop, Model model) {
        LocalDate first = month.atDay(1);
        LocalDate monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate sunday = month.atEndOfMonth().with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        List<CalendarBook.Shown> days = book.days(shop, monday, sunday);
        List<List<CalendarBook.Shown>> weeks = new ArrayList<>();
        for (int i = 0; i < days.size(); i += DayOfWeek.values().length) {
            weeks.add(days.subList(i, i + DayOfWeek.values().length));
        }
        model.addAttribute("weeks", weeks);
        model.addAttribute("weekdays", DayOfWeek.values());
        model.addAttribute("month", month);
        model.addAttribute("before", month.minusMonths(1));
        model.addAttribute("after", month.plusMonths(1));
        model.addAttribute("today", today());
        model.addAttribute("shop", shop);
        model.addAttribute("hours", settings.text(Figure.STAFFED_HOURS, shop));
        return "changes/calendar";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone(Settings.ALL_SHOPS));
    }

    private YearMonth month(String text) {
        try {
            YearMonth month = text.isBlank() ? YearMonth.from(today()) : YearMonth.parse(text);
            return month.isBefore(FIRST) || month.isAfter(LAST) ? YearMonth.from(today()) : month;
        } catch (DateTimeParseException e) {
            return YearMonth.from(today());
        }
    }

    private static LocalDate date(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @PostMapping("/preview")
    String preview(@RequestParam(defaultValue = "") String shop, @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to, @RequestParam(defaultValue = "") String how,
            @RequestParam(defaultValue = "") String hours, @RequestParam(defaultValue = "") String name, Model model) {
        Wanted wanted = new Wanted(shop, from, to, how, hours, name);
        Preview preview = asked.orAgain(model, () -> changes.preview(change(wanted), Actor.current()));
        if (preview != null) {
            return "redirect:/calendar/previews/" + preview.id();
        }
        model.addAttribute("typed", wanted);
        LocalDate first = date(from);
        return page(first == null ? YearMonth.from(today()) : month(from.substring(0, 7)), ShopTimes.shop(shop), model);
    }

    /** Every date from the first to the last alike. */
    private static CalendarChange change(Wanted wanted) {
        LocalDate first = date(wanted.from());
        LocalDate last = wanted.to().isBlank() ? first : date(wanted.to());
        List<FieldProblem> wrong = new ArrayList<>();
        if (first == null) {
            wrong.add(new FieldProblem("from", "Must be a date such as 2026-11-11."));
        }
        if (first != null && (last == null || last.isBefore(first) || last.isAfter(first.plusYears(1)))) {
            wrong.add(new FieldProblem("to", "Must be a date such as 2026-11-11."));
        }
        boolean usual = wanted.how().equals("usual");
        String intervals = usual ? "usual" : wanted.how().equals("closed") ? "closed" : wanted.hours().replace('，', ',').replace('：', ':').strip();
        if (!usual && wanted.name().isBlank()) {
            wrong.add(new FieldProblem("name", "Is required."));
        }
        if (wrong.isEmpty()) {
            try {
                List<CalendarChange.DayChange> days = first.datesUntil(last.plusDays(1))
                        .map(date -> new CalendarChange.DayChange(date, intervals, usual ? null : wanted.name().strip())).toList();
                CalendarBook.checkHours(intervals);
                return new CalendarChange(wanted.shop().strip(), days);
            } catch (IllegalArgumentException e) {
                wrong.add(new FieldProblem("hours", "Must be times such as 09:00-12:00,14:00-24:00."));
            }
        }
        throw Problem.fields(wrong);
    }

    @GetMapping("/previews/{id}")
    String seen(@PathVariable String id, Model model) {
        model.addAttribute("preview", changes.seen(id, "CALENDAR"));
        return "changes/preview";
    }

    @PostMapping("/previews/{id}")
    String confirm(@PathVariable String id, RedirectAttributes next) {
        Preview preview = changes.seen(id, "CALENDAR");
        return SettingsPages.confirmed(changes, asked, preview, next, "/calendar?month=" + preview.name().substring(0, 7), "/calendar/previews/");
    }
}
