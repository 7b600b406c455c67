package org.shouhou.duty.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.duty.DutyList;
import org.shouhou.duty.OnDuty;
import org.shouhou.duty.Roster;
import org.shouhou.duty.Shifts;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who is on duty, over HTTP. */
@RestController
@RequestMapping("/api/duty")
class DutyApi {

    /** @param state ON, BREAK or OFF */
    record Wanted(String state) {
    }

    private final OnDuty duty;
    private final DutyList list;
    private final Shifts shifts;
    private final Roster roster;
    private final Clock clock;

    DutyApi(OnDuty duty, DutyList list, Shifts shifts, Roster roster, Clock clock) {
        this.duty = duty;
        this.list = list;
        this.shifts = shifts;
        this.roster = roster;
        this.clock = clock;
    }

    /** Everybody who works, with how they stand now. */
    @GetMapping
    List<DutyList.Person> all() {
        return list.all();
    }

    /** My own state, until my next shift begins or ends. */
    @PutMapping("/me")
    OnDuty.Stand mine(@RequestBody Wanted wanted) {
        return duty.set(Actor.current().name(), wanted.state(), Actor.current());
    }

    /** Somebody else's: who has gone without saying so. */
    @PutMapping("/people/{user}")
    OnDuty.Stand other(@PathVariable String user, @RequestBody Wanted wanted) {
        return duty.set(user, wanted.state(), Actor.current());
    }

    /** The roster; without a stretch of time that of the next seven days. */
    @GetMapping("/shifts")
    List<Shifts.Shift> roster(@RequestParam(required = false) Instant from, @RequestParam(required = false) Instant to) {
        Instant start = from == null ? clock.instant() : from;
        Instant end = to == null ? start.plus(Duration.ofDays(7)) : to;
        if (!Db.keeps(start) || !Db.keeps(end)) {
            throw Problem.fields(List.of(new FieldProblem("from", "Must be an instant such as 2026-11-11T08:00:00Z.")));
        }
        return shifts.between(start, end);
    }

    /** 201 with the shift; 200 when it stood there already. */
    @PostMapping("/shifts")
    ResponseEntity<Shifts.Shift> add(@RequestBody Shifts.NewShift shift) {
        Shifts.Made made = shifts.add(shift, Actor.current());
        return ResponseEntity.status(made.created() ? HttpStatus.CREATED : HttpStatus.OK).body(made.shift());
    }

    /** Other hours for a shift. */
    @PutMapping("/shifts/{id}")
    Shifts.Shift change(@PathVariable String id, @RequestBody Hours hours) {
        return shifts.change(id, hours.startsAt(), hours.endsAt(), Actor.current());
    }

    record Hours(Instant startsAt, Instant endsAt) {
    }

    /** A week, person by person, with the staffed hours no agent covers. @param from a day of it; absent: this week */
    @GetMapping("/week")
    Roster.Week week(@RequestParam(required = false) LocalDate from) {
        return roster.week(from);
    }

    /** @param from a day of the week to copy @param to a day of the week it is copied to */
    record Copied(LocalDate from, LocalDate to) {
    }

    /** Plans a week as another; what would overlap is left out. @return how many shifts came to it */
    @PostMapping("/weeks/copy")
    Map<String, Integer> copy(@RequestBody Copied weeks) {
        return Map.of("shifts", roster.copy(weeks.from(), weeks.to(), Actor.current()));
    }

    @DeleteMapping("/shifts/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id) {
        shifts.remove(id);
    }

    /** How whoever asks stands. */
    @GetMapping("/me")
    Map<String, Object> me() {
        return Map.of("state", duty.mine().name());
    }
}
