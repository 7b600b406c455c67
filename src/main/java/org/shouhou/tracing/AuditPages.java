package org.shouhou.tracing;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseIntake;
import org.shouhou.casefile.NewCase;
import org.shouhou.casefile.Reason;
import org.shouhou.casefile.Responsible;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.desk.Yuan;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The page auditors look for cases on. */
@Controller
class AuditPages {

    private final AuditSearch search;
    private final RuleNames rules;
    private final CaseIntake intake;
    private final Asked asked;

    AuditPages(AuditSearch search, RuleNames rules, CaseIntake intake, Asked asked) {
        this.search = search;
        this.rules = rules;
        this.intake = intake;
        this.asked = asked;
    }

    @GetMapping("/audit")
    String search(@RequestParam Map<String, String> typed, Model model) {
        Map<String, String> fields = new TreeMap<>(typed);
        String cursor = fields.remove("cursor");
        boolean looked = fields.remove("looked") != null || cursor != null;
        Wanted wanted = asked.orAgain(model, () -> search.wanted(inMinor(fields)));
        AuditSearch.Page page = wanted == null ? null : asked.orAgain(model, () -> search.find(wanted, cursor));
        Map<String, String> given = new LinkedHashMap<>();
        Wanted.FIELDS.forEach(field -> given.put(field, fields.getOrDefault(field, "")));
        given.put("least", fields.getOrDefault("least", yuan(fields.get("minMinor"))));
        given.put("most", fields.getOrDefault("most", yuan(fields.get("maxMinor"))));
        model.addAttribute("given", given);
        model.addAttribute("looked", looked || wanted != null && !wanted.given().isEmpty());
        model.addAttribute("page", page);
        choices(model);
        if (wanted != null) {
            model.addAttribute("query", query(wanted, null));
            model.addAttribute("more", page == null || page.cursor() == null ? null : query(wanted, page.cursor()));
        }
        return "tracing/search";
    }

    private void choices(Model model) {
        model.addAttribute("types", intake.types());
        model.addAttribute("reasons", Reason.values());
        model.addAttribute("outcomes", CaseFile.Outcome.values());
        model.addAttribute("channels", NewCase.Channel.values());
        model.addAttribute("people", Responsible.values());
        model.addAttribute("missed", RuleNames.DEADLINES);
        model.addAttribute("rules", rules.groups());
    }

    /** People type yuan; the API is asked in minor units. @throws Problem 400 */
    static Map<String, String> inMinor(Map<String, String> typed) {
        Map<String, String> fields = new TreeMap<>(typed);
        Map.of("least", "minMinor", "most", "maxMinor").forEach((field, minor) -> {
            String text = fields.remove(field);
            if (text != null && !text.isBlank()) {
                fields.put(minor, Yuan.minor(text).map(String::valueOf)
                        .orElseThrow(() -> Problem.fields(List.of(new FieldProblem(field, "Must be a whole number of fen.")))));
            }
        });
        return fields;
    }

    private static String yuan(String minor) {
        return minor == null || !minor.matches("\\d{1,15}") ? "" : BigDecimal.valueOf(Long.parseLong(minor), 2).toPlainString();
    }

    /** The question as the query of an address. */
    static String query(Wanted wanted, String cursor) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        wanted.given().forEach((field, text) -> query.queryParam(field, "{" + field + "}"));
        if (cursor != null) {
            query.queryParam("cursor", cursor);
        }
        String written = query.encode().buildAndExpand(wanted.given()).toUriString();
        return written.isEmpty() ? "?looked=yes" : written;
    }
}
