package org.shouhou.queue.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Desk;
import org.shouhou.desk.Shown;
import org.shouhou.identity.Actor;
import org.shouhou.queue.ShiftHandover;
import org.shouhou.queue.Takers;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The shift handover's page: what was handed to me, and all my open work with a note per case. */
@Controller
@RequestMapping("/handover")
class HandoverPages {

    private final ShiftHandover handover;
    private final Takers takers;
    private final Desk desk;
    private final Asked asked;
    private final Shown shown;

    HandoverPages(ShiftHandover handover, Takers takers, Desk desk, Asked asked, Shown shown) {
        this.handover = handover;
        this.takers = takers;
        this.desk = desk;
        this.asked = asked;
        this.shown = shown;
    }

    @GetMapping
    String show(@RequestParam(required = false) String from, Model model) {
        Actor me = Actor.current();
        String whose = from == null || from.isBlank() ? me.name() : from;
        model.addAttribute("from", whose);
        model.addAttribute("mine", whose.equals(me.name()));
        List<ShiftHandover.Open> open = handover.open(whose, me);
        List<Takers.Taker> colleagues = takers.of(open.stream().flatMap(one -> one.tasks().stream()).map(ShiftHandover.Task::taskId).toList(), whose);
        model.addAttribute("open", open);
        model.addAttribute("received", handover.received(me));
        model.addAttribute("owners", desk.mayDo("supervisor") ? handover.owners() : List.of());
        model.addAttribute("colleagues", colleagues);
        model.addAttribute("mayNot", mayNot(open, colleagues));
        return "queue/handover";
    }

    /** By case number, which of those offered may not do it. */
    private Map<String, String> mayNot(List<ShiftHandover.Open> open, List<Takers.Taker> colleagues) {
        Map<String, String> names = new HashMap<>();
        for (ShiftHandover.Open one : open) {
            String not = colleagues.stream().filter(taker -> taker.notFor().contains(one.number())).map(Takers.Taker::user).collect(shown.listing());
            if (!not.isEmpty()) {
                names.put(one.number(), not);
            }
        }
        return names;
    }

    /** Cases whose note is empty stay, with their problem; what was typed is there again. */
    @PostMapping
    String handOver(@RequestParam MultiValueMap<String, String> typed, RedirectAttributes next) {
        List<String> numbers = typed.getOrDefault("number", List.of());
        List<String> notes = typed.getOrDefault("note", List.of());
        List<ShiftHandover.Item> items = new ArrayList<>();
        Map<String, String> again = new HashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            String note = i < notes.size() ? notes.get(i) : null;
            if (typed.getOrDefault("pick", List.of()).contains(numbers.get(i))) {
                items.add(new ShiftHandover.Item(numbers.get(i), note));
            }
            again.put(numbers.get(i), note);
        }
        boolean done = asked.thenRedirect(next, "shiftHanded", () -> {
            List<ShiftHandover.Row> rows = handover.handOver(new ShiftHandover.Request(typed.getFirst("from"), typed.getFirst("to"), items), Actor.current());
            Map<String, ShiftHandover.Row> byNumber = new LinkedHashMap<>();
            rows.forEach(row -> byNumber.put(row.number(), row));
            next.addFlashAttribute("results", byNumber);
            next.addFlashAttribute("left", rows.stream().filter(row -> !row.done()).count());
        });
        if (Long.valueOf(items.size()).equals(next.getFlashAttributes().get("left"))) {
            asked.nothingDone(next);
        }
        next.addFlashAttribute("typed", again);
        next.addFlashAttribute("typedTo", typed.getFirst("to"));
        if (typed.getFirst("from") != null) {
            next.addAttribute("from", typed.getFirst("from"));
        }
        return "redirect:/handover";
    }

    @PostMapping("/read")
    String read(@RequestParam(name = "id", required = false) List<Long> ids, RedirectAttributes next) {
        asked.thenRedirect(next, "notesRead", () -> handover.read(ids, Actor.current()));
        return "redirect:/handover";
    }
}
