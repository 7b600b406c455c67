package org.shouhou.draft;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Drafts nobody came back to are not kept for ever. */
@Component
class OldDrafts implements BackgroundWork {

    private final JdbcClient jdbc;
    private final Settings settings;
    private final Clock clock;

    OldDrafts(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old drafts";
    }

    @Override
    public boolean workOnce() {
        return jdbc.sql("DELETE FROM draft WHERE saved_ms <= ?")
                .param(clock.instant().minus(settings.duration(Figure.DRAFT_KEPT, null)).toEpochMilli()).update() > 0;
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(jdbc.sql("SELECT MIN(saved_ms) FROM draft").query(Long.class).optional().orElse(null))
                .map(oldest -> Instant.ofEpochMilli(oldest).plus(settings.duration(Figure.DRAFT_KEPT, null)));
    }
}
