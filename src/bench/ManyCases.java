import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fills a MySQL-family database with open tasks and closed cases by the million, in minutes: two real cases, one open
 * and one closed, are copied by the database itself, every row of theirs, ours and the engine's, with ids, numbers,
 * buyers, waybills, phone numbers, reasons, amounts, due times and owners of their own. src/bench/list-speed.sh calls it.
 *
 *   java -cp 'LIBS/*' src/bench/ManyCases.java OPEN_CASE_ID CLOSED_CASE_ID OPEN CLOSED
 *
 * SHOUHOU_DB_URL, SHOUHOU_DB_USER and SHOUHOU_DB_PASSWORD name the database. Called again with larger numbers it adds
 * what is missing, also after it was broken off. Open copies have all the engine keeps of running ones; its history is
 * copied for the first thousand of each only: no list, count or search reads it. Nothing else may run on the database that cares for what it finds there.
 */
class ManyCases {

    /** Copies of the open case have ids from here on, copies of the closed one from twice here. */
    static final long BASE = 10_000_000L;
    static final int BATCH = 20_000;
    static final int WITH_ENGINE_HISTORY = 1_000;

    /** Columns of the engine whose values are ids of what belongs to one process instance. */
    static final Set<String> INSTANCE_IDS = Set.of("ID_", "PROC_INST_ID_", "ROOT_PROC_INST_ID_", "EXECUTION_ID_", "PARENT_ID_",
            "TASK_ID_", "ACT_INST_ID_", "PARENT_ACT_INST_ID_", "VAR_SCOPE_", "PROCESS_INSTANCE_ID_", "VAR_INST_ID_", "TASK_PARENT_ID_",
            "CALL_PROC_INST_ID_", "SUPER_EXEC_", "ACTIVITY_INSTANCE_ID_", "ROOT_PROCESS_INSTANCE_ID_", "SUPER_PROCESS_INSTANCE_ID_");

    static Connection db;

