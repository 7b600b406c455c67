package org.shouhou.slowreview.web;

import java.util.Map;
import java.util.Optional;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.slowreview.PhoneRound;
import org.shouhou.slowreview.RoundRecords;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The phone round's page: the list stays where it is, the buyer being called beside it; recorded, the next one comes up. */
@Controller
@RequestMapping("/phone-round")
class PhoneRoundPages {

    /** How many buyers the list shows; the rest is a number. */
    private static final int SHOWN = 40;

    private final PhoneRound round;
    private final RoundRecords records;
    private final Asked asked;

    PhoneRoundPages(PhoneRound round, RoundRecords records, Asked asked) {
        this.round = round;
        this.records = records;
        this.asked = asked;
    }

    @GetMapping
    String show(Model model) {
        PhoneRound.View view = round.view(Actor.current());
        model.addAttribute("view", view);
        model.addAttribute("list", view.waiting().stream().limit(SHOWN).toList());
        model.addAttribute("more", Math.max(0, view.waiting().size() - SHOWN));
        model.addAttribute("outcomes", RoundRecords.Outcome.values());
        model.addAttribute("thens", RoundRecords.Then.values());
        return "slowreview/phone-round";
    }

    @PostMapping("/next")
    String next(RedirectAttributes next) {
        PhoneRound.Call[] taken = new PhoneRound.Call[1];
        boolean tried = asked.thenRedirect(next, "nothingWaits", () -> taken[0] = round.next(Actor.current()).orElse(null));
        if (tried && taken[0] != null) {
            next.getFlashAttributes().clear();
        }
        return "redirect:/phone-round";
    }

    @PostMapping("/messages")
    String messages(RedirectAttributes next) {
        asked.thenRedirect(next, "roundWritten", () -> next.addFlashAttribute("written", round.writeToAll(Actor.current())));
        return "redirect:/phone-round";
    }

    /** Records the call and takes the next buyer. */
    @PostMapping("/calls/{id}")
    String record(@PathVariable long id, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        String outcome = typed.get("outcome");
        boolean reached = RoundRecords.Outcome.REACHED.name().equals(outcome);
        boolean done = asked.thenRedirect(next, "callRecorded", () -> {
            next.addFlashAttribute("recorded", records.record(id, new RoundRecords.Said(outcome, given(typed, "words"),
                    reached ? given(typed, "then") : null, reached ? given(typed, "newAddress") : null), Actor.current()));
            Optional<PhoneRound.Call> other = round.next(Actor.current());
            next.addFlashAttribute("over", other.isEmpty());
        });
        if (!done) {
            next.addFlashAttribute("typed", typed);
        }
        return "redirect:/phone-round";
    }

    @PostMapping("/calls/{id}/give-back")
    String giveBack(@PathVariable long id, RedirectAttributes next) {
        asked.thenRedirect(next, "givenBack", () -> round.giveBack(id, Actor.current()));
        return "redirect:/phone-round";
    }

    private static String given(Map<String, String> typed, String field) {
        String value = typed.get(field);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
