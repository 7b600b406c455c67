package org.shouhou.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.shouhou.StackTest;
import org.shouhou.TestDatabase;
import org.shouhou.duty.OnDuty;
import org.shouhou.queue.TaskSubject;
import org.shouhou.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** No chart and no list behind a point reads a large table from end to end: the database itself says how it would. */
class ChartsReadAlongIndexesStackTest extends StackTest {

    private static final int MANY = 20_000;
    private static final long BASE = 500_000_000L;
    private static final long LARGE = 2_000;

    @Autowired
    OnDuty duty;
    @Autowired
    Settings settings;
    @Autowired
    List<TaskSubject> subjects;

    private final List<String> plans = new ArrayList<>();

    @Test
    void r34_every_chart_and_every_list_is_read_along_an_index() throws SQLException {
        Assumptions.assumeTrue(TestDatabase.isMysqlFamily(), "only there the database says how it reads");
        try (Connection connection = TestDatabase.shared().connect()) {
            many(connection);
            try {
                everyQuestion(explaining(connection));
            } finally {
                gone(connection);
            }
        }
        assertThat(plans).hasSizeGreaterThan(40);
        assertThat(plans).filteredOn(plan -> plan.startsWith("SCAN")).isEmpty();
    }

    private void everyQuestion(Connection connection) {
        JdbcClient client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        Numbers numbers = new Numbers(client);
        NowCharts now = new NowCharts(client, duty, settings, clock);
        LocalDate today = now().toLocalDate();
        BehindTable table = new BehindTable(client, subjects);
        Behind behind = new Behind(table, numbers, now, clock);
        for (String shop : new String[] {null, "main"}) {
            for (Dimension by : Dimension.values()) {
                Ask ask = Ask.of(today.minusDays(13), today, shop, by, null, null, null, null, today);
                Ask one = Ask.of(today.minusDays(13), today, shop, by, "V1", null, null, null, today);
                DayCharts days = new DayCharts(numbers);
                List.of(ask, one).forEach(each -> {
                    days.flow(each);
                    days.deadlines(each);
                    days.means("solve", each, Measure.CLOSED);
                    days.money(each);
                    for (Measure measure : List.of(Measure.INTAKE, Measure.REFUND)) {
                        Behind.Page page = behind.page(new Behind.Point(measure.name(), each, null, null, null), null);
                        if (page.cursor() != null) {
                            behind.page(new Behind.Point(measure.name(), each, null, null, null), page.cursor());
                        }
                    }
                });
                new PartCharts(numbers).parts(ask, false);
                numbers.shops(ask);
                numbers.currencies(ask);
            }
            for (Dimension[] pair : Dimension.pairs()) {
                Ask ask = Ask.of(today.minusDays(13), today, shop, pair[0], "V1", pair[0], pair[1], null, today);
                new PartCharts(numbers).crossed(ask, false);
                behind.page(new Behind.Point("INTAKE", ask, "V2", null, null), null);
            }
            now.backlog(shop);
            now.due(shop);
            Ask ask = Ask.of(null, null, shop, null, null, null, null, null, today);
            behind.page(new Behind.Point("BACKLOG", ask, null, "DAY_3", null), null);
            behind.page(new Behind.Point("DUE", ask, null, null, "LATE"), null);
        }
        new OpenComplaints(client, table).now(null);
    }

