package org.shouhou.casefile.web;

import org.shouhou.casefile.CaseMerging;
import org.shouhou.casefile.CaseParting;
import org.shouhou.casefile.MergePreview;
import org.shouhou.identity.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Merging cases over HTTP (R38). */
@RestController
@RequestMapping("/api/cases/{caseId}/merge")
class MergeApi {

    /** @param intoCaseId id or number of the case that stays */
    record NewMerge(String requestId, String intoCaseId, String reason) {
    }

    record Undo(String requestId, String reason) {
    }

    private final CaseMerging merging;
    private final CaseParting parting;
    private final MergePreview previews;

    MergeApi(CaseMerging merging, CaseParting parting, MergePreview previews) {
        this.merging = merging;
        this.parting = parting;
        this.previews = previews;
    }

    /** What merging it into another one would do: clocks, messages, promises, tasks; changes nothing. @param into id or number of the case that stays */
    @GetMapping
    MergePreview.Preview preview(@PathVariable String caseId, @RequestParam String into) {
        return previews.of(caseId, into, Actor.current());
    }

    /** This case and the other are the same matter: this one ends MERGED, the other shows both timelines. */
    @PostMapping
    CaseMerging.Merged merge(@PathVariable String caseId, @RequestBody NewMerge wanted) {
        return merging.merge(caseId, wanted.requestId(), wanted.intoCaseId(), wanted.reason(), Actor.current());
    }

    /** The merge of this case was a mistake: it goes on by itself, with its own clocks, from the begin of its kind. */
    @PostMapping("/undo")
    CaseParting.Parted part(@PathVariable String caseId, @RequestBody Undo wanted) {
        return parting.part(caseId, wanted.requestId(), wanted.reason(), Actor.current());
    }
}
