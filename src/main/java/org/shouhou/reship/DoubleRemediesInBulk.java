package org.shouhou.reship;

import java.util.List;
import org.shouhou.queue.InBulk;
import org.springframework.stereotype.Component;

/** Waivers for money and goods for the same lines (R19). */
@Component
class DoubleRemediesInBulk implements InBulk {

    @Override
    public String taskKey() {
        return "approveDoubleRemedy";
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
