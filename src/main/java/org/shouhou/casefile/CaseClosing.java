package org.shouhou.casefile;

import java.util.Map;
import org.shouhou.audit.CaseHistory;
import org.shouhou.deadline.Deadlines;
import org.shouhou.messaging.Messages;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** How a case ends, or goes on as another kind. */
@Service
public class CaseClosing {

    private final CaseFiles cases;
    private final CaseHistory history;
    private final Deadlines deadlines;
    private final Messages messages;
    private final MessageFacts facts;
    private final ObjectProvider<CaseIntake> intake;
    private final Responsibilities responsibilities;
    private final ApplicationEventPublisher events;

    CaseClosing(CaseFiles cases, CaseHistory history, Deadlines deadlines, Messages messages, MessageFacts facts,
            ObjectProvider<CaseIntake> intake, Responsibilities responsibilities, ApplicationEventPublisher events) {
        this.cases = cases;
        this.history = history;
        this.deadlines = deadlines;
        this.messages = messages;
        this.facts = facts;
        this.intake = intake;
        this.responsibilities = responsibilities;
        this.events = events;
    }

    /** Closes the case; its running clocks end, answered in time or missed. */
    public void close(long caseId, CaseFile.Outcome outcome) {
        cases.close(caseId, outcome);
        if (outcome != CaseFile.Outcome.MERGED) {
            deadlines.met(caseId, "REFUND_ANSWER");
            deadlines.met(caseId, "PLATFORM");
        }
        if (outcome == CaseFile.Outcome.SHIPPED) {
            deadlines.met(caseId, "SHIPMENT");
        }
        deadlines.cancelAll(caseId);
        history.record(caseId, CaseHistory.SYSTEM, "CASE_CLOSED", Map.of("outcome", outcome.name()));
        responsibilities.atClosing(cases.get(caseId), outcome);
        events.publishEvent(new CaseClosed(caseId, outcome));
    }

    /** A closed case goes on as a kind of case, under a new instance. */
    void reopen(CaseFile closed, String toType, MessageName because) {
        cases.reopen(closed.id());
        history.record(closed.id(), CaseHistory.SYSTEM, "CASE_REOPENED", Map.of("before", closed.outcome().name(),
                "after", toType, "message", because.id()));
        intake.getObject().start(closed.id(), toType);
    }

    /** The customer withdrew: they are told that nothing more will happen. */
    public void withdraw(long caseId) {
        CaseFile file = cases.get(caseId);
        messages.toCustomer(caseId, "withdrawn-confirmed", Map.of("caseNumber", file.number(), "orderNo", file.orderNo()),
                "withdrawn-" + caseId);
    }

    /** The case keeps id, timeline, clocks and payments and goes on under another process, or as part of another case (R38). */
    public void convert(long caseId) {
        CaseFile file = cases.get(caseId);
        String toType = facts.delivered(caseId, MessageName.CONVERSION_REQUESTED)
                .map(fact -> fact.data().get("toType").toString()).orElseThrow();
        if (toType.equals(CaseMerging.MERGED)) {
            close(caseId, CaseFile.Outcome.MERGED);
            return;
        }
        history.record(caseId, CaseHistory.SYSTEM, "CASE_CONVERTED", Map.of("before", file.type(), "after", toType));
        intake.getObject().start(caseId, toType);
    }
}
