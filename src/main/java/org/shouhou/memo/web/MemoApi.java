package org.shouhou.memo.web;

import org.shouhou.casefile.CaseViews;
import org.shouhou.identity.Actor;
import org.shouhou.memo.SellerMemos;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The seller's memo over HTTP. */
@RestController
@RequestMapping("/api/cases/{caseId}/memo")
class MemoApi {

    /** @param write false only reads it again */
    record Wanted(boolean write) {
    }

    private final SellerMemos memos;
    private final CaseViews views;

    MemoApi(SellerMemos memos, CaseViews views) {
        this.memos = memos;
        this.views = views;
    }

    @GetMapping
    SellerMemos.Memo memo(@PathVariable String caseId) {
        return memos.of(views.visible(caseId, Actor.current()).id());
    }

    /** 202: it is being read, and then written if wanted. */
    @PostMapping
    ResponseEntity<SellerMemos.Memo> want(@PathVariable String caseId, @RequestBody Wanted wanted) {
        long id = views.visible(caseId, Actor.current()).id();
        memos.want(id, wanted.write(), Actor.current());
        return ResponseEntity.accepted().body(memos.of(id));
    }
}
