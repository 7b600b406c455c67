package org.shouhou.engine;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * What the engine's own tables need beyond its scripts, looked at with each start: an index for the timers that are due,
 * and on the MySQL family no cascades of incidents onto themselves. MySQL 9.7 counts such a cascade through both keys as
 * more than 30 tables and refuses to delete any incident, so no failed work could ever be taken up again. The engine
 * deletes dependent incidents itself.
 */
@Component
class EngineSchema extends AbstractProcessEnginePlugin {

    private static final String DUE_INDEX = "SHOUHOU_IDX_JOB_DUEDATE";
    private static final List<String> SELF_CASCADES = List.of("ACT_FK_INC_CAUSE", "ACT_FK_INC_RCAUSE");

    private ProcessEngineConfigurationImpl configuration;

    @Override
    public void postInit(ProcessEngineConfigurationImpl engineConfiguration) {
        configuration = engineConfiguration;
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        try (Connection connection = configuration.getDataSource().getConnection(); Statement statement = connection.createStatement()) {
            DatabaseMetaData database = connection.getMetaData();
            if (!names(database.getIndexInfo(connection.getCatalog(), connection.getSchema(), "ACT_RU_JOB", false, true), "INDEX_NAME").contains(DUE_INDEX)) {
                statement.execute("CREATE INDEX " + DUE_INDEX + " ON ACT_RU_JOB (DUEDATE_)");
            }
            String product = database.getDatabaseProductName().toLowerCase(Locale.ROOT);
            if (product.contains("mysql") || product.contains("mariadb")) {
                Set<String> keys = names(database.getImportedKeys(connection.getCatalog(), null, "ACT_RU_INCIDENT"), "FK_NAME");
                for (String cascade : SELF_CASCADES) {
                    if (keys.contains(cascade)) {
                        statement.execute("ALTER TABLE ACT_RU_INCIDENT DROP FOREIGN KEY " + cascade);
                    }
                }
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The engine's tables cannot be completed", e);
        }
    }

    private static Set<String> names(ResultSet rows, String column) throws SQLException {
        Set<String> names = new HashSet<>();
        try (rows) {
            while (rows.next()) {
                String name = rows.getString(column);
                if (name != null) {
                    names.add(name.toUpperCase(Locale.ROOT));
                }
            }
        }
        return names;
    }
}
