package org.shouhou.complaint.process;

import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.shouhou.complaint.Complaints;
import org.springframework.stereotype.Component;

/** The steps of {@code complaint.bpmn}. */
@Component("complaintProcess")
public class ComplaintProcess {

    private final Complaints complaints;

    ComplaintProcess(Complaints complaints) {
        this.complaints = complaints;
    }

    public void begin(DelegateExecution execution) {
        execution.setVariable("level", complaints.level(caseOf(execution)));
        for (String flag : new String[] {"withPlatform", "remedied", "given", "mayGoUp", "appealable"}) {
            execution.setVariable(flag, false);
        }
        for (String text : new String[] {"settled", "outcome", "callOutcome", "decision", "parcelId", "compensationId"}) {
            execution.setVariable(text, null);
        }
    }

    public void deadlineInputs(DelegateExecution execution) {
        Complaints.DeadlineInputs inputs = complaints.deadlineInputs(caseOf(execution));
        execution.setVariable("kind", Variables.stringValue(inputs.kind(), true));
        execution.setVariable("level", inputs.level());
    }

    public void startLevel(DelegateExecution execution) {
        decideBy(execution, complaints.startLevel(caseOf(execution), (String) execution.getVariable("term")));
        execution.removeVariable("term");
    }

    public void passUp(DelegateExecution execution) {
        execution.setVariable("level", complaints.passUp(caseOf(execution)));
    }

    /** The parcel cannot be sent and the customer wants the money. */
    public void refundInstead(DelegateExecution execution) {
        complaints.refundInstead(caseOf(execution));
    }

    public void noteRemedy(DelegateExecution execution) {
        Complaints.Remedied ended = complaints.noteRemedy(caseOf(execution), (String) execution.getVariable("callOutcome"));
        execution.setVariable("remedied", ended.worked());
        execution.setVariable("given", ended.given() != null);
        if (ended.given() != null) {
            execution.setVariable("settled", ended.given());
        }
        decideBy(execution, ended.decideBy());
    }

    public void answerCustomer(DelegateExecution execution) {
        Complaints.Answered answered = complaints.answerCustomer(caseOf(execution));
        execution.setVariable("settled", answered.settled());
        execution.setVariable("confirmUntil", Date.from(answered.until()));
        decideBy(execution, answered.until());
        execution.setVariable("mayGoUp", complaints.mayGoUp(caseOf(execution)));
    }

    public void noteIntervention(DelegateExecution execution) {
        complaints.noteIntervention(caseOf(execution));
        execution.setVariable("withPlatform", true);
    }

    public void handInEvidence(DelegateExecution execution) {
        execution.setVariable("platformUntil", Date.from(complaints.handInEvidence(caseOf(execution))));
    }

    public void decideOurselves(DelegateExecution execution) {
        execution.setVariable("level", complaints.decideOurselves(caseOf(execution)));
        execution.setVariable("withPlatform", false);
    }

    public void afterPlatform(DelegateExecution execution) {
        execution.setVariable("appealable", complaints.appealable(caseOf(execution)));
    }

    public void noteAppeal(DelegateExecution execution) {
        complaints.noteAppeal(caseOf(execution));
        execution.setVariable("withPlatform", true);
    }

    public void applyChange(DelegateExecution execution) {
        complaints.applyChange(caseOf(execution));
    }

    private static void decideBy(DelegateExecution execution, Instant due) {
        execution.setVariable("decideBy", Date.from(due));
    }

    private static long caseOf(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}
