package org.shouhou.gateway.web;

import java.util.List;
import java.util.Map;
import org.shouhou.gateway.Effects;
import org.shouhou.gateway.GatewaySwitches;
import org.shouhou.gateway.TroubledWork;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** People standing in for a side outside, and everything that did not come off by its cause; for operators. */
@RestController
class GatewaysApi {

    record Why(String why) {
    }

    record Reason(String reason) {
    }

    private final GatewaySwitches switches;
    private final TroubledWork troubled;
    private final Effects effects;

    GatewaysApi(GatewaySwitches switches, TroubledWork troubled, Effects effects) {
        this.switches = switches;
        this.troubled = troubled;
        this.effects = effects;
    }

    /** What is asked of this gateway from now on goes onto the to-do list. @param gateway payment, order, warehouse, courier */
    @PostMapping("/api/gateways/{gateway}/by-hand")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void byHand(@PathVariable String gateway, @RequestBody Why why) {
        switches.byHand(GatewayPages.named(gateway), why.why(), Actor.current().name());
    }

    /** What the configuration says counts again. */
    @PostMapping("/api/gateways/{gateway}/back")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void back(@PathVariable String gateway) {
        switches.back(GatewayPages.named(gateway));
    }

    /** Tries at once what waits for its next try there, and asks about what nobody knows. */
    @PostMapping("/api/gateways/{gateway}/try")
    Map<String, Integer> tryNow(@PathVariable String gateway) {
        return Map.of("retried", effects.retryAll(GatewayPages.named(gateway), Actor.current().name()));
    }

    /** Everything that did not come off: what waits for a person first, then what is tried again by itself. */
    @GetMapping("/api/failed-work/all")
    List<TroubledWork.Entry> all() {
        return troubled.all();
    }

    /** Has everything of one cause tried again. @param cause as {@code causeKey} of the entries says */
    @PostMapping("/api/failed-work/retry-cause")
    Map<String, Integer> retryCause(@RequestParam String cause) {
        return Map.of("retried", troubled.retryAll(cause, Actor.current().name()));
    }

    /** Ends it for good, with a reason, where that is allowed. */
    @PostMapping("/api/failed-work/{kind}/{id}/give-up")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveUp(@PathVariable TroubledWork.Kind kind, @PathVariable String id, @RequestBody Reason reason) {
        troubled.giveUp(kind, id, reason.reason(), Actor.current().name());
    }
}
