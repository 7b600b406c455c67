package org.shouhou.complaint.web;

import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.complaint.Alerts;
import org.shouhou.complaint.ComplaintFacts;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of open alerts, and the complaint's card on the page of its case. */
@Controller
@Order(0)
class AlertPages implements CaseCard {

    private final Alerts alerts;
    private final ComplaintFacts complaints;
    private final CaseViews views;
    private final Asked asked;

    AlertPages(Alerts alerts, ComplaintFacts complaints, CaseViews views, Asked asked) {
        this.alerts = alerts;
        this.complaints = complaints;
        this.views = views;
        this.asked = asked;
    }

    @GetMapping("/alerts")
    String list(@RequestParam(defaultValue = "0") long cursor, Model model) {
        var open = alerts.open(cursor);
        model.addAttribute("alerts", open);
        model.addAttribute("cursor", open.size() < 100 ? null : open.get(open.size() - 1).id());
        return "complaint/alerts";
    }

    @PostMapping("/cases/{caseId}/alerts/acknowledge")
    String acknowledge(@PathVariable String caseId, @RequestParam(defaultValue = "") String back, RedirectAttributes next) {
        CaseFile file = views.visible(caseId, Actor.current());
        asked.thenRedirect(next, "acknowledged", () -> alerts.acknowledge(file.id(), Actor.current()));
        return "redirect:" + (back.equals("alerts") || back.equals("complaints") ? "/" + back : "/cases/" + file.number());
    }

    @Override
    public String template() {
        return "complaint/card";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        return complaints.of(file.id()).orElse(null);
    }
}
