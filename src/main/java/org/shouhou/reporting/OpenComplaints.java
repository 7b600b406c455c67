package org.shouhou.reporting;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shouhou.common.Db;
import org.shouhou.common.Problem;
import org.shouhou.common.Problem.FieldProblem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a manager wants to see the moment it comes: complaints, who was told of them, and what waits for a consent. */
@Service
public class OpenComplaints {

    private static final List<String> LEVELS = List.of("AGENT", "SUPERVISOR", "MANAGER");
    private static final int MOST = 100;
    private static final int NEWEST = 10;

    /**
     * An open complaint.
     *
     * @param level          AGENT, SUPERVISOR or MANAGER answers it now, {@code since} then; null for one just opened
     * @param due            its nearest clock; null when none runs
     * @param alertOpen      whether nobody acknowledged the newest alert
     * @param acknowledgedBy who did; null when nobody had to or it ended by itself
     */
    public record Complaint(String caseId, String number, String reason, String orderNo, String buyer, Instant openedAt, String level, Instant since, Instant due,
            boolean alertOpen, String acknowledgedBy) {
    }

    /** @param times how often it was told */
    public record Alert(String id, String caseId, String number, String reason, Instant raisedAt, int times, boolean open, String acknowledgedBy) {
    }

    /** @param page where it is decided */
    public record Approval(String taskId, String task, String number, String reason, Long amountMinor, String currency, Instant due, String owner, String page) {
    }

    /**
     * How it stands.
     *
     * @param levels    open complaints by level, of all levels
     * @param more      whether there are more than are listed
     * @param newestAlert the id of the newest alert there is, 0 for none
     */
    public record Stand(Map<String, Long> levels, List<Complaint> complaints, boolean more, List<Alert> alerts, List<Approval> approvals, String newestAlert) {
    }

    private final JdbcClient jdbc;
    private final BehindTable tasks;

    OpenComplaints(JdbcClient jdbc, BehindTable tasks) {
        this.jdbc = jdbc;
        this.tasks = tasks;
    }

    /** @param level only complaints of this level; null or empty for all @throws Problem 400 for a level there is not */
    @Transactional(readOnly = true)
    public Stand now(String level) {
        if (level != null && !level.isEmpty() && !LEVELS.contains(level)) {
            throw Problem.fields(List.of(new FieldProblem("level", "Must be one of " + LEVELS + ".")));
        }
        List<Complaint> found = complaints(level == null || level.isEmpty() ? null : level);
        List<Alert> alerts = alerts();
        return new Stand(levels(), found.size() > MOST ? found.subList(0, MOST) : found, found.size() > MOST, alerts, tasks.approvals(), alerts.isEmpty() ? "0" : alerts.get(0).id());
    }

    /** Alerts raised after one. */
    public long alertsAfter(long id) {
        return jdbc.sql("SELECT COUNT(*) FROM complaint_alert WHERE id > ?").param(id).query(Long.class).single();
    }

    private static final String OPEN = " FROM case_file c JOIN complaint_work w ON w.case_id = c.id WHERE c.type = 'complaint' AND (c.status = 'OPEN' OR c.status = 'WAITING') AND c.merged_into IS NULL";

    private Map<String, Long> levels() {
        Map<String, Long> levels = new LinkedHashMap<>();
        LEVELS.forEach(level -> levels.put(level, 0L));
        jdbc.sql("SELECT w.level, COUNT(*) AS n" + OPEN + " GROUP BY w.level").query(row -> {
            levels.put(row.getString("level"), row.getLong("n"));
        });
        return levels;
    }

    private List<Complaint> complaints(String level) {
        return jdbc.sql("SELECT * FROM (SELECT c.id, c.number, c.reason, c.order_no, c.buyer, c.opened_at, w.level, w.level_since,"
                + " (SELECT MIN(d.due_at) FROM deadline d WHERE d.case_id = c.id AND d.state = 'RUNNING') AS due_at,"
                + " (SELECT MAX(a.id) FROM complaint_alert a WHERE a.case_id = c.id) AS alert_id" + OPEN + (level == null ? "" : " AND w.level = :level")
                + ") o LEFT JOIN (SELECT id AS its_alert, open_case, acknowledged_by FROM complaint_alert) a ON a.its_alert = o.alert_id"
                + " ORDER BY CASE WHEN due_at IS NULL THEN 1 ELSE 0 END, due_at, id LIMIT " + (MOST + 1)).param("level", level)
                .query((row, n) -> new Complaint(Long.toString(row.getLong("id")), row.getString("number"), row.getString("reason"), row.getString("order_no"), row.getString("buyer"),
                        Db.instant(row, "opened_at"), row.getString("level"), Db.instant(row, "level_since"), Db.instant(row, "due_at"),
                        Db.nullableLong(row, "open_case") != null, row.getString("acknowledged_by"))).list();
    }

    private List<Alert> alerts() {
        return jdbc.sql("SELECT a.id, a.case_id, c.number, c.reason, a.raised_ms, a.times, a.open_case, a.acknowledged_by FROM complaint_alert a JOIN case_file c ON c.id = a.case_id"
                + " ORDER BY a.id DESC LIMIT " + NEWEST)
                .query((row, n) -> new Alert(Long.toString(row.getLong("id")), Long.toString(row.getLong("case_id")), row.getString("number"), row.getString("reason"),
                        Instant.ofEpochMilli(row.getLong("raised_ms")), row.getInt("times"), Db.nullableLong(row, "open_case") != null, row.getString("acknowledged_by"))).list();
    }
}
