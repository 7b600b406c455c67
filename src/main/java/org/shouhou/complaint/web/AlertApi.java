package org.shouhou.complaint.web;

import java.util.List;
import org.shouhou.casefile.CaseViews;
import org.shouhou.common.Problem;
import org.shouhou.complaint.Alerts;
import org.shouhou.identity.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alerts of complaints (R28). */
@RestController
class AlertApi {

    private final Alerts alerts;
    private final CaseViews views;

    AlertApi(Alerts alerts, CaseViews views) {
        this.alerts = alerts;
        this.views = views;
    }

    /** Those nobody acknowledged, oldest first, 100 at a time. @param cursor the last id of the page before */
    @GetMapping("/api/alerts")
    List<Alerts.Alert> open(@RequestParam(defaultValue = "0") long cursor) {
        return alerts.open(cursor);
    }

    /** The newest alert of a case. */
    @GetMapping("/api/cases/{caseId}/alerts")
    Alerts.Alert newest(@PathVariable String caseId) {
        return alerts.newest(views.visible(caseId, Actor.current()).id())
                .orElseThrow(() -> Problem.notFound("alert of case", caseId));
    }

    /** A supervisor or a manager knows of it; again it changes nothing. */
    @PostMapping("/api/cases/{caseId}/alerts/acknowledge")
    Alerts.Alert acknowledge(@PathVariable String caseId) {
        return alerts.acknowledge(views.visible(caseId, Actor.current()).id(), Actor.current());
    }
}
