package org.shouhou.returns.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Slows down who guesses links, or sends forms without end: so many in ten minutes from one address, or with one link. */
@Component
class LinkTries {

    static final int WRONG_LINKS = 30;
    static final int FORMS = 30;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Cache<String, AtomicInteger> seen = Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WINDOW).build();

    /** Notes a link that is not ours. */
    void wrong(String address) {
        count("address " + address).incrementAndGet();
    }

    boolean tooManyWrong(String address) {
        return count("address " + address).get() >= WRONG_LINKS;
    }

    /** @return true when this form is one too many */
    boolean form(long caseId) {
        return count("case " + caseId).incrementAndGet() > FORMS;
    }

    private AtomicInteger count(String key) {
        return seen.get(key, ignored -> new AtomicInteger());
    }
}
