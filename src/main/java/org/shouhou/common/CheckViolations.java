package org.shouhou.common;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.stereotype.Component;

/**
 * MySQL reports a violated CHECK with a general SQL state, by which it would pass for a fault of ours; here it is what
 * it is on every other database: data that must not be.
 */
@Component
public class CheckViolations extends SQLExceptionSubclassTranslator {

    /** ER_CHECK_CONSTRAINT_VIOLATED. */
    private static final int MYSQL_CHECK = 3819;

    @Override
    protected DataAccessException doTranslate(String task, String sql, SQLException ex) {
        return ex.getErrorCode() == MYSQL_CHECK
                ? new DataIntegrityViolationException(buildMessage(task, sql, ex), ex) : super.doTranslate(task, sql, ex);
    }
}
