package org.shouhou.gateway.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.desk.Asked;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.FailedWork;
import org.shouhou.gateway.Hooks;
import org.shouhou.gateway.TroubledWork;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator looks at: everything that did not come off, by its cause. */
@Controller
@RequestMapping("/failed-work")
class FailedWorkPages {

    private final TroubledWork troubled;
    private final FailedWork failed;
    private final Effects effects;
    private final Hooks hooks;
    private final Asked asked;

    FailedWorkPages(TroubledWork troubled, FailedWork failed, Effects effects, Hooks hooks, Asked asked) {
        this.troubled = troubled;
        this.failed = failed;
        this.effects = effects;
        this.hooks = hooks;
        this.asked = asked;
    }

    @GetMapping
    String list(Model model) {
        Map<String, List<TroubledWork.Entry>> causes = new LinkedHashMap<>();
        troubled.all().forEach(one -> causes.computeIfAbsent(one.causeKey(), key -> new ArrayList<>()).add(one));
        model.addAttribute("causes", causes);
        return "gateway/failed";
    }

    @PostMapping("/{kind}/{id}/retry")
    String retry(@PathVariable TroubledWork.Kind kind, @PathVariable String id, RedirectAttributes next) {
        asked.thenRedirect(next, "retried", () -> troubled.retry(kind, id, Actor.current().name()));
        return "redirect:/failed-work";
    }

    @PostMapping("/{kind}/{id}/give-up")
    String giveUp(@PathVariable TroubledWork.Kind kind, @PathVariable String id, @RequestParam(required = false) String reason, RedirectAttributes next) {
        asked.thenRedirect(next, "givenUp", () -> troubled.giveUp(kind, id, reason, Actor.current().name()));
        return "redirect:/failed-work";
    }

    /** @param cause all of this cause; null for everything that gave up */
    @PostMapping("/retry")
    String retryAll(@RequestParam(required = false) String cause, RedirectAttributes next) {
        asked.thenRedirect(next, "retried", () -> {
            if (cause == null) {
                failed.retryAll(Actor.current().name());
            } else {
                troubled.retryAll(cause, Actor.current().name());
            }
        });
        return "redirect:/failed-work";
    }

    @PostMapping("/effects/{id}")
    String ask(@PathVariable long id, RedirectAttributes next) {
        asked.thenRedirect(next, "retried", () -> effects.retry(id, Actor.current().name()));
        return "redirect:/failed-work";
    }

    @PostMapping("/events/{id}")
    String event(@PathVariable long id, RedirectAttributes next) {
        asked.thenRedirect(next, "retried", () -> hooks.retry(id));
        return "redirect:/failed-work";
    }
}
