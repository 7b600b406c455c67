package org.shouhou.settings;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.shouhou.TestDatabase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real settings on an empty database of our tables, without a Spring context. */
public final class SettingsFixture {

    private SettingsFixture() {
    }

    /** An empty database with our tables. */
    public static DataSource database() {
        TestDatabase database = TestDatabase.fresh();
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(database.url());
        source.setUsername(database.user());
        source.setPassword(database.password());
        database.properties().forEach(source::addDataSourceProperty);
        source.setMaximumPoolSize(2);
        // H2 evaluates some checks with the connection that created them
        source.setMaxLifetime(0);
        Flyway.configure().dataSource(source).load().migrate();
        return source;
    }

    public static Settings settings(DataSource source, Clock clock, TextKind... kinds) {
        return new Settings(new SettingTable(JdbcClient.create(source)), clock, List.of(kinds));
    }

    /** The controller of the settings. */
    public static Object api(Settings settings, Clock clock) {
        return new SettingsApi(settings, clock, nobody(SettingChanges.class));
    }

    /** Nobody offers it. */
    public static <T> ObjectProvider<T> nobody(Class<T> type) {
        return new StaticListableBeanFactory().getBeanProvider(type);
    }
}
