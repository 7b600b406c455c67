package org.shouhou.casefile.web;

import org.shouhou.casefile.CaseMerging;
import org.shouhou.identity.Actor;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Merging cases over HTTP (R38). */
@RestController
class MergeApi {

    /** @param intoCaseId id or number of the case that stays */
    record NewMerge(String requestId, String intoCaseId, String reason) {
    }

    private final CaseMerging merging;

    MergeApi(CaseMerging merging) {
        this.merging = merging;
    }

    /** This case and the other are the same matter: this one ends MERGED, the other shows both timelines. */
    @PostMapping("/api/cases/{caseId}/merge")
    CaseMerging.Merged merge(@PathVariable String caseId, @RequestBody NewMerge wanted) {
        return merging.merge(caseId, wanted.requestId(), wanted.intoCaseId(), wanted.reason(), Actor.current());
    }
}
