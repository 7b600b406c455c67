package org.shouhou.engine;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;

/** UUIDs of version 7 (RFC 9562): epoch millis first, then random bits; unique without asking the database. */
final class TimeOrderedIds implements IdGenerator {

    private static final SecureRandom RANDOM = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    @Override
    public String getNextId() {
        // the machine's clock on purpose: an adjustable clock that stands still must not make ids collide
        long millisAndCount = last.updateAndGet(previous -> Math.max(previous + 1, System.currentTimeMillis() << 12));
        long high = (millisAndCount >>> 12) << 16 | 0x7000 | (millisAndCount & 0xFFF);
        long low = RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
