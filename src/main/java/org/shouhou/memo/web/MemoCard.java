package org.shouhou.memo.web;

import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.memo.SellerMemos;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The seller's memo on the page of a case. */
@Controller
@Order(2)
class MemoCard implements CaseCard {

    private final SellerMemos memos;
    private final CaseViews views;
    private final Asked asked;

    MemoCard(SellerMemos memos, CaseViews views, Asked asked) {
        this.memos = memos;
        this.views = views;
        this.asked = asked;
    }

    @Override
    public String template() {
        return "memo/card";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        return memos.of(file.id());
    }

    @PostMapping("/cases/{caseId}/memo")
    String want(@PathVariable String caseId, @RequestParam(defaultValue = "false") boolean write, RedirectAttributes next) {
        CaseFile file = views.visible(caseId, Actor.current());
        asked.thenRedirect(next, "memoWanted", () -> memos.want(file.id(), write, Actor.current()));
        return "redirect:/cases/" + file.number();
    }
}
