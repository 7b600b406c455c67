package org.shouhou.draft;

import java.util.List;
import java.util.Map;
import org.shouhou.casefile.CaseViews;
import org.shouhou.common.Problem;
import org.shouhou.identity.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own drafts on a case, over HTTP. */
@RestController
@RequestMapping("/api/cases/{caseId}/drafts")
class DraftsApi {

    /** @param revision the one read or saved last; absent for a first saving */
    record Typed(Long revision, Map<String, Object> fields) {
    }

    private final Drafts drafts;
    private final CaseViews cases;

    DraftsApi(Drafts drafts, CaseViews cases) {
        this.drafts = drafts;
        this.cases = cases;
    }

    @GetMapping
    List<Draft> mine(@PathVariable String caseId) {
        Actor person = Actor.current();
        return drafts.of(cases.visible(caseId, person).id(), person);
    }

    /** @return {@code revision}, to be named with the next saving */
    @PutMapping("/{form}")
    Map<String, Object> save(@PathVariable String caseId, @PathVariable String form, @RequestBody Typed typed) {
        Actor person = Actor.current();
        long revision = typed.revision() == null ? 0 : typed.revision();
        if (revision < 0) {
            throw Problem.fields(List.of(new Problem.FieldProblem("revision", "Must not be negative.")));
        }
        return Map.of("revision", drafts.save(cases.visible(caseId, person).id(), form, revision, typed.fields(), person));
    }

    @DeleteMapping("/{form}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String caseId, @PathVariable String form) {
        Actor person = Actor.current();
        drafts.discard(cases.visible(caseId, person).id(), form, person);
    }
}
