package org.shouhou.callback.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.callback.CallBacks;
import org.springframework.stereotype.Component;

/** The steps of {@code callBack.bpmn}. */
@Component("callBackProcess")
public class CallBackProcess {

    private final CallBacks callBacks;

    CallBackProcess(CallBacks callBacks) {
        this.callBacks = callBacks;
    }

    public void plan(DelegateExecution execution) {
        execution.setVariable("callUntil", Date.from(callBacks.plan(callBackOf(execution))));
    }

    public void askInWriting(DelegateExecution execution) {
        callBacks.askInWriting(callBackOf(execution));
    }

    /** The instance ends; what came of it is in the call back's own table. */
    public void ended(DelegateExecution execution) {
        execution.removeVariable("callUntil");
    }

    private static long callBackOf(DelegateExecution execution) {
        return ((Number) execution.getVariable("callBackId")).longValue();
    }
}
