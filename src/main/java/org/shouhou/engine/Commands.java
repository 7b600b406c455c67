package org.shouhou.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a whole user command in one transaction and repeats it when it clashed with another (optimistic lock, deadlock,
 * lock wait): the engine repeats jobs, not commands. So a command must be repeatable as a whole: no effects outside.
 */
@Component
public class Commands {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final int TRIES = 5;

    private final TransactionTemplate transaction;

    Commands(PlatformTransactionManager manager) {
        this.transaction = new TransactionTemplate(manager);
    }

    /** @return what the command returned; its last clash is thrown when it kept clashing */
    public <T> T run(Supplier<T> command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(status -> command.get());
            } catch (ConcurrencyFailureException | OptimisticLockingException clash) {
                if (attempt == TRIES) {
                    throw clash;
                }
                LOG.debug("Clash, trying again ({} of {}): {}", attempt, TRIES, clash.getMessage());
            }
        }
    }

    public void run(Runnable command) {
        run(() -> {
            command.run();
            return null;
        });
    }
}
