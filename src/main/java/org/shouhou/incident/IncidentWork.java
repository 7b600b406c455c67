package org.shouhou.incident;

import java.time.Instant;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.springframework.stereotype.Component;

/**
 * Takes thousands of cases into incidents, carries decisions out and lets cases go, a portion at a time. Everything is read
 * from the tables, so that a node that starts again, or a second one, goes on where it stands.
 */
@Component
class IncidentWork implements BackgroundWork {

    private final IncidentJoining joining;
    private final IncidentApplying applying;
    private final IncidentCases members;

    IncidentWork(IncidentJoining joining, IncidentApplying applying, IncidentCases members) {
        this.joining = joining;
        this.applying = applying;
        this.members = members;
    }

    @Override
    public String name() {
        return "incidents";
    }

    @Override
    public boolean workOnce() {
        boolean did = joining.lookForMore();
        did |= applying.some();
        did |= applying.letSomeGo();
        return did;
    }

    @Override
    public Optional<Instant> nextDue() {
        return members.nextTry().map(Instant::ofEpochMilli);
    }
}
