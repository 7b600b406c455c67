package org.shouhou.casefile;

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
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * R38: the same matter that arrived twice becomes one case. The merged one leaves by the way its model has for becoming
 * another kind of case ({@code conversionRequested}), so that whatever it stopped, held or reserved is undone by the model
 * itself; only that no other kind takes over: it ends MERGED, and the other case shows both timelines.
 */
@Service
public class CaseMerging {

    /** What stands for the kind of case a merged one becomes. */
    static final String MERGED = CaseFile.Outcome.MERGED.name();

    /** @param state MERGED, or MERGING while what the case had stopped is still being undone outside */
    public record Merged(String caseId, String number, String intoCaseId, String intoNumber, String state) {
    }

    private final Commands commands;
    private final CaseFiles cases;
    private final CaseViews views;
    private final CaseLinks links;
    private final EarliestClocks clocks;
    private final CaseTakeover takeover;
    private final CaseMessages messages;
    private final CaseHistory history;

    CaseMerging(Commands commands, CaseFiles cases, CaseViews views, CaseLinks links, EarliestClocks clocks,
            CaseTakeover takeover, CaseMessages messages, CaseHistory history) {
        this.commands = commands;
        this.cases = cases;
        this.views = views;
        this.links = links;
        this.clocks = clocks;
        this.takeover = takeover;
        this.messages = messages;
        this.history = history;
    }

    /**
     * @param requestId the same id with the same content changes nothing
     * @throws Problem 400 for wrong fields, 404 for a case that is not there, 409 {@code merge-not-now} while money or a
     *                 parcel is on its way or one of them is closed, 422 {@code not-the-same-order}
     */
    public Merged merge(String numberOrId, String requestId, String into, String reason, Actor actor) {
        check(requestId, into, reason);
        long from = views.visible(numberOrId, actor).id();
        long to = views.visible(into.strip(), actor).id();
        if (from == to) {
            throw Problem.fields(List.of(new FieldProblem("intoCaseId", "Is this case itself.")));
        }
        String hash = Json.hash(List.of(from, to, reason.strip()));
        try {
            commands.run(() -> once(from, to, requestId, hash, reason.strip(), actor));
        } catch (DuplicateKeyException twice) {
            repeated(requestId, hash).orElseThrow(() -> twice);
        }
        CaseFile merged = cases.get(from);
        CaseFile survivor = cases.get(to);
        return new Merged(Long.toString(from), merged.number(), Long.toString(to), survivor.number(),
                merged.closed() ? MERGED : "MERGING");
    }

    private static void check(String requestId, String into, String reason) {
        List<FieldProblem> problems = new ArrayList<>();
        if (requestId == null || requestId.isBlank() || requestId.length() > 150) {
            problems.add(new FieldProblem("requestId", "Is required, at most 150 characters."));
        }
        if (into == null || into.isBlank() || into.length() > 24) {
            problems.add(new FieldProblem("intoCaseId", "Is required: the id or number of the case that stays."));
        }
        if (reason == null || reason.isBlank() || reason.length() > 4000) {
            problems.add(new FieldProblem("reason", "Is required, at most 4000 characters."));
        }
        if (!problems.isEmpty()) {
            throw Problem.fields(problems);
        }
    }

    private Optional<CaseLinks.Merge> repeated(String requestId, String hash) {
        if (links.parted(requestId)) {
            throw Problem.conflict("request-id-used", "The merge this request id asked for was undone; use a new one.");
        }
        Optional<CaseLinks.Merge> before = links.mergeBy(requestId);
        before.filter(done -> !done.bodyHash().equals(hash)).ifPresent(other -> {
            throw Problem.conflict("request-id-used", "The request id " + requestId + " was used before for something else.");
        });
        return before;
    }

    private void once(long from, long to, String requestId, String hash, String reason, Actor actor) {
        // always in the same order, so that two merges of the same pair wait for each other
        cases.lock(Math.min(from, to));
        cases.lock(Math.max(from, to));
        if (repeated(requestId, hash).isPresent()) {
            return;
        }
        CaseFile merged = cases.get(from);
        CaseFile survivor = cases.get(to);
        checkNow(merged, survivor);
        links.merge(from, to, requestId, hash, reason, actor.name());
        Map<String, Object> taken = new LinkedHashMap<>();
        taken.put("own", clocks.standing(from));
        taken.put("before", clocks.standing(to));
        taken.put("platformBefore", survivor.platformDeadline() == null ? null : survivor.platformDeadline().toString());
        taken.put("referenceBefore", survivor.externalReference());
        clocks.take(merged, survivor);
        taken.put("after", clocks.standing(to));
        links.taken(from, taken);
        cases.quiet(from, false);
        history.record(from, actor.name(), "CASE_MERGED_INTO", facts(survivor, reason));
        history.record(to, actor.name(), "CASE_MERGED_IN", facts(merged, reason));
        messages.passOn(merged, cases.get(to));
        // a case that was parted again may be merged again
        takeover.by(merged, "merge-" + from + "-" + Json.hash(requestId).substring(0, 24), MERGED, reason, actor.name());
    }

    /** Why the one cannot become part of the other now; empty when it can. */
    Optional<Problem> against(CaseFile merged, CaseFile survivor) {
        try {
            checkNow(merged, survivor);
            return Optional.empty();
        } catch (Problem refused) {
            return Optional.of(refused);
        }
    }

    private void checkNow(CaseFile merged, CaseFile survivor) {
        if (merged.orderId() != survivor.orderId()) {
            throw Problem.unprocessable("not-the-same-order", "The cases are about different orders; only the same matter can be merged.");
        }
        if (merged.closed() || survivor.closed() || links.survivor(merged.id()).isPresent() || links.survivor(survivor.id()).isPresent()) {
            throw Problem.conflict("merge-not-now", "One of the cases is closed or merged already.");
        }
        if (!takeover.possible(merged)) {
            throw Problem.conflict("merge-not-now", "Money or a parcel of the case is on its way; merge the other one into it, or wait.");
        }
    }

    private static Map<String, Object> facts(CaseFile other, String reason) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("case", other.number());
        facts.put("type", other.type());
        facts.put("text", reason);
        return facts;
    }
}
