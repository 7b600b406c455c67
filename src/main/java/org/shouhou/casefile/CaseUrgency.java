package org.shouhou.casefile;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.CaseLock;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Cases that come first because the memo or a note says so (R39: 急件). Once urgent, a case stays so. */
@Service
public class CaseUrgency {

    /** Published when a case became urgent, in the transaction that made it so. */
    public record Raised(long caseId) {
    }

    private final JdbcClient jdbc;
    private final CaseLock lock;
    private final Clock clock;
    private final Settings settings;
    private final CaseHistory history;
    private final ApplicationEventPublisher events;

    CaseUrgency(JdbcClient jdbc, CaseLock lock, Clock clock, Settings settings, CaseHistory history, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.clock = clock;
        this.settings = settings;
        this.history = history;
        this.events = events;
    }

    public boolean urgent(long caseId) {
        return jdbc.sql("SELECT COUNT(*) FROM case_urgency WHERE case_id = ?").param(caseId).query(Long.class).single() > 0;
    }

    /** Raises the case if the words call it urgent; the words that count are a setting. @return whether they do */
    @Transactional
    public boolean look(long caseId, String words, String actor) {
        Optional<String> mark = mark(caseId, words);
        mark.ifPresent(why -> raise(caseId, why, actor));
        return mark.isPresent();
    }

    private Optional<String> mark(long caseId, String words) {
        if (words == null) {
            return Optional.empty();
        }
        String shop = jdbc.sql("SELECT shop FROM case_file WHERE id = ?").param(caseId).query(String.class).single();
        String text = words.toLowerCase(Locale.ROOT);
        List<String> marks = settings.list(Figure.URGENT_WORDS, shop);
        return marks.stream().filter(mark -> text.contains(mark.toLowerCase(Locale.ROOT))).findFirst();
    }

    private void raise(long caseId, String why, String actor) {
        lock.lock(caseId);
        if (urgent(caseId)) {
            return;
        }
        jdbc.sql("INSERT INTO case_urgency (case_id, why, raised_by, raised_ms) VALUES (?, ?, ?, ?)")
                .params(caseId, why, actor, clock.millis()).update();
        history.record(caseId, actor, "CASE_URGENT", Map.of("word", why));
        events.publishEvent(new Raised(caseId));
    }
}
