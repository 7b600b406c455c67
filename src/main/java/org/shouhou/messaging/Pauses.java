package org.shouhou.messaging;

import java.time.Duration;
import java.util.List;

/** How long a message rests between two tries, and when trying ends. */
final class Pauses {

    /** How long a whole channel rests after its server did not answer. */
    static final Duration CHANNEL = Duration.ofSeconds(30);

    private static final List<Duration> GROWING = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
            Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4), Duration.ofHours(8),
            Duration.ofHours(12), Duration.ofHours(12), Duration.ofHours(12));
    private static final Duration LONGEST_WHILE_DOWN = Duration.ofHours(1);
    private static final int TRIES_WHEN_REFUSED = 3;

    private Pauses() {
    }

    /** The rest after the given number of tries. @param down the server is: it is asked once an hour at least */
    static Duration after(int tries, boolean down) {
        Duration pause = GROWING.get(Math.min(Math.max(tries, 1), GROWING.size()) - 1);
        return down && pause.compareTo(LONGEST_WHILE_DOWN) > 0 ? LONGEST_WHILE_DOWN : pause;
    }

    /** Whether trying ends after this many tries. A server that is down is no reason to give up. */
    static boolean over(int tries, boolean refused, boolean down) {
        return !down && tries >= (refused ? TRIES_WHEN_REFUSED : GROWING.size() + 1);
    }
}
