package org.shouhou.operation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.shouhou.common.Db;
import org.shouhou.common.ThisNode;
import org.shouhou.engine.NodeWork;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The nodes that share the database, for operators. */
@Service
public class Nodes {

    /** How long a node may say nothing before it counts as silent. */
    static final Duration SILENT_AFTER = Duration.ofSeconds(60);

    public enum State { RUNNING, SILENT, STOPPED }

    /**
     * A node.
     *
     * @param state     SILENT: it said nothing for a minute and did not say goodbye
     * @param self      whether it is the one that answers
     * @param timersRun whether it runs timers
     * @param works     names of the background work it does
     * @param holds     what of the flows' work it has taken
     */
    public record Node(String id, String host, String version, State state, boolean self, Instant startedAt, Instant seenAt,
            Instant stoppedAt, boolean timersRun, List<String> works, List<NodeWork.Held> holds) {
    }

    private final JdbcClient jdbc;
    private final NodeWork work;
    private final ThisNode self;
    private final Clock clock;

    Nodes(JdbcClient jdbc, NodeWork work, ThisNode self, Clock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.self = self;
        this.clock = clock;
    }

    /** Those that were there lately, running ones first, then by when they started, the newest first. */
    public List<Node> all() {
        return jdbc.sql("SELECT * FROM cluster_node ORDER BY CASE WHEN stopped_ms IS NULL THEN 0 ELSE 1 END, seen_ms DESC, id LIMIT 200")
                .query(this::node).list();
    }

    private Node node(ResultSet row, int number) throws SQLException {
        String id = row.getString("id");
        Long stopped = Db.nullableLong(row, "stopped_ms");
        long seen = row.getLong("seen_ms");
        State state = stopped != null ? State.STOPPED : seen < clock.millis() - SILENT_AFTER.toMillis() ? State.SILENT : State.RUNNING;
        String works = row.getString("works");
        return new Node(id, row.getString("host"), row.getString("version"), state, id.equals(self.id()),
                Instant.ofEpochMilli(row.getLong("started_ms")), Instant.ofEpochMilli(seen), stopped == null ? null : Instant.ofEpochMilli(stopped),
                row.getBoolean("timers"), works.isEmpty() ? List.of() : List.of(works.split(",")),
                state == State.STOPPED ? List.of() : work.of(row.getString("timer_owner"), id));
    }
}
