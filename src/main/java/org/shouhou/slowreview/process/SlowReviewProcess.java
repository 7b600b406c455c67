package org.shouhou.slowreview.process;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.shouhou.refund.ChangedRequests;
import org.shouhou.refund.RefundCase;
import org.shouhou.slowreview.AwaitedShipments;
import org.shouhou.slowreview.SlowReview;
import org.springframework.stereotype.Component;

/** The steps of {@code slowReview.bpmn}. */
@Component("slowReviewProcess")
public class SlowReviewProcess {

    private final SlowReview reviews;
    private final AwaitedShipments shipments;
    private final RefundCase refunds;
    private final ChangedRequests changes;

    SlowReviewProcess(SlowReview reviews, AwaitedShipments shipments, RefundCase refunds, ChangedRequests changes) {
        this.reviews = reviews;
        this.shipments = shipments;
        this.refunds = refunds;
        this.changes = changes;
    }

    public void begin(DelegateExecution execution) {
        for (String flag : new String[] {"held", "cancelOrder", "reached", "released", "changed"}) {
            execution.setVariable(flag, false);
        }
        for (String text : new String[] {"settled", "outcome", "decision", "next", "approvalLevel", "callOutcome"}) {
            execution.setVariable(text, null);
        }
        execution.setVariable("refundMinor", 0L);
    }

    public void planSlots(DelegateExecution execution) {
        execution.setVariable("changed", false);
        reviews.planSlots(caseOf(execution));
    }

    public void nextSlot(DelegateExecution execution) {
        SlowReview.NextSlot next = reviews.nextSlot(caseOf(execution));
        execution.setVariable("slotState", next.state());
        execution.setVariable("slotOpens", date(next.opens()));
        execution.setVariable("slotEnds", date(next.ends()));
    }

    /** The slot's end passed: the walk over the plan records it. */
    public void recordMissedSlot(DelegateExecution execution) {
        reviews.nextSlot(caseOf(execution));
    }

    /** R24: the waiting ends. */
    public void customerAnswered(DelegateExecution execution) {
        reviews.customerAnswered(caseOf(execution));
    }

    /** R38, R24: who changes the request has answered; an agent resolves the order with them. */
    public void applyChange(DelegateExecution execution) {
        changes.apply(caseOf(execution));
        reviews.customerAnswered(caseOf(execution));
        execution.setVariable("changed", true);
    }

    public void tellLateAnswer(DelegateExecution execution) {
        shipments.tellLateAnswer(caseOf(execution));
    }

    public void heldOrderInputs(DelegateExecution execution) {
        SlowReview.HeldOrderInputs inputs = reviews.heldOrderInputs(caseOf(execution));
        passing(execution, "deliverable", inputs.deliverable() ? "YES" : "NO");
        passing(execution, "attempt", inputs.realAttempt() ? "REAL" : "NONE");
    }

    @SuppressWarnings("unchecked")
    public void noteHeldOrder(DelegateExecution execution) {
        Map<String, Object> judged = (Map<String, Object>) execution.getVariable("judged");
        execution.removeVariable("judged");
        String next = (String) judged.get("next");
        execution.setVariable("next", next);
        execution.setVariable("refundMinor", reviews.judged(caseOf(execution), next, (String) judged.get("why")));
    }

    public void authorityInputs(DelegateExecution execution) {
        RefundCase.AuthorityInputs inputs = refunds.authorityInputs(caseOf(execution));
        passing(execution, "proposer", inputs.proposer());
        passing(execution, "amountLevel", inputs.amountLevel());
        passing(execution, "route", inputs.route());
        execution.setVariable("otherManager", Variables.booleanValue(inputs.otherManager(), true));
    }

    public void expectShipment(DelegateExecution execution) {
        execution.setVariable("shipAlarmAt", date(shipments.expectShipment(caseOf(execution))));
    }

    public void alarmNotShipped(DelegateExecution execution) {
        execution.setVariable("shipAlarmAt", date(shipments.alarmNotShipped(caseOf(execution))));
    }

    public void afterPlatform(DelegateExecution execution) {
        execution.setVariable("cancelOrder", Boolean.TRUE.equals(execution.getVariable("held"))
                && reviews.nothingLeft(caseOf(execution)));
    }

    private static void passing(DelegateExecution execution, String name, String value) {
        execution.setVariable(name, Variables.stringValue(value, true));
    }

    private static Date date(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static long caseOf(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}
