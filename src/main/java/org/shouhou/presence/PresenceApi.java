package org.shouhou.presence;

import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseViews;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who else is looking at a case: names for those who may see the case, and for nobody else. */
@RestController
@RequestMapping("/api/cases/{caseId}/presence")
class PresenceApi {

    private final Presence presence;
    private final CaseViews cases;

    PresenceApi(Presence presence, CaseViews cases) {
        this.presence = presence;
        this.cases = cases;
    }

    /** @return {@code others}: user names */
    @GetMapping
    Map<String, List<String>> others(@PathVariable String caseId) {
        Actor person = Actor.current();
        return Map.of("others", presence.others(cases.visible(caseId, person).id(), person));
    }

    /** Says that I am here, and asks who else is. */
    @PutMapping
    Map<String, List<String>> here(@PathVariable String caseId) {
        Actor person = Actor.current();
        long id = cases.visible(caseId, person).id();
        presence.here(id, person);
        return Map.of("others", presence.others(id, person));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void gone(@PathVariable String caseId) {
        Actor person = Actor.current();
        presence.gone(cases.visible(caseId, person).id(), person);
    }
}
