package org.shouhou.common;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The machine's clock moved by an offset, or standing still at an instant. For the demo profile and for tests; who
 * keeps a clock of its own (the engine) listens. It runs in whole milliseconds, as the engine's does: were one of them
 * a fraction ahead, the other would not see what is due.
 */
public final class AdjustableClock extends Clock {

    /** Told after each change. */
    public interface Listener {
        /**
         * @param offset how far the clock is ahead of the machine's
         * @param fixed  the instant it stands still at, or null when it runs
         */
        void moved(Duration offset, Instant fixed);
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Duration offset = Duration.ZERO;
    private volatile Instant fixed;

    public void listen(Listener listener) {
        listeners.add(listener);
        listener.moved(offset, fixed);
    }

    /** Lets the clock run, ahead of the machine's by the offset. */
    public void run(Duration newOffset) {
        offset = newOffset;
        fixed = null;
        tell();
    }

    /** Stops the clock at an instant. */
    public void standAt(Instant instant) {
        fixed = instant;
        tell();
    }

    /** Moves the clock forward to an instant, running or standing as it was; never back. */
    public void moveTo(Instant instant) {
        if (!instant.isAfter(instant())) {
            return;
        }
        if (fixed != null) {
            standAt(instant);
        } else {
            run(Duration.ofMillis(instant.plusNanos(999_999).toEpochMilli() - System.currentTimeMillis()));
        }
    }

    public Duration offset() {
        return offset;
    }

    private void tell() {
        listeners.forEach(listener -> listener.moved(offset, fixed));
    }

    @Override
    public Instant instant() {
        Instant standing = fixed;
        return standing != null ? standing : Instant.ofEpochMilli(System.currentTimeMillis() + offset.toMillis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("This clock gives instants; the shop's zone comes from the settings.");
    }
}
