package org.shouhou.queue;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.shouhou.identity.Actor;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The list of open work as the database keeps it; the engine is never asked for lists or counts. */
@Repository
class QueueEntries {

    private static final int ROUNDS = 5;
    private final JdbcClient jdbc;
    private final QueueReads reads;
    private final Clock clock;

    QueueEntries(JdbcClient jdbc, QueueReads reads, Clock clock) {
        this.jdbc = jdbc;
        this.reads = reads;
        this.clock = clock;
    }

    Optional<QueueEntry> find(String taskId) {
        return jdbc.sql("SELECT * FROM queue_entry WHERE task_id = ?").param(taskId).query(QueueEntry::map).optional();
    }

    /**
     * The most urgent unclaimed entry the actor may do, locked; entries somebody else is just taking are passed over.
     * Looked for first and locked one by one: a search that locks would lock everything it sorts.
     */
    Optional<QueueEntry> lockNext(Actor actor) {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> waiting = reads.waiting(actor);
            for (String taskId : waiting) {
                Optional<QueueEntry> free = jdbc.sql("SELECT * FROM queue_entry WHERE task_id = ? AND owner IS NULL FOR UPDATE SKIP LOCKED")
                        .param(taskId).query(QueueEntry::map).optional();
                if (free.isPresent()) {
                    return free;
                }
            }
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Changes hands, if the entry is still as it was read: taking the next task locks entries only, claiming locks the case.
     *
     * @throws OptimisticLockingFailureException when somebody else was faster; the command is repeated and reads who
     */
    void own(QueueEntry seen, String owner) {
        int changed = jdbc.sql("UPDATE queue_entry SET owner = ?, owned_ms = ?, revision = revision + 1 WHERE task_id = ? AND revision = ?")
                .param(owner).param(owner == null ? null : clock.millis()).param(seen.taskId()).param(seen.revision()).update();
        if (changed == 0) {
            throw new OptimisticLockingFailureException("Task " + seen.taskId() + " changed hands meanwhile");
        }
    }
}
