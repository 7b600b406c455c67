package org.shouhou.casefile.web;

import java.util.UUID;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseMerging;
import org.shouhou.casefile.CaseParting;
import org.shouhou.casefile.CaseViews;
import org.shouhou.casefile.MergePreview;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Merging a case into another, looked at first; and parting them again where that was a mistake (R38). */
@Controller
@RequestMapping("/cases/{caseId}/merge")
class MergePages {

    private final CaseViews views;
    private final CaseMerging merging;
    private final CaseParting parting;
    private final MergePreview previews;
    private final Asked asked;

    MergePages(CaseViews views, CaseMerging merging, CaseParting parting, MergePreview previews, Asked asked) {
        this.views = views;
        this.merging = merging;
        this.parting = parting;
        this.previews = previews;
        this.asked = asked;
    }

    @GetMapping
    String show(@PathVariable String caseId, @RequestParam(defaultValue = "") String into, Model model) {
        Actor actor = Actor.current();
        CaseFile file = views.visible(caseId, actor);
        model.addAttribute("view", views.of(file.number(), actor));
        model.addAttribute("into", into);
        model.addAttribute("requestId", UUID.randomUUID().toString());
        model.addAttribute("undo", parting.undo(file).orElse(null));
        model.addAttribute("preview", into.isBlank() ? null : asked.orAgain(model, () -> previews.of(file.number(), into, actor)));
        return "casefile/merge";
    }

    @PostMapping
    String merge(@PathVariable String caseId, @RequestParam(defaultValue = "") String requestId,
            @RequestParam(defaultValue = "") String into, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        CaseFile file = views.visible(caseId, Actor.current());
        boolean done = asked.thenRedirect(next, "merged", () -> merging.merge(file.number(), requestId, into, reason, Actor.current()));
        return "redirect:/cases/" + (done ? views.visible(into.strip(), Actor.current()).number() : file.number());
    }

    @PostMapping("/undo")
    String part(@PathVariable String caseId, @RequestParam(defaultValue = "") String requestId, @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        CaseFile file = views.visible(caseId, Actor.current());
        asked.thenRedirect(next, "parted", () -> parting.part(file.number(), requestId, reason, Actor.current()));
        return "redirect:/cases/" + file.number();
    }
}
