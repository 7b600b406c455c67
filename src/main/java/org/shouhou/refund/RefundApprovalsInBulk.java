package org.shouhou.refund;

import java.util.List;
import org.shouhou.queue.InBulk;
import org.springframework.stereotype.Component;

/** Refunds that wait for consent: each within the limit its task is for, and by nobody who proposed it (R10). */
@Component
class RefundApprovalsInBulk implements InBulk {

    @Override
    public String taskKey() {
        return "approveRefund";
    }

    @Override
    public List<String> decisions() {
        return List.of("APPROVE", "SEND_BACK", "REFUSE");
    }

    /** Whatever each is for: who may decide it is asked of each. */
    @Override
    public boolean oneReason() {
        return false;
    }
}
