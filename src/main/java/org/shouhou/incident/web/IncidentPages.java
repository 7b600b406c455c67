package org.shouhou.incident.web;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.shouhou.casefile.Reason;
import org.shouhou.desk.Asked;
import org.shouhou.desk.ScriptWords;
import org.shouhou.desk.Shown;
import org.shouhou.identity.Actor;
import org.shouhou.incident.IncidentEvent;
import org.shouhou.incident.Incidents;
import org.shouhou.incident.NewIncident;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of incidents, reporting one, and the page of one with its decision and its cases. */
@Controller
@RequestMapping("/incidents")
class IncidentPages {

    /** Texts the form's script needs; the same as on the page of a case. */
    private static final List<String> ISLAND_WORDS = List.of("form.choose", "form.nothing", "form.required", "form.least", "form.most", "form.longest",
            "case.send", "case.checkFields", "case.signInAgain", "case.failed",
            "case.noConnection", "case.after", "case.after.stay", "case.after.close", "case.after.next", "files.chosen", "files.none",
            "files.upload", "files.uploading", "replies.title", "replies.hint", "replies.none", "replies.missing");

    /** One line of the history. */
    record Line(Instant at, String actor, String title, String text) {
    }

    private final Incidents incidents;
    private final Asked asked;
    private final ScriptWords words;
    private final Shown shown;
    private final ShopDates dates;

    IncidentPages(Incidents incidents, Asked asked, ScriptWords words, Shown shown, ShopDates dates) {
        this.incidents = incidents;
        this.asked = asked;
        this.words = words;
        this.shown = shown;
        this.dates = dates;
    }

    @GetMapping
    String list(@RequestParam(required = false) String sku, @RequestParam(required = false) String courier,
            @RequestParam(required = false) String reason, Model model) {
        model.addAttribute("incidents", incidents.list(null));
        model.addAttribute("requestId", UUID.randomUUID().toString());
        model.addAttribute("reasons", Reason.values());
        model.addAttribute("sku", sku);
        model.addAttribute("courier", courier);
        model.addAttribute("reason", reason);
        return "incident/incidents";
    }

    @PostMapping
    String open(@RequestParam(defaultValue = "") String requestId, @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String shop, @RequestParam(defaultValue = "") String sku,
            @RequestParam(defaultValue = "") String batch, @RequestParam(defaultValue = "") String courier,
            @RequestParam(defaultValue = "") String region, @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to, RedirectAttributes next) {
        String[] page = {"/incidents"};
        asked.thenRedirect(next, "incidentOpened", () -> page[0] = "/incidents/" + incidents.open(NewIncident.of(requestId, title,
                shop, sku, batch, courier, region, reason, dates.beginOf("from", from, shop), dates.endOf("to", to, shop)), Actor.current()).incident().number());
        return "redirect:" + page[0];
    }

    @GetMapping("/{incidentId}")
    String one(@PathVariable String incidentId, @RequestParam(required = false) String task,
            @RequestParam(required = false) String cursor, Model model) {
        Incidents.View view = incidents.get(incidentId);
        model.addAttribute("view", view);
        model.addAttribute("task", view.tasks().stream().min(Comparator
                .comparing((Incidents.OpenTask one) -> one.taskId().equals(task) ? 0 : 1).thenComparing(Incidents.OpenTask::due)).orElse(null));
        model.addAttribute("page", incidents.cases(view.number(), null, cursor));
        model.addAttribute("history", incidents.history(view.number()).stream().map(this::line).toList());
        model.addAttribute("words", words.json(ISLAND_WORDS));
        return "incident/incident";
    }

    private Line line(IncidentEvent event) {
        Object text = event.data().get("text") == null ? event.data().get("note") : event.data().get("text");
        return new Line(Instant.ofEpochMilli(event.atMs()), event.actor().equals("system") ? shown.text("word.system") : event.actor(),
                shown.code("event", event.kind()), text == null ? null : text.toString());
    }

    @PostMapping("/{incidentId}/cases")
    String takeIn(@PathVariable String incidentId, @RequestParam(defaultValue = "") String caseId, RedirectAttributes next) {
        return changed(incidentId, next, () -> incidents.join(incidentId, caseId.strip(), Actor.current()));
    }

    @PostMapping("/{incidentId}/cases/{memberId}/leave")
    String takeOut(@PathVariable String incidentId, @PathVariable String memberId, @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        return changed(incidentId, next, () -> incidents.leave(incidentId, memberId, reason, Actor.current()));
    }

    @PostMapping("/{incidentId}/reconsider")
    String reconsider(@PathVariable String incidentId, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        return changed(incidentId, next, () -> incidents.reconsider(incidentId, reason, Actor.current()));
    }

    @PostMapping("/{incidentId}/close")
    String close(@PathVariable String incidentId, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        return changed(incidentId, next, () -> incidents.close(incidentId, reason, Actor.current()));
    }

    private String changed(String incidentId, RedirectAttributes next, Runnable work) {
        asked.thenRedirect(next, "incidentChanged", work);
        return "redirect:/incidents/" + incidents.get(incidentId).number();
    }
}
