package org.shouhou.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** When somebody signed in at the page, or gave a wrong password, and from where. Programs sign in with every call; theirs are not kept. */
@Service
public class SignIns {

    private static final Duration KEPT = Duration.ofDays(180);

    /** LOCKED: the right or a wrong password of an account that is switched off. */
    public enum Outcome { IN, WRONG, LOCKED }

    /** @param address and {@code browser} null when unknown */
    public record Entry(Instant at, Outcome outcome, String address, String browser) {
    }

    private record From(String address, String browser) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    SignIns(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The latest of a person, newest first. */
    public List<Entry> of(String userName, int most) {
        return jdbc.sql("SELECT * FROM sign_in WHERE username = ? ORDER BY id DESC LIMIT ?").params(userName, most)
                .query((row, n) -> new Entry(Instant.ofEpochMilli(row.getLong("at_ms")), Outcome.valueOf(row.getString("outcome")),
                        row.getString("address"), row.getString("browser"))).list();
    }

    /** When each person last signed in, by name. */
    public Map<String, Instant> latest() {
        Map<String, Instant> latest = new HashMap<>();
        jdbc.sql("SELECT username, MAX(at_ms) FROM sign_in WHERE outcome = 'IN' GROUP BY username").query(row -> {
            latest.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
        });
        return latest;
    }

    /** Where the sessions of a person came from, by {@link #hash}. */
    Map<String, Entry> bySession(String userName) {
        Map<String, Entry> found = new HashMap<>();
        jdbc.sql("SELECT * FROM sign_in WHERE username = ? AND session_hash IS NOT NULL ORDER BY id").param(userName).query(row -> {
            found.put(row.getString("session_hash"), new Entry(Instant.ofEpochMilli(row.getLong("at_ms")), Outcome.IN,
                    row.getString("address"), row.getString("browser")));
        });
        return found;
    }

    @EventListener
    void in(InteractiveAuthenticationSuccessEvent event) {
        Authentication who = event.getAuthentication();
        HttpServletRequest request = request();
        HttpSession session = request == null ? null : request.getSession(false);
        jdbc.sql("DELETE FROM sign_in WHERE username = ? AND at_ms < ?").params(who.getName(), clock.millis() - KEPT.toMillis()).update();
        record(who.getName(), Outcome.IN, session == null ? null : hash(session.getId()));
    }

    /** A password that did not let in. @param name of an account there is */
    void refused(String name, boolean active) {
        record(name, active ? Outcome.WRONG : Outcome.LOCKED, null);
    }

    private void record(String name, Outcome outcome, String session) {
        From from = from();
        jdbc.sql("INSERT INTO sign_in (username, at_ms, outcome, address, browser, session_hash) VALUES (?, ?, ?, ?, ?, ?)")
                .params(name, clock.millis(), outcome.name(), from.address(), from.browser(), session).update();
    }

    private static From from() {
        HttpServletRequest request = request();
        return request == null ? new From(null, null)
                : new From(shortened(request.getRemoteAddr(), 100), shortened(request.getHeader(HttpHeaders.USER_AGENT), 200));
    }

    private static HttpServletRequest request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet ? servlet.getRequest() : null;
    }

    private static String shortened(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }

    /** What of a session's secret id may be kept. */
    static String hash(String sessionId) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sessionId.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
