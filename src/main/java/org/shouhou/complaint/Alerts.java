package org.shouhou.complaint;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shouhou.audit.CaseHistory;
import org.shouhou.casefile.CaseClosed;
import org.shouhou.casefile.CaseFile;
import org.shouhou.casefile.CaseFiles;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.engine.Commands;
import org.shouhou.identity.Actor;
import org.shouhou.identity.Role;
import org.shouhou.messaging.Messages;
import org.shouhou.settings.Figure;
import org.shouhou.settings.Settings;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Supervisors and managers on duty hear of a complaint at once, by mail and by the shop's own chat, and again until one of
 * them acknowledges it or the complaint is over (R28); with none of either on duty all of them do (R45). Each time anew whoever
 * is on duty then.
 */
@Service
public class Alerts {

    /**
     * An alert nobody acknowledged yet, or that is over.
     *
     * @param times          how often it was told
     * @param acknowledgedBy user name; null when nobody did
     * @param endedAt        null while it is open
     */
    public record Alert(long id, String caseId, String caseNumber, String orderNo, String reason, Instant raisedAt, int times,
            String acknowledgedBy, Instant endedAt) {

        public boolean open() {
            return endedAt == null;
        }
    }

    private static final String SELECT = "SELECT a.*, c.number, c.order_no, c.reason FROM complaint_alert a JOIN case_file c ON c.id = a.case_id ";
    private static final int PAGE = 100;
    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final Commands commands;
    private final Messages messages;
    private final CaseHistory history;
    private final Settings settings;
    private final Clock clock;

    Alerts(JdbcClient jdbc, CaseFiles cases, Commands commands, Messages messages, CaseHistory history, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.commands = commands;
        this.messages = messages;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /** In the transaction that opens the complaint. */
    void raise(CaseFile file) {
        long now = clock.millis();
        jdbc.sql("UPDATE complaint_alert SET open_case = NULL, next_ms = NULL, ended_ms = ? WHERE open_case = ?").params(now, file.id()).update();
        jdbc.sql("INSERT INTO complaint_alert (case_id, open_case, raised_ms, next_ms, times) VALUES (?, ?, ?, ?, 1)")
                .params(file.id(), file.id(), now, next(file, now)).update();
        history.record(file.id(), CaseHistory.SYSTEM, "ALERT_RAISED", Map.of("reason", file.reason()));
        tell(file, newest(file.id()).orElseThrow());
    }

    private long next(CaseFile file, long now) {
        return now + Math.max(1000, settings.duration(Figure.ALERT_REPEAT_AFTER, file.shop()).toMillis());
    }

    private void tell(CaseFile file, Alert alert) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("complaint", ComplaintCase.kindOf(file.reason()));
        data.put("words", file.words());
        data.put("since", alert.raisedAt());
        data.put("again", alert.times() > 1 ? true : null);
        String key = "complaint-alert-" + alert.id() + "-" + alert.times();
        messages.toRoles(List.of(Role.SUPERVISOR.id(), Role.MANAGER.id()), file.id(), "complaint-alert", data, key);
        messages.toWebhook(file.id(), "complaint-alert", data, key + "-webhook");
    }

    /** Tells again what is due; whoever locks the case second finds it told or acknowledged. @return whether it did */
    boolean tellAgain(long alertId, long caseId) {
        CaseFile file = cases.lock(caseId);
        int mine = jdbc.sql("UPDATE complaint_alert SET times = times + 1, next_ms = ? WHERE id = ? AND open_case IS NOT NULL AND next_ms <= ?")
                .params(next(file, clock.millis()), alertId, clock.millis()).update();
        if (mine == 0) {
            return false;
        }
        history.record(caseId, CaseHistory.SYSTEM, "ALERT_REPEATED", Map.of());
        tell(file, newest(caseId).orElseThrow());
        return true;
    }

    /** Alerts that are due now, by alert and case. */
    List<long[]> due() {
        return jdbc.sql("SELECT id, case_id FROM complaint_alert WHERE next_ms <= ? ORDER BY next_ms LIMIT 20").param(clock.millis())
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)}).list();
    }

    Optional<Instant> nextDue() {
        return jdbc.sql("SELECT next_ms FROM complaint_alert WHERE next_ms > ? ORDER BY next_ms LIMIT 1").param(clock.millis())
                .query(Long.class).optional().map(Instant::ofEpochMilli);
    }

    /**
     * A supervisor or a manager knows of it: it is told no more. Again it changes nothing.
     *
     * @throws Problem 403 for anybody else, 404 when the case never had an alert
     */
    public Alert acknowledge(long caseId, Actor by) {
        if (!by.mayDo(Role.SUPERVISOR)) {
            throw Problem.forbidden("not-your-role", "Alerts are acknowledged by a supervisor or a manager.");
        }
        return commands.run(() -> {
            cases.lock(caseId);
            Alert alert = newest(caseId).orElseThrow(() -> Problem.notFound("alert of case", caseId));
            if (alert.open()) {
                jdbc.sql("UPDATE complaint_alert SET open_case = NULL, next_ms = NULL, acknowledged_by = ?, ended_ms = ? WHERE id = ?")
                        .params(by.name(), clock.millis(), alert.id()).update();
                history.record(caseId, by.name(), "ALERT_ACKNOWLEDGED", Map.of());
            }
            return newest(caseId).orElseThrow();
        });
    }

    @EventListener
    @Order(0)
    void closed(CaseClosed closed) {
        jdbc.sql("UPDATE complaint_alert SET open_case = NULL, next_ms = NULL, ended_ms = ? WHERE open_case = ?")
                .params(clock.millis(), closed.caseId()).update();
    }

    public Optional<Alert> newest(long caseId) {
        return jdbc.sql(SELECT + "WHERE a.case_id = ? ORDER BY a.id DESC LIMIT 1").param(caseId).query((row, n) -> map(row)).optional();
    }

    /** Open ones, oldest first, {@value #PAGE} at a time. @param after ids above this; 0 for the first page */
    public List<Alert> open(long after) {
        return jdbc.sql(SELECT + "WHERE a.open_case IS NOT NULL AND a.id > ? ORDER BY a.id LIMIT " + PAGE).param(after)
                .query((row, n) -> map(row)).list();
    }

    private static Alert map(java.sql.ResultSet row) throws java.sql.SQLException {
        Long ended = Db.nullableLong(row, "ended_ms");
        return new Alert(row.getLong("id"), Long.toString(row.getLong("case_id")), row.getString("number"), row.getString("order_no"),
                row.getString("reason"), Instant.ofEpochMilli(row.getLong("raised_ms")), row.getInt("times"),
                row.getString("acknowledged_by"), ended == null ? null : Instant.ofEpochMilli(ended));
    }
}
