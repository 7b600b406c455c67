package org.shouhou.casefile.web;

import java.time.Instant;
import java.util.List;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseSearch;
import org.shouhou.common.Money;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** One box for whatever people have at hand; a single hit opens the case at once. */
@Controller
class SearchPages {

    /** A case that was found. @param by NUMBER, ORDER, BUYER, WAYBILL, PHONE */
    record Found(String caseId, String number, String type, String status, String outcome, String orderNo, String buyer,
            String reason, Money amount, Instant openedAt, Instant closedAt, List<String> by) {

        static Found of(CaseSearch.Hit hit) {
            CaseFile file = hit.file();
            return new Found(Long.toString(file.id()), file.number(), file.type(), file.status().name(),
                    file.outcome() == null ? null : file.outcome().name(), file.orderNo(), file.buyer(), file.reason(),
                    file.amount(), file.openedAt(), file.closedAt(), hit.by().stream().map(Enum::name).toList());
        }
    }

    /** @param more whether there are more than these */
    record Findings(List<Found> cases, boolean more) {
    }

    private final CaseSearch search;
    private final Asked asked;

    SearchPages(CaseSearch search, Asked asked) {
        this.search = search;
        this.asked = asked;
    }

    @GetMapping("/search")
    String page(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        CaseSearch.Hits hits = q.isBlank() ? null : asked.orAgain(model, () -> search.find(q, Actor.current()));
        if (hits != null && hits.one()) {
            return "redirect:/cases/" + hits.hits().get(0).file().number();
        }
        model.addAttribute("found", hits == null ? null : new Findings(hits.hits().stream().map(Found::of).toList(), hits.more()));
        return "casefile/search";
    }

    /** By case number, order number, buyer, waybill, or the last four or more digits of the phone number; newest first, at most 50. */
    @GetMapping("/api/search")
    @ResponseBody
    Findings find(@RequestParam(required = false) String text) {
        CaseSearch.Hits hits = search.find(text, Actor.current());
        return new Findings(hits.hits().stream().map(Found::of).toList(), hits.more());
    }
}
