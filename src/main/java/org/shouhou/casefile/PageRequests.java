package org.shouhou.casefile;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shouhou.common.BackgroundWork;
import org.shouhou.common.Problem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets a page send something again whose answer got lost: under the same id it is done once. */
@Component
public class PageRequests implements BackgroundWork {

    private final JdbcClient jdbc;
    private final Commands commands;
    private final Settings settings;
    private final Clock clock;

    PageRequests(JdbcClient jdbc, Commands commands, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Does it in one transaction, unless this person's page did so before.
     *
     * @param requestId null does it in any case
     * @throws Problem 400 for an id that is none, or that stood for something else
     */
    public void once(String requestId, long caseId, Actor actor, Runnable work) {
        if (requestId != null && !requestId.matches("[\\w-]{8,64}")) {
            throw wrong("Must be 8 to 64 letters, digits or hyphens.");
        }
        commands.run(() -> {
            if (requestId == null || isFirst(requestId, caseId, actor)) {
                work.run();
            }
        });
    }

    private boolean isFirst(String requestId, long caseId, Actor actor) {
        try {
            jdbc.sql("INSERT INTO page_request (request_id, case_id, made_by, made_ms) VALUES (?, ?, ?, ?)")
                    .params(requestId, caseId, actor.name(), clock.millis()).update();
            return true;
        } catch (DuplicateKeyException madeBefore) {
            if (jdbc.sql("SELECT COUNT(*) FROM page_request WHERE request_id = ? AND case_id = ? AND made_by = ?")
                    .params(requestId, caseId, actor.name()).query(Long.class).single() == 0) {
                throw wrong("Stood for something else.");
            }
            return false;
        }
    }

    private static Problem wrong(String why) {
        return Problem.fields(List.of(new Problem.FieldProblem("requestId", why)));
    }

    @Override
    public String name() {
        return "old page requests";
    }

    /** Nobody sends again what was sent as long ago as drafts are kept. */
    @Override
    public boolean workOnce() {
        return jdbc.sql("DELETE FROM page_request WHERE made_ms <= ?")
                .param(clock.instant().minus(settings.duration(Figure.DRAFT_KEPT, null)).toEpochMilli()).update() > 0;
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(jdbc.sql("SELECT MIN(made_ms) FROM page_request").query(Long.class).optional().orElse(null))
                .map(oldest -> Instant.ofEpochMilli(oldest).plus(settings.duration(Figure.DRAFT_KEPT, null)));
    }
}
