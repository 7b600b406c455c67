package org.shouhou.messaging.web;

import java.util.Arrays;
import java.util.List;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.messaging.Outbox;
import org.shouhou.messaging.OutgoingMessage;
import org.shouhou.messaging.State;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The operator's view of everything that goes out. */
@Controller
class MessagePages {

    private static final int PAGE = 100;

    private final Outbox outbox;
    private final Asked asked;

    MessagePages(Outbox outbox, Asked asked) {
        this.outbox = outbox;
        this.asked = asked;
    }

    @GetMapping("/outgoing")
    String outgoing(@RequestParam(required = false) String state, @RequestParam(required = false) Long cursor, Model model) {
        State wanted = Arrays.stream(State.values()).filter(one -> one.name().equals(state)).findFirst().orElse(null);
        List<OutgoingMessage> page = outbox.list(wanted, null, cursor);
        model.addAttribute("states", State.values());
        model.addAttribute("state", wanted);
        model.addAttribute("box", outbox.view());
        model.addAttribute("messages", page);
        model.addAttribute("cursor", page.size() < PAGE ? null : page.get(PAGE - 1).id());
        return "messaging/outgoing";
    }

    @PostMapping("/outgoing/{id}/retry")
    String retry(@PathVariable long id, RedirectAttributes next) {
        asked.thenRedirect(next, "retried", () -> outbox.retry(id, Actor.current().name()));
        return "redirect:/outgoing";
    }

    @PostMapping("/outgoing/{id}/hand-over")
    String handOver(@PathVariable long id, RedirectAttributes next) {
        asked.thenRedirect(next, "toHand", () -> outbox.handOver(id, Actor.current().name()));
        return "redirect:/outgoing";
    }
}
