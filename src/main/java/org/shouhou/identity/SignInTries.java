package org.shouhou.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.core.AuthenticationException;

/** Slows down guessing: after so many wrong passwords a name, or a name from one address, has to wait. */
final class SignInTries {

    static final int FROM_ONE_ADDRESS = 10;
    static final int FROM_EVERYWHERE = 100;
    static final Duration WAIT = Duration.ofMinutes(5);

    /** Too many wrong passwords lately; the right one does not help either until the wait is over. */
    static final class TooMany extends AuthenticationException {
        TooMany() {
            super("Too many wrong passwords; wait " + WAIT.toMinutes() + " minutes.");
        }
    }

    private final Cache<String, AtomicInteger> wrong;

    SignInTries(Ticker ticker) {
        wrong = Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WAIT).ticker(ticker).build();
    }

    /** @throws TooMany when this name has to wait */
    void check(String name, String address) {
        if (count(name) >= FROM_EVERYWHERE || count(both(name, address)) >= FROM_ONE_ADDRESS) {
            throw new TooMany();
        }
    }

    void wrong(String name, String address) {
        wrong.get(name, key -> new AtomicInteger()).incrementAndGet();
        wrong.get(both(name, address), key -> new AtomicInteger()).incrementAndGet();
    }

    void right(String name, String address) {
        wrong.invalidate(both(name, address));
    }

    private int count(String key) {
        AtomicInteger seen = wrong.getIfPresent(key);
        return seen == null ? 0 : seen.get();
    }

    private static String both(String name, String address) {
        return name + "\n" + address;
    }
}
