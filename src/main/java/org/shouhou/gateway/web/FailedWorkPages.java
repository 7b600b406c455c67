package org.shouhou.gateway.web;

import org.shouhou.desk.Asked;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.FailedWork;
import org.shouhou.gateway.GatewayStates;
import org.shouhou.gateway.Hooks;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator looks at: work that gave up, results nobody knows, events that matched nothing, the gateways. */
@Controller
@RequestMapping("/failed-work")
class FailedWorkPages {

    private static final int MOST = 100;

    private final FailedWork failed;
    private final Effects effects;
    private final Hooks hooks;
    private final GatewayStates gateways;
    private final Asked asked;

    FailedWorkPages(FailedWork failed, Effects effects, Hooks hooks, GatewayStates gateways, Asked asked) {
        this.failed = failed;
        this.effects = effects;
        this.hooks = hooks;
        this.gateways = gateways;
        this.asked = asked;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("failed", failed.all());
        model.addAttribute("unknown", effects.in(EffectRecord.State.UNKNOWN, 0, MOST));
        model.addAttribute("hooks", hooks.events(Hooks.UNMATCHED, null, MOST));
        model.addAttribute("gateways", gateways.all());
        return "gateway/failed";
    }

    @PostMapping("/{kind}/{id}/retry")
    String retry(@PathVariable FailedWork.Kind kind, @PathVariable String id, RedirectAttributes next) {
        asked.thenRedirect(next, "retried", () -> failed.retry(kind, id, Actor.current().name()));
        return "redirect:/failed-work";
    }

    @PostMapping("/retry")
    String retryAll(RedirectAttributes next) {
        asked.thenRedirect(next, "retried", () -> failed.retryAll(Actor.current().name()));
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
