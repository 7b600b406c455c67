package org.shouhou.presence;

import java.time.Clock;
import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who has a case open: whoever said so within the last moments. */
@Service
public class Presence {

    private final JdbcClient jdbc;
    private final Settings settings;
    private final Clock clock;

    Presence(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** This person has the case in front of them. */
    public void here(long caseId, Actor person) {
        if (!renewed(caseId, person)) {
            try {
                jdbc.sql("INSERT INTO case_presence (case_id, username, seen_ms) VALUES (?, ?, ?)")
                        .params(caseId, person.name(), clock.millis()).update();
            } catch (DuplicateKeyException inAnotherTab) {
                renewed(caseId, person);
            }
        }
    }

    private boolean renewed(long caseId, Actor person) {
        return jdbc.sql("UPDATE case_presence SET seen_ms = ? WHERE case_id = ? AND username = ?")
                .params(clock.millis(), caseId, person.name()).update() > 0;
    }

    /** This person closed the case; another window of theirs says so again by itself. */
    public void gone(long caseId, Actor person) {
        jdbc.sql("DELETE FROM case_presence WHERE case_id = ? AND username = ?").params(caseId, person.name()).update();
        // rows of who just vanished
        jdbc.sql("DELETE FROM case_presence WHERE seen_ms < ?").param(since()).update();
    }

    /** The user names of everybody else who has the case in front of them, by name. */
    public List<String> others(long caseId, Actor person) {
        return jdbc.sql("SELECT username FROM case_presence WHERE case_id = ? AND username <> ? AND seen_ms >= ? ORDER BY username")
                .params(caseId, person.name(), since()).query(String.class).list();
    }

    private long since() {
        return clock.instant().minus(settings.duration(Figure.PRESENCE_WITHIN, null)).toEpochMilli();
    }
}
