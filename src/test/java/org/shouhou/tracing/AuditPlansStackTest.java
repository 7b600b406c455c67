package org.shouhou.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.TestDatabase;
import org.springframework.dao.DataAccessException;

/**
 * Nothing an auditor asks for reads a large table from one end to the other: what the database was asked is read from its
 * own log, with the values it was asked with, and it explains each of them.
 */
class AuditPlansStackTest extends StackTest {

    private static final Set<String> LARGE = Set.of("case_file", "case_event", "case_search", "audit_fact", "audit_amount", "shop_order", "order_line",
            "refund", "consent", "compensation", "courier_claim", "deadline");
    private static final long BASE = 700_000_000L;
    private static final int COPIES = 3000;

    @Test
    void no_search_and_no_trace_reads_a_large_table_as_a_whole() throws SQLException {
        Assumptions.assumeTrue(TestDatabase.isMysqlFamily(), "only the MySQL family explains itself so");
        String orderNo = order().line("SKU-PLAN", 1, "300.00").shipped("SFPLAN").buyer("计划买家", "").imported();
        String caseId = as("agent1").opens(Map.of("type", "refund", "orderNo", orderNo, "reason", "QUALITY"));
        settle();
        as("agent1").decides(caseId, "reviewRefund", Map.of("decision", "REFUSE", "reasonCode", "NO_EVIDENCE", "evidence", "照片"));
        settle();
        try {
            copies(Long.parseLong(caseId));
            List<String> calls = new ArrayList<>(List.of("/api/audit/cases/" + caseId, "/api/audit/cases/" + caseId + "/steps"));
            for (String asked : List.of("case=" + caseId, "order=" + orderNo, "buyer=%E8%AE%A1%E5%88%92%E4%B9%B0%E5%AE%B6", "waybill=SFPLAN", "agent=agent1", "decidedBy=agent1",
                    "minMinor=10000&maxMinor=10001", "minMinor=1", "missed=FIRST_REPLY", "rule=refundRoute", "type=refund", "reason=QUALITY", "outcome=REJECTED",
                    "channel=CHAT", "shop=main", "sku=SKU-PLAN", "courier=SF", "responsible=COURIER", "status=OPEN", "status=CLOSED", "openedFrom=2026-11-01",
                    "closedFrom=2026-11-01&closedTo=2026-11-02", "type=refund&reason=QUALITY&outcome=REJECTED&agent=agent1&minMinor=1&status=CLOSED", "")) {
                calls.add("/api/audit/cases?" + asked);
            }
            Set<String> statements = asked(calls);
            assertThat(statements).hasSizeGreaterThan(20);
            List<String> wrong = new ArrayList<>();
            String explain = TestDatabase.shared().explain();
            for (String statement : statements) {
                jdbc.sql(explain + statement.replace(":", "\\:")).query(row -> {
                    String table = row.getString("table");
                    String type = row.getString("type");
                    if (table != null && type != null && Set.of("ALL", "index").contains(type) && LARGE.contains(real(table, statement))) {
                        wrong.add(type + " of " + table + " in: " + statement);
                    }
                });
            }
            assertThat(wrong).isEmpty();
        } finally {
            // these and no others: cases opened since may have higher numbers
            String these = " BETWEEN " + BASE + " AND " + (BASE + COPIES);
            for (String table : List.of("case_event", "case_search", "audit_fact", "audit_amount")) {
                jdbc.sql("DELETE FROM " + table + " WHERE case_id" + these).update();
            }
            jdbc.sql("DELETE FROM case_file WHERE id" + these).update();
        }
    }

    /** An alias in a statement of ours stands behind its table's name. */
    private static String real(String alias, String statement) {
        var named = java.util.regex.Pattern.compile("(?i)(?:FROM|JOIN) (\\w+) " + java.util.regex.Pattern.quote(alias) + "\\b").matcher(statement);
        return (named.find() ? named.group(1) : alias).toLowerCase(Locale.ROOT);
    }

    private Set<String> asked(List<String> calls) {
        String before = jdbc.sql("SELECT @@GLOBAL.log_output").query(String.class).single();
        try {
            jdbc.sql("SET GLOBAL log_output = 'TABLE'").update();
        } catch (DataAccessException denied) {
            Assumptions.abort("this database's user may not read the server's log: " + denied.getMessage());
        }
        jdbc.sql("TRUNCATE TABLE mysql.general_log").update();
        jdbc.sql("SET GLOBAL general_log = 'ON'").update();
        try {
            calls.forEach(call -> as("auditor1").get(call).is(200));
        } finally {
            jdbc.sql("SET GLOBAL general_log = 'OFF'").update();
            jdbc.sql("SET GLOBAL log_output = '" + before + "'").update();
        }
        return jdbc.sql("SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log WHERE command_type IN ('Query', 'Execute') "
                + "AND thread_id IN (SELECT id FROM information_schema.processlist WHERE db = DATABASE())").query(String.class).list().stream()
                .filter(sql -> sql.startsWith("SELECT ") && LARGE.stream().anyMatch(sql::contains) && !sql.contains("FOR UPDATE"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Enough of everything that a look into an index pays; all of one order, so that an order's cases are not asked for here. */
    private void copies(long caseId) {
        String digits = IntStream.range(0, 10).mapToObj(n -> "SELECT " + n + " AS n").collect(Collectors.joining(" UNION ALL "));
        String numbers = "(SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS n FROM (" + digits + ") a, (" + digits + ") b, (" + digits + ") c, (" + digits + ") d) b";
        Map<String, String> own = Map.of("id", BASE + " + b.n", "case_id", BASE + " + b.n", "number", "CONCAT('PLAN-', b.n)", "request_id", "CONCAT('plan-', b.n)",
                "token", "CONCAT('plan', b.n, t.token)", "opened_at", "t.opened_at - INTERVAL b.n MINUTE", "closed_at", "t.closed_at - INTERVAL b.n MINUTE",
                "amount_minor", "t.amount_minor + b.n");
        copy("case_file", "t.id = " + caseId, numbers, own);
        for (String table : List.of("case_event", "case_search", "audit_fact", "audit_amount")) {
            copy(table, "t.case_id = " + caseId, numbers, own);
        }
        for (String table : LARGE) {
            jdbc.sql("ANALYZE TABLE " + table).query(row -> { });
        }
    }

    private void copy(String table, String which, String numbers, Map<String, String> own) {
        List<String> columns = jdbc.sql("SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name <> 'seq'")
                .param(table).query(String.class).list();
        String from = columns.stream().map(column -> own.getOrDefault(column, "t." + column)).collect(Collectors.joining(", "));
        jdbc.sql("INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT " + from + " FROM " + numbers + " JOIN " + table + " t ON " + which
                + " WHERE b.n < " + COPIES).update();
    }
}
