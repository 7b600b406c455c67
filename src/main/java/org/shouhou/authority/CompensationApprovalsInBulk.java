package org.shouhou.authority;

import java.util.List;
import org.shouhou.queue.InBulk;
import org.springframework.stereotype.Component;

/** Compensations that wait for consent: each within the limit its task is for, and by nobody who stood behind it (R10). */
@Component
class CompensationApprovalsInBulk implements InBulk {

    @Override
    public String taskKey() {
        return "approveCompensation";
    }

    @Override
    public List<String> decisions() {
        return List.of("APPROVE", "REFUSE");
    }

    /** Whatever each is for: who may decide it is asked of each. */
    @Override
    public boolean oneReason() {
        return false;
    }
}
