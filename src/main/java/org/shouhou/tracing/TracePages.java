package org.shouhou.tracing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.ScriptWords;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of one traced case. */
@Controller
class TracePages {

    private static final List<String> GROUPS = List.of("customer", "contact", "message", "money", "note", "task", "other");
    private static final List<String> WORDS = List.of("trace.at", "step.ACTIVE", "step.DONE", "step.STOPPED", "step.FAILED");
    private static final int LONGEST = 64;

    private final Traces traces;
    private final ScriptWords words;

    TracePages(Traces traces, ScriptWords words) {
        this.traces = traces;
        this.words = words;
    }

    @GetMapping("/audit/cases/{caseId}")
    String trace(@PathVariable String caseId, @RequestParam(required = false) String kind, @RequestParam(required = false) String who,
            @RequestParam(defaultValue = "false") boolean order, Model model) {
        Traces.Part part = part(kind, who, order);
        Traces.Story story = traces.of(caseId, part);
        model.addAttribute("story", story);
        model.addAttribute("part", part);
        model.addAttribute("groups", GROUPS);
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("kind", part.group());
        asked.put("who", part.who());
        asked.put("order", order ? "true" : null);
        model.addAttribute("asked", asked);
        model.addAttribute("words", words.json(WORDS));
        return "tracing/trace";
    }

    /** @throws Problem 400 for a kind there is none of */
    static Traces.Part part(String kind, String who, boolean order) {
        String group = kind == null || kind.isBlank() ? null : kind;
        if (group != null && !GROUPS.contains(group)) {
            throw Problem.fields(List.of(new FieldProblem("kind", "Must be one of " + GROUPS + ".")));
        }
        if (who != null && who.length() > LONGEST) {
            throw Problem.fields(List.of(new FieldProblem("who", "Is longer than " + LONGEST + " characters.")));
        }
        return new Traces.Part(group, who == null || who.isBlank() ? null : who, order);
    }
}
