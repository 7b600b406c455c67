package org.shouhou.casefile.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.shouhou.buyer.BuyerFlags;
import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Settings;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is known of the buyer, on the page of a case: seen by all, set and ended there. */
@Controller
@Order(1)
class BuyerCard implements CaseCard {

    private final BuyerFlags flags;
    private final CaseViews views;
    private final Settings settings;
    private final Asked asked;

    BuyerCard(BuyerFlags flags, CaseViews views, Settings settings, Asked asked) {
        this.flags = flags;
        this.views = views;
        this.settings = settings;
        this.asked = asked;
    }

    @Override
    public String template() {
        return "buyer/card";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        return file.buyer() == null ? null : flags.of(file.shop(), file.buyer());
    }

    @PostMapping("/cases/{caseId}/buyer-flags")
    String set(@PathVariable String caseId, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        CaseFile file = views.visible(caseId, Actor.current());
        asked.thenRedirect(next, "buyerFlagged", () -> flags.set(file.buyer(), new BuyerFlags.NewFlag(file.shop(),
                "EXTORTION".equals(typed.get("kind")) ? BuyerFlags.Kind.EXTORTION : BuyerFlags.Kind.IMPORTANT, typed.get("evidence"),
                endOf(typed.get("until"), file.shop()), file.id()), Actor.current()));
        return "redirect:/cases/" + file.number();
    }

    @PostMapping("/cases/{caseId}/buyer-flags/{id}/end")
    String end(@PathVariable String caseId, @PathVariable String id, @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        CaseFile file = views.visible(caseId, Actor.current());
        asked.thenRedirect(next, "buyerFlagEnded", () -> flags.end(file.shop(), file.buyer(), id, reason, Actor.current()));
        return "redirect:/cases/" + file.number();
    }

    /** The end of the day somebody typed. */
    private java.time.Instant endOf(String date, String shop) {
        try {
            return LocalDate.parse(date == null ? "" : date).plusDays(1).atStartOfDay(settings.zone(shop)).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem("until", "Must be a date such as 2026-11-11.")));
        }
    }
}
