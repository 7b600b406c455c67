package org.shouhou.promise.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shouhou.casefile.CaseCard;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseViews;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.desk.Asked;
import org.shouhou.identity.Actor;
import org.shouhou.promise.Promise;
import org.shouhou.promise.PromiseKind;
import org.shouhou.promise.Promises;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Promises on the page of a case; the page's fragment asks this for what it shows. */
@Controller("promisesOfCase")
public class PromisePages implements CaseCard {

    private final CaseViews cases;
    private final Promises promises;
    private final Settings settings;
    private final Asked asked;

    PromisePages(CaseViews cases, Promises promises, Settings settings, Asked asked) {
        this.cases = cases;
        this.promises = promises;
        this.settings = settings;
        this.asked = asked;
    }

    @Override
    public String template() {
        return "promise/case";
    }

    @Override
    public Object shown(CaseFile file, Actor actor) {
        List<Promise> made = promises.of(file.id());
        return made.isEmpty() ? null : made;
    }

    /** For the form. */
    public PromiseKind[] kinds() {
        return PromiseKind.values();
    }

    /** For the form: a request id of its own. */
    public String requestId() {
        return UUID.randomUUID().toString();
    }

    @PostMapping("/cases/{caseId}/promises")
    String make(@PathVariable String caseId, @RequestParam Map<String, String> typed, RedirectAttributes next) {
        Actor actor = Actor.current();
        CaseFile file = cases.visible(caseId, actor);
        boolean done = asked.thenRedirect(next, "promised", () -> promises.record(file.id(), new Promises.NewPromise(
                typed.get("requestId"), typed.get("kind"), typed.getOrDefault("text", "").strip(),
                due(typed.getOrDefault("due", ""), file.shop()), typed.get("keptBy")), actor));
        if (!done) {
            next.addFlashAttribute("promiseTyped", typed);
        }
        return "redirect:/cases/" + file.number();
    }

    @PostMapping("/cases/{caseId}/promises/{promiseId}/kept")
    String kept(@PathVariable String caseId, @PathVariable long promiseId, @RequestParam(required = false) String note,
            RedirectAttributes next) {
        CaseFile file = cases.visible(caseId, Actor.current());
        asked.thenRedirect(next, "promiseKept", () -> {
            if (promises.get(promiseId).caseId() != file.id()) {
                throw Problem.notFound("promise", promiseId);
            }
            promises.keptByHand(promiseId, note, Actor.current());
        });
        return "redirect:/cases/" + file.number();
    }

    private Instant due(String local, String shop) {
        try {
            return local.isBlank() ? null : LocalDateTime.parse(local).atZone(settings.zone(shop)).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.fields(List.of(new FieldProblem("due", "Must be a date such as 2026-11-11.")));
        }
    }
}
