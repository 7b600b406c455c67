package org.shouhou.common;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * One change of a case at a time: whoever changes anything of a case locks its row first, in the transaction of the
 * change. So messages, completions and answers from outside never cross.
 */
@Component
public class CaseLock {

    private final JdbcClient jdbc;

    CaseLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for the case's row and keeps it until the transaction ends. @throws Problem 404 when there is no such case */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(long caseId) {
        jdbc.sql("SELECT id FROM case_file WHERE id = ? FOR UPDATE").param(caseId).query(Long.class).optional()
                .orElseThrow(() -> Problem.notFound("case", caseId));
    }
}
