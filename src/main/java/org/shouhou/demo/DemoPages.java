package org.shouhou.demo;

import java.time.Duration;
import java.util.Map;
import org.shouhou.desk.Asked;
import org.shouhou.messaging.SandboxMailbox;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The demonstration's clock and the mailbox its messages arrive in. */
@Controller
@RequestMapping("/demo")
@ConditionalOnProperty("shouhou.clock.adjustable")
class DemoPages {

    private static final Map<String, Duration> STEPS = Map.of("minutes", Duration.ofMinutes(10), "hour", Duration.ofHours(1),
            "hours", Duration.ofHours(6), "day", Duration.ofDays(1), "days", Duration.ofDays(3));

    private final ClockWalk walk;
    private final SandboxMailbox mailbox;
    private final Asked asked;

    DemoPages(ClockWalk walk, SandboxMailbox mailbox, Asked asked) {
        this.walk = walk;
        this.mailbox = mailbox;
        this.asked = asked;
    }

    @GetMapping
    String show(@RequestParam(required = false) Long cursor, Model model) {
        model.addAttribute("messages", mailbox.received(cursor));
        return "demo/demo";
    }

    /** Comes back once everything that became due on the way is done. */
    @PostMapping("/clock")
    String advance(@RequestParam String by, RedirectAttributes next) {
        asked.thenRedirect(next, "clock", () -> walk.advance(STEPS.getOrDefault(by, Duration.ofHours(1))));
        return "redirect:/demo";
    }
}
