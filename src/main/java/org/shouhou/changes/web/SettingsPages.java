package org.shouhou.changes.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.shouhou.changes.Change;
import org.shouhou.changes.Changes;
import org.shouhou.changes.Preview;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.promotion.Checklists;
import org.shouhou.settings.Figure;
import org.shouhou.settings.SettingRow;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The figures of the shop by matter, and changing one: what it would move is seen first. */
@Controller
@RequestMapping("/settings")
class SettingsPages {

    /** A figure as the list shows it. @param next the next value that is planned, or null @param own whether it differs from the usual */
    record Row(Figure figure, String value, boolean own, SettingRow next) {
    }

    private final Settings settings;
    private final Changes changes;
    private final FigureWords words;
    private final Checklists promotions;
    private final ShopTimes times;
    private final Asked asked;
    private final Clock clock;

    SettingsPages(Settings settings, Changes changes, FigureWords words, Checklists promotions, ShopTimes times, Asked asked, Clock clock) {
        this.settings = settings;
        this.changes = changes;
        this.words = words;
        this.promotions = promotions;
        this.times = times;
        this.asked = asked;
        this.clock = clock;
    }

    @GetMapping
    String all(@RequestParam(defaultValue = "") String matter, @RequestParam(defaultValue = "") String shop, Model model) {
        Matter shown = Arrays.stream(Matter.values()).filter(one -> one.name().equals(matter)).findFirst().orElse(Matter.HOURS);
        String of = ShopTimes.shop(shop);
        model.addAttribute("matters", Matter.values());
        model.addAttribute("matter", shown);
        model.addAttribute("shop", of);
        model.addAttribute("rows", shown.figures().stream().map(figure -> row(figure, of)).toList());
        model.addAttribute("changes", changes.all(null).stream().limit(10).toList());
        return "changes/settings";
    }

    private Row row(Figure figure, String shop) {
        Instant now = clock.instant();
        String value = settings.text(figure, shop);
        SettingRow next = settings.valuesOf(figure.code()).stream().filter(row -> row.shop().isEmpty() || row.shop().equals(shop))
                .filter(row -> row.from().isAfter(now)).min(Comparator.comparing(SettingRow::from)).orElse(null);
        return new Row(figure, value, !value.equals(figure.usual()), next);
    }

    @GetMapping("/{name}")
    String one(@PathVariable String name, @RequestParam(defaultValue = "") String shop, @RequestParam(defaultValue = "") String promotion,
            Model model) {
        Figure figure = figure(name);
        String of = ShopTimes.shop(shop);
        FigureWords.Typed typed = words.typed(figure, settings.text(figure, of));
        model.addAttribute("typed", new Wanted(of, List.of(typed.value()), typed.unit(), "", ""));
        promotions.all().stream().filter(one -> one.id().equals(promotion)).findFirst().ifPresent(one -> model.addAttribute("typed",
                new Wanted(of, List.of(typed.value()), typed.unit(), times.local(one.startsAt()), times.local(one.endsAt()))));
        return page(figure, of, model);
    }

    /** What a form says. */
    record Wanted(String shop, List<String> value, String unit, String from, String to) {
    }

    private String page(Figure figure, String shop, Model model) {
        Instant now = clock.instant();
        model.addAttribute("figure", figure);
        model.addAttribute("matter", Matter.of(figure));
        model.addAttribute("shop", shop);
        model.addAttribute("value", settings.text(figure, shop));
        model.addAttribute("values", settings.valuesOf(figure.code()).stream().filter(row -> row.to() == null || row.to().isAfter(now)).toList());
        model.addAttribute("now", now);
        model.addAttribute("history", changes.ofFigure(figure.code()));
        model.addAttribute("rule", words.rule(figure));
        model.addAttribute("promotions", promotions.all().stream().filter(one -> one.endsAt().isAfter(now)).toList());
        return "changes/figure";
    }

    @PostMapping("/{name}/preview")
    String preview(@PathVariable String name, @RequestParam(defaultValue = "") String shop, @RequestParam(required = false) List<String> value,
            @RequestParam(defaultValue = "") String unit, @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to,
            Model model) {
        Figure figure = figure(name);
        List<String> typed = value == null ? List.of() : value;
        Preview preview = asked.orAgain(model, () -> preview(figure, new Wanted(shop.strip(), typed, unit, from, to)));
        if (preview != null) {
            return "redirect:/settings/previews/" + preview.id();
        }
        model.addAttribute("typed", new Wanted(shop, typed, unit, from, to));
        return page(figure, ShopTimes.shop(shop), model);
    }

    /** What is wrong with a value is said in words at its field. */
    private Preview preview(Figure figure, Wanted wanted) {
        Instant from = times.instant("from", wanted.from());
        Instant to = times.instant("to", wanted.to());
        if (to != null && !to.isAfter(from == null ? clock.instant() : from)) {
            throw Problem.fields(List.of(new FieldProblem("to", "Must be after the start.")));
        }
        if (!Settings.isShopCode(wanted.shop())) {
            throw Problem.fields(List.of(new FieldProblem("shop", words.rule("SHOP"))));
        }
        try {
            return changes.preview(figure.code(), wanted.shop(), words.read(figure, wanted.value(), wanted.unit()), from, to, Actor.current());
        } catch (Problem wrong) {
            throw wrong.slug().equals("invalid-setting") ? Problem.fields(List.of(new FieldProblem("value", words.rule(figure)))) : wrong;
        }
    }

    @GetMapping("/previews/{id}")
    String seen(@PathVariable String id, Model model) {
        model.addAttribute("preview", changes.seen(id, "FIGURE"));
        return "changes/preview";
    }

    @PostMapping("/previews/{id}")
    String confirm(@PathVariable String id, RedirectAttributes next) {
        Preview preview = changes.seen(id, "FIGURE");
        return confirmed(changes, asked, preview, next, "/settings/" + preview.name(), "/settings/previews/");
    }

    /** Done, or shown anew when something changed since. */
    static String confirmed(Changes changes, Asked asked, Preview preview, RedirectAttributes next, String done, String previews) {
        Change[] made = new Change[1];
        if (asked.thenRedirect(next, "changeMade", () -> made[0] = changes.confirm(preview.id(), preview.what(), Actor.current()))) {
            next.addAttribute("shop", preview.draft().shop());
            next.addFlashAttribute("moved", made[0].clocks() - made[0].waiting());
            next.addFlashAttribute("waiting", made[0].waiting());
            return "redirect:" + done;
        }
        return "redirect:" + previews + changes.again(preview, Actor.current()).id();
    }

    private static Figure figure(String name) {
        return Figure.named(name).orElseThrow(() -> Problem.notFound("figure", name));
    }
}
