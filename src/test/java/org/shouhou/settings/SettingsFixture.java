package org.shouhou.settings;

import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.shouhou.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Real settings on an empty database of our tables, without a Spring context. */
public final class SettingsFixture {

    private SettingsFixture() {
    }

    /** An empty database with our tables. */
    public static DataSource database() {
        TestDatabase database = TestDatabase.fresh();
        DriverManagerDataSource source = new DriverManagerDataSource(database.url(), database.user(), database.password());
        java.util.Properties properties = new java.util.Properties();
        properties.putAll(database.properties());
        source.setConnectionProperties(properties);
        Flyway.configure().dataSource(source).load().migrate();
        return source;
    }

    public static Settings settings(DataSource source, Clock clock, TextKind... kinds) {
        return new Settings(new SettingTable(JdbcClient.create(source)), clock, List.of(kinds));
    }
}
