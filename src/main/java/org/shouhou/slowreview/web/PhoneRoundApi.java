package org.shouhou.slowreview.web;

import java.time.Instant;
import org.shouhou.identity.Actor;
import org.shouhou.slowreview.PhoneRound;
import org.shouhou.slowreview.RoundRecords;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The phone round over HTTP (R21): one call serves all held orders of a buyer. */
@RestController
@RequestMapping("/api/phone-round")
class PhoneRoundApi {

    /** @param until from then on somebody else may call this buyer */
    record Kept(Instant until) {
    }

    private final PhoneRound round;
    private final RoundRecords records;

    PhoneRoundApi(PhoneRound round, RoundRecords records) {
        this.round = round;
        this.records = records;
    }

    /** The buyers whose slot is open, what comes first first, and the one this agent has. */
    @GetMapping
    PhoneRound.View view() {
        return round.view(Actor.current());
    }

    /** Takes the next buyer nobody calls: 200 with their held orders, 204 when nobody waits. */
    @PostMapping("/next")
    ResponseEntity<PhoneRound.Call> next() {
        return round.next(Actor.current()).map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** Chat and SMS to all of them, once a slot. */
    @PostMapping("/messages")
    PhoneRound.Written messages() {
        return round.writeToAll(Actor.current());
    }

    /** What came of the call, for every held order of the buyer; the same again changes nothing. */
    @PostMapping("/calls/{id}")
    RoundRecords.Rows record(@PathVariable long id, @RequestBody RoundRecords.Said said) {
        return records.record(id, said, Actor.current());
    }

    /** The agent is still with the buyer. */
    @PostMapping("/calls/{id}/keep")
    Kept keep(@PathVariable long id) {
        return new Kept(round.keep(id, Actor.current()));
    }

    /** Lets the buyer go without a call. */
    @PostMapping("/calls/{id}/give-back")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveBack(@PathVariable long id) {
        round.giveBack(id, Actor.current());
    }
}
