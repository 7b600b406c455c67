package org.shouhou.casefile;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.RefundDeadline;
import org.shouhou.deadline.Why;
import org.springframework.stereotype.Component;

/** R38: of two cases that become one, the earliest clock stays; an answer the customer had already was an answer. */
@Component
class EarliestClocks {

    /** The clocks a case shares with one it may be merged with. */
    static final List<String> KEPT = List.of(Deadlines.FIRST_REPLY, Deadlines.REFUND_ANSWER, Deadlines.PLATFORM);

    private final CaseFiles cases;
    private final Deadlines deadlines;
    private final RefundDeadline refundDeadline;
    private final Clock clock;

    EarliestClocks(CaseFiles cases, Deadlines deadlines, RefundDeadline refundDeadline, Clock clock) {
        this.cases = cases;
        this.deadlines = deadlines;
        this.refundDeadline = refundDeadline;
        this.clock = clock;
    }

    /** The surviving case takes over what runs earlier for the merged one. */
    void take(CaseFile from, CaseFile into) {
        for (String kind : KEPT) {
            if (kind.equals(Deadlines.FIRST_REPLY) && into.firstReplyAt() != null) {
                continue;
            }
            deadlines.running(from.id(), kind).forEach(clock -> earlier(into.id(), clock));
        }
        if (from.firstReplyAt() != null && cases.firstReply(into.id(), from.firstReplyAt())) {
            deadlines.answered(into.id(), Deadlines.FIRST_REPLY, from.firstReplyAt());
        }
        platform(into, from.platformDeadline());
    }

    /** How the shared clocks of a case run, to be put back by {@link #putBack}: kind to its start, due and warning. */
    Map<String, Object> standing(long caseId) {
        Map<String, Object> clocks = new LinkedHashMap<>();
        KEPT.forEach(kind -> deadlines.running(caseId, kind).stream().findFirst().ifPresent(one -> {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("starts", one.startsAt().toString());
            facts.put("due", one.due().toString());
            facts.put("warn", one.warnAt() == null ? null : one.warnAt().toString());
            facts.put("why", one.why());
            clocks.put(kind, facts);
        }));
        return clocks;
    }

    /** The case that was part of another one runs by its own clocks again. */
    @SuppressWarnings("unchecked")
    void putBack(CaseFile file, Map<String, Object> standing) {
        standing.forEach((kind, facts) -> {
            Earlier before = read(kind, (Map<String, Object>) facts);
            if (kind.equals(Deadlines.FIRST_REPLY) && file.firstReplyAt() != null) {
                return;
            }
            if (deadlines.running(file.id(), kind).isEmpty()) {
                deadlines.start(file.id(), null, kind, before.starts(), before.due(), before.warnAt(), before.why());
            } else if (!deadlines.running(file.id(), kind).get(0).due().equals(before.due())) {
                deadlines.move(file.id(), kind, before.due(), before.warnAt(), before.why());
            }
        });
    }

    /** What the case took over goes back, unless its clock was moved since for another reason. */
    @SuppressWarnings("unchecked")
    void giveBack(long caseId, Map<String, Object> before, Map<String, Object> after) {
        after.forEach((kind, facts) -> {
            Earlier taken = read(kind, (Map<String, Object>) facts);
            boolean still = deadlines.running(caseId, kind).stream().anyMatch(one -> one.due().equals(taken.due()));
            Earlier own = before.get(kind) == null ? null : read(kind, (Map<String, Object>) before.get(kind));
            if (still && own == null) {
                deadlines.cancel(caseId, kind);
            } else if (still && !own.due().equals(taken.due())) {
                deadlines.move(caseId, kind, own.due(), own.warnAt(), own.why());
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Earlier read(String kind, Map<String, Object> facts) {
        return new Earlier(kind, Instant.parse((String) facts.get("starts")), Instant.parse((String) facts.get("due")),
                facts.get("warn") == null ? null : Instant.parse((String) facts.get("warn")), (Map<String, Object>) facts.get("why"));
    }

    /** The platform named its own time for a matter that was known already. */
    void platformNamed(CaseFile file, Instant platformDeadline) {
        if (!platform(file, platformDeadline)) {
            return;
        }
        Instant now = clock.instant();
        move(file.id(), new Earlier(Deadlines.PLATFORM, now, platformDeadline, null, Why.given(platformDeadline)), true);
        RefundDeadline.WorkDue work = refundDeadline.of(file.shop(), now, platformDeadline);
        move(file.id(), new Earlier(Deadlines.REFUND_ANSWER, now, work.due(), Deadlines.halfTime(now, work.due()), work.why()), false);
    }

    private boolean platform(CaseFile file, Instant deadline) {
        boolean earlier = deadline != null && (file.platformDeadline() == null || deadline.isBefore(file.platformDeadline()));
        if (earlier) {
            cases.change(file.id(), null, null, deadline);
        }
        return earlier;
    }

    private record Earlier(String kind, Instant starts, Instant due, Instant warnAt, Map<String, Object> why) {
    }

    private void earlier(long caseId, Deadlines.View other) {
        move(caseId, new Earlier(other.kind(), other.startsAt(), other.due(), other.warnAt(), other.why()), true);
    }

    /** @param startIfNone false where the clock belongs to a kind of case that has its own */
    private void move(long caseId, Earlier other, boolean startIfNone) {
        List<Deadlines.View> own = deadlines.running(caseId, other.kind());
        if (own.isEmpty() && startIfNone) {
            deadlines.start(caseId, null, other.kind(), other.starts(), other.due(), other.warnAt(), other.why());
        } else if (!own.isEmpty() && other.due().isBefore(own.get(0).due())) {
            deadlines.move(caseId, other.kind(), other.due(), other.warnAt(), other.why());
        }
    }
}
