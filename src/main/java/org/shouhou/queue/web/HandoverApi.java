package org.shouhou.queue.web;

import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.queue.ShiftHandover;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The shift handover over HTTP (R4). */
@RestController
@RequestMapping("/api/handover")
class HandoverApi {

    /** @param open everything open of that person, case by case @param received notes handed to the caller */
    record Shift(String from, List<ShiftHandover.Open> open, List<ShiftHandover.Received> received) {
    }

    /** A result for each case. */
    record Rows(List<ShiftHandover.Row> rows) {
    }

    record Read(List<Long> ids) {
    }

    private final ShiftHandover handover;

    HandoverApi(ShiftHandover handover) {
        this.handover = handover;
    }

    /** @param from whose work; oneself when nobody is named */
    @GetMapping
    Shift shift(@RequestParam(required = false) String from) {
        String whose = from == null || from.isBlank() ? Actor.current().name() : from;
        return new Shift(whose, handover.open(whose, Actor.current()), handover.received(Actor.current()));
    }

    /** Everything named changes hands, each case with its note; what cannot says why. */
    @PostMapping
    Rows handOver(@RequestBody ShiftHandover.Request request) {
        return new Rows(handover.handOver(request, Actor.current()));
    }

    /** The caller has read these notes. */
    @PostMapping("/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@RequestBody Read read) {
        handover.read(read.ids(), Actor.current());
    }
}
