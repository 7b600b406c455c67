package org.shouhou.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shouhou.audit.CaseHistory;
import org.shouhou.common.Db;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How the cases of a time went (R34): first response, time to solve, deadlines kept, reopened, satisfaction; for the team,
 * and for each agent without what others caused (R41). A case is the agent's who completed its last task.
 */
@Service
public class Figures {

    /**
     * One figure.
     *
     * @param value the mean in seconds, per cent, or points; null when no case counts
     * @param cases ids of the cases behind it
     */
    public record Figure(Long value, List<String> cases) {
    }

    /**
     * One agent's figures, or the team's.
     *
     * @param firstResponse seconds from intake to the first reply
     * @param timeToSolve   seconds from intake to closing
     * @param deadlinesKept per cent of the clocks that ended in time; its cases are those that missed one
     * @param reopened      per cent of the closed cases that went on later; its cases are those
     * @param satisfaction  mean of what customers said when called back, times 100
     * @param leftOut       cases that others are responsible for
     */
    public record Row(String who, int count, Figure firstResponse, Figure timeToSolve, Figure deadlinesKept, Figure reopened,
            Figure satisfaction, List<String> leftOut) {
    }

    public record Report(Instant from, Instant to, Row team, List<Row> agents) {
    }

    private record Dealt(String id, Instant openedAt, Instant repliedAt, Instant closedAt, String agent, boolean othersFault, int met,
            int missed, boolean reopened, Integer satisfaction) {
    }

    private final JdbcClient jdbc;

    Figures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Cases opened from an instant on and before another. */
    @Transactional(readOnly = true)
    public Report of(Instant from, Instant to) {
        List<Dealt> cases = jdbc.sql("""
                SELECT c.id, c.opened_at, c.first_reply_at, c.closed_at,
                  (SELECT e.actor FROM case_event e WHERE e.seq = (SELECT MAX(l.seq) FROM case_event l WHERE l.case_id = c.id
                     AND l.kind = 'TASK_COMPLETED' AND l.actor <> :system)) AS agent,
                  (SELECT COUNT(*) FROM case_responsible r WHERE r.case_id = c.id
                     AND (r.responsible = 'COURIER' OR r.responsible = 'WAREHOUSE' OR r.responsible = 'PRODUCT' OR r.responsible = 'PLATFORM')) AS others,
                  (SELECT COUNT(*) FROM deadline d WHERE d.case_id = c.id AND d.state = 'MET') AS met,
                  (SELECT COUNT(*) FROM deadline d WHERE d.case_id = c.id AND d.state = 'MISSED') AS missed,
                  (SELECT COUNT(*) FROM case_event e WHERE e.case_id = c.id AND e.kind = 'CASE_REOPENED') AS reopened,
                  (SELECT MAX(b.satisfaction) FROM call_back b WHERE b.case_id = c.id) AS satisfaction
                FROM case_file c WHERE c.opened_at >= :from AND c.opened_at < :to ORDER BY c.id""")
                .param("system", CaseHistory.SYSTEM).param("from", Db.utc(from)).param("to", Db.utc(to)).query(Figures::map).list();
        Map<String, List<Dealt>> byAgent = cases.stream().filter(one -> one.agent() != null)
                .collect(Collectors.groupingBy(Dealt::agent, TreeMap::new, Collectors.toList()));
        List<Row> agents = new ArrayList<>();
        byAgent.forEach((agent, theirs) -> {
            Set<String> leftOut = theirs.stream().filter(Dealt::othersFault).map(Dealt::id).collect(Collectors.toSet());
            agents.add(row(agent, theirs.stream().filter(one -> !one.othersFault()).toList(), ids(theirs.stream().filter(one -> leftOut.contains(one.id())).toList())));
        });
        return new Report(from, to, row("team", cases, List.of()), agents);
    }

    private static Row row(String who, List<Dealt> cases, List<String> leftOut) {
        List<Dealt> closed = cases.stream().filter(one -> one.closedAt() != null || one.reopened()).toList();
        List<Dealt> reopened = cases.stream().filter(Dealt::reopened).toList();
        long met = cases.stream().mapToLong(Dealt::met).sum();
        long missed = cases.stream().mapToLong(Dealt::missed).sum();
        return new Row(who, cases.size(), mean(cases, one -> seconds(one.openedAt(), one.repliedAt())),
                mean(cases, one -> seconds(one.openedAt(), one.closedAt())),
                new Figure(met + missed == 0 ? null : 100 * met / (met + missed), ids(cases.stream().filter(one -> one.missed() > 0).toList())),
                new Figure(closed.isEmpty() ? null : 100L * reopened.size() / closed.size(), ids(reopened)),
                mean(cases, one -> one.satisfaction() == null ? null : 100L * one.satisfaction()), leftOut);
    }

    private static Figure mean(List<Dealt> cases, Function<Dealt, Long> value) {
        List<Dealt> counted = cases.stream().filter(one -> value.apply(one) != null).toList();
        return new Figure(counted.isEmpty() ? null : counted.stream().mapToLong(value::apply).sum() / counted.size(), ids(counted));
    }

    private static Long seconds(Instant from, Instant to) {
        return to == null ? null : to.getEpochSecond() - from.getEpochSecond();
    }

    private static List<String> ids(List<Dealt> cases) {
        return cases.stream().map(Dealt::id).toList();
    }

    private static Dealt map(ResultSet row, int n) throws SQLException {
        return new Dealt(Long.toString(row.getLong("id")), Db.instant(row, "opened_at"), Db.instant(row, "first_reply_at"),
                Db.instant(row, "closed_at"), row.getString("agent"), row.getLong("others") > 0, row.getInt("met"), row.getInt("missed"),
                row.getLong("reopened") > 0, Db.nullableInt(row, "satisfaction"));
    }
}
