package org.shouhou.casefile.web;

import java.util.List;
import java.util.UUID;
import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseMerging;
import org.shouhou.casefile.CaseViews;
import org.shouhou.casefile.CaseViews.Related;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** On the page of a case: other open cases about the same lines, and those that are one with it (R38). */
@Controller
@Order(10)
class LinksCard implements CaseCard {

    /** @param requestId of a merge asked for from this page */
    record Links(List<Related> alsoOpen, Related mergedInto, List<Related> merged, String requestId) {
    }

    private final CaseViews views;
    private final CaseMerging merging;
    private final Asked asked;

    LinksCard(CaseViews views, CaseMerging merging, Asked asked) {
        this.views = views;
        this.merging = merging;
        this.asked = asked;
    }

    @PostMapping("/cases/{caseId}/merge")
    String merge(@PathVariable String caseId, @RequestParam(defaultValue = "") String requestId,
            @RequestParam(defaultValue = "") String into, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        CaseFile file = views.visible(caseId, Actor.current());
        boolean done = asked.thenRedirect(next, "merged", () -> merging.merge(file.number(), requestId, into, reason, Actor.current()));
        return "redirect:/cases/" + (done ? views.visible(into.strip(), Actor.current()).number() : file.number());
    }

    @Override
    public String template() {
        return "casefile/links";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        CaseViews.CaseView view = views.of(file.number(), actor);
        boolean nothing = view.alsoOpen().isEmpty() && view.mergedInto() == null && view.merged().isEmpty();
        return nothing ? null : new Links(view.alsoOpen(), view.mergedInto(), view.merged(), UUID.randomUUID().toString());
    }
}
