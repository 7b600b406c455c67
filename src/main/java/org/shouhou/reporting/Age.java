package org.shouhou.reporting;

import java.time.Duration;
import java.time.Instant;

/** How old an open case is. */
public enum Age {
    DAY_1(0, 1), DAY_3(1, 3), DAY_7(3, 7), DAY_15(7, 15), DAY_30(15, 30), OLDER(30, 36_500);

    private final int from;
    private final int to;

    Age(int fromDays, int toDays) {
        from = fromDays;
        to = toDays;
    }

    /** Cases opened after this are younger than the class ends. */
    Instant openedAfter(Instant now) {
        return this == OLDER ? Instant.parse("1970-01-02T00:00:00Z") : now.minus(Duration.ofDays(to));
    }

    Instant openedUntil(Instant now) {
        // what was opened this very second, or by a clock a little ahead, is young
        return this == DAY_1 ? now.plus(Duration.ofDays(1)) : now.minus(Duration.ofDays(from));
    }
}
