package org.shouhou;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import javax.sql.DataSource;

class StartsFromAnEmptyDatabaseStackTest extends StackTest {

    @Autowired
    DataSource dataSource;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ManagementService engine;

    @Test
    void an_empty_database_gets_our_tables_and_the_engines() {
        assertThat(jdbc.sql("SELECT COUNT(*) FROM flyway_schema_history WHERE NOT success").query(Long.class).single()).isZero();
        assertThat(jdbc.sql("SELECT COUNT(*) FROM case_file").query(Long.class).single()).isNotNegative();
        assertThat(engine.getTableCount()).containsKey("ACT_RU_TASK");
    }

    @Test
    void the_database_is_the_one_this_run_asked_for_and_reads_only_what_is_committed() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo(TestDatabase.isMysqlFamily() ? "MySQL" : "H2");
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void chinese_and_emoji_survive_the_database() {
        assertThat(jdbc.sql("SELECT CAST(:words AS CHAR(50))").param("words", "仅退款 😀").query(String.class).single())
                .isEqualTo("仅退款 😀");
    }
}
