package org.shouhou.memo.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.shouhou.memo.SellerMemos;
import org.springframework.stereotype.Component;

/** The ends of {@code sellerMemo.bpmn}. */
@Component("memoProcess")
public class MemoProcess {

    private final SellerMemos memos;

    MemoProcess(SellerMemos memos) {
        this.memos = memos;
    }

    public void done(DelegateExecution execution) {
        memos.over(Long.parseLong(execution.getProcessBusinessKey()), false);
    }

    public void refused(DelegateExecution execution) {
        memos.over(Long.parseLong(execution.getProcessBusinessKey()), true);
    }
}
