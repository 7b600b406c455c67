package org.shouhou.authority.web;

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

/** The menu of standing remedies: agents read it, supervisors release and withdraw. */
@Controller
@RequestMapping("/standing-remedies")
class StandingRemedyPages {

    private final Menu menu;
    private final Given given;
    private final Settings settings;
    private final Asked asked;

    StandingRemedyPages(Menu menu, Given given, Settings settings, Asked asked) {
        this.menu = menu;
        this.given = given;
        this.settings = settings;
        this.asked = asked;
    }

    @GetMapping
    String all(Model model) {
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
            @RequestParam(required = false) String reasonCode, @RequestParam(defaultValue = "") String until, RedirectAttributes next) {
        asked.thenRedirect(next, "remedyReleased", () -> {
            boolean gift = "GIFT".equals(kind);
            menu.release(new Menu.Release(requestId, null, name, kind, gift || amount.isBlank() ? null : CompensationPages.minor(amount),
                    gift ? sku.strip() : null, gift ? CompensationPages.pieces(quantity) : null, reasonCode, null, endOf(until)), Actor.current());
        });
        return "redirect:/standing-remedies";
    }

    /** The end of a day in the shop's zone; null for none. */
    private Instant endOf(String day) {
        try {
            return day.isBlank() ? null : LocalDate.parse(day).plusDays(1).atStartOfDay(settings.zone(Settings.ALL_SHOPS)).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem("validTo", "This is no date.")));
        }
    }

    @PostMapping("/{id}/withdraw")
    String withdraw(@PathVariable long id, RedirectAttributes next) {
        asked.thenRedirect(next, "remedyWithdrawn", () -> menu.withdraw(id, Actor.current()));
        return "redirect:/standing-remedies";
    }
}
