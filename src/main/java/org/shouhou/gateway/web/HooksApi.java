package org.shouhou.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.shouhou.common.Problem;
import org.shouhou.gateway.Hooks;
import org.shouhou.gateway.Signature;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Events from outside, and what the operator sees of them. */
@RestController
class HooksApi {

    private static final int LARGEST = 256 * 1024;
    private static final int PAGE = 100;

    /** The answer to an event; the same for a repeated one. */
    record Answered(String effect, String problem) {
    }

    record Page(List<Hooks.Event> events, Long cursor) {
    }

    private final Hooks hooks;

    HooksApi(Hooks hooks) {
        this.hooks = hooks;
    }

    /** 200 when done (also when it had been done before), 202 when it matched nothing and was put aside for a person. */
    @PostMapping("/hooks/{source}")
    ResponseEntity<Answered> received(@PathVariable String source,
            @RequestHeader(name = Signature.ID, required = false) String id,
            @RequestHeader(name = Signature.TIMESTAMP, required = false) String timestamp,
            @RequestHeader(name = Signature.SIGNATURE, required = false) String signature, HttpServletRequest request)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "An event has at most 256 kB.");
        }
        Hooks.Taken taken = hooks.received(source, id, timestamp, signature, body);
        HttpStatus status = taken.first() && taken.effect().equals(Hooks.UNMATCHED) ? HttpStatus.ACCEPTED : HttpStatus.OK;
        return ResponseEntity.status(status).body(new Answered(taken.effect(), taken.problem()));
    }

    /** Recorded events, newest first. @param effect such as UNMATCHED */
    @GetMapping("/api/hook-events")
    Page events(@RequestParam(required = false) String effect, @RequestParam(required = false) Long cursor) {
        List<Hooks.Event> events = hooks.events(effect, cursor, PAGE);
        return new Page(events, events.size() < PAGE ? null : events.get(PAGE - 1).id());
    }

    /** Tries an unmatched one again, for example after its order was imported. */
    @PostMapping("/api/hook-events/{id}/retry")
    Answered retry(@PathVariable long id) {
        Hooks.Taken taken = hooks.retry(id);
        return new Answered(taken.effect(), taken.problem());
    }
}
