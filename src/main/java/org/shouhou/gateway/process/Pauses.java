package org.shouhou.gateway.process;

import java.time.Duration;
import java.util.List;

/** How long to wait before the next try. */
final class Pauses {

    /** After a call that surely did nothing: nearly ten hours in all, then a person is needed. */
    private static final List<Duration> FAILED = List.of(Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(1),
            Duration.ofHours(2), Duration.ofHours(6));

    /** While nobody knows, or the outside is still at it: for ever, ever more patiently. */
    private static final List<Duration> UNCERTAIN = List.of(Duration.ofSeconds(5), Duration.ofSeconds(15),
            Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5),
            Duration.ofMinutes(10), Duration.ofMinutes(15));

    /** A to-do entry is woken by the person's answer; looked at now and then in case the waking was lost. */
    static final Duration BY_HAND = Duration.ofDays(7);

    /** How often a failing task is tried in all. */
    static final int TRIES = FAILED.size() + 1;

    private Pauses() {
    }

    /** @param failures how many calls in a row failed, this one included, from 1 */
    static Duration failed(int failures) {
        return at(FAILED, failures);
    }

    /** @param queries how many answers in a row left it open, this one included, from 1 */
    static Duration uncertain(int queries) {
        return at(UNCERTAIN, queries);
    }

    private static Duration at(List<Duration> pauses, int number) {
        return pauses.get(Math.min(Math.max(number, 1), pauses.size()) - 1);
    }
}
