package org.shouhou.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Service;

/** The sessions people have open, on any node, and ending them: the next request with an ended one has to sign in. */
@Service
public class OpenSessions {

    /**
     * A session.
     *
     * @param id      names it here; it is not what the browser holds
     * @param address where it was begun, null when unknown, and so is {@code browser}
     */
    public record Open(String id, Instant since, Instant lastUsed, String address, String browser) {
    }

    private final JdbcClient jdbc;
    private final JdbcIndexedSessionRepository sessions;
    private final SignIns signIns;
    private final Users users;
    private final Clock clock;

    OpenSessions(JdbcClient jdbc, JdbcIndexedSessionRepository sessions, SignIns signIns, Users users, Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.signIns = signIns;
        this.users = users;
        this.clock = clock;
    }

    /** The open ones of a person, the last used first. @throws Problem 404 when there is no such account */
    public List<Open> of(String name) {
        String userName = there(name);
        Map<String, SignIns.Entry> begun = signIns.bySession(userName);
        return jdbc.sql("SELECT PRIMARY_ID, SESSION_ID, CREATION_TIME, LAST_ACCESS_TIME, EXPIRY_TIME FROM SPRING_SESSION WHERE PRINCIPAL_NAME = ?"
                        + " ORDER BY LAST_ACCESS_TIME DESC").param(userName)
                .query((row, n) -> {
                    SignIns.Entry entry = begun.get(SignIns.hash(row.getString("SESSION_ID")));
                    Instant lastUsed = shown(row.getLong("LAST_ACCESS_TIME"));
                    return shown(row.getLong("EXPIRY_TIME")).isBefore(clock.instant()) ? null : new Open(row.getString("PRIMARY_ID"),
                            shown(row.getLong("CREATION_TIME")), lastUsed, entry == null ? null : entry.address(), entry == null ? null : entry.browser());
                }).list().stream().filter(one -> one != null).toList();
    }

    /** How many each person has open, by name; none for whoever has none. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("SELECT PRINCIPAL_NAME, COUNT(*) FROM SPRING_SESSION WHERE PRINCIPAL_NAME IS NOT NULL GROUP BY PRINCIPAL_NAME").query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    /** Ends sessions of a person. @param id one of them, null for all. @throws Problem 404 when there is none such */
    public void end(String name, String id) {
        String userName = there(name);
        List<String> ended = id == null
                ? jdbc.sql("SELECT SESSION_ID FROM SPRING_SESSION WHERE PRINCIPAL_NAME = ?").param(userName).query(String.class).list()
                : jdbc.sql("SELECT SESSION_ID FROM SPRING_SESSION WHERE PRINCIPAL_NAME = ? AND PRIMARY_ID = ?").params(userName, id).query(String.class).list();
        if (id != null && ended.isEmpty()) {
            throw Problem.notFound("session", id);
        }
        ended.forEach(sessions::deleteById);
    }

    private String there(String name) {
        return users.find(name).orElseThrow(() -> Problem.notFound("user", name)).name();
    }

    /** Sessions are timed by the machine's clock alone: as long ago as it says, by the clock that people read elsewhere. */
    private Instant shown(long millis) {
        return Instant.ofEpochMilli(clock.millis() - (System.currentTimeMillis() - millis));
    }
}
