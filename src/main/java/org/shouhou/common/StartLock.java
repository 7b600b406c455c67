package org.shouhou.common;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * One node at a time fills and migrates a shared database: from the first table until the node is ready, with the
 * engine's tables, its deployments and the first accounts in between. A node that dies on the way frees the lock with
 * its connection. An embedded database has one node only and needs none.
 */
@Component
class StartLock implements FlywayMigrationStrategy, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartLock.class);
    private static final int WAIT_SECONDS = 600;

    private final DataSource dataSource;
    private Connection holder;

    StartLock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void migrate(Flyway flyway) {
        try {
            acquire();
        } catch (SQLException e) {
            throw new IllegalStateException("The lock that lets one node start at a time cannot be had", e);
        }
        flyway.migrate();
    }

    private void acquire() throws SQLException {
        Connection connection = dataSource.getConnection();
        if (!connection.getMetaData().getDatabaseProductName().equals("MySQL")
                && !connection.getMetaData().getDatabaseProductName().equals("MariaDB")) {
            connection.close();
            return;
        }
        holder = connection;
        if (!got(0)) {
            LOG.info("Another node is starting on this database; waiting until it is ready");
            if (!got(WAIT_SECONDS)) {
                throw new SQLException("Another node has been starting for " + WAIT_SECONDS + " s");
            }
        }
    }

    private boolean got(int seconds) throws SQLException {
        try (PreparedStatement statement = holder.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            statement.setString(1, name(holder));
            statement.setInt(2, seconds);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getInt(1) == 1;
            }
        }
    }

    /** Lock names are the server's, not the database's, and at most 64 characters long. */
    private static String name(Connection connection) throws SQLException {
        return "shouhou-start-" + Integer.toHexString(connection.getCatalog().hashCode());
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() throws SQLException {
        close();
    }

    /** Also when the start fails. */
    @Override
    public void close() throws SQLException {
        if (holder != null) {
            try (Connection connection = holder;
                    PreparedStatement statement = connection.prepareStatement("DO RELEASE_LOCK(?)")) {
                statement.setString(1, name(connection));
                statement.execute();
            } finally {
                holder = null;
            }
        }
    }
}
