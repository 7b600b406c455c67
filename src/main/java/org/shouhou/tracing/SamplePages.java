package org.shouhou.tracing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Shown;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pages of quality control: samples, one sample, and the sheet of one case. */
@Controller
@RequestMapping("/audit/samples")
class SamplePages {

    private final Samples samples;
    private final Settings settings;
    private final Asked asked;
    private final Shown shown;

    SamplePages(Samples samples, Settings settings, Asked asked, Shown shown) {
        this.samples = samples;
        this.settings = settings;
        this.asked = asked;
        this.shown = shown;
    }

    /** The samples there are; with a question, what a new one is drawn out of. */
    @GetMapping
    String all(@RequestParam Map<String, String> question, Model model) {
        Map<String, String> given = new LinkedHashMap<>();
        Wanted.FIELDS.stream().filter(field -> question.get(field) != null && !question.get(field).isBlank()).forEach(field -> given.put(field, question.get(field)));
        model.addAttribute("question", given);
        model.addAttribute("said", said(given));
        model.addAttribute("requestId", UUID.randomUUID().toString());
        model.addAttribute("size", settings.number(Figure.AUDIT_SAMPLE_SIZE, Settings.ALL_SHOPS));
        model.addAttribute("samples", samples.newest());
        model.addAttribute("page", this);
        return "tracing/samples";
    }

    @PostMapping
    String draw(@RequestParam Map<String, String> typed, RedirectAttributes next) {
        Map<String, String> question = new TreeMap<>(typed);
        String requestId = question.remove("requestId");
        String seed = question.remove("seed");
        String size = question.remove("size");
        question.remove("_csrf");
        String[] drawn = {"redirect:/audit/samples"};
        asked.thenRedirect(next, "sampleDrawn", () -> drawn[0] = "redirect:/audit/samples/" + samples.draw(new Samples.NewSample(requestId, seed,
                size == null || size.isBlank() ? null : size.matches("\\d{1,6}") ? Integer.valueOf(size) : Integer.valueOf(0), question), Actor.current()).sample().id());
        return drawn[0];
    }

    @GetMapping("/{sampleId}")
    String one(@PathVariable String sampleId, Model model) {
        Sample sample = samples.get(sampleId);
        model.addAttribute("sample", sample);
        model.addAttribute("said", said(sample.question()));
        model.addAttribute("means", Samples.means(sample));
        return "tracing/sample";
    }

    @GetMapping("/{sampleId}/cases/{caseId}")
    String sheet(@PathVariable String sampleId, @PathVariable String caseId, Model model) {
        Sample sample = samples.get(sampleId);
        Sample.Drawn drawn = Samples.drawn(sample, caseId);
        model.addAttribute("sample", sample);
        model.addAttribute("drawn", drawn);
        model.addAttribute("version", drawn.versions(Actor.current().name()) + 1);
        return "tracing/sheet";
    }

    @PostMapping("/{sampleId}/cases/{caseId}")
    String score(@PathVariable String sampleId, @PathVariable String caseId, @RequestParam Map<String, String> typed, Model model, RedirectAttributes next) {
        Map<String, Integer> marks = new TreeMap<>();
        typed.forEach((field, text) -> {
            if (field.startsWith("mark-") && !text.isBlank()) {
                marks.put(field.substring("mark-".length()), text.matches("\\d") ? Integer.valueOf(text) : Integer.valueOf(-1));
            }
        });
        String version = typed.getOrDefault("version", "");
        Sample.Sheet sheet = asked.orAgain(model, () -> samples.score(sampleId, caseId,
                new Samples.NewSheet(version.matches("\\d{1,6}") ? Integer.valueOf(version) : null, marks, typed.get("note")), Actor.current()));
        if (sheet == null) {
            model.addAttribute("typed", typed);
            return sheet(sampleId, caseId, model);
        }
        next.addFlashAttribute("done", "sheetFinished");
        return "redirect:/audit/samples/" + sampleId;
    }

    /** A question in words, with the names of its fields. */
    private List<String> said(Map<String, String> question) {
        return question.entrySet().stream().map(one -> shown.text("audit.field." + one.getKey()) + ": " + value(one.getKey(), one.getValue())).toList();
    }

    public String said(Sample sample) {
        return sample.question().isEmpty() ? shown.text("sample.anything") : String.join(" · ", said(sample.question()));
    }

    private String value(String field, String value) {
        return switch (field) {
            case "type", "reason", "outcome", "channel", "responsible", "status" -> shown.code(field, value);
            case "missed" -> shown.code("deadline", value);
            default -> value;
        };
    }
}
