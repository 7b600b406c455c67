package org.shouhou.gateway.web;

import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.gateway.EffectRecord;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.GatewayStates;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The gateways and the effects under way, for operators. */
@RestController
class EffectsApi {

    private static final int PAGE = 100;

    record Page(List<EffectRecord> effects, Long cursor) {
    }

    private final Effects effects;
    private final GatewayStates states;

    EffectsApi(Effects effects, GatewayStates states) {
        this.effects = effects;
        this.states = states;
    }

    @GetMapping("/api/gateways")
    List<GatewayStates.View> gateways() {
        return states.all();
    }

    /** Effects in one state, oldest first: UNKNOWN, PENDING, SENT, INTENT ... */
    @GetMapping("/api/effects")
    Page list(@RequestParam EffectRecord.State state, @RequestParam(defaultValue = "0") long cursor) {
        List<EffectRecord> found = effects.in(state, cursor, PAGE);
        return new Page(found, found.size() < PAGE ? null : found.get(PAGE - 1).id());
    }

    @GetMapping("/api/effects/{id}")
    EffectRecord one(@PathVariable long id) {
        return effects.byId(id).orElseThrow(() -> Problem.notFound("effect", id));
    }

    /** Looks at it now: tries a failed one again, asks about an unknown one. */
    @PostMapping("/api/effects/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void retry(@PathVariable long id) {
        effects.retry(id, Actor.current().name());
    }
}
