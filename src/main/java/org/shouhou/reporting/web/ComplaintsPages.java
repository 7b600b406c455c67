package org.shouhou.reporting.web;

import java.time.Clock;
import org.shouhou.desk.Asked;
import org.shouhou.reporting.OpenComplaints;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Complaints as they come, their newest alerts, and what waits for a manager's consent. */
@Controller
class ComplaintsPages {

    private final OpenComplaints complaints;
    private final Asked asked;
    private final Clock clock;

    ComplaintsPages(OpenComplaints complaints, Asked asked, Clock clock) {
        this.complaints = complaints;
        this.asked = asked;
        this.clock = clock;
    }

    @GetMapping("/complaints")
    String page(@RequestParam(required = false) String level, Model model) {
        OpenComplaints.Stand stand = asked.orAgain(model, () -> complaints.now(level));
        model.addAttribute("stand", stand == null ? complaints.now(null) : stand);
        model.addAttribute("level", stand == null ? null : level);
        model.addAttribute("now", clock.instant());
        return "reporting/complaints";
    }

    /** A part of the page: how many alerts came since. */
    @GetMapping("/complaints/fresh")
    String fresh(@RequestParam(defaultValue = "0") long since, Model model) {
        model.addAttribute("fresh", complaints.alertsAfter(since));
        return "reporting/complaints :: fresh";
    }

    /** Open complaints by their nearest clock, at most 100; the ten newest alerts; what waits for a manager's consent. */
    @GetMapping("/api/complaints")
    @ResponseBody
    OpenComplaints.Stand stand(@RequestParam(required = false) String level) {
        return complaints.now(level);
    }
}
