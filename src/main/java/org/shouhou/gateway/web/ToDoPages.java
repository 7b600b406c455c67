package org.shouhou.gateway.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Shown;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.HandBulk;
import org.shouhou.gateway.ToDoFile;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of what people carry out by hand (R40): one by one with the reference, or as a file. */
@Controller
@RequestMapping("/todo-outside")
class ToDoPages {

    /** An entry; {@code stock} names the order's lines whose pieces are asked. */
    record Row(EffectRecord entry, boolean mayDo, List<Told> told, List<Integer> stock) {
    }

    record Told(String label, String value) {
    }

    /** Shown elsewhere in the entry. */
    private static final Set<String> HIDDEN = Set.of("shop", "orderNo", "currency", "caseNumber", "lines", "parcel");
    private static final int PAGE = 50;
    private static final long LARGEST = 20L * 1024 * 1024;

    private final Effects effects;
    private final HandBulk bulk;
    private final ToDoFile file;
    private final Asked asked;
    private final Shown shown;

    ToDoPages(Effects effects, HandBulk bulk, ToDoFile file, Asked asked, Shown shown) {
        this.effects = effects;
        this.bulk = bulk;
        this.file = file;
        this.asked = asked;
        this.shown = shown;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "0") long cursor, @RequestParam(required = false) String gateway,
            @RequestParam(required = false) String shop, Model model) {
        var mine = MyGateways.mine();
        String wanted = shop == null || shop.isBlank() ? null : shop;
        List<EffectRecord> found = bulk.toDo(MyGateways.seen(gateway), wanted, cursor, PAGE);
        model.addAttribute("counts", bulk.counts(MyGateways.seen()));
        model.addAttribute("gateway", gateway == null || gateway.isBlank() ? null : gateway);
        model.addAttribute("shop", wanted);
        model.addAttribute("rows", found.stream().map(entry -> new Row(entry, mine.contains(entry.gateway()), told(entry), lines(entry))).toList());
        model.addAttribute("cursor", found.size() < PAGE ? null : found.get(PAGE - 1).id());
        return "gateway/todo";
    }

    /** Answers those that are ticked; what was typed for one that could not be is there again. */
    @PostMapping
    String answerAll(@RequestParam(name = "pick", required = false) List<Long> ids, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        asked.thenRedirect(next, "entry", () -> {
            Map<Long, HandBulk.Row> failed = new LinkedHashMap<>();
            List<HandBulk.Item> items = new ArrayList<>();
            for (Long id : ids == null ? List.<Long>of() : ids) {
                try {
                    items.add(item(id, typed));
                } catch (Problem wrong) {
                    failed.put(id, bulk.wrong(id, wrong));
                }
            }
            List<HandBulk.Row> rows = items.isEmpty() && !failed.isEmpty() ? List.of() : bulk.answer(items, Actor.current().name(), MyGateways.mine());
            rows.stream().filter(row -> !row.done()).forEach(row -> failed.put(row.id(), row));
            next.addFlashAttribute("doneCount", rows.stream().filter(HandBulk.Row::done).count());
            next.addFlashAttribute("failed", failed);
            next.addFlashAttribute("typed", typed);
        });
        if (Long.valueOf(0).equals(next.getFlashAttributes().get("doneCount"))) {
            asked.nothingDone(next);
        }
        for (String filter : List.of("gateway", "shop")) {
            if (!typed.getOrDefault(filter, "").isBlank()) {
                next.addAttribute(filter, typed.get(filter));
            }
        }
        return "redirect:/todo-outside";
    }

    private HandBulk.Item item(Long id, Map<String, String> typed) {
        EffectRecord entry = MyGateways.entry(effects, id);
        Effects.Outcome outcome = "REFUSED".equals(typed.get("outcome_" + id)) ? Effects.Outcome.REFUSED : Effects.Outcome.DONE;
        Map<String, String> own = new LinkedHashMap<>();
        own.put("status", typed.getOrDefault("status_" + id, ""));
        lines(entry).forEach(line -> own.put("stock_" + line, typed.getOrDefault("stock_" + id + "_" + line, "")));
        return new HandBulk.Item(id, outcome, typed.get("reference_" + id), stock(entry, outcome, own), typed.get("note_" + id));
    }

    @PostMapping("/{id}")
    String answer(@PathVariable long id, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        asked.thenRedirect(next, "entry", () -> {
            EffectRecord entry = MyGateways.entry(effects, id);
            Effects.Outcome outcome = "REFUSED".equals(typed.get("outcome")) ? Effects.Outcome.REFUSED : Effects.Outcome.DONE;
            effects.doneByHand(id, Actor.current().name(), outcome, typed.get("reference"), stock(entry, outcome, typed), typed.get("note"));
        });
        return "redirect:/todo-outside";
    }

    /** Takes the exported list back, filled in. */
    @PostMapping("/import")
    String take(@RequestParam("file") MultipartFile filled, RedirectAttributes next) {
        asked.thenRedirect(next, "file", () -> {
            if (filled.getSize() > LARGEST) {
                throw Problem.badRequest("too-large", "The file has at most 20 MB.");
            }
            try {
                next.addFlashAttribute("report", file.take(filled.getBytes(), Actor.current().name(), MyGateways.mine()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return "redirect:/todo-outside";
    }

    private List<Told> told(EffectRecord entry) {
        List<Told> told = new ArrayList<>();
        entry.request().forEach((key, value) -> {
            if (value == null || HIDDEN.contains(key) || entry.operation().equals("stock")) {
                return;
            }
            String text = key.equals("amountMinor") && value instanceof Number minor
                    ? shown.money(minor.longValue(), String.valueOf(entry.request().getOrDefault("currency", "CNY")))
                    : key.equals("reason") ? shown.code("reason", value) : value.toString();
            told.add(new Told(shown.code("fact", key), text));
        });
        return told;
    }

    private static List<Integer> lines(EffectRecord entry) {
        if (!entry.operation().equals("stock") || !(entry.request().get("lines") instanceof List<?> lines)) {
            return List.of();
        }
        return lines.stream().filter(Map.class::isInstance).map(line -> ((Map<?, ?>) line).get("lineNo"))
                .filter(Number.class::isInstance).map(no -> ((Number) no).intValue()).toList();
    }

    private static Map<String, Object> stock(EffectRecord entry, Effects.Outcome outcome, Map<String, String> typed) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (outcome == Effects.Outcome.REFUSED) {
            return data;
        }
        if (entry.operation().equals("trace")) {
            data.put("status", typed.getOrDefault("status", ""));
        }
        for (Integer line : lines(entry)) {
            String pieces = typed.getOrDefault("stock_" + line, "").strip();
            if (!pieces.matches("\\d{1,9}")) {
                throw Problem.fields(List.of(new FieldProblem("stock_" + line, "Must be a whole number.")));
            }
            data.put(line.toString(), Integer.valueOf(pieces));
        }
        return data;
    }
}
