package org.shouhou.incident.web;

import java.util.List;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.incident.Cluster;
import org.shouhou.incident.Clusters;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of clusters with the cases behind each, and the button that makes an incident of one (R33). */
@Controller
@RequestMapping("/clusters")
class ClusterPages {

    record Row(Cluster cluster, List<Clusters.CaseRow> cases) {
    }

    private static final int SHOWN = 50;
    private final Clusters clusters;
    private final Asked asked;

    ClusterPages(Clusters clusters, Asked asked) {
        this.clusters = clusters;
        this.asked = asked;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("rows", clusters.list().stream().limit(SHOWN)
                .map(cluster -> new Row(cluster, clusters.cases(Long.toString(cluster.id())))).toList());
        return "incident/clusters";
    }

    @PostMapping("/{clusterId}/incident")
    String incident(@PathVariable String clusterId, @RequestParam(defaultValue = "") String title, RedirectAttributes next) {
        String[] page = {"/clusters"};
        asked.thenRedirect(next, "incidentOpened", () -> page[0] = "/incidents/"
                + clusters.makeIncident(clusterId, title, Actor.current()).incident().number());
        return "redirect:" + page[0];
    }
}
