package org.shouhou.operation.web;

import org.shouhou.desk.Asked;
import org.shouhou.operation.Nodes;
import org.shouhou.operation.Watchdog;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the watchdog found, and the nodes, for operators. */
@Controller
class OperationPages {

    private final Watchdog watchdog;
    private final Nodes nodes;
    private final Asked asked;

    OperationPages(Watchdog watchdog, Nodes nodes, Asked asked) {
        this.watchdog = watchdog;
        this.nodes = nodes;
        this.asked = asked;
    }

    @GetMapping("/watchdog")
    String watchdog(Model model) {
        model.addAttribute("report", watchdog.report());
        return "operation/watchdog";
    }

    @PostMapping("/watchdog/look")
    String look(RedirectAttributes next) {
        asked.thenRedirect(next, "lookingSoon", watchdog::lookSoon);
        return "redirect:/watchdog";
    }

    @GetMapping("/nodes")
    String nodes(Model model) {
        model.addAttribute("nodes", nodes.all());
        return "operation/nodes";
    }
}
