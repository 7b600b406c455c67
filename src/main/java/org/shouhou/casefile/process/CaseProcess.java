package org.shouhou.casefile.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.casefile.CaseClosing;
import org.shouhou.casefile.CaseFile;
import org.springframework.stereotype.Component;

/** What every model of a case does at its ends. */
@Component("caseProcess")
public class CaseProcess {

    private final CaseClosing closing;

    CaseProcess(CaseClosing closing) {
        this.closing = closing;
    }

    /** The case ends with an outcome; a process that was called only tells its caller how it ended. */
    public void close(DelegateExecution execution, String outcome) {
        execution.setVariable("outcome", outcome);
        if (execution.getProcessInstance().getSuperExecution() == null) {
            closing.close(caseOf(execution), CaseFile.Outcome.valueOf(outcome));
        }
    }

    /** The customer withdrew. */
    public void withdraw(DelegateExecution execution) {
        closing.withdraw(caseOf(execution));
    }

    /** The case goes on as another kind. */
    public void convert(DelegateExecution execution) {
        closing.convert(caseOf(execution));
    }

    private static long caseOf(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}
