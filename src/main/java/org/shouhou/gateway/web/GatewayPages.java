package org.shouhou.gateway.web;

import org.shouhou.common.Problem;
import org.shouhou.desk.Asked;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.Gateway;
import org.shouhou.gateway.GatewayStates;
import org.shouhou.gateway.GatewaySwitches;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How the sides outside are, for operators; and people standing in for one of them. */
@Controller
@RequestMapping("/gateways")
class GatewayPages {

    private final GatewayStates states;
    private final GatewaySwitches switches;
    private final Effects effects;
    private final Asked asked;

    GatewayPages(GatewayStates states, GatewaySwitches switches, Effects effects, Asked asked) {
        this.states = states;
        this.switches = switches;
        this.effects = effects;
        this.asked = asked;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("gateways", states.all());
        return "gateway/gateways";
    }

    @PostMapping("/{gateway}/by-hand")
    String byHand(@PathVariable String gateway, @RequestParam(required = false) String why, RedirectAttributes next) {
        asked.thenRedirect(next, "gatewayByHand", () -> switches.byHand(named(gateway), why, Actor.current().name()));
        return "redirect:/gateways";
    }

    @PostMapping("/{gateway}/back")
    String back(@PathVariable String gateway, RedirectAttributes next) {
        asked.thenRedirect(next, "gatewayBack", () -> switches.back(named(gateway)));
        return "redirect:/gateways";
    }

    @PostMapping("/{gateway}/try")
    String tryNow(@PathVariable String gateway, RedirectAttributes next) {
        asked.thenRedirect(next, "retried", () -> effects.retryAll(named(gateway), Actor.current().name()));
        return "redirect:/gateways";
    }

    static Gateway named(String id) {
        return Gateway.ofId(id).orElseThrow(() -> Problem.notFound("gateway", id));
    }
}
