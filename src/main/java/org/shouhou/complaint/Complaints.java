package org.shouhou.complaint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.deadline.Deadlines;
import org.shouhou.deadline.RefundDeadline;
import org.shouhou.deadline.Why;
import org.shouhou.messaging.Messages;
import org.shouhou.refund.ChangedRequests;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Service;

/** How a complaint goes through the levels (R29): what each step of its process changes. */
@Service
public class Complaints {

    /** Ends of remedies that worked; a remedy that ends otherwise comes back to whoever decides. */
    private static final Set<String> WORKED = Set.of("REFUNDED", "RETURNED_AND_REFUNDED", "EXCHANGED", "RESHIPPED", "COMPENSATED");
    private static final Map<String, Figure> TERMS = Map.of("SHORT", Figure.COMPLAINT_WITHIN_SHORT, "MEDIUM",
            Figure.COMPLAINT_WITHIN_MEDIUM, "LONG", Figure.COMPLAINT_WITHIN_LONG);

    private final ComplaintBook book;
    private final ComplaintPeople people;
    private final CaseFiles cases;
    private final MessageFacts facts;
    private final CaseHistory history;
    private final Messages messages;
    private final Settings settings;
    private final RefundDeadline platformMargin;
    private final Deadlines deadlines;
    private final Evidence evidence;
    private final ChangedRequests changes;
    private final Remedies remedies;
    private final Clock clock;

    Complaints(ComplaintBook book, ComplaintPeople people, CaseFiles cases, MessageFacts facts, CaseHistory history,
            Messages messages, Settings settings, RefundDeadline platformMargin, Deadlines deadlines, Evidence evidence,
            ChangedRequests changes, Remedies remedies, Clock clock) {
        this.book = book;
        this.people = people;
        this.cases = cases;
        this.facts = facts;
        this.history = history;
        this.messages = messages;
        this.settings = settings;
        this.platformMargin = platformMargin;
        this.deadlines = deadlines;
        this.evidence = evidence;
        this.changes = changes;
        this.remedies = remedies;
        this.clock = clock;
    }

    /** What the rule {@code complaintDeadline} looks at; never null. */
    public record DeadlineInputs(String kind, String level) {
    }

    public DeadlineInputs deadlineInputs(long caseId) {
        return new DeadlineInputs(ComplaintCase.kindOf(cases.get(caseId).reason()), book.of(caseId).level().name());
    }

    /** The level's own time begins; a deadline that came with the case wins. @return when it must be answered */
    public Instant startLevel(long caseId, String term) {
        CaseFile file = cases.get(caseId);
        Instant now = clock.instant();
        Duration within = settings.duration(TERMS.get(term), file.shop());
        Instant due = now.plus(within);
        Map<String, Object> why = Why.by(TERMS.get(term), Why.elapsed(now, within));
        if (file.platformDeadline() != null && file.platformDeadline().isAfter(now)) {
            RefundDeadline.WorkDue before = platformMargin.of(file.shop(), now, file.platformDeadline());
            if (before.due().isBefore(due) && before.due().isAfter(now)) {
                due = before.due();
                why = before.why();
            }
        }
        book.term(caseId, term, now, due, why);
        return due;
    }

    /** One level up, because somebody said so or its time is over; whoever decides there hears of it. */
    public String passUp(long caseId) {
        ComplaintBook.Work work = book.of(caseId);
        String code = work.upCode() == null ? "OVERDUE" : work.upCode();
        return moveTo(caseId, people.above(work.level(), work.complainedOf()), code, work.upWhy());
    }

    private String moveTo(long caseId, Level level, String code, String why) {
        Level before = book.of(caseId).level();
        book.level(caseId, level);
        Map<String, Object> moved = new LinkedHashMap<>();
        moved.put("before", before.role().id());
        moved.put("after", level.role().id());
        moved.put("upCode", code);
        if (why != null) {
            moved.put("text", why);
        }
        history.record(caseId, CaseHistory.SYSTEM, "COMPLAINT_PASSED_UP", moved);
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("complaint", ComplaintCase.kindOf(cases.get(caseId).reason()));
        letter.put("upCode", code);
        letter.put("reason", why);
        messages.toRole(level.role().id(), caseId, "complaint-passed-up", letter, "complaint-up-" + caseId + "-" + clock.millis() + "-" + level);
        return level.name();
    }

    public String level(long caseId) {
        return book.of(caseId).level().name();
    }

    /** Whether somebody above the level it is at could decide otherwise. */
    public boolean mayGoUp(long caseId) {
        return book.of(caseId).level() != Level.MANAGER;
    }

