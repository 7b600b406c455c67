package org.shouhou.promotion.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.promotion.Bulletins;
import org.shouhou.promotion.Checklists;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Bulletins to read, and how far the preparation of promotions is. */
@Controller
@RequestMapping("/bulletins")
class BulletinPages {

    private final Bulletins bulletins;
    private final Checklists checklists;
    private final Settings settings;
    private final Asked asked;

    BulletinPages(Bulletins bulletins, Checklists checklists, Settings settings, Asked asked) {
        this.bulletins = bulletins;
        this.checklists = checklists;
        this.settings = settings;
        this.asked = asked;
    }

    @GetMapping
    String page(Model model) {
        model.addAttribute("bulletins", bulletins.current(Actor.current()));
        model.addAttribute("promotions", checklists.all());
        model.addAttribute("people", bulletins.workers());
        model.addAttribute("requestId", UUID.randomUUID().toString());
        return "promotion/bulletins";
    }

    @PostMapping("/{id}/remind")
    String remind(@PathVariable String id, RedirectAttributes next) {
        asked.thenRedirect(next, "bulletinReminded", () -> bulletins.remind(id, Actor.current()));
        return "redirect:/bulletins";
    }

    @PostMapping("/{id}/read")
    String read(@PathVariable String id, RedirectAttributes next) {
        asked.thenRedirect(next, "bulletinRead", () -> bulletins.read(id, Actor.current()));
        return "redirect:/bulletins";
    }

    @PostMapping
    String publish(@RequestParam(defaultValue = "") String requestId, @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "") String until, RedirectAttributes next) {
        asked.thenRedirect(next, "bulletinPublished", () -> bulletins.publish(
                new Bulletins.NewBulletin(requestId, title, text, instant("until", until)), Actor.current()));
        return "redirect:/bulletins";
    }

    @PostMapping("/promotions")
    String plan(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String startsAt,
            @RequestParam(defaultValue = "") String endsAt, RedirectAttributes next) {
        asked.thenRedirect(next, "promotionPlanned", () -> checklists.plan(new Checklists.NewPromotion(name,
                instant("startsAt", startsAt), instant("endsAt", endsAt)), Actor.current()));
        return "redirect:/bulletins";
    }

    @PostMapping("/promotions/{id}/items")
    String add(@PathVariable String id, @RequestParam(defaultValue = "") String what, @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "") String due, RedirectAttributes next) {
        asked.thenRedirect(next, "promotionPlanned", () -> checklists.add(id, new Checklists.NewItem(what, owner, instant("due", due))));
        return "redirect:/bulletins";
    }

    @PostMapping("/promotions/{id}/items/{itemId}/done")
    String done(@PathVariable String id, @PathVariable String itemId, RedirectAttributes next) {
        asked.thenRedirect(next, "itemDone", () -> checklists.done(id, itemId, Actor.current()));
        return "redirect:/bulletins";
    }

    private Instant instant(String field, String local) {
        try {
            return LocalDateTime.parse(local).atZone(settings.zone(Settings.ALL_SHOPS)).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem(field, "Must be a date such as 2026-11-11.")));
        }
    }
}
