package org.shouhou.attachment.web;

import java.util.List;
import org.shouhou.attachment.Attachments;
import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The card of files on the page of a case, and adding to it. */
@Controller
class AttachmentPages implements CaseCard {

    private final Attachments attachments;
    private final CaseViews views;
    private final Asked asked;

    AttachmentPages(Attachments attachments, CaseViews views, Asked asked) {
        this.attachments = attachments;
        this.views = views;
        this.asked = asked;
    }

    @PostMapping("/cases/{caseId}/attachments")
    String add(@PathVariable String caseId, @RequestParam(name = "file", required = false) List<MultipartFile> file,
            RedirectAttributes next) {
        CaseFile seen = views.visible(caseId, Actor.current());
        asked.thenRedirect(next, "filesAdded", () ->
                attachments.add(seen.id(), Files.read(file, attachments.largest(seen.shop())), Actor.current()));
        return "redirect:/cases/" + seen.number();
    }

    @Override
    public String template() {
        return "attachment/card";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        return attachments.of(file.id()).stream().map(AttachmentApi.FileView::of).toList();
    }
}
