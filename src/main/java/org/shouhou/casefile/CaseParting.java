package org.shouhou.casefile;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Json;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * Two cases that were merged by mistake become two again: the merged one goes on from the begin of its kind under its own
 * clocks, the one that stayed gives back what it had only taken over, and both say so. What was said or done meanwhile stays
 * with the one that stayed.
 */
@Service
public class CaseParting {

    /** The case that is its own again, and the one it was part of. */
    public record Parted(String caseId, String number, String fromCaseId, String fromNumber) {
    }

    /** A merge that can be undone until a moment. */
    public record Undo(String number, Instant until) {
    }

    private final Commands commands;
    private final CaseFiles cases;
    private final CaseViews views;
    private final CaseLinks links;
    private final EarliestClocks clocks;
    private final CaseIntake intake;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    CaseParting(Commands commands, CaseFiles cases, CaseViews views, CaseLinks links, EarliestClocks clocks, CaseIntake intake,
            CaseHistory history, Settings settings, Clock clock) {
        this.commands = commands;
        this.cases = cases;
        this.views = views;
        this.links = links;
        this.clocks = clocks;
        this.intake = intake;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /** Until when the merge of a case can be undone; empty when it was not merged, or cannot be parted any more. */
    public Optional<Undo> undo(CaseFile merged) {
        return links.undoable(merged.id()).filter(merge -> against(merge).isEmpty()).map(merge -> new Undo(merged.number(), until(merge, merged.shop())));
    }

    /** The cases one was one with for a while, oldest first. */
    public List<CaseViews.Related> onceOneWith(long caseId) {
        return links.onceOneWith(caseId).stream().map(cases::get).map(CaseViews.Related::of).toList();
    }

    private Instant until(CaseLinks.Undoable merge, String shop) {
        return merge.at().plus(settings.duration(Figure.MERGE_UNDO_WITHIN, shop));
    }

    /**
     * @param requestId the same id with the same content changes nothing
     * @throws Problem 400 for wrong fields, 404 for a case that is not there, 409 {@code part-not-now} when it was not merged,
     *                 the time is up, what it had stopped is still being undone, or the case that stayed is closed
     */
    public Parted part(String numberOrId, String requestId, String reason, Actor actor) {
        check(requestId, reason);
        long from = views.visible(numberOrId, actor).id();
        String hash = Json.hash(List.of(from, reason.strip()));
        Optional<CaseLinks.Parting> before = repeated(requestId, hash);
        if (before.isEmpty()) {
            try {
                commands.run(() -> once(from, requestId, hash, reason.strip(), actor));
            } catch (DuplicateKeyException twice) {
                repeated(requestId, hash).orElseThrow(() -> twice);
            }
        }
        CaseLinks.Parting parting = repeated(requestId, hash).orElseThrow();
        return new Parted(Long.toString(from), cases.get(from).number(), Long.toString(parting.intoCase()), cases.get(parting.intoCase()).number());
    }

    private static void check(String requestId, String reason) {
        List<FieldProblem> problems = new ArrayList<>();
        if (requestId == null || requestId.isBlank() || requestId.length() > 150) {
            problems.add(new FieldProblem("requestId", "Is required, at most 150 characters."));
        }
        if (reason == null || reason.isBlank() || reason.length() > 4000) {
            problems.add(new FieldProblem("reason", "Is required, at most 4000 characters."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private Optional<CaseLinks.Parting> repeated(String requestId, String hash) {
        Optional<CaseLinks.Parting> before = links.partingBy(requestId);
        before.filter(done -> !done.bodyHash().equals(hash)).ifPresent(other -> {
            throw Problem.conflict("request-id-used", "The request id " + requestId + " was used before for something else.");
        });
        return before;
    }

    @SuppressWarnings("unchecked")
    private void once(long from, String requestId, String hash, String reason, Actor actor) {
        CaseLinks.Undoable merge = merge(from);
        // in the order in which merging locks them
        cases.lock(Math.min(from, merge.intoCase()));
        cases.lock(Math.max(from, merge.intoCase()));
        if (repeated(requestId, hash).isPresent()) {
            return;
        }
        against(merge(from)).ifPresent(refused -> {
            throw refused;
        });
        CaseFile merged = cases.get(from);
        CaseFile survivor = cases.get(merge.intoCase());
        links.part(merge, requestId, hash, reason, actor.name());
        Map<String, Object> taken = merge.taken() == null ? Map.of() : merge.taken();
        clocks.giveBack(survivor.id(), (Map<String, Object>) taken.getOrDefault("before", Map.of()), (Map<String, Object>) taken.getOrDefault("after", Map.of()));
        if (!taken.isEmpty()) {
            links.giveBack(survivor, merged, taken.get("platformBefore") == null ? null : Instant.parse((String) taken.get("platformBefore")),
                    (String) taken.get("referenceBefore"));
        }
        cases.reopen(from);
        history.record(from, actor.name(), "CASE_PARTED", facts(survivor, reason));
        history.record(survivor.id(), actor.name(), "CASE_PARTED", facts(merged, reason));
        intake.start(from, merged.type());
        clocks.putBack(cases.get(from), (Map<String, Object>) taken.getOrDefault("own", Map.of()));
    }

    private CaseLinks.Undoable merge(long from) {
        return links.undoable(from).orElseThrow(() -> Problem.conflict("part-not-now", "This case is not part of another one."));
    }

    private Optional<Problem> against(CaseLinks.Undoable merge) {
        CaseFile merged = cases.get(merge.fromCase());
        CaseFile survivor = cases.get(merge.intoCase());
        if (merged.outcome() != CaseFile.Outcome.MERGED) {
            return Optional.of(Problem.conflict("part-not-now", "What the case had stopped is still being undone; wait a moment."));
        }
        if (survivor.closed() || links.survivor(survivor.id()).isPresent()) {
            return Optional.of(Problem.conflict("part-not-now", "The case that stayed is closed or merged itself; open a new one instead."));
        }
        return clock.instant().isBefore(until(merge, merged.shop())) ? Optional.empty()
                : Optional.of(Problem.conflict("part-not-now", "The time in which a merge can be undone is over; open a new case instead."));
    }

    private static Map<String, Object> facts(CaseFile other, String reason) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("case", other.number());
        facts.put("type", other.type());
        facts.put("text", reason);
        return facts;
    }
}
