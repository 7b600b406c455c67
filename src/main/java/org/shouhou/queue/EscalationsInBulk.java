package org.shouhou.queue;

import java.util.List;
import org.springframework.stereotype.Component;

/** Escalations after something that hit many cases at once: given back, or taken, together (R5). */
@Component
class EscalationsInBulk implements InBulk {

    @Override
    public String taskKey() {
        return "handleEscalation";
    }

    @Override
    public List<String> decisions() {
        return List.of("GIVE_BACK", "TAKE");
    }

    /** Whatever each is for: who may decide it is asked of each. */
    @Override
    public boolean oneReason() {
        return false;
    }
}
