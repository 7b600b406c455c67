package org.shouhou.gateway.process;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Failures of the database that pass: a deadlock, a lost race, a lock or connection waited for too long. */
final class Passing {

    /** MySQL: lock wait, deadlock; H2: lock time-out, deadlock, concurrent update. */
    private static final Set<Integer> CODES = Set.of(1205, 1213, 50200, 40001, 90131);

    private Passing() {
    }

    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockingException || cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLTransientException || cause instanceof SQLRecoverableException) {
                return true;
            }
            if (cause instanceof SQLException sql && (CODES.contains(sql.getErrorCode())
                    || sql.getSQLState() != null && (sql.getSQLState().startsWith("40") || sql.getSQLState().startsWith("08")))) {
                return true;
            }
        }
        return false;
    }
}
