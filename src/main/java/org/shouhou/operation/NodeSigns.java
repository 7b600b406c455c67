package org.shouhou.operation;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.shouhou.common.BackgroundWork;
import org.shouhou.common.ThisNode;
import org.shouhou.engine.NodeWork;
import org.shouhou.messaging.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says every few seconds that this node is alive, and tells the operators once of another one that fell silent without
 * saying goodbye. What it had taken comes back by itself when the leases are over.
 */
@Component
class NodeSigns implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(NodeSigns.class);
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int LONGEST_WORKS = 1000;

    private record Silent(String id, String host, long seenMs) {
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ThisNode node;
    private final NodeWork work;
    private final ObjectProvider<BackgroundWork> works;
    private final Messages messages;
    private final Clock clock;
    private final long started;
    private volatile Long saidAt;

    NodeSigns(JdbcClient jdbc, PlatformTransactionManager transactions, ThisNode node, NodeWork work, ObjectProvider<BackgroundWork> works,
            Messages messages, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.node = node;
        this.work = work;
        this.works = works;
        this.messages = messages;
        this.clock = clock;
        this.started = clock.millis();
    }

    @Override
    public String name() {
        return "signs-of-life";
    }

    @Override
    public boolean workOnce() {
        long now = clock.millis();
        Long before = saidAt;
        if (before != null && now >= before && now - before < EVERY.toMillis()) {
            return false;
        }
        saidAt = now;
        transaction.executeWithoutResult(status -> {
            say(now);
            silent(now).forEach(this::tell);
            jdbc.sql("DELETE FROM cluster_node WHERE seen_ms < ?").param(now - KEPT.toMillis()).update();
        });
        return false;
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    private void say(long now) {
        if (jdbc.sql("UPDATE cluster_node SET seen_ms = ?, stopped_ms = NULL, told_ms = NULL, timers = ? WHERE id = ?")
                .params(now, work.timersRun(), node.id()).update() == 0) {
            jdbc.sql("INSERT INTO cluster_node (id, host, version, started_ms, seen_ms, timers, timer_owner, works) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(node.id(), node.host(), version(), started, now, work.timersRun(), work.timerOwner(), works()).update();
        }
    }

    private String version() {
        String version = getClass().getPackage().getImplementationVersion();
        return version == null ? "-" : version.length() <= 60 ? version : version.substring(0, 60);
    }

    private String works() {
        String names = works.stream().map(BackgroundWork::name).sorted().collect(Collectors.joining(","));
        return names.length() <= LONGEST_WORKS ? names : names.substring(0, names.lastIndexOf(',', LONGEST_WORKS));
    }

    private List<Silent> silent(long now) {
        return jdbc.sql("SELECT id, host, seen_ms FROM cluster_node WHERE stopped_ms IS NULL AND told_ms IS NULL AND seen_ms < ? AND id <> ?")
                .params(now - Nodes.SILENT_AFTER.toMillis(), node.id())
                .query((row, n) -> new Silent(row.getString(1), row.getString(2), row.getLong(3))).list();
    }

    /** Of all the nodes that notice, one tells. */
    private void tell(Silent silent) {
        if (jdbc.sql("UPDATE cluster_node SET told_ms = ? WHERE id = ? AND told_ms IS NULL AND seen_ms = ?")
                .params(clock.millis(), silent.id(), silent.seenMs()).update() == 1) {
            messages.toRole("operator", null, "node-silent", Map.of("node", silent.host(), "since", Instant.ofEpochMilli(silent.seenMs())),
                    "node-silent-" + silent.id() + "-" + silent.seenMs());
        }
    }

    @PreDestroy
    void goodbye() {
        try {
            jdbc.sql("UPDATE cluster_node SET stopped_ms = ? WHERE id = ?").params(clock.millis(), node.id()).update();
        } catch (DataAccessException gone) {
            LOG.debug("The database was gone first: {}", gone.toString());
        }
    }
}
