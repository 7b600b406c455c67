package org.shouhou.authority;

import java.time.Instant;
import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.queue.AwaitsApproval;
import org.springframework.stereotype.Component;

/** Standing remedies beyond the limit of who released them, which a manager has to approve (R10). */
@Component
class RemediesToApprove implements AwaitsApproval {

    private final StandingRemedies remedies;

    RemediesToApprove(StandingRemedies remedies) {
        this.remedies = remedies;
    }

    @Override
    public String kind() {
        return "standing";
    }

    @Override
    public List<Item> waiting(Actor actor) {
        return remedies.waiting().stream().map(one -> new Item(one.name(), "/standing-remedies", one.releasedBy(), Instant.ofEpochMilli(one.releasedMs()), null,
                one.releasedBy().equals(actor.name()) ? "four-eyes" : actor.mayDo(Role.MANAGER) ? null : "not-your-role")).toList();
    }
}
