package org.shouhou.returns;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.casefile.MessageFacts;
import org.shouhou.casefile.MessageName;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.shouhou.deadline.Deadlines;
import org.shouhou.queue.TaskHandler;
import org.shouhou.refund.ReturnInspection;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.stereotype.Component;

/** What the warehouse finds in a parcel that came back, and what the supervisor makes of it: {@code decideInspection}. */
@Component
class InspectionTasks implements TaskHandler, ReturnInspection {

    private final CaseFiles cases;
    private final ReturnBook book;
    private final ReturnMoney money;
    private final Returns returns;
    private final ReturnLetters letters;
    private final MessageFacts facts;
    private final Deadlines deadlines;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    InspectionTasks(CaseFiles cases, ReturnBook book, ReturnMoney money, Returns returns, ReturnLetters letters,
            MessageFacts facts, Deadlines deadlines, CaseHistory history, Settings settings, Clock clock) {
        this.cases = cases;
        this.book = book;
        this.money = money;
        this.returns = returns;
        this.letters = letters;
        this.facts = facts;
        this.deadlines = deadlines;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String key() {
        return "decideInspection";
    }

    @Override
    public Map<String, Object> data(long caseId) {
        Map<String, Object> data = returns.facts(caseId);
        facts.latest(caseId, MessageName.INSPECTION_DISPUTED).ifPresent(fact -> data.put("disputed", fact.data().get("reason")));
        return data;
    }

    @Override
    public Map<String, Object> inspected(Decision decision) {
        long caseId = decision.caseId();
        Long deduct = decision.number("amountMinor");
        if (deduct != null) {
            checkPart(caseId, deduct);
        }
        book.inspected(caseId, decision.decision(), deduct == null ? 0 : deduct, decision.text("photos"),
                decision.text("note"), decision.actor().name());
        return Map.of("finding", decision.decision());
    }

    /** The four ways out of a finding that is not in order; the refusal carries the finding as its coded reason and evidence (R16). */
    @Override
    public Map<String, Object> complete(Decision decision) {
        long caseId = decision.caseId();
        ReturnBook.Entry entry = book.of(caseId);
        String by = decision.actor().name();
        switch (decision.decision()) {
            case "ACCEPT", "WRITE_OFF" -> book.judged(caseId, decision.decision(), 0, by);
            case "DEDUCT" -> {
                checkPart(caseId, decision.number("amountMinor"));
                book.judged(caseId, "DEDUCT", decision.number("amountMinor"), by);
            }
            case "REFUSE_AND_SEND_BACK" -> refuse(decision, entry);
            case "AWAIT_RIGHT_ITEM" -> {
                book.judged(caseId, "AWAIT_RIGHT_ITEM", 0, by);
                book.goods(caseId, ReturnBook.Goods.ON_WAY);
                // the seven days begin with the right item
                deadlines.cancel(caseId, Deadlines.RETURN_REFUND);
                Instant until = clock.instant().plus(settings.duration(Figure.RETURN_RIGHT_ITEM_WITHIN, cases.get(caseId).shop()));
                letters.awaited(caseId, until);
                return Map.of("goods", "ON_WAY");
            }
            default -> throw new IllegalStateException(decision.decision());
        }
        return Map.of();
    }

    private void refuse(Decision decision, ReturnBook.Entry entry) {
        String evidence = entry.photos() != null ? entry.photos() : entry.findingNote() != null ? entry.findingNote() : decision.text("note");
        if (evidence == null) {
            throw Problem.fields(List.of(new FieldProblem("note", "The inspection left no photos and no words: say what proves it.")));
        }
        String reason = entry.finding() == null || entry.finding().equals("IN_ORDER") ? "OTHER"
                : entry.finding().equals("DEDUCT") ? "USED_OR_DAMAGED" : "NOT_RECEIVED_BACK";
        book.judged(entry.caseId(), "REFUSE_AND_SEND_BACK", 0, decision.actor().name());
        book.refused(entry.caseId(), reason, evidence);
        book.sentBack(entry.caseId(), decision.text("waybill"), decision.text("payer"));
        history.record(entry.caseId(), decision.actor().name(), "GOODS_SENT_BACK", Map.of("waybill", decision.text("waybill"),
                "payer", decision.text("payer"), "reasonCode", reason, "evidence", evidence));
        letters.sentBack(entry.caseId(), decision.text("waybill"), decision.text("payer"), reason);
    }

    private void checkPart(long caseId, long deduct) {
        if (deduct >= money.asked(caseId)) {
            throw Problem.fields(List.of(new FieldProblem("amountMinor", "Must be less than what is refunded.")));
        }
    }
}
