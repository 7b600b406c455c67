package org.shouhou.casefile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.deadline.Deadlines;
import org.shouhou.identity.Actor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What merging one case into another would do, before anybody does it (R38). */
@Service
public class MergePreview {

    /** How a clock both may have would run afterwards. @param ends of the case that ends; {@code stays} of the other; {@code then} afterwards */
    public record Clock(String kind, Instant ends, Instant stays, Instant then) {
    }

    /**
     * Both cases, the one that ends and the one that stays.
     *
     * @param tasks    of the one that ends; they go
     * @param messages names of what was said to it and waits there; it goes over
     * @param promises when promises of its are due; they are followed on
     * @param problem  slug of why it cannot be now, with the English sentence; null when it can
     */
    public record Preview(CaseViews.CaseView ends, CaseViews.CaseView stays, List<Clock> clocks, List<CaseViews.OpenTask> tasks,
            List<String> messages, List<Instant> promises, boolean firstReplyCounts, boolean referenceGoesOver, String problem, String detail) {
    }

    private final CaseViews views;
    private final CaseMerging merging;
    private final Deadlines deadlines;
    private final MessageFacts facts;

    MergePreview(CaseViews views, CaseMerging merging, Deadlines deadlines, MessageFacts facts) {
        this.views = views;
        this.merging = merging;
        this.deadlines = deadlines;
        this.facts = facts;
    }

    /** Changes nothing. @throws Problem 400 for the case itself, 404 for one that is not there */
    @Transactional(readOnly = true)
    public Preview of(String numberOrId, String into, Actor actor) {
        CaseFile from = views.visible(numberOrId, actor);
        CaseFile to = views.visible(into.strip(), actor);
        if (from.id() == to.id()) {
            throw Problem.fields(List.of(new FieldProblem("intoCaseId", "Is this case itself.")));
        }
        Optional<Problem> against = merging.against(from, to);
        CaseViews.CaseView ends = views.view(from);
        return new Preview(ends, views.view(to), clocks(from, to), ends.tasks(),
                facts.open(from.id()).stream().map(fact -> fact.name().id()).toList(),
                deadlines.running(from.id(), Deadlines.PROMISE).stream().map(Deadlines.View::due).toList(),
                from.firstReplyAt() != null && to.firstReplyAt() == null, from.externalReference() != null && to.externalReference() == null,
                against.map(Problem::slug).orElse(null), against.map(Problem::getMessage).orElse(null));
    }

    private List<Clock> clocks(CaseFile from, CaseFile to) {
        List<Clock> clocks = new ArrayList<>();
        for (String kind : EarliestClocks.KEPT) {
            Instant ends = due(from, kind);
            Instant stays = due(to, kind);
            boolean answered = kind.equals(Deadlines.FIRST_REPLY) && (from.firstReplyAt() != null || to.firstReplyAt() != null);
            if (ends != null || stays != null) {
                clocks.add(new Clock(kind, ends, stays, answered ? null : ends == null || stays != null && stays.isBefore(ends) ? stays : ends));
            }
        }
        return clocks;
    }

    private Instant due(CaseFile file, String kind) {
        return deadlines.running(file.id(), kind).stream().map(Deadlines.View::due).findFirst().orElse(null);
    }
}
