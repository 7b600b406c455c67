package org.shouhou.engine;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.shouhou.common.Problem;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a whole user command in one transaction and repeats it when it clashed with another (optimistic lock, deadlock,
 * lock wait): the engine repeats jobs, not commands. So a command must be repeatable as a whole: no effects outside.
 */
@Component
public class Commands {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final int TRIES = 5;
    /** MySQL: lock wait, deadlock; H2: lock time-out, deadlock, concurrent update. */
    private static final Set<Integer> CLASHES = Set.of(1205, 1213, 50200, 40001, 90131);

    private final TransactionTemplate transaction;

    Commands(PlatformTransactionManager manager) {
        this.transaction = new TransactionTemplate(manager);
    }

    /** @return what the command returned; a {@link Problem} 503 {@code busy} is thrown when it kept clashing */
    public <T> T run(Supplier<T> command) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            // part of a larger change, which cannot be repeated from here
            return command.get();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(status -> command.get());
            } catch (RuntimeException clash) {
                if (!passes(clash)) {
                    throw clash;
                }
                if (attempt == TRIES) {
                    throw (Problem) Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "busy",
                            "Nothing was changed; send the same call again in a moment.").initCause(clash);
                }
                LOG.debug("Clash, trying again ({} of {}): {}", attempt, TRIES, clash.getMessage());
            }
        }
    }

    /** Whether the failure is about another command at the same moment; the engine hides what the database said. */
    private static boolean passes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyFailureException || cause instanceof OptimisticLockingException
                    || cause instanceof SQLTransientException
                    || cause instanceof SQLException sql && (CLASHES.contains(sql.getErrorCode())
                            || sql.getSQLState() != null && sql.getSQLState().startsWith("40"))) {
                return true;
            }
        }
        return false;
    }

    public void run(Runnable command) {
        run(() -> {
            command.run();
            return null;
        });
    }
}
