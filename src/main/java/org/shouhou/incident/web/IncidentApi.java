package org.shouhou.incident.web;

import java.time.Instant;
import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.incident.IncidentEvent;
import org.shouhou.incident.Incidents;
import org.shouhou.incident.NewIncident;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Incidents over HTTP (R37). */
@RestController
@RequestMapping("/api/incidents")
class IncidentApi {

    /** At least one of sku, batch, courier and region says what is hit. */
    record Report(String requestId, String title, String shop, String sku, String batch, String courier, String region,
            String reason, Instant from, Instant to) {
    }

    record TakenIn(String caseId) {
    }

    record Because(String reason) {
    }

    private final Incidents incidents;

    IncidentApi(Incidents incidents) {
        this.incidents = incidents;
    }

    /** 201 with the new incident; 200 with the same one when the request was made before. */
    @PostMapping
    ResponseEntity<Incidents.View> open(@RequestBody Report report) {
        Incidents.Opened opened = incidents.open(NewIncident.of(report.requestId(), report.title(), report.shop(), report.sku(),
                report.batch(), report.courier(), report.region(), report.reason(), report.from(), report.to()), Actor.current());
        return ResponseEntity.status(opened.created() ? HttpStatus.CREATED : HttpStatus.OK).body(opened.incident());
    }

    @GetMapping
    List<Incidents.View> list(@RequestParam(required = false) String state) {
        return incidents.list(state);
    }

    @GetMapping("/{incidentId}")
    Incidents.View get(@PathVariable String incidentId) {
        return incidents.get(incidentId);
    }

    @GetMapping("/{incidentId}/history")
    List<IncidentEvent> history(@PathVariable String incidentId) {
        return incidents.history(incidentId);
    }

    /** Its cases and what became of each, in order of their ids. */
    @GetMapping("/{incidentId}/cases")
    Incidents.CasePage cases(@PathVariable String incidentId, @RequestParam(required = false) String state,
            @RequestParam(required = false) String cursor) {
        return incidents.cases(incidentId, state, cursor);
    }

    /** Takes a case in that the scope does not name. */
    @PostMapping("/{incidentId}/cases")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeIn(@PathVariable String incidentId, @RequestBody TakenIn taken) {
        incidents.join(incidentId, taken.caseId(), Actor.current());
    }

    @PostMapping("/{incidentId}/cases/{memberId}/leave")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeOut(@PathVariable String incidentId, @PathVariable String memberId, @RequestBody Because because) {
        incidents.leave(incidentId, memberId, because.reason(), Actor.current());
    }

    /** A decision that holds is decided anew. */
    @PostMapping("/{incidentId}/reconsider")
    Incidents.View reconsider(@PathVariable String incidentId, @RequestBody Because because) {
        incidents.reconsider(incidentId, because.reason(), Actor.current());
        return incidents.get(incidentId);
    }

    @PostMapping("/{incidentId}/close")
    Incidents.View close(@PathVariable String incidentId, @RequestBody Because because) {
        incidents.close(incidentId, because.reason(), Actor.current());
        return incidents.get(incidentId);
    }
}
