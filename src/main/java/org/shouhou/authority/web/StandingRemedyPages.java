package org.shouhou.authority.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.shouhou.authority.Given;
import org.shouhou.authority.Kind;
import org.shouhou.authority.Menu;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
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

/** The menu of standing remedies: agents read it, supervisors release and withdraw, managers approve what is beyond a supervisor. */
@Controller
@RequestMapping("/standing-remedies")
class StandingRemedyPages {

    private final Menu menu;
    private final Given given;
    private final Settings settings;
    private final Asked asked;
    private final Clock clock;

    StandingRemedyPages(Menu menu, Given given, Settings settings, Asked asked, Clock clock) {
        this.clock = clock;
        this.menu = menu;
        this.given = given;
        this.settings = settings;
        this.asked = asked;
    }

    /** @param replaces the one whose place a new one takes; its values stand in the form */
    @GetMapping
    String all(@RequestParam(defaultValue = "") String replaces, Model model) {
        model.addAttribute("old", menu.all(false).stream().filter(one -> one.id().equals(replaces)).findFirst().orElse(null));
        model.addAttribute("remedies", menu.all(false));
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("reasons", given.reasons());
        model.addAttribute("requestId", UUID.randomUUID().toString());
        return "authority/standing";
    }

    @PostMapping
    String release(@RequestParam(required = false) String requestId, @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) String kind, @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String sku, @RequestParam(defaultValue = "") String quantity,
            @RequestParam(required = false) String reasonCode, @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String shop, @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String replaces, RedirectAttributes next) {
        asked.thenRedirect(next, "remedyReleased", () -> {
            boolean gift = "GIFT".equals(kind);
            menu.replace(new Menu.Release(requestId, shop.isBlank() ? null : shop.strip(), name, kind, gift || amount.isBlank() ? null : CompensationPages.minor(amount),
                    gift ? sku.strip() : null, gift ? CompensationPages.pieces(quantity) : null, reasonCode, startOf(from), endOf(until)),
                    replaces, Actor.current());
        });
        return "redirect:/standing-remedies";
    }

    /** The start of a day in the shop's zone; null for none, and for today, which means now. */
    private Instant startOf(String day) {
        try {
            Instant start = day.isBlank() ? null : LocalDate.parse(day).atStartOfDay(settings.zone(Settings.ALL_SHOPS)).toInstant();
            return start == null || !start.isAfter(clock.instant()) ? null : start;
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem("validFrom", "This is no date.")));
        }
    }

    /** The end of a day in the shop's zone; null for none. */
    private Instant endOf(String day) {
        try {
            return day.isBlank() ? null : LocalDate.parse(day).plusDays(1).atStartOfDay(settings.zone(Settings.ALL_SHOPS)).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem("validTo", "This is no date.")));
        }
    }

    @PostMapping("/{id}/approve")
    String approve(@PathVariable long id, RedirectAttributes next) {
        asked.thenRedirect(next, "remedyApproved", () -> menu.approve(id, Actor.current()));
        return "redirect:/standing-remedies";
    }

    @PostMapping("/{id}/withdraw")
    String withdraw(@PathVariable long id, RedirectAttributes next) {
        asked.thenRedirect(next, "remedyWithdrawn", () -> menu.withdraw(id, Actor.current()));
        return "redirect:/standing-remedies";
    }
}