    /**
     * How a remedy ended.
     *
     * @param given    how the last remedy ended that worked; null while nothing was given
     * @param decideBy when it must be decided again, should it have come back
     */
    public record Remedied(boolean worked, String given, Instant decideBy) {
    }

    public Remedied noteRemedy(long caseId, String outcome) {
        ComplaintBook.Work work = book.of(caseId);
        boolean worked = outcome != null && WORKED.contains(outcome);
        Map<String, Object> ended = new LinkedHashMap<>();
        ended.put("decision", work.decision());
        ended.put("outcome", outcome);
        history.record(caseId, CaseHistory.SYSTEM, worked ? "REMEDY_WORKED" : "REMEDY_CAME_BACK", ended);
        if (worked) {
            book.gave(caseId, outcome);
            return new Remedied(true, outcome, work.answerBy());
        }
        book.cameBack(caseId, outcome == null ? "REJECTED" : outcome);
        Instant now = clock.instant();
        Instant due = work.answerBy();
        if (!due.isAfter(now)) {
            Duration again = settings.duration(Figure.TASK_DEFAULT_WITHIN, cases.get(caseId).shop());
            due = now.plus(again);
            book.term(caseId, work.term(), now, due, Why.elapsed(now, again));
        }
        return new Remedied(false, work.given(), due);
    }

    /** The customer chose money in place of a parcel that cannot be sent: proposed by whoever decided to send it. */
    public void refundInstead(long caseId) {
        remedies.refundInstead(caseId, people.actor(book.of(caseId).decidedBy()));
    }

    /** @param until silence until then accepts @param settled how the case ends if it is accepted */
    public record Answered(Instant until, String settled) {
    }

    /** The customer hears what was decided; from the manager with an apology in person (R31). */
    public Answered answerCustomer(long caseId) {
        ComplaintBook.Work work = book.of(caseId);
        Instant until = clock.instant().plus(settings.duration(Figure.COMPLAINT_CONFIRM_WITHIN, cases.get(caseId).shop()));
        book.answered(caseId, until);
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("remedy", work.decision());
        letter.put("reasonCode", "REFUSE".equals(work.decision()) ? work.reasonCode() : null);
        letter.put("manager", work.level() == Level.MANAGER ? people.displayName(work.decidedBy()) : null);
        letter.put("until", until);
        messages.toCustomer(caseId, "complaint-answer", letter, "complaint-answer-" + caseId + "-" + work.answers());
        return new Answered(until, work.given() == null ? "REJECTED" : work.given());
    }

    /** The platform's staff took the dispute: the shop decides no more for now. */
    public void noteIntervention(long caseId) {
        String reference = facts.delivered(caseId, MessageName.PLATFORM_INTERVENED).orElseThrow().data().get("reference").toString();
        book.intervention(caseId, reference);
        history.record(caseId, CaseHistory.SYSTEM, "PLATFORM_STEPPED_IN", Map.of("reference", reference));
    }

    /** R30: seals the evidence and asks for it to be handed in. @return how long the platform may stay silent */
    public Instant handInEvidence(long caseId) {
        CaseFile file = cases.get(caseId);
        Instant until = clock.instant().plus(settings.duration(Figure.PLATFORM_SILENT_AFTER, file.shop()));
        String seal = evidence.seal(file);
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("seal", seal);
        letter.put("reference", book.of(caseId).intervention());
        letter.put("until", until);
        messages.toRole("supervisor", caseId, "complaint-evidence", letter, "complaint-evidence-" + caseId + "-" + seal.substring(0, 16));
        return until;
    }

    /** The platform stayed silent: the manager decides. */
    public String decideOurselves(long caseId) {
        book.intervention(caseId, null);
        return moveTo(caseId, Level.MANAGER, "PLATFORM_SILENT", null);
    }

    /** Only what the platform decided against us after it had stepped in can be appealed. */
    public boolean appealable(long caseId) {
        Optional<MessageFacts.Fact> decided = facts.delivered(caseId, MessageName.PLATFORM_DECIDED);
        return book.of(caseId).intervention() != null
                && decided.filter(fact -> "REFUND".equals(fact.data().get("decision"))).isPresent();
    }

    public void noteAppeal(long caseId) {
        history.record(caseId, CaseHistory.SYSTEM, "APPEAL_HANDED_IN", Map.of("reference", String.valueOf(book.of(caseId).intervention())));
    }

    /** R38: the buyer changed the request; it is judged again on its level, and consents lapse. */
    public void applyChange(long caseId) {
        changes.apply(caseId);
    }
}
