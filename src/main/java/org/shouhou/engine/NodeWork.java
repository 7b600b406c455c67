package org.shouhou.engine;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What of the flows' work a node has taken and not given back. */
@Service
public class NodeWork {

    private static final int MOST = 50;

    /**
     * A piece of work in a node's hands.
     *
     * @param key  what it belongs to: a case's id, or {@code incident:12}; null when unknown
     * @param step where in its process; null for work between two steps
     * @param until when another node may take it
     */
    public record Held(String key, String process, String step, Instant until) {
    }

    private final JdbcClient jdbc;
    private final JobExecutor executor;
    private final Clock clock;

    NodeWork(JdbcClient jdbc, JobExecutor executor, Clock clock) {
        this.jdbc = jdbc;
        this.executor = executor;
        this.clock = clock;
    }

    /** Under which name this node takes timers. */
    public String timerOwner() {
        return executor.getLockOwner();
    }

    /** Whether this node runs timers. */
    public boolean timersRun() {
        return executor.isActive();
    }

    /**
     * What is held right now, 50 timers and 50 calls outside at most.
     *
     * @param timerOwner see {@link #timerOwner()}, of any node
     * @param worker     the node's name
     */
    public List<Held> of(String timerOwner, String worker) {
        Timestamp now = Timestamp.from(clock.instant());
        List<Held> held = new ArrayList<>(jdbc.sql("""
                        SELECT e.BUSINESS_KEY_, j.PROCESS_DEF_KEY_, j.HANDLER_CFG_, j.LOCK_EXP_TIME_ FROM ACT_RU_JOB j
                        LEFT JOIN ACT_RU_EXECUTION e ON e.ID_ = j.PROCESS_INSTANCE_ID_
                        WHERE j.LOCK_OWNER_ = ? AND j.LOCK_EXP_TIME_ > ? LIMIT\s""" + MOST).params(timerOwner, now)
                .query((row, n) -> new Held(row.getString(1), row.getString(2), row.getString(3), row.getTimestamp(4).toInstant())).list());
        held.addAll(jdbc.sql("""
                        SELECT e.BUSINESS_KEY_, x.PROC_DEF_KEY_, x.ACT_ID_, x.LOCK_EXP_TIME_ FROM ACT_RU_EXT_TASK x
                        JOIN ACT_RU_EXECUTION e ON e.ID_ = x.PROC_INST_ID_
                        WHERE x.WORKER_ID_ = ? AND x.LOCK_EXP_TIME_ > ? LIMIT\s""" + MOST).params(worker, now)
                .query((row, n) -> new Held(row.getString(1), row.getString(2), row.getString(3), row.getTimestamp(4).toInstant())).list());
        return held;
    }
}
