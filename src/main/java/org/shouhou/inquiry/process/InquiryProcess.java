package org.shouhou.inquiry.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.refund.ChangedRequests;
import org.springframework.stereotype.Component;

/** The steps of {@code inquiry.bpmn}. */
@Component("inquiryProcess")
public class InquiryProcess {

    private final ChangedRequests changes;

    InquiryProcess(ChangedRequests changes) {
        this.changes = changes;
    }

    /** R38: the question is another one now, and answered anew. */
    public void applyChange(DelegateExecution execution) {
        changes.apply(Long.parseLong(execution.getProcessBusinessKey()));
    }
}
