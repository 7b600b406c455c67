package org.shouhou.casefile.web;

import org.shouhou.casefile.CaseViews;
import org.shouhou.casefile.Responsibilities;
import org.shouhou.identity.Actor;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is responsible for a case (R41). */
@RestController
@RequestMapping("/api/cases/{caseId}/responsible")
class ResponsibilityApi {

    /** @param responsible COURIER, WAREHOUSE, PRODUCT, AGENT, CUSTOMER or PLATFORM @param reason why it is put right */
    record Correction(String responsible, String reason) {
    }

    private final CaseViews views;
    private final Responsibilities responsibilities;

    ResponsibilityApi(CaseViews views, Responsibilities responsibilities) {
        this.views = views;
        this.responsibilities = responsibilities;
    }

    /** A supervisor puts it right. */
    @PutMapping
    Responsibilities.Named correct(@PathVariable String caseId, @RequestBody Correction correction) {
        long id = views.visible(caseId, Actor.current()).id();
        responsibilities.correct(id, correction.responsible(), correction.reason(), Actor.current());
        return responsibilities.of(id).orElseThrow();
    }
}
