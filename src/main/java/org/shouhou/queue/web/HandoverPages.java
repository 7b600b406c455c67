package org.shouhou.queue.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Desk;
import org.shouhou.duty.DutyList;
import org.shouhou.identity.Actor;
import org.shouhou.queue.ShiftHandover;
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
    private final DutyList people;
    private final Desk desk;
    private final Asked asked;

    HandoverPages(ShiftHandover handover, DutyList people, Desk desk, Asked asked) {
        this.handover = handover;
        this.people = people;
        this.desk = desk;
        this.asked = asked;
    }

    @GetMapping
    String show(@RequestParam(required = false) String from, Model model) {
        Actor me = Actor.current();
        String whose = from == null || from.isBlank() ? me.name() : from;
        model.addAttribute("from", whose);
        model.addAttribute("mine", whose.equals(me.name()));
        model.addAttribute("open", handover.open(whose, me));
        model.addAttribute("received", handover.received(me));
        model.addAttribute("owners", desk.mayDo("supervisor") ? handover.owners() : List.of());
        model.addAttribute("colleagues", people.all().stream().filter(one -> "ON".equals(one.state()) && !one.user().equals(whose)).toList());
        return "queue/handover";
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
