package org.shouhou.incident;

import java.time.Duration;
import java.time.Instant;
import org.shouhou.reship.ParcelPause;
import org.springframework.stereotype.Component;

/** While a case rests inside an incident, silence about its parcel says nothing about that parcel (R37, R17). */
@Component
class IncidentPause implements ParcelPause {

    private final IncidentCases members;

    IncidentPause(IncidentCases members) {
        this.members = members;
    }

    @Override
    public Duration within(long caseId, Instant from, Instant to) {
        return Duration.ofMillis(members.restedWithin(caseId, from.toEpochMilli(), to.toEpochMilli()));
    }
}
