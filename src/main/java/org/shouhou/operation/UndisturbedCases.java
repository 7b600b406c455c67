package org.shouhou.operation;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A case nobody is changing this moment. */
@Component
class UndisturbedCases {

    private final JdbcClient jdbc;

    UndisturbedCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps others from changing the case until the transaction ends, so that a second look at it is not deceived by a
     * change half seen. @return false when somebody is changing it: then it moves, and need not be looked at
     */
    boolean lock(long caseId) {
        return jdbc.sql("SELECT id FROM case_file WHERE id = ? FOR UPDATE SKIP LOCKED").param(caseId).query(Long.class).optional().isPresent();
    }
}
