package org.shouhou.reship;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** When a parcel that does not move counts as lost, and when it is asked about next. */
@Component
class LostAfter {

    private final Settings settings;
    private final ObjectProvider<ParcelPause> pauses;
    private final Clock clock;

    LostAfter(Settings settings, ObjectProvider<ParcelPause> pauses, Clock clock) {
        this.settings = settings;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Time without an event that counts: what an incident held up does not. */
    Duration silent(long caseId, Instant lastEvent) {
        Instant now = clock.instant();
        if (!lastEvent.isBefore(now)) {
            return Duration.ZERO;
        }
        Duration silent = Duration.between(lastEvent, now);
        for (ParcelPause pause : pauses) {
            silent = silent.minus(pause.within(caseId, lastEvent, now));
        }
        return silent.isNegative() ? Duration.ZERO : silent;
    }

    boolean lost(long caseId, String shop, Instant lastEvent) {
        return silent(caseId, lastEvent).compareTo(settings.duration(Figure.PARCEL_LOST_AFTER, shop)) >= 0;
    }

    /** The courier is asked every day (R17), and at the moment the parcel would count as lost. */
    Instant askAgain(long caseId, String shop, Instant lastEvent) {
        Instant now = clock.instant();
        Instant daily = now.plus(settings.duration(Figure.PARCEL_TRACE_EVERY, shop));
        Instant lostAt = now.plus(settings.duration(Figure.PARCEL_LOST_AFTER, shop)).minus(silent(caseId, lastEvent));
        return lostAt.isAfter(now) && lostAt.isBefore(daily) ? lostAt : daily;
    }
}
