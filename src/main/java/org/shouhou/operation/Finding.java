package org.shouhou.operation;

import java.time.Instant;

/**
 * Something that is not as it should be and that nothing will mend by itself.
 *
 * @param subject what it is about, one finding of a kind for each: {@code case:7}, {@code task:...}, {@code order:7}
 * @param caseId  null when it belongs to no case
 * @param detail  the timer's name, the task, the operation, or, minor units with their currency, what the
 *                balance and what the ledger has as paid, then as reserved; null when the kind says it all
 */
public record Finding(long id, Kind kind, String subject, Long caseId, String detail, Instant foundAt) {

    /** What is wrong; the words, and what to do, are in the texts {@code finding.*} and {@code findingDo.*}. */
    public enum Kind {
        /** An open case whose flow is not there any more. */
        NO_FLOW,
        /** An open case that waits without a task, a timer or a call outside: only a message would move it. */
        NOTHING_MOVES,
        /** A step whose timer is not there: it will never be overdue. */
        TIMER_MISSING,
        /** A task that is in nobody's list. */
        TASK_UNLISTED,
        /** A task in the list that is not there. */
        TASK_GONE,
        /** A task whose clock does not run: nobody is warned. */
        CLOCK_MISSING,
        /** An effect outside that nobody looked at when it was time to. */
        EFFECT_OVERDUE,
        /** A closed case whose flow still runs. */
        CLOSED_RUNS,
        /** An order whose balance is not the sum of its refunds. */
        SUMS_DIFFER
    }

    /** As it is seen, before it is kept. */
    record Seen(Kind kind, String subject, Long caseId, String detail) {

        static Seen ofCase(Kind kind, long caseId, String detail) {
            return new Seen(kind, "case:" + caseId, caseId, detail);
        }
    }
}