    /** Years of closed cases, their facts and sums; rows alone, nothing else looks at them. */
    private void many(Connection connection) throws SQLException {
        run(connection, "SET SESSION foreign_key_checks = 0", "CREATE TABLE IF NOT EXISTS test_number (n INT PRIMARY KEY)", "DELETE FROM test_number", "INSERT INTO test_number VALUES (0)");
        for (int have = 1; have < MANY; have *= 2) {
            run(connection, "INSERT INTO test_number SELECT n + " + have + " FROM test_number");
        }
        String day = "DATE(UTC_TIMESTAMP() - INTERVAL n % 1000 DAY)";
        run(connection, "INSERT INTO case_file (id, number, type, status, outcome, shop, order_id, order_no, reason, currency, channel, request_id, request_hash, opened_by, opened_at, closed_at) "
                        + "SELECT " + BASE + " + n, CONCAT('X-', n), 'refund', 'CLOSED', 'REFUNDED', 'main', 1, CONCAT('X', n), 'OTHER', 'CNY', 'CHAT', CONCAT('x-', n), REPEAT('0', 64), 'agent1', "
                        + "UTC_TIMESTAMP() - INTERVAL n % 1000 DAY, UTC_TIMESTAMP() - INTERVAL n % 1000 DAY FROM test_number",
                "INSERT INTO figure_fact (case_id, measure, on_day, currency, n, total, shop, type, reason, sku, courier, responsible, agent) SELECT " + BASE + " + n, m.measure, " + day
                        + ", m.currency, 1, 1, 'main', CONCAT('V', n % 3), CONCAT('V', n % 7), CONCAT('V', n % 300), CONCAT('V', n % 5), CONCAT('V', n % 4), CONCAT('V', n % 50) FROM test_number, "
                        + "(SELECT 'INTAKE' AS measure, '' AS currency UNION SELECT 'REFUND', 'CNY' UNION SELECT 'MET', '') m",
                "INSERT INTO figure_day (measure, cut, on_day, shop, currency, value_a, value_b, n, total) SELECT m.measure, c.cut, " + day + ", 'test', '', CONCAT('V', n % 40), CONCAT('V', n % 11), 1, 1 FROM test_number, "
                        + "(SELECT 'INTAKE' AS measure UNION SELECT 'CLOSED' UNION SELECT 'MET') m, (SELECT 'ALL' AS cut UNION SELECT 'SKU' UNION SELECT 'REASON_SKU') c WHERE n < 20000 ON DUPLICATE KEY UPDATE n = figure_day.n",
                "INSERT INTO deadline (case_id, kind, starts_at, due_at, state, ended_at, why) SELECT " + BASE + " + n, 'FIRST_REPLY', UTC_TIMESTAMP(), UTC_TIMESTAMP(), 'MET', UTC_TIMESTAMP(), '{}' FROM test_number",
                "ANALYZE TABLE case_file, figure_fact, figure_day, figure_delta, deadline, queue_entry");
    }

    private void gone(Connection connection) throws SQLException {
        // these and no others: cases opened since may have higher numbers
        String these = " IN (SELECT " + BASE + " + n FROM test_number)";
        run(connection, "DELETE FROM deadline WHERE case_id" + these, "DELETE FROM figure_fact WHERE case_id" + these, "DELETE FROM case_file WHERE id" + these,
                "DELETE FROM figure_day WHERE shop = 'test'", "DROP TABLE test_number", "ANALYZE TABLE case_file, figure_fact, figure_day, deadline");
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The same connection; beside each question it asks the database how it is going to answer it. */
    private Connection explaining(Connection real) {
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
                String sql = (String) arguments[0];
                return twin((PreparedStatement) method.invoke(real, arguments), real.prepareStatement(TestDatabase.shared().explain() + sql), sql);
            }
            return call(method, real, arguments);
        });
    }

    private PreparedStatement twin(PreparedStatement real, PreparedStatement explained, String sql) {
        return (PreparedStatement) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
            if (method.getName().startsWith("set") && arguments != null && arguments.length >= 2) {
                call(method, explained, arguments);
            }
            if (method.getName().equals("executeQuery")) {
                try (ResultSet plan = explained.executeQuery()) {
                    while (plan.next()) {
                        note(plan, sql);
                    }
                }
            }
            return call(method, real, arguments);
        });
    }

    private void note(ResultSet plan, String sql) throws SQLException {
        String table = plan.getString("table");
        String type = plan.getString("type");
        boolean scan = table != null && !table.startsWith("<") && ("ALL".equals(type) || "index".equals(type)) && plan.getLong("rows") > LARGE;
        plans.add((scan ? "SCAN " : "ok ") + table + " " + type + " " + plan.getString("key") + " " + plan.getString("rows") + " " + sql);
    }

    private static Object call(java.lang.reflect.Method method, Object on, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