    public static void main(String[] arguments) throws Exception {
        long open = Long.parseLong(arguments[0]);
        long closed = Long.parseLong(arguments[1]);
        String url = System.getenv("SHOUHOU_DB_URL");
        try (Connection connection = DriverManager.getConnection(url + (url.contains("?") ? "&" : "?") + "nullCatalogMeansCurrent=true",
                System.getenv("SHOUHOU_DB_USER"), System.getenv("SHOUHOU_DB_PASSWORD"))) {
            db = connection;
            run("SET SESSION transaction_isolation = 'READ-COMMITTED', foreign_key_checks = 0, unique_checks = 0");
            run("CREATE TABLE IF NOT EXISTS bench_number (n INT PRIMARY KEY) ENGINE=InnoDB");
            numbers(Math.max(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])));
            thirtyEvents(closed);
            fill(open, BASE, Integer.parseInt(arguments[2]), true);
            fill(closed, 2 * BASE, Integer.parseInt(arguments[3]), false);
            sumsOfDays();
            try (Statement statement = db.createStatement()) {
                statement.execute("ANALYZE TABLE figure_fact, figure_day, figure_delta, case_file, shop_order, order_line, case_event, deadline, queue_entry, case_search, ACT_RU_TASK, ACT_RU_IDENTITYLINK");
            }
        }
    }

    static void numbers(int wanted) throws SQLException {
        run("INSERT IGNORE INTO bench_number VALUES (0)");
        for (long have = number("SELECT COUNT(*) FROM bench_number"); have < wanted; have = number("SELECT COUNT(*) FROM bench_number")) {
            run("INSERT INTO bench_number SELECT n + " + have + " FROM bench_number");
        }
    }

    static void fill(long caseId, long base, int wanted, boolean running) throws SQLException {
        long orderId = number("SELECT order_id FROM case_file WHERE id = " + caseId);
        String instance = text("SELECT instance_id FROM case_file WHERE id = " + caseId);
        long done = number("SELECT COUNT(*) FROM case_file WHERE id >= " + base + " AND id < " + (base + BASE));
        for (long from = done; from < wanted; from += BATCH) {
            ours(caseId, orderId, base, "b.n >= " + from + " AND b.n < " + Math.min(wanted, from + BATCH));
            System.out.println("case " + caseId + ": " + Math.min(wanted, from + BATCH) + " of " + wanted);
        }
        if (running) {
            engines(instance, base, tables("ACT\\_RU\\_%"), wanted);
        }
        engines(instance, base, tables("ACT\\_HI\\_%"), Math.min(wanted, WITH_ENGINE_HISTORY));
        try (Statement statement = db.createStatement()) {
            statement.execute("ANALYZE TABLE audit_fact, audit_amount");
        }
    }

    // our tables

    static void ours(long caseId, long orderId, long base, String some) throws SQLException {
        String id = base + " + b.n";
        // what makes a copy a case of its own
        Map<String, String> own = new LinkedHashMap<>();
        own.put("case_id", id);
        own.put("order_id", id);
        own.put("line_id", id);
        own.put("order_no", "CONCAT('B', " + id + ")");
        own.put("buyer", "CONCAT('buyer', " + base + " + b.n DIV 3)");
        own.put("phone", "CONCAT('139', LPAD((b.n * 7919 + 13) % 100000000, 8, '0'))");
        own.put("waybill", "CONCAT('SF', " + (base * 1000) + " + b.n)");
        own.put("number", "CONCAT('SH-', " + id + ", '-0')");
        own.put("case_number", "CONCAT('SH-', " + id + ", '-0')");
        own.put("request_id", "CONCAT('bench-', " + id + ")");
        own.put("instance_id", engineId("t.instance_id", base));
        own.put("task_id", engineId("t.task_id", base));
        own.put("reason", "ELT(1 + b.n % 6, 'QUALITY', 'NOT_AS_DESCRIBED', 'NO_LONGER_WANTED', 'OTHER', 'WRONG_ORDER', 'PRICE_DIFFERENCE')");
        own.put("amount_minor", "1000 + (b.n * 37) % 90000");
        own.put("opened_at", "t.opened_at - INTERVAL (b.n % 500000) MINUTE");
        own.put("closed_at", "t.closed_at - INTERVAL (b.n % 500000) MINUTE");
        own.put("owner", "CASE WHEN b.n % 4 = 0 THEN CONCAT('agent', 1 + b.n % 200) END");
        own.put("priority", "CASE WHEN b.n % 50 = 0 THEN 1 ELSE 2 END");
        own.put("created_ms", "t.created_ms - (b.n % 500000) * 60000");
        own.put("on_day", "DATE(t.on_day - INTERVAL (b.n % 500000) MINUTE)");
        for (String table : tablesWith("case_id")) {
            if (!table.equals("case_search") && !table.equals("figure_delta")) {
                copy(table, "t.case_id = " + caseId, own(table, own), some);
            }
        }
        auditFacts(caseId, id, own, some);
        own.put("id", id);
        copy("case_file", "t.id = " + caseId, own(table("case_file"), own), some);
        copy("shop_order", "t.id = " + orderId, own("shop_order", own), some);
        copy("order_balance", "t.order_id = " + orderId, own("order_balance", own), some);
        copy("order_line", "t.id = (SELECT MIN(id) FROM order_line WHERE order_id = " + orderId + ")", own("order_line", own), some);
        copy("line_balance", "t.line_id = (SELECT MIN(id) FROM order_line WHERE order_id = " + orderId + ")", own("line_balance", own), some);
        for (String word : List.of("NUMBER|LOWER(" + own.get("number") + ")", "NUMBER|" + id, "ORDER|LOWER(" + own.get("order_no") + ")",
                "BUYER|" + own.get("buyer"), "WAYBILL|LOWER(" + own.get("waybill") + ")", "PHONE|RIGHT(" + own.get("phone") + ", 4)")) {
            String[] parts = word.split("\\|", 2);
            run("INSERT INTO case_search (token, kind, case_id) SELECT " + parts[1] + ", '" + parts[0] + "', " + id + " FROM bench_number b WHERE " + some);
        }
    }

    /** The sums the charts read, from the facts of all copies. */
    static void sumsOfDays() throws SQLException {
        run("DELETE FROM figure_delta");
        run("DELETE FROM figure_day");
        List<String> crossed = List.of("REASON", "SKU", "COURIER", "RESPONSIBLE");
        sums("ALL", "''", "''", "");
        for (String one : List.of("TYPE", "REASON", "SKU", "COURIER", "RESPONSIBLE", "AGENT")) {
            sums(one, one, "''", "");
        }
        for (int i = 0; i < crossed.size(); i++) {
            for (int j = i + 1; j < crossed.size(); j++) {
                sums(crossed.get(i) + "_" + crossed.get(j), crossed.get(i), crossed.get(j), "WHERE measure = 'INTAKE'");
            }
        }
    }

    static void sums(String cut, String one, String other, String which) throws SQLException {
        run("INSERT INTO figure_day (measure, cut, on_day, shop, currency, value_a, value_b, n, total) SELECT measure, '" + cut + "', on_day, shop, currency, "
                + one.toLowerCase() + " AS a, " + other.toLowerCase() + " AS b, SUM(n), SUM(total) FROM figure_fact " + which
                // the application runs meanwhile and may have counted one of them already; the facts say how many there are
                + " GROUP BY measure, on_day, shop, currency, a, b ON DUPLICATE KEY UPDATE n = VALUES(n), total = VALUES(total)");
    }

    static String table(String name) {
        return name;
    }

    /** Due times of what is open lie from two days ago to two months ahead; those past were announced already. */
    static Map<String, String> own(String table, Map<String, String> own) {
        Map<String, String> theirs = new LinkedHashMap<>(own);
        String due = "UTC_TIMESTAMP() + INTERVAL ((b.n * 17) % 89280 - 2880) MINUTE";
        if (table.equals("queue_entry")) {
            theirs.put("due_at", due);
        } else if (table.equals("figure_fact")) {
            theirs.put("sku", "CONCAT('SKU-', b.n % 300)");
            theirs.put("courier", "ELT(1 + b.n % 5, 'SF', 'YTO', 'ZTO', 'JD', 'EMS')");
            theirs.put("agent", "CONCAT('agent', 1 + b.n % 200)");
        } else if (table.equals("deadline")) {
            theirs.put("due_at", "CASE WHEN t.state = 'RUNNING' THEN " + due + " ELSE t.due_at END");
            theirs.put("warn_at", "NULL");
            theirs.put("told_at", "CASE WHEN t.state = 'RUNNING' AND " + due + " < UTC_TIMESTAMP() + INTERVAL 3 HOUR THEN UTC_TIMESTAMP() ELSE t.told_at END");
        }
        return theirs;
    }

    // the engine's tables

    static void engines(String instance, long base, List<String> tables, int wanted) throws SQLException {
        Set<String> tasks = new TreeSet<>(texts("SELECT ID_ FROM ACT_RU_TASK WHERE PROC_INST_ID_ = '" + instance + "'"));
        for (String table : tables) {
            List<String> columns = columns(table);
            Map<String, String> own = new LinkedHashMap<>();
            columns.stream().filter(INSTANCE_IDS::contains).forEach(column -> own.put(column, engineId("t." + column, base)));
            own.put("BUSINESS_KEY_", base + " + b.n");
            if (table.equals("ACT_RU_JOB")) {
                own.put("DUEDATE_", "UTC_TIMESTAMP() + INTERVAL 300 DAY");
            }
            List<String> parts = columns.contains("PROC_INST_ID_") ? List.of("t.PROC_INST_ID_ = '" + instance + "'")
                    : columns.contains("PROCESS_INSTANCE_ID_") ? List.of("t.PROCESS_INSTANCE_ID_ = '" + instance + "'")
                    : table.equals("ACT_RU_IDENTITYLINK") ? tasks.stream().map(task -> "t.TASK_ID_ = '" + task + "'").toList() : List.of();
            for (String part : parts) {
                for (String id : texts("SELECT ID_ FROM " + table + " t WHERE " + part)) {
                    // ids are of one length, and only the number at the end differs
                    String head = id.substring(0, id.length() - 12);
                    long done = number("SELECT COUNT(*) FROM " + table + " WHERE ID_ >= '" + head + padded(base) + "' AND ID_ < '" + head + padded(base + BASE) + "'");
                    for (long from = done; from < wanted; from += BATCH) {
                        copy(table, part + " AND t.ID_ = '" + id + "'", own, "b.n >= " + from + " AND b.n < " + Math.min(wanted, from + BATCH));
                    }
                }
            }
        }
    }

    // what auditors find cases by

    /** A closed case has thirty events, so that a million of them have thirty million. */
    static void thirtyEvents(long caseId) throws SQLException {
        for (long have = number("SELECT COUNT(*) FROM case_event WHERE case_id = " + caseId); have < 30; have++) {
            run("INSERT INTO case_event (case_id, at_ms, actor, kind, data) SELECT case_id, at_ms, actor, 'NOTE', '{\"text\":\"bench\"}' FROM case_event WHERE case_id = "
                    + caseId + " ORDER BY seq LIMIT 1");
        }
    }

    /** Facts of a copy's own: agents, reasons, goods, couriers; every seventh missed a deadline, every third names who is responsible. */
    static void auditFacts(long caseId, String id, Map<String, String> own, String some) throws SQLException {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("AGENT", "CONCAT('agent', 1 + b.n % 200)");
        codes.put("DECIDED", "CONCAT('agent', 1 + b.n % 200)");
        codes.put("REASON", own.get("reason"));
        codes.put("SKU", "CONCAT('SKU-', b.n % 5000)");
        codes.put("COURIER", "ELT(1 + b.n % 5, 'SF', 'ZTO', 'YTO', 'STO', 'JD')");
        String code = "CASE t.kind " + String.join(" ", codes.entrySet().stream().map(one -> "WHEN '" + one.getKey() + "' THEN " + one.getValue()).toList()) + " ELSE t.code END";
        String head = "INSERT IGNORE INTO audit_fact (kind, code, opened_at, case_id) SELECT ";
        run(head + "t.kind, " + code + ", " + own.get("opened_at") + ", " + id + " FROM bench_number b JOIN audit_fact t ON t.case_id = " + caseId
                + " AND t.kind <> 'MISSED' AND t.kind <> 'RESPONSIBLE' WHERE " + some);
        String of = own.get("opened_at").replace("t.", "c.") + ", " + id + " FROM bench_number b JOIN case_file c ON c.id = " + caseId + " WHERE " + some;
        run(head + "'MISSED', 'FIRST_REPLY', " + of + " AND b.n % 7 = 0");
        run(head + "'RESPONSIBLE', ELT(1 + b.n % 3, 'COURIER', 'WAREHOUSE', 'AGENT'), " + of + " AND b.n % 3 = 0");
        run(head + "'RESPONSIBLE', 'PLATFORM', " + of + " AND b.n % 1000 = 1");
    }

    static String padded(long number) {
        return String.format("%012d", number);
    }

    /** The engine's ids are UUIDs of one node, so that another node's number gives other ids, never the same twice. */
    static String engineId(String column, long base) {
        return "CONCAT(LEFT(" + column + ", CHAR_LENGTH(" + column + ") - 12), LPAD(" + base + " + b.n, 12, '0'))";
    }

    // how it is copied

    static void copy(String table, String which, Map<String, String> own, String some) throws SQLException {
        if (number("SELECT COUNT(*) FROM " + table + " t WHERE " + which) == 0) {
            return;
        }
        List<String> into = new ArrayList<>();
        List<String> from = new ArrayList<>();
        Set<String> keys = uniqueTexts(table);
        String counted = counted(table);
        for (String column : columns(table)) {
            if (own.containsKey(column)) {
                into.add(column);
                from.add(own.get(column));
            } else if (!column.equals(counted)) {
                into.add(column);
                from.add(keys.contains(column) ? "CONCAT(t." + column + ", '-', b.n)" : "t." + column);
            }
        }
        run("INSERT INTO " + table + " (" + String.join(", ", into) + ") SELECT " + String.join(", ", from) + " FROM bench_number b JOIN "
                + table + " t ON " + which + " WHERE " + some);
    }

    static List<String> tables(String like) throws SQLException {
        return texts("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name LIKE '" + like + "'");
    }

    static List<String> tablesWith(String column) throws SQLException {
        return texts("SELECT table_name FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = '" + column
                + "' AND table_name NOT LIKE 'ACT\\_%' AND table_name <> 'audit_fact'");
    }

    static List<String> columns(String table) throws SQLException {
        return texts("SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '" + table + "' ORDER BY ordinal_position");
    }

    static String counted(String table) throws SQLException {
        return texts("SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '" + table
                + "' AND extra LIKE '%auto_increment%'").stream().findFirst().orElse(null);
    }

    /** Text columns that must be unique by themselves. */
    static Set<String> uniqueTexts(String table) throws SQLException {
        return new TreeSet<>(texts("""
                SELECT MAX(s.column_name) FROM information_schema.statistics s JOIN information_schema.columns c ON c.table_schema = s.table_schema
                  AND c.table_name = s.table_name AND c.column_name = s.column_name
                WHERE s.table_schema = DATABASE() AND s.non_unique = 0 AND c.data_type = 'varchar' AND s.table_name = '%s'
                GROUP BY s.index_name HAVING COUNT(*) = 1""".formatted(table)));
    }

    static void run(String sql) throws SQLException {
        try (Statement statement = db.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\n" + sql, e);
        }
    }

    static long number(String sql) throws SQLException {
        try (Statement statement = db.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static String text(String sql) throws SQLException {
        return texts(sql).get(0);
    }

    static List<String> texts(String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = db.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }
}
